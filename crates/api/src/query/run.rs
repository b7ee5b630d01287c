//! One run in full: its diagram, fields, what stopped, its acts, and what the signed-in person may do.

use std::sync::Arc;

use engine::Engine;
use kernel::{
    Refusal,
    act::incident::Way,
    authority::Object,
    definition::{Definition, FieldDisclosure, FieldInfo},
    field::FieldValue,
    id::{PersonId, RequestId},
    process::allows,
    role::Permission,
    scope::Scope,
    state::{Field, Instance, JobState, TaskKind, TaskState},
};
use store::{ActFilter, ActRow, Order, Page};

use super::{
    ended, flow,
    runs::{may_see, run_row},
};
use crate::{
    ApiError, Host,
    contract::{
        requests::{IncidentView, JobView, RunDetail, RunQuery},
        shared::May,
        tasks::{DecisionView, FieldView},
    },
    query::{log_rows, tasks::decision},
    view::{self, Sealed},
};

/// Acts read at a time.
const PAGE: usize = 1_000;

/// `runs.detail`.
pub fn runs_detail(host: &Host, args: &RunQuery) -> Result<RunDetail, ApiError> {
    let (engine, session) = host.signed_in()?;
    let you = session.person();
    let live = engine.live();
    let state = &live.kernel.state;
    let request = RequestId::parse(&args.request)
        .ok_or_else(|| ApiError::Arguments("no such request".into()))?;
    let row = engine
        .read(|reader| reader.request(&request))?
        .ok_or_else(|| ApiError::Engine(Refusal::RequestNotOpen { request }.into()))?;
    let instance = state.requests.get(&request).map(AsRef::as_ref);
    let decides = instance.is_some_and(|instance| takes_part(&live.kernel, instance, you));
    if row.requester != you && !decides && !may_see(&engine, you, &row.workflow) {
        let object = Object::at(Scope::Workflow(row.workflow.clone()));
        return Err(ApiError::NotPermitted {
            because: view::may(&engine, you, Permission::RunRead, &object).because,
        });
    }
    let definition = live.kernel.definition(&row.version).ok_or_else(|| {
        engine
            .unusable(&row.version)
            .unwrap_or_else(|| Refusal::RequestNotOpen { request }.into())
    })?;
    let acts = acts(&engine, request)?;
    // State forgets what has ended; the acts still say which way it went.
    let shown: Option<Arc<Instance>> = match state.requests.get(&request) {
        Some(instance) => Some(instance.clone()),
        None => ended::instance(&engine, definition, &row, &acts)?.map(Arc::new),
    };
    let object = instance.map_or_else(
        || Object::at(Scope::Workflow(row.workflow.clone())),
        Object::of_request,
    );
    let open = instance.is_some();
    let closed = || view::may_if(false, "the request is closed", "request_not_open");
    let may_revise = match instance {
        Some(instance) => may_revise(instance, you),
        None => closed(),
    };
    let may_modify = match open {
        true if row.requester == you => view::may_if(false, "your own request", "self_approval"),
        true => view::may(&engine, you, Permission::RequestModify, &object),
        false => closed(),
    };
    Ok(RunDetail {
        version: row.version.to_string(),
        version_number: state
            .versions
            .get(&row.version)
            .map_or(0, |record| record.number),
        diagram: view::diagram(&engine, state, &row.version),
        tokens: instance
            .map(|instance| view::tokens(definition, instance))
            .unwrap_or_default(),
        passed: shown
            .as_ref()
            .map(|shown| view::passed(definition, shown))
            .unwrap_or_default(),
        fields: shown
            .as_ref()
            .map(|shown| fields(definition, shown))
            .unwrap_or_default(),
        incidents: instance
            .map(|instance| incidents(&engine, definition, instance, you))
            .unwrap_or_default(),
        jobs: instance
            .map(|instance| jobs(definition, instance))
            .unwrap_or_default(),
        decisions: instance
            .map(|instance| decisions(&engine, instance))
            .unwrap_or_default(),
        timeline: log_rows(&engine, &acts),
        may_cancel: match open {
            true if row.requester == you => view::may_if(true, "your own request", ""),
            true => view::may(&engine, you, Permission::RequestCancel, &object),
            false => closed(),
        },
        revise: match (&may_revise.allowed, definition.start_form()) {
            (true, Some(form)) => view::form(&engine, form, instance, Sealed::Opened, None),
            _ => Vec::new(),
        },
        waits: instance
            .map(|instance| flow::waits(definition, instance))
            .unwrap_or_default(),
        scopes: instance
            .map(|instance| flow::scopes(definition, instance))
            .unwrap_or_default(),
        fired: flow::fired(&engine, &acts, "timer.fire")?,
        started_by: flow::fired(&engine, &acts, "timer.start")?.pop(),
        modify: match (&may_modify, instance) {
            (May { allowed: true, .. }, Some(instance)) => all_fields(definition, instance),
            _ => Vec::new(),
        },
        may_modify: Some(may_modify),
        may_revise,
        may_reveal: if open {
            view::may(&engine, you, Permission::DataReveal, &object)
        } else {
            closed()
        },
        row: run_row(&engine, state, &row),
    })
}

