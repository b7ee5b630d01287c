//! Check of `task.complete`, and how tasks are found.

use super::{
    Context,
    request::{open_request, site},
};
use crate::{
    act::task::Complete,
    authority::Object,
    definition::Definition,
    id::{RequestId, TaskId},
    process::{self, Required},
    refusal::Refusal,
    role::Permission,
    state::{Instance, Outcome, Task, TaskKind},
};

/// Who holds `task.complete` fills in the form of a plain task.
pub(super) fn check(cx: &Context<'_>, body: &Complete) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let (instance, definition, task) = find(cx, body.request, body.task)?;
    if !matches!(task.kind, TaskKind::Plain) {
        return Err(Refusal::TaskKind { task: body.task });
    }
    let decision = cx.permit(Permission::TaskComplete, &Object::of_request(instance))?;
    if body.round != task.round {
        return Err(Refusal::RoundOver { round: task.round });
    }
    process::accept(
        definition.form(task.node),
        &body.fields,
        Required::GivenOrWritten(instance),
    )?;
    let advance = process::complete_task(
        site(cx, definition),
        instance,
        body.task,
        person,
        &body.fields,
    );
    Ok(advance.into_outcome(decision.because))
}

/// An open task, the request it belongs to, and what that runs on.
pub(super) fn find<'a>(
    cx: &Context<'a>,
    request: RequestId,
    task: TaskId,
) -> Result<(&'a Instance, &'a Definition, &'a Task), Refusal> {
    if task.index >= cx.index || request.0 >= cx.index {
        return Err(Refusal::ApprovalBeforeRequest { task });
    }
    let (instance, definition) = open_request(cx, request).map_err(|refusal| match refusal {
        Refusal::RequestNotOpen { .. } => Refusal::TaskNotOpen { task },
        other => other,
    })?;
    let open = instance
        .tasks
        .get(&task)
        .ok_or(Refusal::TaskNotOpen { task })?;
    Ok((instance, definition, open))
}
