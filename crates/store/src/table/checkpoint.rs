//! `checkpoint`: one row, the head of the log.
//!
//! INVARIANT: it is replaced only by compare-and-swap on what it held, in the transaction that adds the entries; so its
//! size is the number of entries and its root that of the last one.

use ledger::Hash;
use rusqlite::{Connection, OptionalExtension as _};

use super::entry;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE checkpoint(
    id INTEGER PRIMARY KEY CHECK(id = 0),
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    note BLOB NOT NULL
) STRICT";

/// Size, root and signed checkpoint of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// The signed note; empty while there is no entry.
    pub checkpoint: Vec<u8>,
}

impl Head {
    /// The head of a log without entries.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            size: 0,
            root: Hash::EMPTY_ROOT,
            checkpoint: Vec::new(),
        }
    }
}

pub(crate) fn create(conn: &Connection) -> Result<(), StoreError> {
    let head = Head::empty();
    conn.execute(
        "INSERT INTO checkpoint VALUES (0, ?1, ?2, ?3)",
        (head.size, head.root.0, &head.checkpoint),
    )?;
    Ok(())
}

pub(crate) fn read(conn: &Connection) -> Result<Head, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT size, root, note FROM checkpoint WHERE id = 0")?;
    let head = statement
        .query_row([], |row| {
            Ok(Head {
                size: row.get(0)?,
                root: Hash(row.get(1)?),
                checkpoint: row.get(2)?,
            })
        })
        .optional()?;
    head.ok_or_else(|| StoreError::damaged("the checkpoint is missing"))
}

/// Replaces `old` by `new`; `false` if the row does not hold `old`.
pub(crate) fn swap(conn: &Connection, old: &Head, new: &Head) -> rusqlite::Result<bool> {
    let mut statement = conn.prepare_cached(
        "UPDATE checkpoint SET size = ?1, root = ?2, note = ?3 WHERE id = 0 AND size = ?4 AND root = ?5 AND note = ?6",
    )?;
    let changed = statement.execute((
        new.size,
        new.root.0,
        &new.checkpoint,
        old.size,
        old.root.0,
        &old.checkpoint,
    ))?;
    Ok(changed == 1)
}

/// Refuses a file whose head is not that of its entries.
pub(crate) fn check(conn: &Connection) -> Result<(), StoreError> {
    // Both reads see one moment of the file: another connection may append between them.
    let _moment = conn
        .is_autocommit()
        .then(|| conn.unchecked_transaction())
        .transpose()?;
    let head = read(conn)?;
    let last = entry::last(conn)?.map_or((0, Hash::EMPTY_ROOT), |(index, root)| (index + 1, root));
    if last == (head.size, head.root) {
        Ok(())
    } else {
        Err(StoreError::damaged(format!(
            "the checkpoint is of {} entries, the log of {}",
            head.size, last.0
        )))
    }
}
