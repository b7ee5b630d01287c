//! SQLite: log, blobs, sealed values, read model, outbox, snapshots, migrations.
//!
//! A workspace is one folder, mode 0700, with `workspace.db` and `lock`. [`Store`] is the one connection of a process
//! that writes; [`Reader`]s are its further connections that only read. Several processes on one workspace are normal:
//! [`Store::append`] names the head it was checked against and answers [`AppendError::Moved`] when another was faster.
//!
//! INVARIANT: what [`Store::append`] answered with `Ok` is durable: WAL with `synchronous=FULL`, one transaction for
//! entries, read model, outbox and checkpoint. Nothing is acknowledged from a transaction that was not committed.
//!
//! INVARIANT: `entry`, the blobs and the sealed values are the record; every other table is derived from them and can be
//! built again ([`Rebuilt`]), or belongs to this workstation (`credential`, `setting`, `snapshot`, `draft`).
//!
//! INVARIANT: no secret is stored in the clear. Keys come in as arguments and are never written.
//!
//! New table: a file in `table/` with its SQL, row type, reads and writes; a line in `migration.rs`; a test; and, because
//! old files are opened for ever, a new golden file in `tests/vectors/store/v<schema>/`.
#![forbid(unsafe_code)]

mod append;
mod backup;
#[cfg(test)]
mod disk_full;
mod error;
mod failpoint;
mod handle;
mod lock;
mod migration;
mod open;
mod place;
mod read;
mod table;

// The workspace of the integration tests, for tests of what is not public.
#[cfg(test)]
extern crate self as store;
#[cfg(test)]
#[path = "../tests/all/workspace.rs"]
mod workspace;

pub use append::{AppendError, Batch, NewEntry};
pub use backup::BackupProgress;
pub use error::StoreError;
pub use failpoint::failpoint;
pub use handle::{Reader, Store};
pub use open::{Access, NewStore};
pub use read::{
    ActFilter, Comparison, Difference, Order, Page, REQUEST_PAGE_LIMIT, Rebuilt, RequestFilter,
};
pub use table::{
    act_view::{ActRow, ActView},
    checkpoint::Head,
    credential::CREDENTIAL_BYTES,
    draft::{DRAFT_BYTES, DRAFTS, DraftKept, DraftRow},
    entry::StoredEntry,
    outbox::{OutboxRow, OutboxState},
    request_view::{RequestRow, RequestState},
    sealed::{OpenedValue, SEALED_BYTES, SealError, SealedRow},
    sealed_blob::SEALED_BLOB_BYTES,
    setting::SETTING_BYTES,
    snapshot::{FoundSnapshot, RejectedSnapshot, Snapshot},
};
