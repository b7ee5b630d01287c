//! Checks of `timer.fire` and `timer.start`: the timer waits, and its time has come.
//!
//! INVARIANT: a request that starts by itself has the requester that its publication names, and starts only while that person
//! may start it: authority is asked each time, as if the person did it then.

use super::{
    Context, permit,
    request::{begin, open_request, site},
};
use crate::{
    act::timer::{Fire, Start},
    authority::{Decision, Object},
    field::Writes,
    id::{PersonId, RequestId, ScheduleId, WorkflowId},
    process,
    refusal::Refusal,
    role::Permission,
    scope::Scope,
    state::{Delta, Event, Kernel, Outcome, Schedule, Workflow},
};

pub(super) fn check(cx: &Context<'_>, body: &Fire) -> Result<Outcome, Refusal> {
    let (instance, definition) = open_request(cx, body.request)?;
    let wait = instance.waits.get(&body.timer);
    let timer = wait.and_then(|wait| wait.timer());
    let timer = timer.ok_or(Refusal::TimerNotSet { timer: body.timer })?;
    if cx.state().time < timer.due {
        return Err(Refusal::TimerNotDue { due: timer.due });
    }
    let because = format!("it was due at {}", timer.due);
    Ok(process::fire(site(cx, definition), instance, body.timer).into_outcome(because))
}

/// The published version starts a request, for the person who proposed its publication.
pub(super) fn start(cx: &Context<'_>, body: &Start) -> Result<Outcome, Refusal> {
    let not_set = || Refusal::ScheduleNotSet {
        workflow: body.workflow.clone(),
        schedule: body.schedule,
    };
    let known = cx.state().workflows.get(&body.workflow);
    let workflow = known.ok_or_else(not_set)?;
    let schedule = workflow.schedules.get(&body.schedule);
    let schedule = schedule.ok_or_else(not_set)?;
    if workflow.published != Some(body.version) {
        return Err(Refusal::VersionNotPublished {
            workflow: body.workflow.to_string(),
        });
    }
    let due = schedule.timer.due;
    if cx.state().time < due {
        return Err(Refusal::TimerNotDue { due });
    }
    let requester = workflow.vouch.ok_or_else(not_set)?.proposed;
    let decision = may_start(cx.kernel, requester, &body.workflow)?;
    let at = (&body.workflow, body.version, schedule.node);
    let advance = begin(cx, at, requester, &Writes::default())?;
    let because = format!(
        "it was due at {due}, and {requester} answers for it: {}",
        decision.because
    );
    let mut outcome = advance.into_outcome(because);
    let started = Event::StartedByTimer(RequestId(cx.index), due);
    outcome.events.insert(0, started);
    let workflow = after(workflow, body.schedule, schedule, cx.index);
    outcome
        .deltas
        .insert(0, Delta::Workflow(body.workflow.clone(), workflow));
    Ok(outcome)
}

/// The workflow with the next time in place of the one that came.
fn after(workflow: &Workflow, id: ScheduleId, schedule: &Schedule, index: u64) -> Workflow {
    let mut workflow = workflow.clone();
    workflow.schedules.remove(&id);
    if let Some(timer) = process::next(&schedule.timer) {
        let node = schedule.node;
        let next = Schedule { node, timer };
        workflow.schedules.insert(next.id(index), next);
    }
    workflow
}

fn may_start(
    kernel: &Kernel,
    person: PersonId,
    workflow: &WorkflowId,
) -> Result<Decision, Refusal> {
    let object = Object::at(Scope::Workflow(workflow.clone()));
    permit(kernel, person, Permission::RequestStart, &object)
}

/// Who answers for the requests that a workflow starts by itself, and what forbids that now; none, if no publication is in
/// force.
pub fn answers_for(
    kernel: &Kernel,
    workflow: &WorkflowId,
) -> Option<(PersonId, Result<(), Refusal>)> {
    let person = kernel.state.workflows.get(workflow)?.vouch?.proposed;
    let allowed = may_start(kernel, person, workflow).map(|_| ());
    Some((person, allowed))
}
