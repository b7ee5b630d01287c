//! What a workstation tells about connector calls.

use super::{
    Advance, Site,
    call::{Stop, expected_call},
    is_blocked,
    run::Run,
    throw::uncaught,
};
use crate::{
    field::Writes,
    id::{JobId, WorkstationId},
    state::{Event, IncidentCode, Instance, JobState, Phase, Place},
};

/// A call is about to leave; an automatic retry closes the incident it waited with.
pub fn job_started(
    site: Site<'_>,
    instance: &Instance,
    job: JobId,
    lease: &str,
    workstation: WorkstationId,
) -> Advance {
    let mut run = Run::new(site, instance.clone());
    if let Some(started) = run.instance.jobs.get_mut(&job) {
        started.attempt += 1;
        let attempt = started.attempt;
        let before = std::mem::replace(
            &mut started.state,
            JobState::Started {
                lease: lease.to_owned(),
                workstation,
            },
        );
        if let JobState::Stopped { incident } = before {
            run.close_incident(incident);
        }
        run.events
            .push(Event::JobStarted(run.instance.id, job, attempt));
    }
    run.finish()
}

/// A call is answered: its outputs are written and its token goes on.
pub fn job_completed(site: Site<'_>, instance: &Instance, job: JobId, outputs: &Writes) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.close_job(job, outputs, None);
    run.finish()
}

/// A call failed for certain. An answer that stands for an error of the diagram is thrown; all else is an incident.
pub fn job_failed(site: Site<'_>, instance: &Instance, job: JobId, status: u32) -> Advance {
    let node = instance
        .jobs
        .get(&job)
        .and_then(|job| site.definition.connector(job.node));
    if let Some(code) = node.and_then(|node| node.errors.get(&status)) {
        return thrown(site, instance, job, code);
    }
    let detail = match status {
        0 => "the call did not leave, or no answer was possible".to_owned(),
        status => format!("the other side answered {status}"),
    };
    stopped(
        site,
        instance,
        job,
        Stop {
            code: IncidentCode::JobFailed,
            detail,
        },
    )
}

/// An answer stands for an error: what catches it takes the place of the call.
fn thrown(site: Site<'_>, instance: &Instance, id: JobId, code: &str) -> Advance {
    let mut run = Run::new(site, instance.clone());
    let scope = run.instance.jobs.get(&id).map(|job| job.scope);
    match scope.and_then(|scope| run.error_catch(scope, code)) {
        Some(catch) => {
            if run.instance.jobs.remove(&id).is_some() {
                run.events.push(Event::JobClosed(run.instance.id, id));
            }
            run.touched.extend(scope);
            run.caught(catch);
        }
        None => run.stop_job(id, uncaught(code)),
    }
    run.finish()
}

/// Nobody knows whether a call took effect.
pub fn job_unknown(site: Site<'_>, instance: &Instance, job: JobId) -> Advance {
    let detail = "the call left, and no answer is known".to_owned();
    stopped(
        site,
        instance,
        job,
        Stop {
            code: IncidentCode::OutcomeUnknown,
            detail,
        },
    )
}

fn stopped(site: Site<'_>, instance: &Instance, job: JobId, stop: Stop) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.stop_job(job, stop);
    run.finish()
}

impl Run<'_> {
    /// The job may be started, unless its approval is void or its call cannot be made up.
    pub(super) fn make_due(&mut self, id: JobId) {
        let Some(job) = self.instance.jobs.get(&id) else {
            return;
        };
        let call = if is_blocked(self.site.definition, &self.instance, job) {
            Err(changed())
        } else {
            expected_call(self.site.definition, &self.instance, job)
        };
        match call {
            Ok(_) => {
                self.events.push(Event::JobDue(self.instance.id, id));
                if let Some(job) = self.instance.jobs.get_mut(&id) {
                    job.state = JobState::Due;
                }
            }
            Err(stop) => self.stop_job(id, stop),
        }
    }

    pub(super) fn stop_job(&mut self, id: JobId, stop: Stop) {
        let incident = self.instance.next_incident;
        if let Some(job) = self.instance.jobs.get_mut(&id) {
            job.state = JobState::Stopped { incident };
            let (scope, node) = (job.scope, job.node);
            self.raise(Place { scope, node }, Phase::Body, Some(id), stop);
        }
    }

    /// The effect took place: the job is gone before its outputs are written, so that they cannot stop it.
    pub(super) fn close_job(
        &mut self,
        id: JobId,
        outputs: &Writes,
        by: Option<crate::id::PersonId>,
    ) {
        if let Some(job) = self.instance.jobs.remove(&id) {
            self.events.push(Event::JobClosed(self.instance.id, id));
            self.write(outputs, by);
            self.done(job.scope, job.node);
        }
    }
}

/// Why an effect is blocked.
pub(super) fn changed() -> Stop {
    Stop {
        code: IncidentCode::ChangedAfterApproval,
        detail: "a covered field was written after its approval".into(),
    }
}
