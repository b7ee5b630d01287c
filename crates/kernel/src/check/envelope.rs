//! The envelope: workspace, rules version, head seen, times, and whether the signer may act at all.

use super::Context;
use crate::{act::Body, id::Signer, limits, refusal::Refusal, time::Timestamp};

/// Checks what every act has in common.
pub fn check_envelope(cx: &Context<'_>) -> Result<(), Refusal> {
    if cx.act.v != limits::RULES_VERSION {
        return Err(Refusal::OtherRulesVersion { v: cx.act.v });
    }
    let genesis = matches!(cx.act.body, Body::WorkspaceCreate(_));
    let state = cx.state();
    match (&state.genesis, genesis) {
        (None, true) if cx.index == 0 && cx.act.ws.is_none() => return check_seen(cx),
        (Some(known), false) if cx.act.ws == Some(known.ws) => {}
        (Some(_), false) => return Err(Refusal::OtherWorkspace),
        _ => return Err(Refusal::GenesisMisplaced),
    }
    check_signer_kind(cx)?;
    if !state.workstations.contains_key(&cx.act.via) {
        return Err(Refusal::WorkstationUnknown {
            via: cx.act.via.to_string(),
        });
    }
    if cx.lookup.id_used(&cx.act.by, &cx.act.id) {
        return Err(Refusal::IdUsed);
    }
    // Log time begins with entry 1; before it nothing can be judged by time.
    if state.time == Timestamp(0) && !matches!(cx.act.body, Body::ClockTick(_)) {
        return Err(Refusal::ClockBackwards);
    }
    check_seen(cx)?;
    check_times(cx)
}

fn check_signer_kind(cx: &Context<'_>) -> Result<(), Refusal> {
    let system = matches!(
        cx.act.body,
        Body::ClockTick(_)
            | Body::JobStarted(_)
            | Body::JobCompleted(_)
            | Body::JobFailed(_)
            | Body::JobUnknown(_)
            | Body::SessionRefused(_)
            | Body::TimerFire(_)
            | Body::TimerStart(_)
    );
    let either = matches!(cx.act.body, Body::MessagePublish(_));
    let system = system || either && matches!(cx.act.by, Signer::Workstation(_));
    match (cx.act.by, system) {
        (Signer::Workstation(workstation), true) if workstation == cx.act.via => Ok(()),
        (Signer::Workstation(_), true) => Err(Refusal::WrongSignerKind {
            wanted: "the workstation it was made on",
        }),
        (Signer::Person(_), true) => Err(Refusal::WrongSignerKind {
            wanted: "a workstation",
        }),
        (Signer::Workstation(_), false) => Err(Refusal::WrongSignerKind { wanted: "a person" }),
        (Signer::Person(person), false) => match cx.state().persons.get(&person) {
            Some(record) if record.disabled => Err(Refusal::PersonDisabled { person }),
            Some(_) => Ok(()),
            None => Err(Refusal::SignerUnknown { signer: cx.act.by }),
        },
    }
}

fn check_seen(cx: &Context<'_>) -> Result<(), Refusal> {
    let seen = cx.act.seen;
    if seen.size > cx.index {
        return Err(Refusal::SeenAhead { size: seen.size });
    }
    match cx.lookup.root_at(seen.size) {
        Some(root) if root == seen.root => Ok(()),
        _ => Err(Refusal::SeenMismatch { size: seen.size }),
    }
}

fn check_times(cx: &Context<'_>) -> Result<(), Refusal> {
    // A tick carries new log time; its own check compares it.
    let now = match &cx.act.body {
        Body::ClockTick(tick) => tick.time,
        _ => cx.state().time,
    };
    if cx.act.until < now {
        return Err(Refusal::Expired {
            until: cx.act.until,
        });
    }
    if cx.act.until > cx.act.at.plus_millis(limits::UNTIL_MILLIS) {
        return Err(Refusal::UntilTooFar);
    }
    let seen_time = cx.lookup.time_at(cx.act.seen.size).unwrap_or(Timestamp(0));
    let early = cx.act.at < seen_time.minus_millis(limits::CLOCK_SKEW_MILLIS);
    let late = cx.act.at > now.plus_millis(limits::CLOCK_SKEW_MILLIS);
    if early || late {
        return Err(Refusal::TimeMismatch { at: cx.act.at });
    }
    Ok(())
}
