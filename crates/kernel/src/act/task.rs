//! `task.complete`: a plain task is done.
//!
//! Who: holders of `task.complete` on the workflow. Checks: the task is open in this round; the fields are those of its
//! form that may be written. Changes: the fields; decisions that covered a changed field are void; the token goes on.

use serde::{Deserialize, Serialize};

use crate::{
    field::Writes,
    id::{RequestId, TaskId},
};

/// Body of `task.complete`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complete {
    /// The fields of the task's form.
    #[serde(default, skip_serializing_if = "Writes::is_empty")]
    pub fields: Writes,
    /// The request.
    pub request: RequestId,
    /// The task's round, from 1.
    pub round: u32,
    /// The task.
    pub task: TaskId,
}

impl Complete {
    /// The object: the task.
    pub fn on(&self) -> String {
        self.task.to_string()
    }
}
