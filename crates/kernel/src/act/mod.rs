//! Acts: what people and workstations did, as signed lines of canonical JSON.
//!
//! An entry of the log is a C2SP signed note whose text is one line: the envelope below. `ws` ties it to one workspace,
//! `seen` to a state of the log, `until` bounds how long it may be held back, `id` makes a repeat harmless.
//!
//! INVARIANT: stored bytes are what counts. They are never written anew to be verified; bytes that are not canonical
//! are refused.
//!
//! New act: a type in the file of its noun, a line in [`body::Body`], its check in `check/<noun>.rs`, a row in
//! `docs/acts.md`, and a vector.

pub mod approval;
pub mod body;
pub mod change;
pub mod clock;
pub mod data;
pub mod entry;
pub mod incident;
pub mod job;
pub mod message;
pub mod request;
pub mod session;
pub mod task;
#[cfg(test)]
mod tests;
pub mod timer;
pub mod version;
pub mod workspace;

use ledger::Hash;
use serde::{Deserialize, Serialize};

pub use body::Body;
pub use entry::Entry;

use crate::{
    digest::Digest,
    id::{ActId, Signer, WorkstationId},
    time::Timestamp,
};

/// The newest tree head the signer's client had verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The root at that size.
    pub root: Hash,
    /// Entries in that tree.
    pub size: u64,
}

/// An act: envelope and typed body.
#[derive(Clone, PartialEq, Debug)]
pub struct Act {
    /// When the signer's client says it was signed. Data, not proof: log time decides.
    pub at: Timestamp,
    /// What is done.
    pub body: Body,
    /// Who does it.
    pub by: Signer,
    /// Made by the caller, unique per signer.
    pub id: ActId,
    /// The head it was signed on.
    pub seen: Seen,
    /// Void when log time is later.
    pub until: Timestamp,
    /// Version of the kernel rules it was made for.
    pub v: u32,
    /// The workstation it was signed on.
    pub via: WorkstationId,
    /// The workspace: SHA-256 of the first entry; `None` only in that entry.
    pub ws: Option<Digest>,
}
