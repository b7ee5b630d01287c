//! Requests: what may be started, and the runs.

use std::collections::BTreeMap;

use engine::{Engine, Session};
use kernel::{
    Refusal,
    act::incident::Way,
    authority::Object,
    definition::Definition,
    field::FieldValue,
    id::{PersonId, RequestId, WorkflowId},
    process::allows,
    role::Permission,
    scope::Scope,
    state::{EndState, Instance, JobState, State, TaskKind, TaskState},
};
use store::{ActFilter, Order, Page, RequestFilter, RequestRow, RequestState};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        requests::{
            AskedView, FormQuery, IncidentView, JobView, RunDetail, RunFilter, RunList, RunQuery,
            RunRow, StartForm, Startable, StartableList,
        },
        shared::May,
        tasks::FieldView,
    },
    query::{log_rows, rules::people, tasks::decision},
    view::{self, Sealed},
};

/// Rows of a page at most.
const LIMIT: u32 = 200;

/// `requests.startable`.
pub fn requests_startable(host: &Host, _: &Nothing) -> Result<StartableList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let published = live
        .kernel
        .state
        .workflows
        .iter()
        .filter(|(_, workflow)| workflow.published.is_some());
    let workflows = published
        .map(|(id, workflow)| Startable {
            workflow: id.to_string(),
            name: workflow.name.clone(),
            description: String::new(),
            may_start: may_start(&engine, &session, id),
        })
        .collect();
    Ok(StartableList { workflows })
}

fn may_start(engine: &Engine, session: &Session, workflow: &WorkflowId) -> May {
    let object = Object::at(Scope::Workflow(workflow.clone()));
    view::may(engine, session.person(), Permission::RequestStart, &object)
}

/// `requests.form`.
pub fn requests_form(host: &Host, args: &FormQuery) -> Result<StartForm, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let missing = || {
        let name = args.workflow.chars().take(80).collect();
        ApiError::Engine(engine::EngineError::NotFound {
            what: "workflow",
            name,
        })
    };
    let id = WorkflowId::parse(&args.workflow).ok_or_else(missing)?;
    let workflow = state.workflows.get(&id).ok_or_else(missing)?;
    let version = workflow.published.ok_or_else(missing)?;
    let definition = live.kernel.definition(&version).ok_or_else(missing)?;
    let form = definition.start_form();
    Ok(StartForm {
        workflow: id.to_string(),
        name: workflow.name.clone(),
        version: version.to_string(),
        fields: form
            .map(|form| view::form(&engine, form, None, Sealed::Closed))
            .unwrap_or_default(),
        asked: asked(&engine, state, definition, session.person()),
        may_start: may_start(&engine, &session, &id),
    })
}

/// Who may be asked, step by step; the requester never decides.
fn asked(engine: &Engine, state: &State, definition: &Definition, you: PersonId) -> Vec<AskedView> {
    let approvals = definition
        .nodes()
        .filter_map(|(ix, node)| definition.rule(ix).map(|rule| (node, rule)));
    let view = |(node, rule): (&kernel::definition::Node, &kernel::rule::Rule)| {
        let manager = state.persons.get(&you).and_then(|person| person.manager);
        let can: Vec<PersonId> = match &rule.eligible {
            kernel::rule::Eligible::Manager(_) => manager.into_iter().collect(),
            _ => people(state, rule),
        };
        let rule = view::rule_sentence(
            engine,
            rule,
            can.into_iter().filter(|person| *person != you),
        );
        AskedView {
            step: node.name.clone(),
            rule,
        }
    };
    approvals.map(view).collect()
}

/// `runs.list`: own requests, and those of others on workflows where the person may read runs.
pub fn runs_list(host: &Host, args: &RunFilter) -> Result<RunList, ApiError> {
    let (engine, session) = host.signed_in()?;
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
                return Ok(RunList { runs, more: true });
            }
        }
        if !more {
            break;
        }
    }
    Ok(RunList { runs, more })
}

