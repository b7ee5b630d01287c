//! Replay: every entry of a log is decided again by the kernel that decided it first.
//!
//! Way of an entry: [`Source`] gives its bytes, a worker thread reads it and verifies its signatures strictly, the
//! calling thread confirms the keys against the state, checks the act, applies it, and grows the tree. An entry that the
//! kernel refuses is *void*: it stays in the tree and changes nothing, and the [`Observer`] hears the refusal.
//!
//! INVARIANT: the result does not depend on threads or batches. What a worker refuses is judged again by the calling
//! thread with the keys of the state, which are the keys of record.
//!
//! INVARIANT: memory is bounded: a fixed number of batches is under way, and [`History`] keeps 32 bytes a root and 21 an
//! id.

mod batch;
mod book;
mod history;
mod run;
mod worker;

use std::{ops::ControlFlow, sync::Arc};

use kernel::{
    Kernel, Refusal, act::Entry, authority::Mode, digest::Digest, lookup::Lookup,
    signature::Signed, state::Outcome,
};
use ledger::{Hash, tree::CompactRange};

pub use batch::Batch;
pub use history::{History, View};
pub use run::replay;

/// Where entries and record blobs come from: an export folder, the engine's store, memory.
pub trait Source {
    /// Entries there are, counted from the first of the log.
    fn size(&self) -> u64;
    /// At least one and at most `most` entries from `first` on.
    ///
    /// # Errors
    /// When they cannot be had; replay ends there.
    fn read(&self, first: u64, most: usize) -> Result<Batch, SourceError>;
    /// The bytes of a record blob, if they are there and have this digest.
    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>>;
}

/// Entries cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {index} cannot be read: {reason}")]
pub struct SourceError {
    /// The first entry that is not there.
    pub index: u64,
    /// Why.
    pub reason: String,
}

/// One entry and what the kernel says about it.
pub struct Decided<'a> {
    /// Its index.
    pub index: u64,
    /// The entry, if its bytes are one.
    pub entry: Option<&'a Entry>,
    /// The state before it.
    pub before: &'a Kernel,
    /// What it changes, or why it is void.
    pub verdict: Result<&'a Outcome, &'a Refusal>,
}

/// Who watches a replay. Every method has a default that ignores.
pub trait Observer {
    /// The leaf hash of the next entry, before it is decided. To break is to end the replay before this entry.
    fn leaf(&mut self, _index: u64, _leaf: &Hash) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// An entry was decided; it is applied after this call.
    fn decided(&mut self, _decided: &Decided<'_>) {}

    /// So far `done` of `total` entries. To break is to cancel.
    fn progress(&mut self, _done: u64, _total: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Where a replay begins: at the first entry, or behind a prefix that was verified before.
#[derive(Default)]
pub struct Start<'a> {
    /// The state behind the prefix.
    pub kernel: Kernel,
    /// The tree of the prefix.
    pub range: CompactRange,
    /// Facts of the prefix: roots and times up to its size, and ids used *within* it.
    pub before: Option<&'a dyn Lookup>,
}

impl Start<'_> {
    /// At the first entry, matching grants as `mode` says.
    pub fn fresh(mode: Mode) -> Self {
        let mut start = Self::default();
        start.kernel.compiled.mode = mode;
        start
    }
}

/// How a replay ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Behind the last entry.
    Complete,
    /// [`Observer::progress`] cancelled it.
    Cancelled,
    /// [`Observer::leaf`] ended it before this entry.
    Stopped(u64),
    /// The source failed.
    Unreadable(SourceError),
}

/// What a replay leads to.
pub struct Replayed<'a> {
    /// The state behind the last entry.
    pub kernel: Kernel,
    /// The tree.
    pub range: CompactRange,
    /// Roots, times and ids.
    pub history: History<'a>,
    /// How it ended.
    pub ended: Ended,
}

/// An entry as a worker leaves it.
pub(crate) struct Checked {
    leaf: Hash,
    /// Boxed: it is handed from thread to thread.
    entry: Result<(Box<Entry>, Option<Signed>), Refusal>,
}
