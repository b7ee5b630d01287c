//! The open workspace: one connection that writes, any number that read.
//!
//! INVARIANT: a [`Reader`] never writes; its connection has no right to. Both hold the shared lock while they live.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{
    digest::Digest,
    id::{ActId, PersonId, RequestId, Signer},
    lookup::Lookup,
    time::Timestamp,
};
use ledger::{
    Hash,
    tree::{CompactRange, HashSource},
};
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    Access, DraftKept, DraftRow, FoundSnapshot, Head, OutboxRow, RequestRow, SealedRow, Snapshot,
    StoreError, StoredEntry,
    lock::FolderLock,
    migration, open,
    table::{
        act_id, checkpoint, credential, draft, entry, outbox, record_blob, request_view, sealed,
        sealed_blob, setting, snapshot, tile,
    },
};

/// Reads one workspace. It can be sent to another thread.
#[derive(Debug)]
pub struct Reader {
    pub(crate) conn: Connection,
    lock: Arc<FolderLock>,
    folder: PathBuf,
}

/// Reads and writes one workspace: all that a [`Reader`] can, and appending.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    access: Access,
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Reader {
    pub(crate) fn from_parts(conn: Connection, lock: Arc<FolderLock>, folder: PathBuf) -> Self {
        Self { conn, lock, folder }
    }

    /// The folder, without symbolic links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Another connection that only reads.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        let conn = open::connect(&self.folder.join(open::DATABASE_FILE), Access::ReadOnly)?;
        Ok(Self {
            conn,
            lock: Arc::clone(&self.lock),
            folder: self.folder.clone(),
        })
    }

    /// The id given at creation, which names the workspace where secrets are kept.
    pub fn workspace(&self) -> Result<String, StoreError> {
        setting::text(&self.conn, setting::WORKSPACE)
    }

    /// The name of the log given at creation.
    pub fn origin(&self) -> Result<String, StoreError> {
        setting::text(&self.conn, setting::ORIGIN)
    }

    /// Size, root and checkpoint of the log.
    pub fn head(&self) -> Result<Head, StoreError> {
        checkpoint::read(&self.conn)
    }

    /// Changes whenever another connection has committed; compare with an earlier answer of the same connection.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        let mut statement = self.conn.prepare_cached("PRAGMA data_version")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Reads every page, compares the schema with what this program writes, and the head with the entries. Slow.
    pub fn check(&self) -> Result<(), StoreError> {
        quick_check(&self.conn)?;
        let mut fresh = Connection::open_in_memory()?;
        migration::migrate(&mut fresh, migration::MIGRATIONS)?;
        if migration::written_schema(&fresh)? != migration::written_schema(&self.conn)? {
            return Err(StoreError::damaged(
                "the schema is not the one this program writes",
            ));
        }
        checkpoint::check(&self.conn)
    }

    /// One entry.
    pub fn entry(&self, index: u64) -> Result<Option<StoredEntry>, StoreError> {
        entry::read(&self.conn, index)
    }

    /// Up to `limit` entries from `index` on, in order.
    pub fn entries_from(&self, index: u64, limit: usize) -> Result<Vec<StoredEntry>, StoreError> {
        entry::read_from(&self.conn, index, limit)
    }

    /// The index of the entry in which the signer used this id.
    pub fn act_index(&self, signer: &Signer, id: &ActId) -> Result<Option<u64>, StoreError> {
        act_id::find(&self.conn, signer, id)
    }

    /// The hashes of a hash tile of this width.
    pub fn tile(&self, level: u8, index: u64, width: u16) -> Result<Option<Vec<Hash>>, StoreError> {
        tile::read(&self.conn, level, index, width)
    }

    /// The right edge of the tree of `size` entries, to go on from. `None` if the log never had that size.
    pub fn compact_range(&self, size: u64) -> Result<Option<CompactRange>, StoreError> {
        tile::compact_range(&self.conn, size)
    }

    /// The bytes of a record blob.
    pub fn record_blob(&self, digest: &Digest) -> Result<Option<Arc<[u8]>>, StoreError> {
        record_blob::read(&self.conn, digest)
    }

    /// The digests of up to `limit` record blobs, in order, after `after`.
    pub fn record_blobs(
        &self,
        after: Option<&Digest>,
        limit: usize,
    ) -> Result<Vec<Digest>, StoreError> {
        record_blob::list(&self.conn, after, limit)
    }

    /// The bytes of a sealed blob.
    pub fn sealed_blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        sealed_blob::read(&self.conn, digest)
    }

    /// A sealed value, still sealed.
    pub fn sealed(
        &self,
        commit: &kernel::commitment::Commitment,
    ) -> Result<Option<SealedRow>, StoreError> {
        sealed::read(&self.conn, commit)
    }

    /// The sealed values that one act carries.
    pub fn sealed_of(&self, act: &ActId) -> Result<Vec<SealedRow>, StoreError> {
        sealed::of_act(&self.conn, act)
    }

    /// Up to `limit` sealed values in the order of their commitments, after `after`.
    pub fn sealed_from(
        &self,
        after: Option<&kernel::commitment::Commitment>,
        limit: usize,
    ) -> Result<Vec<SealedRow>, StoreError> {
        sealed::list(&self.conn, after, limit)
    }

    /// The newest snapshot whose MAC holds, and those that were passed over.
    pub fn snapshot(&self, mac_key: &[u8; 32], rules: u32) -> Result<FoundSnapshot, StoreError> {
        snapshot::find(&self.conn, mac_key, rules)
    }

    /// A person's wrapped key record.
    pub fn credential(&self, person: &PersonId) -> Result<Option<Vec<u8>>, StoreError> {
        credential::read(&self.conn, person)
    }

    /// Everybody with a record.
    pub fn credentials(&self) -> Result<Vec<(PersonId, Vec<u8>)>, StoreError> {
        credential::list(&self.conn)
    }

    /// A setting of this workspace.
    pub fn setting(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        setting::read(&self.conn, key)
    }

    /// The drafts of workflows, the one written last first.
    pub fn drafts(&self) -> Result<Vec<DraftRow>, StoreError> {
        draft::list(&self.conn)
    }

    /// One draft with its files, whose bytes mean nothing to the store.
    pub fn draft(&self, id: &str) -> Result<Option<(DraftRow, Vec<u8>)>, StoreError> {
        draft::read(&self.conn, id)
    }

    /// Connector calls that wait or are on their way.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, StoreError> {
        outbox::list(&self.conn)
    }

    /// One request as the read model shows it.
    pub fn request(&self, id: &RequestId) -> Result<Option<RequestRow>, StoreError> {
        request_view::read(&self.conn, id)
    }
}

