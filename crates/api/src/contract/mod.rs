//! The contract: every query and command once, with its name, request and answer.
//!
//! Front ends know nothing else. The TypeScript in `ui/src/api/` is generated from here by the test `bindings`, which
//! fails when the committed files differ.
//!
//! INVARIANT: names are `noun.verb`, times are RFC 3339 in UTC, digests and ids are the text forms of the kernel, sealed
//! values appear only where a person may open them. A command is harmless when it is delivered twice.
//!
//! New query or command: its types in the file of its noun, a line in `queries!` or `commands!` below, its function in
//! `query/` or `command/`; a missing function does not compile.

pub mod app;
pub mod changes;
pub mod drafts;
pub mod log;
pub mod people;
pub mod requests;
pub mod rules;
pub mod shared;
pub mod tasks;
pub mod workflows;

/// Calls `$callback!` with all queries: name, function in `query`, request, answer.
#[macro_export]
macro_rules! with_queries {
    ($callback:ident) => {
        $callback! {
            "app.state" => app_state(app::Nothing) -> app::AppState,
            "people.list" => people_list(app::Nothing) -> people::PeopleList,
            "people.person" => people_person(people::PersonQuery) -> people::PersonDetail,
            "changes.list" => changes_list(app::Nothing) -> changes::ChangeList,
            "rules.list" => rules_list(app::Nothing) -> rules::RuleList,
            "connectors.list" => connectors_list(app::Nothing) -> rules::ConnectorList,
            "inbox.list" => inbox_list(app::Nothing) -> tasks::Inbox,
            "inbox.task" => inbox_task(tasks::TaskQuery) -> tasks::TaskDetail,
            "requests.startable" => requests_startable(app::Nothing) -> requests::StartableList,
            "requests.form" => requests_form(requests::FormQuery) -> requests::StartForm,
            "runs.list" => runs_list(requests::RunFilter) -> requests::RunList,
            "runs.detail" => runs_detail(requests::RunQuery) -> requests::RunDetail,
            "workflows.list" => workflows_list(app::Nothing) -> workflows::WorkflowList,
            "workflows.detail" => workflows_detail(workflows::WorkflowQuery) -> workflows::WorkflowDetail,
            "workflows.version" => workflows_version(workflows::VersionQuery) -> workflows::VersionDetail,
            "drafts.list" => drafts_list(app::Nothing) -> drafts::DraftList,
            "drafts.open" => drafts_open(drafts::DraftQuery) -> drafts::DraftDetail,
            "drafts.lint" => drafts_lint(drafts::LintFiles) -> drafts::DraftLint,
            "feel.check" => feel_check(drafts::CheckExpression) -> drafts::CheckedExpression,
            "log.page" => log_page(log::LogFilter) -> log::LogPage,
            "log.entry" => log_entry(log::EntryQuery) -> log::EntryDetail,
        }
    };
}

/// Calls `$callback!` with all commands: name, function in `command`, request, answer.
#[macro_export]
macro_rules! with_commands {
    ($callback:ident) => {
        $callback! {
            "workspace.create" => workspace_create(app::CreateWorkspace) -> app::AppState,
            "workspace.open" => workspace_open(app::OpenWorkspace) -> app::AppState,
            "workspace.close" => workspace_close(app::Nothing) -> app::AppState,
            "session.sign_in" => session_sign_in(app::SignIn) -> app::AppState,
            "session.sign_out" => session_sign_out(app::Nothing) -> app::AppState,
            "people.add" => people_add(people::AddPerson) -> shared::Proposed,
            "people.set_manager" => people_set_manager(people::SetManager) -> shared::Proposed,
            "people.disable" => people_disable(people::DisablePerson) -> shared::Proposed,
            "people.reset_key" => people_reset_key(people::ResetKey) -> shared::Proposed,
            "groups.set" => groups_set(people::SetGroup) -> shared::Proposed,
            "grants.add" => grants_add(people::AddGrant) -> shared::Proposed,
            "grants.revoke" => grants_revoke(people::RevokeGrant) -> shared::Proposed,
            "rules.set" => rules_set(rules::SetRule) -> shared::Proposed,
            "connectors.set" => connectors_set(rules::SetConnector) -> shared::Proposed,
            "changes.decide" => changes_decide(changes::DecideChange) -> shared::Receipt,
            "changes.withdraw" => changes_withdraw(changes::WithdrawChange) -> shared::Receipt,
            "workflows.import" => workflows_import(workflows::Import) -> workflows::Imported,
            "workflows.publish" => workflows_publish(workflows::Publish) -> shared::Proposed,
            "drafts.save" => drafts_save(drafts::SaveDraft) -> drafts::DraftSaved,
            "drafts.delete" => drafts_delete(drafts::DraftQuery) -> drafts::DraftDeleted,
            "requests.start" => requests_start(requests::StartRequest) -> requests::Started,
            "requests.revise" => requests_revise(requests::ReviseRequest) -> shared::Receipt,
            "requests.cancel" => requests_cancel(requests::CancelRequest) -> shared::Receipt,
            "tasks.complete" => tasks_complete(tasks::CompleteTask) -> shared::Receipt,
            "approvals.decide" => approvals_decide(tasks::DecideApproval) -> shared::Receipt,
            "incidents.resolve" => incidents_resolve(requests::ResolveIncident) -> shared::Receipt,
            "data.reveal" => data_reveal(requests::Reveal) -> requests::Revealed,
            "verify.start" => verify_start(app::Nothing) -> app::Seal,
            "verify.stop" => verify_stop(app::Nothing) -> app::Seal,
            "export.write" => export_write(log::WriteExport) -> log::Exported,
            "checkpoint.save" => checkpoint_save(log::SaveCheckpoint) -> log::SavedCheckpoint,
        }
    };
}
