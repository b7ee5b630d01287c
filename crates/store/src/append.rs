//! Appending: one transaction for entries, read model, outbox, blobs, sealed values and the new checkpoint.
//!
//! INVARIANT: the checkpoint row is replaced only if it still is the one the batch was checked against, byte for byte, so
//! of two writers one is told [`AppendError::Moved`] and nothing of its batch exists.
//!
//! INVARIANT: `Ok` means committed and synced. An error of COMMIT itself means that nobody knows: the caller reads the
//! head again before it does anything else.

use std::sync::Arc;

use kernel::{
    digest::Digest,
    id::{ActId, Signer},
    limits,
    state::Event,
    time::Timestamp,
};
use ledger::Hash;
use rusqlite::{Connection, ErrorCode};

use crate::{
    ActView, Head, SealedRow, Store, StoreError,
    failpoint::failpoint,
    read,
    table::{act_id, checkpoint, entry, record_blob, sealed, tile},
};

/// Bytes of a signed checkpoint.
const CHECKPOINT_BYTES: usize = 65_536;

/// An entry that was checked and is to be appended.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The signed note.
    pub bytes: Arc<[u8]>,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Root of the tree that ends with it.
    pub root: Hash,
    /// Log time after it.
    pub time: Timestamp,
    /// Who signed it.
    pub signer: Signer,
    /// Its id, unique per signer.
    pub id: ActId,
    /// What the log page shows of it.
    pub view: ActView,
    /// What follows from it.
    pub events: Vec<Event>,
}

/// Entries that become durable together.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The head they were checked against.
    pub expected: Head,
    /// The entries, at least one.
    pub entries: Vec<NewEntry>,
    /// The signed checkpoint of the tree that ends with them.
    pub checkpoint: Vec<u8>,
    /// Record blobs that they name.
    pub blobs: Vec<(Digest, Arc<[u8]>)>,
    /// Sealed values that they commit to.
    pub sealed: Vec<SealedRow>,
}

/// Why a batch was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Another process appended first. Nothing changed; catch up and check again.
    #[error("the log has grown meanwhile")]
    Moved,
    /// The signer has used the id before. Nothing changed.
    #[error("`{signer}` has used the id `{id}` before")]
    DuplicateId {
        /// The signer.
        signer: Signer,
        /// The id.
        id: ActId,
    },
    /// The batch is not one. Nothing changed.
    #[error("the batch is not valid: {0}")]
    Invalid(&'static str),
    /// COMMIT failed: the entries are there or they are not. Read the head before anything else.
    #[error("nobody knows whether the entries were appended: {cause}")]
    Unknown {
        /// What COMMIT said.
        cause: StoreError,
    },
    /// Something failed before COMMIT. Nothing changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppendError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Moved => "append.moved",
            Self::DuplicateId { .. } => "append.duplicate_id",
            Self::Invalid(_) => "append.invalid",
            Self::Unknown { .. } => "append.unknown",
            Self::Store(error) => error.code(),
        }
    }
}

impl From<rusqlite::Error> for AppendError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Appends the batch; durable when it returns the new head.
    ///
    /// # Errors
    /// After [`AppendError::Unknown`] the head must be read again; after every other error nothing has changed.
    pub fn append(&mut self, batch: &Batch) -> Result<Head, AppendError> {
        let head = next_head(batch)?;
        let folder = self.folder().to_owned();
        let conn: &Connection = self.writing()?;
        failpoint("append.begin");
        let begin = conn
            .prepare_cached("BEGIN IMMEDIATE")
            .and_then(|mut statement| statement.execute([]));
        begin.map_err(|error| StoreError::from(error).in_folder(&folder))?;
        if let Err(error) = write(conn, batch, &head) {
            roll_back(conn);
            return Err(error);
        }
        failpoint("append.commit");
        let commit = conn
            .prepare_cached("COMMIT")
            .and_then(|mut statement| statement.execute([]));
        if let Err(error) = commit {
            roll_back(conn);
            return Err(AppendError::Unknown {
                cause: StoreError::from(error).in_folder(&folder),
            });
        }
        failpoint("append.committed");
        Ok(head)
    }
}

/// The head after the batch; refuses a batch that cannot be one.
fn next_head(batch: &Batch) -> Result<Head, AppendError> {
    let Some(last) = batch.entries.last() else {
        return Err(AppendError::Invalid("it has no entries"));
    };
    if batch
        .entries
        .iter()
        .any(|entry| entry.bytes.len() > limits::ENTRY_BYTES)
    {
        return Err(AppendError::Invalid("an entry is too large"));
    }
    if batch.checkpoint.len() > CHECKPOINT_BYTES {
        return Err(AppendError::Invalid("the checkpoint is too large"));
    }
    let count = u64::try_from(batch.entries.len()).unwrap_or(u64::MAX);
    // Ids name entries by numbers below 2^53, and SQLite keeps them signed.
    let size = batch
        .expected
        .size
        .checked_add(count)
        .filter(|size| *size < 1 << 53);
    let size = size.ok_or(AppendError::Invalid("the log would be too large"))?;
    Ok(Head {
        size,
        root: last.root,
        checkpoint: batch.checkpoint.clone(),
    })
}

/// Everything between BEGIN and COMMIT.
fn write(conn: &Connection, batch: &Batch, head: &Head) -> Result<(), AppendError> {
    if !checkpoint::swap(conn, &batch.expected, head)? {
        return Err(AppendError::Moved);
    }
    for (new, index) in batch.entries.iter().zip(batch.expected.size..) {
        entry::insert(conn, index, new)?;
        act_id::insert(conn, &new.signer, &new.id, index).map_err(|error| {
            match error.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) => AppendError::DuplicateId {
                    signer: new.signer,
                    id: new.id,
                },
                _ => error.into(),
            }
        })?;
        read::fold(conn, index, new.time, &new.view, &new.events)?;
    }
    failpoint("append.entries");
    tile::complete(conn, batch.expected.size, head.size)?;
    for (digest, bytes) in &batch.blobs {
        record_blob::put(conn, digest, bytes)?;
    }
    for row in &batch.sealed {
        sealed::insert(conn, row)?;
    }
    Ok(())
}

/// Some errors have ended the transaction already; asking first keeps ROLLBACK from failing.
fn roll_back(conn: &Connection) {
    if !conn.is_autocommit() {
        // If this fails too, the next BEGIN fails and says so.
        let _ = conn.execute_batch("ROLLBACK");
    }
}
