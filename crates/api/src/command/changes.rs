//! Deciding on changes.

use kernel::{
    act::change::Verdict,
    digest::Digest,
    id::{ActId, ChangeId},
};

use super::{parsed, receipt};
use crate::{
    ApiError, Host,
    contract::{
        changes::{DecideChange, WithdrawChange},
        shared::Receipt,
    },
};

/// `changes.decide`.
pub fn changes_decide(
    host: &Host,
    args: &DecideChange,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let change = parsed(
        ChangeId::parse(&args.change),
        "change",
        "a change such as c_57",
    )?;
    let shown = parsed(
        Digest::parse(&args.digest),
        "digest",
        "64 hexadecimal characters",
    )?;
    let verdict = if args.approve {
        Verdict::Approve
    } else {
        Verdict::Reject
    };
    let appended =
        engine.decide_change(&session, id, change, shown, verdict, args.reason.as_deref())?;
    receipt(&engine, &appended)
}

/// `changes.withdraw`.
pub fn changes_withdraw(
    host: &Host,
    args: &WithdrawChange,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let change = parsed(
        ChangeId::parse(&args.change),
        "change",
        "a change such as c_57",
    )?;
    receipt(&engine, &engine.withdraw_change(&session, id, change)?)
}
