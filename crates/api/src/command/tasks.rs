//! Completing tasks and deciding on approvals.

use engine::acts::tasks::Decision;
use kernel::{
    act::approval::Verdict,
    digest::Digest,
    id::{ActId, RequestId, TaskId},
};

use super::{parsed, receipt, values};
use crate::{
    ApiError, Host,
    contract::{
        shared::Receipt,
        tasks::{CompleteTask, DecideApproval},
    },
};

/// `tasks.complete`.
pub fn tasks_complete(
    host: &Host,
    args: &CompleteTask,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let request = parsed(
        RequestId::parse(&args.request),
        "request",
        "a request such as r_57",
    )?;
    let task = parsed(TaskId::parse(&args.task), "task", "a task such as t_58_0")?;
    let appended = engine.complete_task(
        &session,
        id,
        request,
        task,
        args.round,
        &values(&args.fields),
    )?;
    receipt(&engine, &appended)
}

/// `approvals.decide`.
pub fn approvals_decide(
    host: &Host,
    args: &DecideApproval,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let verdict = match args.verdict.as_str() {
        "approve" => Some(Verdict::Approve),
        "reject" => Some(Verdict::Reject),
        "return" => Some(Verdict::Return),
        _ => None,
    };
    let decision = Decision {
        request: parsed(
            RequestId::parse(&args.request),
            "request",
            "a request such as r_57",
        )?,
        task: parsed(TaskId::parse(&args.task), "task", "a task such as t_58_0")?,
        round: args.round,
        shown: parsed(
            Digest::parse(&args.shown),
            "shown",
            "64 hexadecimal characters",
        )?,
        verdict: parsed(verdict, "verdict", "approve, reject or return")?,
        reason: args.reason.as_deref(),
    };
    receipt(&engine, &engine.decide_approval(&session, id, &decision)?)
}
