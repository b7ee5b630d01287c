//! Running requests: pure steps from one [`Instance`] and an act to the next instance and its events.
//!
//! Each step clones the instance, moves tokens until all of them wait or have ended, and says what followed. The caller
//! (`check`) has decided that the act is permitted; steps never refuse, what cannot go on becomes an incident.
//!
//! INVARIANT: a step is a function of the instance, its definition, the state before the act and the act's index. It
//! never panics and passes at most `limits::STEPS` nodes.
//!
//! INVARIANT: every token is in exactly one place: a task, a job, a wait, a scope, an incident without a job, or a join. A
//! job that is stopped names its incident and the incident names the job. An approval that is reopened holds no token,
//! nor does what waits on a border or for an event sub-process.
//!
//! New step: a function in the file of its noun, called from `check`, and rows in `tests`.

mod call;
mod compute;
mod each;
mod fields;
mod gateway;
mod incident;
mod job;
pub mod pool;
mod request;
mod run;
mod scope;
mod starting;
mod task;
#[cfg(test)]
pub(crate) mod tests;
mod throw;
mod values;
mod wait;
mod writing;

pub use call::{Call, Stop, expected_call};
pub use fields::{Required, accept, accept_fields, accept_outputs, covers, value_shown};
pub use incident::{allows, resolve};
pub use job::{job_completed, job_failed, job_started, job_unknown};
pub use request::{cancel, modify, revise, start_at};
pub use starting::schedules;
pub use task::{complete_task, decide};
pub use wait::{fire, next, receive};

use std::sync::Arc;

use crate::{
    definition::Definition,
    digest::Digest,
    id::{PersonId, RequestId, WorkflowId, WorkstationId},
    state::{
        Delta, EndState, Event, Instance, Job, Kernel, NodeIx, Outcome, Seat, instance::FlowIx,
    },
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
    /// Nodes that tokens passed and flows that they took, in order.
    pub trace: Vec<Trace>,
}

/// Something that a token passed. Nothing of it is kept in a request: who tries a version out is shown it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trace {
    /// A node was passed.
    Node(NodeIx),
    /// A flow was taken.
    Flow(FlowIx),
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

/// Whether a call may not leave: an approval that can lead to it was voided by a later write, or a local value it takes on
/// trust is not what it was taken from any more. Of an approval in the same loop only the same item's counts.
pub fn is_blocked(definition: &Definition, instance: &Instance, job: &Job) -> bool {
    let Some(node) = definition.node(job.node) else {
        return false;
    };
    let items = instance.items(job.scope);
    let void = |guard: &NodeIx| {
        let common = definition.common_loops(*guard, job.node);
        let seats = instance.approved.range_from(&Seat::first(*guard));
        let mut seats = seats.take_while(|(seat, _)| seat.node == *guard);
        seats.any(|(seat, approved)| {
            approved.void && seat.items.iter().take(common).eq(items.iter().take(common))
        })
    };
    let stale = || {
        let mut around = instance.around(job.scope);
        around.any(|(_, scope)| scope.stale && node.taken.contains(&scope.node))
    };
    node.guards.iter().any(void) || (!node.taken.is_empty() && stale())
}
