//! Completing plain tasks and deciding on approvals.

use std::collections::BTreeMap;

use kernel::{
    Refusal,
    act::{
        Body,
        approval::{Covered, Decide, Verdict},
        task::Complete,
    },
    digest::Digest,
    id::{ActId, RequestId, TaskId},
    process::covers,
    scope,
    state::{Instance, Task},
};

use crate::{Appended, Engine, EngineError, Live, Plain, Session};

/// A decision as a person makes it.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// The request.
    pub request: RequestId,
    /// The task.
    pub task: TaskId,
    /// The round that was shown.
    pub round: u32,
    /// Digest of exactly what was shown ([`shown`]).
    pub shown: Digest,
    /// Approve, reject or return.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<&'a str>,
}

/// The digest of what a form shows: the canonical JSON of what a decision covers.
pub fn shown(covered: &[Covered]) -> Digest {
    Digest::of(&ledger::json::to_canonical(&covered).unwrap_or_default())
}

impl Engine {
    /// Completes a plain task with the fields of its form.
    pub fn complete_task(
        &self,
        session: &Session,
        command: Option<ActId>,
        request: RequestId,
        task: TaskId,
        round: u32,
        values: &BTreeMap<String, Plain>,
    ) -> Result<Appended, EngineError> {
        let live = self.live();
        self.act(session, command, |draft| {
            let (instance, open) = find_task(&live, request, task)?;
            let definition = live
                .kernel
                .definition(&instance.version)
                .ok_or(Refusal::TaskNotOpen { task })?;
            let fields = draft.writes(values, |path| definition.form(open.node)?.field(path))?;
            Ok(Body::TaskComplete(Complete {
                fields,
                request,
                round,
                task,
            }))
        })
    }

    /// Countersigns, rejects or returns. Refused when the data is not what the person was shown.
    pub fn decide_approval(
        &self,
        session: &Session,
        command: Option<ActId>,
        decision: &Decision<'_>,
    ) -> Result<Appended, EngineError> {
        let live = self.live();
        self.act(session, command, |draft| {
            let mut body = approval_body(&live, decision.request, decision.task, decision.verdict)?;
            if shown(&body.covers) != decision.shown {
                return Err(EngineError::ShownChanged);
            }
            body.round = decision.round;
            body.reason = draft.reason(decision.reason)?;
            Ok(Body::ApprovalDecide(body))
        })
    }
}

/// The body that deciding now would sign.
pub fn approval_body(
    live: &Live,
    request: RequestId,
    task: TaskId,
    verdict: Verdict,
) -> Result<Decide, EngineError> {
    let (instance, open) = find_task(live, request, task)?;
    let definition = live
        .kernel
        .definition(&instance.version)
        .ok_or(Refusal::TaskNotOpen { task })?;
    let approval = definition
        .approval(open.node)
        .ok_or(Refusal::TaskKind { task })?;
    Ok(Decide {
        covers: covers(definition, instance, open),
        environment: scope::PRODUCTION.to_owned(),
        reason: None,
        request,
        round: open.round,
        rule: approval.digest,
        task,
        verdict,
        version: instance.version,
    })
}

fn find_task(
    live: &Live,
    request: RequestId,
    task: TaskId,
) -> Result<(&Instance, &Task), EngineError> {
    let instance = live
        .kernel
        .state
        .requests
        .get(&request)
        .ok_or(Refusal::RequestNotOpen { request })?;
    let open = instance
        .tasks
        .get(&task)
        .ok_or(Refusal::TaskNotOpen { task })?;
    Ok((instance.as_ref(), open))
}
