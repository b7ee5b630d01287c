//! `incident.resolve`: a person says how what stopped goes on.
//!
//! Who: holders of `incident.resolve` on the workflow who are not the requester. Checks: the incident is open and the
//! way is one of those it allows. Changes: `retry` lets the token or job try again; `done` states that the effect took
//! place, with the outputs the person found; `cancel` ends the request; `skip`, which needs `incident.skip`, passes over
//! the step, unless it is an approval or mandatory, or holds one.

use serde::{Deserialize, Serialize};

use crate::{commitment::Commitment, field::Writes, id::RequestId};

/// The way on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Try again.
    Retry,
    /// It did take effect.
    Done,
    /// End the request.
    Cancel,
    /// Pass over the step.
    Skip,
}

/// Body of `incident.resolve`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolve {
    /// Its number within the request.
    pub incident: u32,
    /// What the effect answered, with `done`.
    #[serde(default, skip_serializing_if = "Writes::is_empty")]
    pub outputs: Writes,
    /// Commitment to the reason, path `reason`.
    pub reason: Commitment,
    /// The request.
    pub request: RequestId,
    /// The way on.
    pub way: Way,
}

impl Resolve {
    /// The object: the request.
    pub fn on(&self) -> String {
        self.request.to_string()
    }
}
