//! The open workspace as a source of entries that are decided again from the first one.

use std::{cell::RefCell, collections::VecDeque, num::NonZeroUsize, sync::Arc};

use kernel::{
    digest::Digest,
    id::{ActId, Signer},
    lookup::Lookup,
    time::Timestamp,
};
use ledger::Hash;
use store::Reader;
use verify::replay::{Batch, Source, SourceError};

/// What the table says of an entry beside its bytes.
pub(crate) struct Stored {
    pub leaf: Hash,
    pub root: Hash,
    pub time: Timestamp,
}

/// The entries of one moment.
pub(crate) struct LogSource<'a> {
    reader: &'a Reader,
    size: u64,
    /// Of entries that were read and not yet decided, oldest first, if somebody wants to compare them.
    stored: Option<&'a RefCell<VecDeque<Stored>>>,
}

impl<'a> LogSource<'a> {
    pub(crate) fn new(reader: &'a Reader, size: u64) -> Self {
        Self {
            reader,
            size,
            stored: None,
        }
    }

    /// Puts what the table says of each entry into `stored`.
    pub(crate) fn compared(
        reader: &'a Reader,
        size: u64,
        stored: &'a RefCell<VecDeque<Stored>>,
    ) -> Self {
        Self {
            reader,
            size,
            stored: Some(stored),
        }
    }
}

impl Source for LogSource<'_> {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, first: u64, most: usize) -> Result<Batch, SourceError> {
        let failed = |index, reason: &str| SourceError {
            index,
            reason: reason.to_owned(),
        };
        let entries = self
            .reader
            .entries_from(first, most)
            .map_err(|error| failed(first, &error.to_string()))?;
        let mut batch = Batch::default();
        for (stored, index) in entries.iter().zip(first..self.size) {
            // What comes before a gap is still decided.
            if stored.index != index {
                break;
            }
            batch.push(&stored.bytes);
            if let Some(queue) = self.stored {
                let facts = Stored {
                    leaf: stored.leaf,
                    root: stored.root,
                    time: stored.time,
                };
                queue.borrow_mut().push_back(facts);
            }
        }
        if batch.is_empty() {
            Err(failed(first, "the entry is missing"))
        } else {
            Ok(batch)
        }
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.reader.record_blob(digest).ok()?
    }
}

/// Facts of a prefix of the log: an id counts as used only if an entry of the prefix used it.
pub(crate) struct Prefix<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) size: u64,
}

impl Lookup for Prefix<'_> {
    fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size).then(|| self.reader.root_at(size))?
    }

    fn time_at(&self, size: u64) -> Option<Timestamp> {
        (size <= self.size).then(|| self.reader.time_at(size))?
    }

    /// An error of the database answers like a used id, which refuses the entry.
    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        !matches!(self.reader.act_index(signer, id), Ok(found) if found.is_none_or(|index| index >= self.size))
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.reader.record_blob(digest).ok()?
    }
}

/// Threads that verify signatures.
pub(crate) fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
