//! `request.start`, `request.revise`, `request.modify`, `request.cancel`.
//!
//! Start. Who: holders of `request.start` on the workflow. Checks: the version is the published one; the fields are those
//! of its start form, open and sealed as declared. Changes: an instance runs; its name is `r_<index of the entry>`.
//!
//! Revise. Who: the requester, while a task is returned to them. Checks: fields of the start form. Changes: the fields;
//! decisions that covered a changed field are void, and the returned task asks again in a new round.
//!
//! Modify. Who: holders of `request.modify` who are not the requester; they count as editors of the data. Checks: the
//! fields are declared, and open or sealed as declared. Changes: the fields; decisions that covered a changed field are
//! void, reached approvals too.
//!
//! Cancel. Who: the requester, or a holder of `request.cancel`. Changes: the request ends as cancelled.

use serde::{Deserialize, Serialize};

use crate::{
    commitment::Commitment,
    digest::Digest,
    field::Writes,
    id::{RequestId, WorkflowId},
};

/// Body of `request.start`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The fields of the start form.
    pub fields: Writes,
    /// The version it shall run on.
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

/// Body of `request.revise`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revise {
    /// The fields that change.
    pub fields: Writes,
    /// The request.
    pub request: RequestId,
}

impl Revise {
    /// The object: the request.
    pub fn on(&self) -> String {
        self.request.to_string()
    }
}

/// Body of `request.modify`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modify {
    /// The fields that change.
    pub fields: Writes,
    /// Commitment to the reason, path `reason`.
    pub reason: Commitment,
    /// The request.
    pub request: RequestId,
}

impl Modify {
    /// The object: the request.
    pub fn on(&self) -> String {
        self.request.to_string()
    }
}

/// Body of `request.cancel`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// Commitment to the reason, path `reason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Commitment>,
    /// The request.
    pub request: RequestId,
}

impl Cancel {
    /// The object: the request.
    pub fn on(&self) -> String {
        self.request.to_string()
    }
}
