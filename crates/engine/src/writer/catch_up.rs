//! Taking in what another process on the same workspace has appended.
//!
//! INVARIANT: entries of another process are verified like those of a stranger: signatures, permission, tree, and that
//! the checkpoint is of the same root.

use std::sync::Arc;

use kernel::{
    Kernel,
    act::Entry,
    check::{Context, check},
    lookup::Lookup,
    signature::{self, StateKeys},
};
use ledger::tree::CompactRange;
use store::{Head, Reader};

use super::Writer;
use crate::{EngineError, live::Live};

/// Entries read at a time.
const PAGE: usize = 1_000;

impl Writer {
    /// Folds every entry that is in the file and not in the state.
    pub(super) fn catch_up(&mut self) -> Result<(), EngineError> {
        let head = self.store.head()?;
        if head == self.live.head {
            return Ok(());
        }
        let mut kernel = self.live.kernel.clone();
        let mut range = self.live.range.clone();
        fold(&mut kernel, &mut range, &self.store, &head)?;
        self.live = Arc::new(Live {
            kernel,
            head,
            range,
        });
        if let Some(inner) = self.inner.upgrade() {
            inner.set_live(self.live.clone());
            inner.changed_elsewhere();
        }
        Ok(())
    }
}

/// Folds the entries between the state and `head`, verifying each.
pub(crate) fn fold(
    kernel: &mut Kernel,
    range: &mut CompactRange,
    reader: &Reader,
    head: &Head,
) -> Result<(), EngineError> {
    while kernel.state.size < head.size {
        let page = reader.entries_from(kernel.state.size, PAGE)?;
        if page.is_empty() {
            return Err(damaged(kernel.state.size, "the entry is missing"));
        }
        for stored in page
            .into_iter()
            .take_while(|stored| stored.index < head.size)
        {
            fold_one(kernel, range, reader, &stored.bytes)?;
        }
    }
    if range.root() != head.root {
        return Err(damaged(
            head.size,
            "the entries do not have the root of the checkpoint",
        ));
    }
    Ok(())
}

fn fold_one(
    kernel: &mut Kernel,
    range: &mut CompactRange,
    lookup: &dyn Lookup,
    bytes: &[u8],
) -> Result<(), EngineError> {
    let index = kernel.state.size;
    let refused =
        |refusal: kernel::Refusal| damaged(index, &format!("{}: {refusal}", refusal.code()));
    let entry = Entry::parse(bytes).map_err(refused)?;
    let known = kernel
        .state
        .genesis
        .as_ref()
        .map(|genesis| genesis.origin.clone());
    let origin = signature::origin_of(&entry.act, known.as_deref()).map_err(refused)?;
    let signed = signature::verify(&entry, &origin, &StateKeys(&kernel.state)).map_err(refused)?;
    signature::confirm(&kernel.state, &entry, &signed, index).map_err(refused)?;
    let past = Past { lookup, index };
    let context = Context {
        kernel,
        act: &entry.act,
        digest: entry.digest,
        index,
        lookup: &past,
    };
    let outcome = check(&context).map_err(refused)?;
    kernel.apply(&outcome);
    range.push(entry.leaf);
    Ok(())
}

fn damaged(index: u64, reason: &str) -> EngineError {
    EngineError::Record {
        index,
        reason: reason.to_owned(),
    }
}

/// The look-up as it was before an entry that is already in the file: its own id is not used yet.
pub(crate) struct Past<'a> {
    pub(crate) lookup: &'a dyn Lookup,
    pub(crate) index: u64,
}

impl Lookup for Past<'_> {
    fn root_at(&self, size: u64) -> Option<ledger::Hash> {
        (size <= self.index).then(|| self.lookup.root_at(size))?
    }

    fn time_at(&self, size: u64) -> Option<kernel::time::Timestamp> {
        (size <= self.index).then(|| self.lookup.time_at(size))?
    }

    /// The table of ids is unique, so an entry's own id cannot be an earlier entry's.
    fn id_used(&self, _: &kernel::id::Signer, _: &kernel::id::ActId) -> bool {
        false
    }

    fn blob(&self, digest: &kernel::digest::Digest) -> Option<Arc<[u8]>> {
        self.lookup.blob(digest)
    }
}
