//! The runner: fires the timers that are due, makes the connector calls that are due, and tells the log what came of them.
//!
//! The way of a call: the body is made of fields and opened sealed values, `job.started` commits to it and is durable,
//! the newest checkpoint is remembered, the call leaves, and its outcome is appended: `job.completed`, `job.failed` or
//! `job.unknown`.
//!
//! INVARIANT: no call leaves without its own durable `job.started`, and the kernel decides who may start: of two runners
//! the slower one is refused and passes the job over. A call whose outcome nobody knows is repeated, under the same
//! idempotency key, only where the connector is declared idempotent; a failed call always waits for a person.
//!
//! INVARIANT: a sealed value or a token is in memory only while its call is made, and is written nowhere.
//!
//! New kind of connector: a file beside `http`, which turns a call into an [`http::Answer`], and its branch in `attempt`.

mod address;
mod attempt;
pub mod background;
mod error_text;
mod http;
mod lease;
mod many;
mod outputs;
pub mod presence;
mod request;
mod starts;
mod timers;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use kernel::{
    definition::{ConnectorNode, Definition},
    id::{JobId, RequestId},
    limits,
    lookup::Lookup,
    state::{IncidentCode, Instance, Job, JobState},
    time::Timestamp,
};
use serde::Serialize;

use crate::{Engine, EngineError};
use lease::Lease;
pub use starts::StartReport;
pub use timers::TimerReport;

/// Milliseconds until the second attempt of a call whose outcome is unknown; each further one waits twice as long.
const BACKOFF_MILLIS: u64 = 5_000;
/// No attempt waits longer.
const BACKOFF_LIMIT_MILLIS: u64 = 10 * 60 * 1_000;

/// What a pass did.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RunReport {
    /// Every timer that was due, in the order in which they fired.
    pub timers: Vec<TimerReport>,
    /// Every time at which a workflow starts by itself that was due: what was started in order, and what has to wait.
    pub starts: Vec<StartReport>,
    /// Every call that was looked at and is the runner's to make, in the order of the log.
    pub jobs: Vec<JobReport>,
    /// Whether the pass was stopped before it had looked at all of them.
    pub stopped: bool,
}

impl RunReport {
    /// Whether an act was appended: further calls may be due now.
    pub fn has_moved(&self) -> bool {
        self.jobs.iter().any(|job| job.ran.has_moved())
            || self.timers.iter().any(|timer| timer.refused.is_none())
            || self.starts.iter().any(|start| start.refused.is_none())
    }

    /// How many calls came to this end.
    pub fn count(&self, of: impl Fn(&Ran) -> bool) -> usize {
        self.jobs.iter().filter(|job| of(&job.ran)).count()
    }
}

/// What a pass did with one call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JobReport {
    /// The request.
    pub request: RequestId,
    /// The call.
    pub job: JobId,
    /// The attempt that was made, or the last one before.
    pub attempt: u32,
    /// What came of it.
    #[serde(flatten)]
    pub ran: Ran,
}

/// What came of a call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "ran")]
pub enum Ran {
    /// Answered with success; its outputs are written.
    Completed {
        /// HTTP status.
        status: u16,
        /// Declared outputs that the answer did not have, or not as their fields need them.
        left_out: Vec<String>,
    },
    /// Failed for certain; a person has to look.
    Failed {
        /// HTTP status, or 0 if it never left.
        status: u16,
    },
    /// Nobody knows whether it took effect.
    Unknown {
        /// What the network said, in technical words.
        reason: String,
    },
    /// Its outcome is unknown and the next attempt waits.
    Waiting {
        /// Until then.
        until: Timestamp,
    },
    /// Not started: the connector's token is not in this workstation's vault, or was given for another address.
    TokenMissing,
    /// Not started: this workstation does not hold a sealed value that the call needs.
    ValueMissing,
    /// Not started: the call cannot be made up from the fields as they are.
    Impossible {
        /// Technical words without field values.
        reason: String,
    },
    /// The kernel refused the start or the outcome: another runner was faster, or the request has moved on.
    Refused {
        /// The rule.
        code: &'static str,
    },
}

impl Ran {
    /// Whether an act was appended.
    pub fn has_moved(&self) -> bool {
        matches!(
            self,
            Self::Completed { .. } | Self::Failed { .. } | Self::Unknown { .. }
        )
    }
}

/// A call as it stands in a state.
pub(crate) struct Work {
    request: RequestId,
    id: JobId,
    instance: Arc<Instance>,
    definition: Arc<Definition>,
    job: Job,
}

impl Work {
    fn find(engine: &Engine, request: RequestId, id: JobId) -> Option<Self> {
        let live = engine.live();
        let instance = live.kernel.state.request(&request)?.clone();
        let definition = live.kernel.definition(&instance.version)?.clone();
        let job = instance.jobs.get(&id)?.clone();
        Some(Self {
            request,
            id,
            instance,
            definition,
            job,
        })
    }

    fn node(&self) -> Option<&ConnectorNode> {
        self.definition.connector(self.job.node)
    }

    /// Whether its outcome, if it is unknown, does not keep it from being called again.
    fn may_repeat(&self) -> bool {
        self.node().is_some_and(|node| node.connector.idempotent)
            && self.job.attempt < limits::ATTEMPTS
    }
}

