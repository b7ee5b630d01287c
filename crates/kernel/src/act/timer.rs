//! `timer.fire`: a time that a request waited for has come.
//!
//! Who: a workstation. Checks: the request is open and waits for this timer, and log time has reached its due time.
//! Changes: the token goes on, or what waits on a border or for an event sub-process begins. A timer never decides on an
//! approval; it can only lead past it, where the diagram says so. Each timer is fired once: one that repeats has a new
//! name for its next time.

use serde::{Deserialize, Serialize};

use crate::id::{RequestId, TimerId};

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
