//! Workflows and their versions.

use engine::Engine;
use kernel::{
    Kernel,
    act::change::Proposal,
    authority::Object,
    check,
    definition::{Definition, NodeKind},
    digest::Digest,
    id::{ScheduleId, WorkflowId},
    role::Permission,
    scope::Scope,
    state::{Schedule, State, VersionRecord},
};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        workflows::{
            LintFinding, PinnedFile, ScheduleView, StepView, VersionDetail, VersionQuery,
            VersionRow, WorkflowDetail, WorkflowList, WorkflowQuery, WorkflowRow,
        },
    },
    view,
};

/// `workflows.list`.
pub fn workflows_list(host: &Host, _: &Nothing) -> Result<WorkflowList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let workflows = state
        .workflows
        .keys()
        .map(|id| row(&engine, state, id))
        .collect();
    let may_import = view::may(
        &engine,
        session.person(),
        Permission::WorkflowEdit,
        &Object::workspace(),
    );
    Ok(WorkflowList {
        workflows,
        may_import,
    })
}

fn row(engine: &Engine, state: &State, id: &WorkflowId) -> WorkflowRow {
    let known = state.workflows.get(id);
    let published = known
        .and_then(|known| known.published)
        .and_then(|version| state.versions.get(&version));
    let running = state
        .requests
        .values()
        .filter(|instance| instance.workflow == *id)
        .count();
    WorkflowRow {
        id: id.to_string(),
        name: known.map(|known| known.name.clone()).unwrap_or_default(),
        published: published.map(|record| record.number),
        latest: known.map_or(0, |known| known.latest),
        running: u32::try_from(running).unwrap_or(u32::MAX),
        vouch: known
            .and_then(|known| known.vouch)
            .map(|vouch| view::vouch(engine, &vouch)),
    }
}

/// `workflows.detail`.
pub fn workflows_detail(host: &Host, args: &WorkflowQuery) -> Result<WorkflowDetail, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let id = WorkflowId::parse(&args.workflow)
        .filter(|id| state.workflows.contains_key(id))
        .ok_or_else(|| ApiError::Engine(not_found(&args.workflow)))?;
    let mut versions: Vec<VersionRow> = state
        .versions
        .iter()
        .filter(|(_, record)| record.manifest.workflow == id)
        .map(|(digest, record)| version_row(&engine, state, digest, record))
        .collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    let object = Object::at(Scope::Workflow(id.clone()));
    let may_publish = view::may(
        &engine,
        session.person(),
        Permission::VersionPublish,
        &object,
    );
    Ok(WorkflowDetail {
        row: row(&engine, state, &id),
        versions,
        may_publish,
        schedules: schedules(&engine, &live.kernel, &id),
    })
}

/// When it starts by itself, and who answers for that.
fn schedules(engine: &Engine, kernel: &Kernel, id: &WorkflowId) -> Vec<ScheduleView> {
    let known = kernel.state.workflows.get(id);
    let Some((workflow, (person, allowed))) = known.zip(check::answers_for(kernel, id)) else {
        return Vec::new();
    };
    let definition = workflow.published.and_then(|v| kernel.definition(&v));
    let object = Object::at(Scope::Workflow(id.clone()));
    let may_start = match allowed {
        Ok(()) => view::may(engine, person, Permission::RequestStart, &object),
        Err(refusal) => view::may_if(false, &refusal.to_string(), refusal.code()),
    };
    let mut all: Vec<_> = workflow.schedules.iter().collect();
    all.sort_by_key(|(schedule, set)| (set.timer.due, **schedule));
    let view = |(schedule, set): (&ScheduleId, &Schedule)| ScheduleView {
        schedule: schedule.to_string(),
        step: definition
            .and_then(|definition| definition.node(set.node))
            .map(|node| node.name.clone())
            .unwrap_or_default(),
        due: view::time(set.timer.due),
        zone: set.timer.zone.clone(),
        repeats: set.timer.repeats.clone(),
        left: set.timer.left,
        person: view::person(engine, &person),
        may_start: may_start.clone(),
    };
    all.into_iter().map(view).collect()
}

