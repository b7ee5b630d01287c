//! The way of a request that has ended: its acts are taken once more, from its start on.
//!
//! State keeps only what is open, and the read model only how a request ended. The steps of a request follow from its own
//! acts and its version; of all else they ask only whether enough people can decide when an approval opens. That may be
//! otherwise today, and then the acts themselves say how it was: a decision was given, so the approval was open.
//!
//! INVARIANT: for showing only. Nothing is decided or signed on what comes out.

use engine::Engine;
use kernel::{
    act::{Act, Body, Entry, approval::Decide},
    definition::Definition,
    field::Writes,
    id::{PersonId, Signer, WorkstationId},
    process::{self, Advance, Opening, Site},
    state::{DecisionGiven, Incident, IncidentCode, Instance, Schedule, Task, TaskKind, TaskState},
};
use store::{ActRow, RequestRow};

use crate::ApiError;

/// The request as its last act left it; `None` if its start is not among the acts.
pub(super) fn instance(
    engine: &Engine,
    definition: &Definition,
    request: &RequestRow,
    acts: &[ActRow],
) -> Result<Option<Instance>, ApiError> {
    let live = engine.live();
    let mut found: Option<Instance> = None;
    for row in acts {
        let Some(stored) = engine.read(|reader| reader.entry(row.index))? else {
            continue;
        };
        let entry =
            Entry::parse(&stored.bytes).map_err(|refusal| ApiError::Engine(refusal.into()))?;
        let site = Site {
            kernel: &live.kernel,
            definition,
            index: row.index,
        };
        let step = match found.take() {
            None => begin(site, &entry.act, request),
            Some(mut instance) => {
                let step = go_on(site, &mut instance, &entry.act);
                found = Some(instance);
                step
            }
        };
        if let Some(step) = step {
            found = Some(step.instance);
            if step.ended.is_some() {
                break;
            }
        }
    }
    Ok(found)
}

/// The first step: of a form, a message or a time. Who answers for it is what the read model says.
fn begin(site: Site<'_>, act: &Act, row: &RequestRow) -> Option<Advance> {
    let definition = site.definition;
    let none = Writes::default();
    let (start, fields) = match &act.body {
        Body::RequestStart(body) => (definition.start()?, &body.fields),
        Body::MessagePublish(body) => (definition.message_start(&body.name)?, &body.fields),
        Body::TimerStart(body) => (Schedule::node_of(body.schedule)?, &none),
        _ => return None,
    };
    let opening = Opening {
        id: row.id,
        workflow: row.workflow.clone(),
        version: row.version,
        requester: row.requester,
        via: act.via,
    };
    Some(process::start_at(site, opening, fields, start))
}

/// The step an act made; `None` for acts that make none.
fn go_on(site: Site<'_>, instance: &mut Instance, act: &Act) -> Option<Advance> {
    Some(match &act.body {
        Body::RequestRevise(body) => process::revise(site, instance, &body.fields),
        Body::RequestModify(body) => process::modify(site, instance, &body.fields, person(act)?),
        Body::TimerFire(body) => process::fire(site, instance, body.timer),
        Body::RequestCancel(_) => process::cancel(site, instance),
        Body::TaskComplete(body) => {
            process::complete_task(site, instance, body.task, person(act)?, &body.fields)
        }
        Body::ApprovalDecide(body) => {
            open_as_decided(site.definition, instance, body);
            let given = DecisionGiven {
                person: person(act)?,
                via: act.via,
                verdict: body.verdict,
                index: site.index,
            };
            process::decide(site, instance, body.task, given)
        }
        Body::JobStarted(body) => {
            process::job_started(site, instance, body.job, &body.lease, workstation(act)?)
        }
        Body::JobCompleted(body) => process::job_completed(site, instance, body.job, &body.outputs),
        Body::JobFailed(body) => process::job_failed(site, instance, body.job, body.status),
        Body::JobUnknown(body) => process::job_unknown(site, instance, body.job),
        Body::IncidentResolve(body) => process::resolve(
            site,
            instance,
            body.incident,
            body.way,
            &body.outputs,
            person(act)?,
        ),
        _ => return None,
    })
}

/// The task a decision names was open. If it is not here, whether enough people could decide is otherwise today: the step
/// of its rule waits under another name, or as an incident.
fn open_as_decided(definition: &Definition, instance: &mut Instance, body: &Decide) {
    if instance.tasks.contains_key(&body.task) {
        return;
    }
    let is_rule = |node| {
        definition
            .approval(node)
            .is_some_and(|approval| approval.digest == body.rule)
    };
    let renamed = instance
        .tasks
        .iter()
        .find(|(_, task)| is_rule(task.node))
        .map(|(id, _)| *id);
    if let Some(task) = renamed.and_then(|id| instance.tasks.remove(&id)) {
        instance.tasks.insert(body.task, task);
        return;
    }
    let stopped = instance.incidents.iter().find(|(_, incident)| {
        incident.code == IncidentCode::NobodyEligible && is_rule(incident.node)
    });
    let place = |(number, incident): (&u32, &Incident)| (*number, incident.node, incident.scope);
    let Some((number, node, scope)) = stopped.map(place) else {
        return;
    };
    instance.incidents.remove(&number);
    instance.tasks.insert(
        body.task,
        Task {
            node,
            scope,
            items: instance.items(scope).to_vec(),
            round: body.round,
            opened: body.task.index,
            kind: TaskKind::Approval(Vec::new()),
            state: TaskState::Open,
            reopened: false,
        },
    );
}

fn person(act: &Act) -> Option<PersonId> {
    match act.by {
        Signer::Person(person) => Some(person),
        Signer::Workstation(_) => None,
    }
}

fn workstation(act: &Act) -> Option<WorkstationId> {
    match act.by {
        Signer::Person(_) => None,
        Signer::Workstation(workstation) => Some(workstation),
    }
}
