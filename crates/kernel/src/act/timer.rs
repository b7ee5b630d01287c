//! `timer.fire`: a time that a request waited for has come.
//!
//! Who: a workstation. Checks: the request is open and waits for this timer, and log time has reached its due time.
//! Changes: the token goes on, or what waits on a border or for an event sub-process begins. A timer never decides on an
//! approval; it can only lead past it, where the diagram says so. Each timer is fired once: one that repeats has a new
//! name for its next time.
//!
//! `timer.start`: a time has come at which a workflow starts by itself.
//!
//! Who: a workstation. Checks: the published version waits for this time, log time has reached it, and whoever proposed
//! the publication holds `request.start` now. Changes: a request runs, whose requester is that person; a start that
//! repeats is set anew under a new name, so each is begun once.

use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::{RequestId, ScheduleId, TimerId, WorkflowId},
};

/// Body of `timer.fire`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fire {
    /// The request.
    pub request: RequestId,
    /// The timer.
    pub timer: TimerId,
}

impl Fire {
    /// The object: the timer.
    pub fn on(&self) -> String {
        self.timer.to_string()
    }
}

/// Body of `timer.start`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Which of its times.
    pub schedule: ScheduleId,
    /// The published version.
    pub version: Digest,
    /// The workflow.
    pub workflow: WorkflowId,
}

impl Start {
    /// The object: the workflow.
    pub fn on(&self) -> String {
        format!("workflow:{}", self.workflow)
    }
}
