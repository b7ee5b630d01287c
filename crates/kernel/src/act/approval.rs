//! `approval.decide`: a person countersigns, rejects or returns.
//!
//! Who: whoever the task's rule makes eligible, except the requester, whoever edited the data, and whoever decided
//! already. Checks: task and round are open; version, rule and environment are the task's; `covers` is exactly what the
//! task's form shows. Changes: the decision counts; with enough of them the token goes on. A rejection ends the request;
//! a return asks the requester to revise.

use serde::{Deserialize, Serialize};

use crate::{
    commitment::Commitment,
    digest::Digest,
    field::Open,
    id::{RequestId, TaskId},
};

/// One field as the person saw it: its path and either the open value or the commitment that was opened for them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// The open value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
    /// The field's path.
    pub path: String,
    /// The sealed value's commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Commitment>,
}

/// The decision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Countersigned.
    Approve,
    /// The request ends.
    Reject,
    /// The requester shall change it.
    Return,
}

/// Body of `approval.decide`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// Exactly what the form showed, sorted by path.
    pub covers: Vec<Covered>,
    /// The environment, `production`.
    pub environment: String,
    /// Commitment to the reason, path `reason`; mandatory unless approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Commitment>,
    /// The request.
    pub request: RequestId,
    /// The task's round, from 1.
    pub round: u32,
    /// The rule file in force for the task.
    pub rule: Digest,
    /// The task.
    pub task: TaskId,
    /// The decision.
    pub verdict: Verdict,
    /// The version the request runs on.
    pub version: Digest,
}

impl Decide {
    /// The object: the task.
    pub fn on(&self) -> String {
        self.task.to_string()
    }
}