impl Store {
    pub(crate) fn from_parts(reader: Reader, access: Access) -> Self {
        Self { reader, access }
    }

    /// What it was opened for.
    pub fn access(&self) -> Access {
        self.access
    }

    /// The connection, if writing is allowed.
    pub(crate) fn writing(&mut self) -> Result<&mut Connection, StoreError> {
        match self.access {
            Access::Write => Ok(&mut self.reader.conn),
            Access::ReadOnly => Err(StoreError::ReadOnly),
        }
    }

    /// Runs `write` in a transaction of its own.
    pub(crate) fn transact<T>(
        &mut self,
        write: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let folder = self.folder.clone();
        let conn = self.writing()?;
        let run = || {
            let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = write(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        };
        run().map_err(|error: StoreError| error.in_folder(&folder))
    }

    /// Keeps a snapshot of kernel state; the newest two stay.
    pub fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.transact(|conn| snapshot::put(conn, snapshot))
    }

    /// Keeps a person's wrapped key record; the bytes mean nothing to the store.
    pub fn put_credential(&mut self, person: &PersonId, record: &[u8]) -> Result<(), StoreError> {
        self.transact(|conn| credential::put(conn, person, record))
    }

    /// Forgets a person's wrapped key record; says whether there was one.
    pub fn remove_credential(&mut self, person: &PersonId) -> Result<bool, StoreError> {
        self.transact(|conn| credential::remove(conn, person))
    }

    /// Keeps a setting.
    pub fn put_setting(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.transact(|conn| setting::put(conn, key, value))
    }

    /// Forgets a setting; says whether there was one.
    pub fn remove_setting(&mut self, key: &str) -> Result<bool, StoreError> {
        self.transact(|conn| setting::remove(conn, key))
    }

    /// Keeps a draft as revision `row.revision`, if the one before it is there.
    pub fn put_draft(&mut self, row: &DraftRow, files: &[u8]) -> Result<DraftKept, StoreError> {
        self.transact(|conn| draft::put(conn, row, files))
    }

    /// Forgets a draft; says whether there was one.
    pub fn remove_draft(&mut self, id: &str) -> Result<bool, StoreError> {
        self.transact(|conn| draft::remove(conn, id))
    }

    /// Keeps a record blob before the act that names it.
    pub fn put_record_blob(&mut self, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
        self.transact(|conn| record_blob::put(conn, digest, bytes))
    }

    /// Keeps a sealed blob, named by the digest of its ciphertext.
    pub fn put_sealed_blob(&mut self, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
        self.transact(|conn| sealed_blob::put(conn, digest, bytes))
    }

    /// Lets the file grow to `bytes` at most, so that a test can fill the disk.
    #[cfg(any(test, feature = "failpoints"))]
    pub fn limit_size(&mut self, bytes: u64) -> Result<(), StoreError> {
        let conn = self.writing()?;
        let page: u64 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = i64::try_from(bytes / page.max(1))
            .unwrap_or(i64::MAX)
            .max(1);
        Ok(conn.query_row(&format!("PRAGMA max_page_count={pages}"), [], |_| Ok(()))?)
    }
}

/// SQLite's own check of every page.
pub(crate) fn quick_check(conn: &Connection) -> Result<(), StoreError> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::damaged(found))
    }
}

/// An error of the database answers like an unknown thing, which makes `check` refuse; a used id is caught once more by
/// the unique key of the table when the entry is appended.
impl Lookup for Reader {
    fn root_at(&self, size: u64) -> Option<Hash> {
        match size.checked_sub(1) {
            None => Some(Hash::EMPTY_ROOT),
            Some(index) => entry::root(&self.conn, index).ok()?,
        }
    }

    fn time_at(&self, size: u64) -> Option<Timestamp> {
        match size.checked_sub(1) {
            None => Some(Timestamp::default()),
            Some(index) => entry::time(&self.conn, index).ok()?,
        }
    }

    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        !matches!(act_id::find(&self.conn, signer, id), Ok(None))
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        record_blob::read(&self.conn, digest).ok()?
    }
}

impl Lookup for Store {
    fn root_at(&self, size: u64) -> Option<Hash> {
        self.reader.root_at(size)
    }

    fn time_at(&self, size: u64) -> Option<Timestamp> {
        self.reader.time_at(size)
    }

    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        self.reader.id_used(signer, id)
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.reader.blob(digest)
    }
}

impl HashSource for Reader {
    fn hash(&self, level: u8, index: u64) -> Option<Hash> {
        tile::subtree(&self.conn, level, index).ok()?
    }
}

impl HashSource for Store {
    fn hash(&self, level: u8, index: u64) -> Option<Hash> {
        self.reader.hash(level, index)
    }
}
