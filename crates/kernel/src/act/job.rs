//! `job.started`, `job.completed`, `job.failed`, `job.unknown`: connector calls, told by the workstation that made them.
//!
//! Started. Checks: the job is due (or due again), this is its next attempt, and method, host and path are within the
//! pinned connector scope and exactly what the diagram asks for. It is durable before a byte leaves.
//! Completed and failed. Checks: this attempt was started under this lease and has no outcome. Completed writes the
//! declared outputs and the token goes on; failed is an incident.
//! Unknown. Checks: started, no outcome. An incident: a person must look, unless the connector is declared idempotent and
//! the next attempt starts.
//! An outcome that comes after the end of its request is in the record and changes nothing.

use serde::{Deserialize, Serialize};

use crate::{
    commitment::Commitment,
    field::Writes,
    id::{JobId, RequestId},
};

/// Body of `job.started`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Started {
    /// From 1, one more each time.
    pub attempt: u32,
    /// Commitment to the body of the call, path `content`.
    pub content: Commitment,
    /// Host and port of the connector's base.
    pub host: String,
    /// The job.
    pub job: JobId,
    /// 32 hexadecimal characters: the process that makes the call.
    pub lease: String,
    /// The HTTP method.
    pub method: String,
    /// The path with its base.
    pub path: String,
    /// The request.
    pub request: RequestId,
}

/// Body of `job.completed`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completed {
    /// The attempt.
    pub attempt: u32,
    /// The job.
    pub job: JobId,
    /// The lease it was started under.
    pub lease: String,
    /// Declared outputs.
    #[serde(default, skip_serializing_if = "Writes::is_empty")]
    pub outputs: Writes,
    /// The request.
    pub request: RequestId,
    /// HTTP status, 200 to 299.
    pub status: u32,
}

/// Body of `job.failed`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failed {
    /// The attempt.
    pub attempt: u32,
    /// Commitment to what the other side or the network said, path `error`.
    pub error: Commitment,
    /// The job.
    pub job: JobId,
    /// The lease it was started under.
    pub lease: String,
    /// The request.
    pub request: RequestId,
    /// HTTP status, or 0 if the call never left.
    pub status: u32,
}

/// Body of `job.unknown`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    /// The attempt.
    pub attempt: u32,
    /// The job.
    pub job: JobId,
    /// The lease it was started under.
    pub lease: String,
    /// The request.
    pub request: RequestId,
}

macro_rules! on_job {
    ($($type:ty),*) => {
        $(impl $type {
            /// The object: the job.
            pub fn on(&self) -> String {
                self.job.to_string()
            }
        })*
    };
}
on_job!(Started, Completed, Failed, Unknown);
