//! Checks of `job.started`, `job.completed`, `job.failed` and `job.unknown`.
//!
//! INVARIANT: what came of a call is never lost. A request may end while a call is on its way; its outcome is then noted
//! and changes nothing. State keeps nothing of an ended request, so only the form of such a note is checked, and that the
//! job may have been one: the workstation's word stands for the rest, as it does for what the other side answered.

use super::{
    Context,
    request::{open_request, site},
};
use crate::{
    act::job::{Completed, Failed, Started, Unknown},
    definition::{ConnectorNode, Definition},
    id::{JobId, RequestId, Signer, WorkstationId},
    limits, process,
    refusal::Refusal,
    state::{IncidentCode, Instance, Job, JobState, Outcome},
};

const NO_JOB: Refusal = Refusal::JobState {
    reason: "there is no such call",
};

/// A due call leaves, exactly as the diagram asks and within the connector's scope.
pub(super) fn started(cx: &Context<'_>, body: &Started) -> Result<Outcome, Refusal> {
    let workstation = workstation(cx)?;
    let found = find(cx, body.request, body.job)?;
    let Found {
        instance,
        definition,
        job,
        node,
    } = found;
    may_start(&found, &body.lease)?;
    if body.attempt != job.attempt.saturating_add(1) {
        return Err(Refusal::JobState {
            reason: "this is not its next attempt",
        });
    }
    if body.attempt > limits::ATTEMPTS {
        return Err(Refusal::JobState {
            reason: "it was attempted too often",
        });
    }
    is_lease(&body.lease)?;
    if process::is_blocked(definition, instance, job) {
        return Err(Refusal::JobState {
            reason: "a covered field was written after its approval",
        });
    }
    is_expected(&found, body)?;
    let advance = process::job_started(
        site(cx, definition),
        instance,
        body.job,
        &body.lease,
        workstation,
    );
    Ok(advance.into_outcome(format!("connector `{}` allows the call", node.id)))
}

/// Due; or due again, where a repeated call has no second effect.
fn may_start(found: &Found<'_>, lease: &str) -> Result<(), Refusal> {
    let again = match &found.job.state {
        JobState::Due => return Ok(()),
        JobState::Started { lease: running, .. } if running == lease => {
            return Err(Refusal::JobState {
                reason: "it is on its way under this lease",
            });
        }
        JobState::Started { .. } => true,
        JobState::Stopped { incident } => {
            let code = found
                .instance
                .incidents
                .get(incident)
                .map(|incident| incident.code);
            code == Some(IncidentCode::OutcomeUnknown)
        }
    };
    match (again, found.node.connector.idempotent) {
        (true, true) => Ok(()),
        (true, false) => Err(Refusal::JobState {
            reason: "its outcome is unknown and it must not be repeated",
        }),
        (false, _) => Err(Refusal::JobState {
            reason: "it is stopped and waits for a person",
        }),
    }
}

fn is_expected(found: &Found<'_>, body: &Started) -> Result<(), Refusal> {
    let call =
        process::expected_call(found.definition, found.instance, found.job).map_err(|stop| {
            Refusal::JobScope {
                reason: stop.detail,
            }
        })?;
    let parts = [
        ("method", &body.method, &call.method),
        ("host", &body.host, &call.host),
        ("path", &body.path, &call.path),
    ];
    match parts.into_iter().find(|(_, said, wanted)| said != wanted) {
        Some((part, _, wanted)) => Err(Refusal::JobScope {
            reason: format!("the {part} must be `{wanted}`"),
        }),
        None => Ok(()),
    }
}

/// The call was answered; its declared outputs are written.
pub(super) fn completed(cx: &Context<'_>, body: &Completed) -> Result<Outcome, Refusal> {
    if !(200..=299).contains(&body.status) {
        return Err(Refusal::JobState {
            reason: "a completed call has a status from 200 to 299",
        });
    }
    if has_ended(cx, body.request, body.job) {
        if !body.outputs.within_limits() {
            return Err(Refusal::FieldsBeyondLimits);
        }
        return noted(cx, body.attempt, &body.lease);
    }
    let found = on_its_way(cx, body.request, body.job, body.attempt, &body.lease)?;
    process::accept_outputs(found.definition, &found.node.connector, &body.outputs)?;
    let site = site(cx, found.definition);
    Ok(
        process::job_completed(site, found.instance, body.job, &body.outputs)
            .into_outcome(by_lease(&found)),
    )
}

