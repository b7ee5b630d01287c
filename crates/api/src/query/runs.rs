//! The runs, as a list.

use std::collections::BTreeMap;

use engine::{
    Engine,
    runner::presence::{self, Kind, Seen},
};
use kernel::{
    authority::Object,
    definition::Definition,
    id::{PersonId, RequestId, WorkflowId},
    role::Permission,
    scope::Scope,
    state::{EndState, Instance, State},
};
use store::{RequestFilter, RequestRow, RequestState};

use crate::{
    ApiError, Host,
    contract::requests::{RunFilter, RunList, RunRow, RunnerView},
    view,
};

/// Rows of a page at most.
const LIMIT: u32 = 200;

/// `runs.list`: own requests, and those of others on workflows where the person may read runs.
pub fn runs_list(host: &Host, args: &RunFilter) -> Result<RunList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let runner = Some(runner(&engine));
    let you = session.person();
    let live = engine.live();
    let state = &live.kernel.state;
    let limit = args.limit.clamp(1, LIMIT) as usize;
    let (stopped, wanted) = match args.state.as_deref() {
        None | Some("") => (false, None),
        Some("stopped") => (true, Some(RequestState::Running)),
        Some("running") => (false, Some(RequestState::Running)),
        Some("completed") => (false, Some(RequestState::Ended(EndState::Completed))),
        Some("rejected") => (false, Some(RequestState::Ended(EndState::Rejected))),
        Some("cancelled") => (false, Some(RequestState::Ended(EndState::Cancelled))),
        Some(_) => {
            return Err(ApiError::Arguments(
                "state is running, stopped, completed, rejected or cancelled".into(),
            ));
        }
    };
    let filter = RequestFilter {
        workflow: args.workflow.as_deref().and_then(WorkflowId::parse),
        requester: args.mine.then_some(you),
        state: wanted,
    };
    let mut may_read: BTreeMap<WorkflowId, bool> = BTreeMap::new();
    let mut before = args.before.map(RequestId);
    let mut runs = Vec::new();
    let mut more = true;
    // Rows that the person may not see do not count; a bounded number is looked at.
    for _ in 0..20 {
        let page = engine.read(|reader| reader.requests(&filter, before, LIMIT as usize))?;
        more = page.len() == LIMIT as usize;
        for row in page {
            before = Some(row.id);
            let visible = row.requester == you
                || *may_read
                    .entry(row.workflow.clone())
                    .or_insert_with(|| may_see(&engine, you, &row.workflow));
            let instance = state.requests.get(&row.id);
            let fits = !stopped || instance.is_some_and(|instance| !instance.incidents.is_empty());
            if visible && fits {
                runs.push(run_row(&engine, state, &row));
            }
            if runs.len() == limit {
                return Ok(RunList {
                    runs,
                    more: true,
                    runner,
                });
            }
        }
        if !more {
            break;
        }
    }
    Ok(RunList { runs, more, runner })
}

/// Whether anything does what is due on this workspace.
pub(crate) fn runner(engine: &Engine) -> RunnerView {
    let seen = presence::look(engine.folder()).unwrap_or(Seen::Nobody);
    let (state, told) = match seen {
        _ if engine.read_only().is_some() => ("read_only", None),
        Seen::Nobody => ("nobody", None),
        Seen::Somebody { told } => match told {
            Some(here) if here.process == std::process::id() => ("here", told),
            _ => ("elsewhere", told),
        },
    };
    let kind = told.map(|told| match told.kind {
        Kind::App => "app",
        Kind::CommandLine => "command_line",
    });
    RunnerView {
        state: state.to_owned(),
        since: told.map(|told| view::time(told.since)),
        elsewhere: kind.filter(|_| state == "elsewhere").map(str::to_owned),
        text: format!("runner-{state}"),
    }
}

pub(super) fn may_see(engine: &Engine, you: PersonId, workflow: &WorkflowId) -> bool {
    view::may(
        engine,
        you,
        Permission::RunRead,
        &Object::at(Scope::Workflow(workflow.clone())),
    )
    .allowed
}

pub(super) fn run_row(engine: &Engine, state: &State, row: &RequestRow) -> RunRow {
    let instance = state.requests.get(&row.id);
    let live = engine.live();
    let waits_for = instance.and_then(|instance| {
        live.kernel
            .definition(&instance.version)
            .map(|definition| waits(definition, instance))
    });
    let stopped = instance.is_some_and(|instance| !instance.incidents.is_empty());
    RunRow {
        request: row.id.to_string(),
        workflow: row.workflow.to_string(),
        workflow_name: state
            .workflows
            .get(&row.workflow)
            .map(|known| known.name.clone())
            .unwrap_or_default(),
        requester: view::person(engine, &row.requester),
        state: if stopped {
            "stopped".to_owned()
        } else {
            row.state.as_str().to_owned()
        },
        started: view::time(row.started_at),
        ended: row.ended.map(|(_, at)| view::time(at)),
        waits_for: waits_for.unwrap_or_default(),
    }
}

fn waits(definition: &Definition, instance: &Instance) -> Vec<String> {
    let tasks = instance.tasks.values().map(|task| task.node);
    let jobs = instance.jobs.values().map(|job| job.node);
    let incidents = instance.incidents.values().map(|incident| incident.node);
    let mut names: Vec<String> = tasks
        .chain(jobs)
        .chain(incidents)
        .map(|ix| view::node_name(definition, ix))
        .collect();
    names.sort();
    names.dedup();
    names
}
