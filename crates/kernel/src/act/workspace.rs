//! `workspace.create`: the first entry, and only it.
//!
//! Who: the first administrator, whose key and the workstation's both sign it. Checks: nothing is before it; both keys
//! are strong and differ from the log's. Changes: the workspace exists, in bootstrap: the administrator holds *access
//! admin* and *platform admin* and their proposals are in force at once, until a second access admin is enrolled.

use serde::{Deserialize, Serialize};

use crate::{
    commitment::Commitment,
    id::{PersonId, WorkstationId},
};

/// Body of `workspace.create`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Create {
    /// The first administrator.
    pub admin: PersonId,
    /// The administrator's vkey, named `<origin>/<person>`.
    pub admin_key: String,
    /// Commitment to the administrator's name, path `name`.
    pub admin_name: Commitment,
    /// The vkey that signs checkpoints; its name is the origin.
    pub log_key: String,
    /// The workspace's name, in the clear.
    pub name: String,
    /// The first workstation.
    pub workstation: WorkstationId,
    /// The workstation's act vkey, named `<origin>/<workstation>`.
    pub workstation_key: String,
}

impl Create {
    /// The object: the workspace.
    pub fn on(&self) -> String {
        "workspace".into()
    }
}
