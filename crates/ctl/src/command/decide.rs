//! `approve`, `reject` and `return`: a decision covers exactly what the task shows.

use api::{
    command,
    contract::tasks::{DecideApproval, TaskDetail},
};
use clap::Args;

use super::{recorded, task};
use crate::{Answer, Failure, Invocation};

/// Arguments of `approve`.
#[derive(Debug, Args)]
pub(crate) struct ApproveArgs {
    /// The task, such as t_58_0
    pub task: String,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
    /// Digest of what was shown (`task`); if the data is another by now, nothing is signed
    #[arg(long, value_name = "HEX")]
    pub shown: Option<String>,
}

/// Arguments of `reject` and `return`.
#[derive(Debug, Args)]
pub(crate) struct RefuseArgs {
    /// The task, such as t_58_0
    pub task: String,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// Digest of what was shown (`task`); if the data is another by now, nothing is signed
    #[arg(long, value_name = "HEX")]
    pub shown: Option<String>,
}

/// Countersigns.
pub(crate) fn approve(args: &ApproveArgs, call: &Invocation) -> Result<Answer, Failure> {
    decide(
        call,
        &args.task,
        "approve",
        args.reason.as_ref(),
        args.shown.as_ref(),
    )
}

/// Rejects.
pub(crate) fn reject(args: &RefuseArgs, call: &Invocation) -> Result<Answer, Failure> {
    decide(
        call,
        &args.task,
        "reject",
        Some(&args.reason),
        args.shown.as_ref(),
    )
}

/// Returns for change.
pub(crate) fn send_back(args: &RefuseArgs, call: &Invocation) -> Result<Answer, Failure> {
    decide(
        call,
        &args.task,
        "return",
        Some(&args.reason),
        args.shown.as_ref(),
    )
}

fn decide(
    call: &Invocation,
    task: &str,
    verdict: &str,
    reason: Option<&String>,
    shown: Option<&String>,
) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let TaskDetail {
        row, shown: now, ..
    } = task::find(&host, task)?;
    let asked = DecideApproval {
        request: row.request,
        task: row.task,
        round: row.round,
        // A task that is decided by no rule shows no digest; the kernel then says what kind of task it is.
        shown: shown
            .cloned()
            .unwrap_or(if now.is_empty() { "0".repeat(64) } else { now }),
        verdict: verdict.to_owned(),
        reason: reason.cloned(),
    };
    recorded(call, &command::approvals_decide(&host, &asked, None)?)
}
