//! Running requests: pure steps from one [`Instance`] and an act to the next instance and its events.
//!
//! Each step clones the instance, moves tokens until all of them wait or have ended, and says what followed. The caller
//! (`check`) has decided that the act is permitted; steps never refuse, what cannot go on becomes an incident.
//!
//! INVARIANT: a step is a function of the instance, its definition, the state before the act and the act's index. It
//! never panics and passes at most `limits::STEPS` nodes.
//!
//! INVARIANT: every token is in exactly one place: a task, a job, an incident without a job, or a join. A job that is
//! stopped names its incident and the incident names the job. An approval that is reopened holds no token.
//!
//! New step: a function in the file of its noun, called from `check`, and rows in `tests`.

mod call;
mod fields;
mod incident;
mod job;
pub mod pool;
mod request;
mod run;
mod task;
#[cfg(test)]
pub(crate) mod tests;
mod values;
mod writing;

pub use call::{Call, Stop, expected_call};
pub use fields::{Required, accept, accept_outputs, covers};
pub use incident::{allows, resolve};
pub use job::{job_completed, job_failed, job_started, job_unknown};
pub use request::{cancel, revise, start};
pub use task::{complete_task, decide};
use values::FieldScope;

use std::sync::Arc;

use crate::{
    definition::Definition,
    digest::Digest,
    id::{PersonId, RequestId, WorkflowId, WorkstationId},
    state::{Delta, EndState, Event, Instance, Kernel, NodeIx, Outcome},
};

/// Where a step takes place.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The kernel before the act.
    pub kernel: &'a Kernel,
    /// What the request runs on.
    pub definition: &'a Definition,
    /// Index of the act's entry, after which tasks and jobs are named.
    pub index: u64,
}

/// What a request starts with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its name.
    pub id: RequestId,
    /// The workflow.
    pub workflow: WorkflowId,
    /// The version it runs on.
    pub version: Digest,
    /// Who submits it.
    pub requester: PersonId,
    /// On which workstation.
    pub via: WorkstationId,
}

/// The result of a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advance {
    /// The request afterwards.
    pub instance: Instance,
    /// How it ended, if it did.
    pub ended: Option<EndState>,
    /// What followed.
    pub events: Vec<Event>,
}

impl Advance {
    /// The outcome of the act that made the step.
    pub fn into_outcome(self, because: String) -> Outcome {
        let id = self.instance.id;
        let delta = if self.ended.is_some() {
            Delta::RequestEnds(id)
        } else {
            Delta::Request(Arc::new(self.instance))
        };
        Outcome {
            deltas: vec![delta],
            events: self.events,
            because,
        }
    }
}

/// Whether an approval that can lead to this call was voided by a later write.
pub fn is_blocked(definition: &Definition, instance: &Instance, node: NodeIx) -> bool {
    let guards = definition
        .node(node)
        .map(|node| node.guards.as_slice())
        .unwrap_or_default();
    guards.iter().any(|guard| {
        instance
            .approved
            .get(guard)
            .is_some_and(|approved| approved.void)
    })
}