/// The call failed for certain.
pub(super) fn failed(cx: &Context<'_>, body: &Failed) -> Result<Outcome, Refusal> {
    if (200..=299).contains(&body.status) || body.status > 999 {
        return Err(Refusal::JobState {
            reason: "a failed call has no status from 200 to 299",
        });
    }
    if has_ended(cx, body.request, body.job) {
        return noted(cx, body.attempt, &body.lease);
    }
    let found = on_its_way(cx, body.request, body.job, body.attempt, &body.lease)?;
    let site = site(cx, found.definition);
    Ok(
        process::job_failed(site, found.instance, body.job, body.status)
            .into_outcome(by_lease(&found)),
    )
}

/// Nobody knows whether the call took effect.
pub(super) fn unknown(cx: &Context<'_>, body: &Unknown) -> Result<Outcome, Refusal> {
    if has_ended(cx, body.request, body.job) {
        return noted(cx, body.attempt, &body.lease);
    }
    let found = on_its_way(cx, body.request, body.job, body.attempt, &body.lease)?;
    let site = site(cx, found.definition);
    Ok(process::job_unknown(site, found.instance, body.job).into_outcome(by_lease(&found)))
}

/// Whether the job can only have been one of a request that is open no more.
fn has_ended(cx: &Context<'_>, request: RequestId, job: JobId) -> bool {
    let earlier = request.0 <= job.index && job.index < cx.index;
    earlier && cx.state().request(&request).is_none()
}

/// An outcome that came after the end of its request.
fn noted(cx: &Context<'_>, attempt: u32, lease: &str) -> Result<Outcome, Refusal> {
    workstation(cx)?;
    if !(1..=limits::ATTEMPTS).contains(&attempt) {
        return Err(Refusal::JobState {
            reason: "there is no such attempt",
        });
    }
    is_lease(lease)?;
    Ok(Outcome {
        deltas: Vec::new(),
        events: Vec::new(),
        because: "its request had ended: noted, and nothing changes".to_owned(),
    })
}

fn is_lease(text: &str) -> Result<(), Refusal> {
    let hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if text.len() == 32 && text.bytes().all(hex) {
        return Ok(());
    }
    Err(Refusal::JobState {
        reason: "the lease is not 32 hexadecimal characters",
    })
}

#[derive(Clone, Copy)]
struct Found<'a> {
    instance: &'a Instance,
    definition: &'a Definition,
    job: &'a Job,
    node: &'a ConnectorNode,
}

fn find<'a>(cx: &Context<'a>, request: RequestId, job: JobId) -> Result<Found<'a>, Refusal> {
    let (instance, definition) = open_request(cx, request)?;
    let job = instance.jobs.get(&job).ok_or(NO_JOB)?;
    let node = definition.connector(job.node).ok_or(NO_JOB)?;
    Ok(Found {
        instance,
        definition,
        job,
        node,
    })
}

/// The job whose attempt was started by this workstation under this lease and has no outcome.
fn on_its_way<'a>(
    cx: &Context<'a>,
    request: RequestId,
    job: JobId,
    attempt: u32,
    lease: &str,
) -> Result<Found<'a>, Refusal> {
    let workstation = workstation(cx)?;
    let found = find(cx, request, job)?;
    match &found.job.state {
        JobState::Started {
            lease: running,
            workstation: runs_on,
        } => {
            if attempt == found.job.attempt && lease == running && workstation == *runs_on {
                Ok(found)
            } else {
                Err(Refusal::JobState {
                    reason: "attempt, lease or workstation is not the started one's",
                })
            }
        }
        JobState::Due | JobState::Stopped { .. } => Err(Refusal::JobState {
            reason: "no attempt of it is on its way",
        }),
    }
}

fn workstation(cx: &Context<'_>) -> Result<WorkstationId, Refusal> {
    match cx.act.by {
        Signer::Workstation(workstation) => Ok(workstation),
        Signer::Person(_) => Err(Refusal::WrongSignerKind {
            wanted: "a workstation",
        }),
    }
}

fn by_lease(found: &Found<'_>) -> String {
    format!("attempt {} was started under this lease", found.job.attempt)
}