fn version_row(
    engine: &Engine,
    state: &State,
    digest: &Digest,
    record: &VersionRecord,
) -> VersionRow {
    let published = state
        .workflows
        .get(&record.manifest.workflow)
        .and_then(|known| known.published);
    let proposed = state.changes.iter().find(|(_, change)| {
        matches!(&change.proposal, Proposal::VersionPublish { version, .. } if version == digest)
    });
    let running = state
        .requests
        .values()
        .filter(|instance| instance.version == *digest)
        .count();
    VersionRow {
        digest: digest.to_string(),
        number: record.number,
        author: view::person(engine, &record.author),
        at: view::time_of(engine, record.index),
        index: record.index,
        published: published == Some(*digest),
        proposed: proposed.map(|(id, _)| id.to_string()),
        running: u32::try_from(running).unwrap_or(u32::MAX),
        unusable: engine.unusable(digest).map(|error| error.to_string()),
    }
}

/// `workflows.version`. One that cannot be used is shown as far as its files are whole, with the reason as a finding.
pub fn workflows_version(host: &Host, args: &VersionQuery) -> Result<VersionDetail, ApiError> {
    let (engine, _) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let missing = || ApiError::Engine(not_found(&args.version));
    let digest = Digest::parse(&args.version).ok_or_else(missing)?;
    let record = state.versions.get(&digest).ok_or_else(missing)?;
    let unusable = engine.unusable(&digest).map(|error| LintFinding {
        code: error.code().to_owned(),
        element: String::new(),
        severity: "error".to_owned(),
        message: error.to_string(),
    });
    let definition = live.kernel.definition(&digest);
    let diagram = view::text_of(&engine, &record.manifest.process);
    Ok(VersionDetail {
        row: version_row(&engine, state, &digest, record),
        workflow: record.manifest.workflow.to_string(),
        findings: unusable.into_iter().chain(lint(&diagram)).collect(),
        diagram,
        steps: definition
            .map(|definition| steps(definition))
            .unwrap_or_default(),
        files: files(&engine, record),
    })
}

fn steps(definition: &Definition) -> Vec<StepView> {
    let next = |node: &kernel::definition::Node| {
        let flows = node
            .outgoing
            .iter()
            .filter_map(|flow| definition.flow(*flow));
        let target = |flow: &kernel::definition::Flow| {
            let condition = flow
                .condition
                .as_ref()
                .map(|condition| condition.source().to_owned());
            view::node_id(definition, flow.to).map(|id| (id, condition))
        };
        flows.filter_map(target).collect()
    };
    let step = |node: &kernel::definition::Node| StepView {
        id: node.id.clone(),
        name: node.name.clone(),
        kind: node.kind.as_str().to_owned(),
        form: node.form.clone(),
        rule: match &node.kind {
            NodeKind::Approval(approval) => Some(approval.id.to_string()),
            _ => None,
        },
        connector: match &node.kind {
            NodeKind::Connector(call) => Some(call.id.to_string()),
            _ => None,
        },
        next: next(node),
    };
    definition.nodes().map(|(_, node)| step(node)).collect()
}

fn files(engine: &Engine, record: &VersionRecord) -> Vec<PinnedFile> {
    let manifest = &record.manifest;
    let file = |kind: &str, name: String, digest: &Digest| PinnedFile {
        kind: kind.to_owned(),
        name,
        digest: digest.to_string(),
        text: view::text_of(engine, digest),
    };
    let process = file("process", "process.bpmn".to_owned(), &manifest.process);
    let forms = manifest
        .forms
        .iter()
        .map(|(id, digest)| file("form", id.clone(), digest));
    let rules = manifest
        .rules
        .iter()
        .map(|(id, digest)| file("rule", id.to_string(), digest));
    let connectors = manifest
        .connectors
        .iter()
        .map(|(id, digest)| file("connector", id.to_string(), digest));
    let decisions = manifest.decisions.iter();
    let decisions = decisions.map(|(id, digest)| file("decision", id.clone(), digest));
    let tests = manifest.tests.iter();
    let tests = tests.map(|(name, digest)| file("test", name.clone(), digest));
    std::iter::once(process)
        .chain(forms)
        .chain(rules)
        .chain(connectors)
        .chain(decisions)
        .chain(tests)
        .collect()
}

fn lint(diagram: &str) -> Vec<LintFinding> {
    let Ok(document) = bpmn::parse(diagram.as_bytes(), &bpmn::Limits::V1) else {
        return Vec::new();
    };
    let finding = |finding: bpmn::Finding| LintFinding {
        code: finding.code.to_owned(),
        element: finding.element,
        severity: finding.severity.as_str().to_owned(),
        message: finding.message,
    };
    bpmn::lint(&document).into_iter().map(finding).collect()
}

fn not_found(name: &str) -> engine::EngineError {
    engine::EngineError::NotFound {
        what: "workflow",
        name: name.chars().take(80).collect(),
    }
}
