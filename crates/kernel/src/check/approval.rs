//! Check of `approval.decide`.
//!
//! The order is fixed: the task, authority, eligibility, whether the person has decided, the round, what the decision is
//! bound to, and what it covers.

use super::{Context, request::site, task};
use crate::{
    act::approval::{Decide, Verdict},
    authority::Object,
    definition::ApprovalNode,
    process::{self, pool},
    refusal::Refusal,
    role::Permission,
    scope::PRODUCTION,
    state::{DecisionGiven, Instance, Outcome, Task, TaskKind, TaskState},
};

/// Whoever the task's rule makes eligible decides, once a round, on exactly what the form shows.
pub(super) fn check(cx: &Context<'_>, body: &Decide) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let (instance, definition, task) = task::find(cx, body.request, body.task)?;
    let wrong_kind = || Refusal::TaskKind { task: body.task };
    let TaskKind::Approval(decisions) = &task.kind else {
        return Err(wrong_kind());
    };
    let approval = definition.approval(task.node).ok_or_else(wrong_kind)?;
    let because = entitled(cx, instance, approval)?;
    if decisions.iter().any(|given| given.person == person) {
        return Err(Refusal::DecidedAlready { person });
    }
    waits(task, body)?;
    is_bound(instance, approval, body)?;
    if body.covers != process::covers(definition, instance, task) {
        return Err(Refusal::CoversMismatch);
    }
    if body.verdict != Verdict::Approve && body.reason.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    let given = DecisionGiven {
        person,
        via: cx.act.via,
        verdict: body.verdict,
        index: cx.index,
    };
    Ok(process::decide(site(cx, definition), instance, body.task, given).into_outcome(because))
}

/// Authority first, then the rule.
fn entitled(
    cx: &Context<'_>,
    instance: &Instance,
    approval: &ApprovalNode,
) -> Result<String, Refusal> {
    let (person, state) = (cx.person()?, cx.state());
    let by_rule = pool::is_by_rule(state, instance, &approval.rule, person);
    let object = Object {
        by_rule,
        ..Object::of_request(instance)
    };
    let decision = cx.permit(Permission::TaskDecide, &object)?;
    if !pool::pool(state, instance, &approval.rule).contains(&person) {
        return Err(Refusal::NotEligible {
            person,
            rule: approval.id.to_string(),
        });
    }
    Ok(format!(
        "{}; rule `{}` makes them eligible",
        decision.because, approval.id
    ))
}

fn waits(task: &Task, body: &Decide) -> Result<(), Refusal> {
    if body.round != task.round {
        return Err(Refusal::RoundOver { round: task.round });
    }
    match task.state {
        TaskState::Open => Ok(()),
        TaskState::Returned => Err(Refusal::TaskReturned),
    }
}

fn is_bound(instance: &Instance, approval: &ApprovalNode, body: &Decide) -> Result<(), Refusal> {
    let parts = [
        ("version", body.version == instance.version),
        ("rule", body.rule == approval.digest),
        ("environment", body.environment == PRODUCTION),
    ];
    match parts.into_iter().find(|(_, same)| !same) {
        Some((part, _)) => Err(Refusal::DecisionMismatch { part }),
        None => Ok(()),
    }
}
