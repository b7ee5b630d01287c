//! What a workstation tells about connector calls.

use super::{Advance, Site, call::Stop, run::Run};
use crate::{
    field::Writes,
    id::{JobId, WorkstationId},
    state::{Event, IncidentCode, Instance, JobState},
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

/// A call failed for certain.
pub fn job_failed(site: Site<'_>, instance: &Instance, job: JobId, status: u32) -> Advance {
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
            self.leave(job.node);
        }
    }
}