fn takes_part(kernel: &kernel::Kernel, instance: &Instance, you: PersonId) -> bool {
    let Some(definition) = kernel.definition(&instance.version) else {
        return false;
    };
    let rules = instance
        .tasks
        .values()
        .filter_map(|task| definition.rule(task.node));
    rules
        .into_iter()
        .any(|rule| kernel::process::pool::pool(&kernel.state, instance, rule).contains(&you))
}

fn may_revise(instance: &Instance, you: PersonId) -> May {
    let returned = instance
        .tasks
        .values()
        .any(|task| task.state == TaskState::Returned);
    view::may_if(
        returned && instance.requester == you,
        "returned to the requester",
        "nothing_returned",
    )
}

fn decisions(engine: &Engine, instance: &Instance) -> Vec<DecisionView> {
    let given = instance.tasks.values().flat_map(|task| match &task.kind {
        TaskKind::Approval(given) => given.as_slice(),
        TaskKind::Plain => &[],
    });
    given.map(|given| decision(engine, given)).collect()
}

fn jobs(definition: &Definition, instance: &Instance) -> Vec<JobView> {
    let state = |state: &JobState| match state {
        JobState::Due => "due",
        JobState::Started { .. } => "started",
        JobState::Stopped { .. } => "stopped",
    };
    let view = |(id, job): (&kernel::id::JobId, &kernel::state::Job)| JobView {
        job: id.to_string(),
        step: view::node_name(definition, job.node),
        connector: definition
            .connector(job.node)
            .map(|call| call.id.to_string())
            .unwrap_or_default(),
        attempt: job.attempt,
        state: state(&job.state).to_owned(),
    };
    instance.jobs.iter().map(view).collect()
}

fn incidents(
    engine: &Engine,
    definition: &Definition,
    instance: &Instance,
    you: PersonId,
) -> Vec<IncidentView> {
    let may_resolve = view::may(
        engine,
        you,
        Permission::IncidentResolve,
        &Object::of_request(instance),
    );
    let ways = [
        (Way::Retry, "retry"),
        (Way::Done, "done"),
        (Way::Cancel, "cancel"),
        (Way::Skip, "skip"),
    ];
    let view = |(number, incident): (&u32, &kernel::state::Incident)| IncidentView {
        incident: *number,
        code: incident.code.as_str().to_owned(),
        element: view::node_id(definition, incident.node).unwrap_or_default(),
        step: view::node_name(definition, incident.node),
        detail: incident.detail.clone(),
        ways: ways
            .iter()
            .filter(|(way, _)| allows(definition, incident, *way))
            .map(|(_, name)| (*name).to_owned())
            .collect(),
        may_resolve: may_resolve.clone(),
    };
    instance.incidents.iter().map(view).collect()
}

/// All declared fields, for an operator; sealed ones are not opened here.
fn all_fields(definition: &Definition, instance: &Instance) -> Vec<FieldView> {
    let fields = definition.fields().iter();
    fields
        .map(|(path, info)| FieldView {
            writable: true,
            ..field(definition, path, info, instance.fields.get(path))
        })
        .collect()
}

/// All fields that were written; sealed ones are not opened here.
fn fields(definition: &Definition, instance: &Instance) -> Vec<FieldView> {
    definition
        .fields()
        .iter()
        .filter_map(|(path, info)| {
            let written = instance.fields.get(path)?;
            Some(field(definition, path, info, Some(written)))
        })
        .collect()
}

fn field(
    definition: &Definition,
    path: &str,
    info: &FieldInfo,
    written: Option<&Field>,
) -> FieldView {
    // A path is one field on every form that shows it; the first that lists values names them.
    let choices = definition
        .forms()
        .values()
        .filter_map(|form| form.field(path))
        .map(view::choices)
        .find(|choices| !choices.is_empty());
    let (value, commitment) = match written.map(|field| &field.value) {
        None => (None, None),
        Some(FieldValue::Open(open)) => (Some(view::plain(open)), None),
        Some(FieldValue::Derived(data)) => (Some(view::plain(&data.to_open())), None),
        Some(FieldValue::Sealed(commitment)) => (None, Some(commitment.to_string())),
    };
    FieldView {
        path: path.to_owned(),
        label: info.label.clone(),
        kind: view::kind_name(info.kind.as_ref()).to_owned(),
        choices: choices.unwrap_or_default(),
        required: false,
        writable: false,
        sealed: match &info.disclosure {
            FieldDisclosure::Open => None,
            FieldDisclosure::Sealed { retention } => Some(retention.clone().unwrap_or_default()),
        },
        value,
        commitment,
        changed: false,
    }
}

/// All acts of a request, the oldest first.
fn acts(engine: &Engine, request: RequestId) -> Result<Vec<ActRow>, ApiError> {
    let filter = ActFilter {
        request: Some(request),
        ..ActFilter::default()
    };
    let mut acts: Vec<ActRow> = Vec::new();
    loop {
        let page = Page {
            order: Order::OldestFirst,
            after: acts.last().map(|act| act.index),
            limit: PAGE,
        };
        let found = engine.read(|reader| reader.acts(&filter, &page))?;
        let last = found.len() < PAGE;
        acts.extend(found);
        if last {
            return Ok(acts);
        }
    }
}