/// What is to be done with a call.
enum Next {
    /// Nothing: it is a person's, another process's or another workstation's.
    Pass,
    /// The next attempt waits.
    Wait(Timestamp),
    /// Make the next attempt.
    Start,
    /// The process that made the call is gone; nobody knows what became of it.
    Lost {
        /// The lease of that process.
        lease: String,
    },
}

/// One pass over the calls.
struct Pass<'a> {
    engine: &'a Engine,
    lease: Option<Lease>,
}

impl Engine {
    /// Fires the timers that are due, then looks once at every connector call that is not answered and makes those that
    /// are due, one after the other.
    /// `stop` is looked at between calls. A call may make further ones due: see [`RunReport::has_moved`].
    pub fn run_due(&self, stop: &AtomicBool) -> Result<RunReport, EngineError> {
        if let Some(reason) = self.read_only() {
            return Err(EngineError::ReadOnly { reason });
        }
        self.catch_up()?;
        let fired = self.fire_due(stop)?;
        let rows = self.read(|reader| reader.outbox())?;
        let mut pass = Pass {
            engine: self,
            lease: None,
        };
        let mut report = RunReport {
            timers: fired.timers,
            starts: fired.starts,
            ..RunReport::default()
        };
        for row in rows {
            if stop.load(Ordering::SeqCst) {
                report.stopped = true;
                break;
            }
            if let Some(done) = pass.take(row.request, row.job)? {
                report.jobs.push(done);
            }
        }
        Ok(report)
    }
}

impl Pass<'_> {
    fn take(&mut self, request: RequestId, id: JobId) -> Result<Option<JobReport>, EngineError> {
        let Some(work) = Work::find(self.engine, request, id) else {
            return Ok(None);
        };
        let (attempt, ran) = match self.next(&work)? {
            Next::Pass => return Ok(None),
            Next::Wait(until) => (work.job.attempt, Ran::Waiting { until }),
            Next::Start => self.start(&work)?,
            Next::Lost { lease } => self.lost(&work, lease)?,
        };
        Ok(Some(JobReport {
            request,
            job: id,
            attempt,
            ran,
        }))
    }

    fn next(&self, work: &Work) -> Result<Next, EngineError> {
        Ok(match &work.job.state {
            JobState::Due => Next::Start,
            JobState::Started { workstation, .. } if *workstation != self.engine.workstation() => {
                Next::Pass
            }
            JobState::Started { lease, .. } => {
                match lease::is_alive(self.engine.folder(), lease)? {
                    true => Next::Pass,
                    false => Next::Lost {
                        lease: lease.clone(),
                    },
                }
            }
            JobState::Stopped { incident } => match work.instance.incidents.get(incident) {
                Some(incident)
                    if incident.code == IncidentCode::OutcomeUnknown && work.may_repeat() =>
                {
                    self.after_backoff(work.job.attempt, incident.index)?
                }
                _ => Next::Pass,
            },
        })
    }

    /// The wait begins with log time at the incident, so every process sees the same end of it.
    fn after_backoff(&self, attempt: u32, incident: u64) -> Result<Next, EngineError> {
        let since = self
            .engine
            .read(|reader| Ok(reader.time_at(incident.saturating_add(1))))?
            .unwrap_or_default();
        let until = since.plus_millis(backoff_millis(attempt));
        Ok(if self.engine.now() < until {
            Next::Wait(until)
        } else {
            Next::Start
        })
    }

    fn start(&mut self, work: &Work) -> Result<(u32, Ran), EngineError> {
        let lease = match &mut self.lease {
            Some(lease) => lease,
            none => none.insert(Lease::take(self.engine.folder())?),
        };
        attempt::make(self.engine, work, lease)
    }

    /// Where it may be repeated the next attempt follows at once. Else, or if that attempt cannot be made, the outcome is
    /// told to be unknown.
    fn lost(&mut self, work: &Work, lease: String) -> Result<(u32, Ran), EngineError> {
        if work.may_repeat() {
            let made = self.start(work)?;
            if made.1.has_moved() {
                return Ok(made);
            }
        }
        let reason = "the process that made the call has ended".to_owned();
        let ran = attempt::Outcome {
            work,
            attempt: work.job.attempt,
            lease: &lease,
        }
        .unknown(self.engine, reason)?;
        Ok((work.job.attempt, ran))
    }
}

/// How long a call waits after this many attempts.
fn backoff_millis(attempts: u32) -> u64 {
    let doubled = 1_u64
        .checked_shl(attempts.saturating_sub(1))
        .unwrap_or(u64::MAX);
    BACKOFF_MILLIS
        .saturating_mul(doubled)
        .min(BACKOFF_LIMIT_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_wait_longer_and_longer_up_to_a_limit() {
        let waits: Vec<u64> = (0..=limits::ATTEMPTS).map(backoff_millis).collect();
        assert_eq!(
            waits.get(..5),
            Some([5_000, 5_000, 10_000, 20_000, 40_000].as_slice())
        );
        assert!(waits.is_sorted() && waits.last() == Some(&BACKOFF_LIMIT_MILLIS));
        assert_eq!(backoff_millis(u32::MAX), BACKOFF_LIMIT_MILLIS);
    }
}