fn may_see(engine: &Engine, you: PersonId, workflow: &WorkflowId) -> bool {
    view::may(
        engine,
        you,
        Permission::RunRead,
        &Object::at(Scope::Workflow(workflow.clone())),
    )
    .allowed
}

fn run_row(engine: &Engine, state: &State, row: &RequestRow) -> RunRow {
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
    let definition = live
        .kernel
        .definition(&row.version)
        .ok_or_else(|| ApiError::Engine(Refusal::RequestNotOpen { request }.into()))?;
    let filter = ActFilter {
        request: Some(request),
        ..ActFilter::default()
    };
    let page = Page {
        order: Order::OldestFirst,
        after: None,
        limit: 1_000,
    };
    let acts = engine.read(|reader| reader.acts(&filter, &page))?;
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
        passed: instance
            .map(|instance| view::passed(definition, instance))
            .unwrap_or_default(),
        fields: fields(&engine, definition, instance, &acts)?,
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
            (true, Some(form)) => view::form(&engine, form, instance, Sealed::Opened),
            _ => Vec::new(),
        },
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

fn decisions(engine: &Engine, instance: &Instance) -> Vec<crate::contract::tasks::DecisionView> {
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
    ];
    let view = |(number, incident): (&u32, &kernel::state::Incident)| IncidentView {
        incident: *number,
        code: incident.code.as_str().to_owned(),
        element: view::node_id(definition, incident.node).unwrap_or_default(),
        step: view::node_name(definition, incident.node),
        detail: incident.detail.clone(),
        ways: ways
            .iter()
            .filter(|(way, _)| allows(incident.code, *way))
            .map(|(_, name)| (*name).to_owned())
            .collect(),
        may_resolve: may_resolve.clone(),
    };
    instance.incidents.iter().map(view).collect()
}

/// All fields that were written. A closed request's are read from its acts.
fn fields(
    engine: &Engine,
    definition: &Definition,
    instance: Option<&Instance>,
    acts: &[store::ActRow],
) -> Result<Vec<FieldView>, ApiError> {
    let mut values: BTreeMap<String, FieldValue> = BTreeMap::new();
    match instance {
        Some(instance) => {
            values.extend(
                instance
                    .fields
                    .iter()
                    .map(|(path, field)| (path.clone(), field.value.clone())),
            );
        }
        None => {
            for act in acts {
                if let Some(body) = engine.body_at(act.index)? {
                    values.extend(written(&body));
                }
            }
        }
    }
    Ok(definition
        .fields()
        .iter()
        .filter_map(|(path, info)| {
            let value = values.get(path)?;
            let retention = match &info.disclosure {
                kernel::definition::FieldDisclosure::Open => None,
                kernel::definition::FieldDisclosure::Sealed { retention } => {
                    Some(retention.clone().unwrap_or_default())
                }
            };
            Some(FieldView {
                path: path.clone(),
                label: info.label.clone(),
                kind: view::kind_name(info.kind.as_ref()).to_owned(),
                choices: Vec::new(),
                required: false,
                writable: false,
                sealed: retention,
                value: match value {
                    FieldValue::Open(open) => Some(view::plain(open)),
                    FieldValue::Sealed(_) => None,
                },
                commitment: match value {
                    FieldValue::Open(_) => None,
                    FieldValue::Sealed(commitment) => Some(commitment.to_string()),
                },
                changed: false,
            })
        })
        .collect())
}

fn written(body: &kernel::act::Body) -> Vec<(String, FieldValue)> {
    use kernel::act::Body;
    let writes = match body {
        Body::RequestStart(body) => &body.fields,
        Body::RequestRevise(body) => &body.fields,
        Body::TaskComplete(body) => &body.fields,
        Body::JobCompleted(body) => &body.outputs,
        Body::IncidentResolve(body) => &body.outputs,
        _ => return Vec::new(),
    };
    writes
        .iter()
        .map(|(path, value)| (path.to_owned(), value))
        .collect()
}
