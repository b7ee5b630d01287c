//! `entry`: the log itself.
//!
//! INVARIANT: rows are only added, in order and without gaps, and never changed. `root` is the root of the tree that ends
//! with the row, `time` the log time after it. `bytes` comes last, so that hashes are read without it.

use kernel::time::Timestamp;
use ledger::Hash;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::sql_limit;
use crate::{NewEntry, StoreError};

pub(crate) const SQL: &str = "CREATE TABLE entry(
    idx INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    leaf BLOB NOT NULL,
    root BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT";

/// Bytes that one call of `read_from` reads at most, and a little more.
const READ_BYTES: usize = 64 << 20;

/// An entry of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredEntry {
    /// Its place.
    pub index: u64,
    /// Log time after it.
    pub time: Timestamp,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Root of the tree that ends with it.
    pub root: Hash,
    /// The signed note.
    pub bytes: Vec<u8>,
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    Ok(StoredEntry {
        index: row.get(0)?,
        time: Timestamp(row.get(1)?),
        leaf: Hash(row.get(2)?),
        root: Hash(row.get(3)?),
        bytes: row.get(4)?,
    })
}

pub(crate) fn insert(conn: &Connection, index: u64, new: &NewEntry) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5)")?;
    statement.execute((index, new.time.0, new.leaf.0, new.root.0, &*new.bytes))?;
    Ok(())
}

pub(crate) fn read(conn: &Connection, index: u64) -> Result<Option<StoredEntry>, StoreError> {
    Ok(read_from(conn, index, 1)?
        .into_iter()
        .next()
        .filter(|entry| entry.index == index))
}

pub(crate) fn read_from(
    conn: &Connection,
    index: u64,
    limit: usize,
) -> Result<Vec<StoredEntry>, StoreError> {
    if index > i64::MAX.cast_unsigned() {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare_cached(
        "SELECT idx, time, leaf, root, bytes FROM entry WHERE idx >= ?1 ORDER BY idx LIMIT ?2",
    )?;
    let mut rows = statement.query((index, sql_limit(limit)))?;
    let mut entries = Vec::new();
    let mut bytes = 0;
    while bytes < READ_BYTES
        && let Some(row) = rows.next()?
    {
        let entry = stored(row)?;
        bytes += entry.bytes.len();
        entries.push(entry);
    }
    Ok(entries)
}

pub(crate) fn root(conn: &Connection, index: u64) -> Result<Option<Hash>, StoreError> {
    if index > i64::MAX.cast_unsigned() {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached("SELECT root FROM entry WHERE idx = ?1")?;
    Ok(statement
        .query_row([index], |row| row.get(0).map(Hash))
        .optional()?)
}

pub(crate) fn time(conn: &Connection, index: u64) -> Result<Option<Timestamp>, StoreError> {
    if index > i64::MAX.cast_unsigned() {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached("SELECT time FROM entry WHERE idx = ?1")?;
    Ok(statement
        .query_row([index], |row| row.get(0).map(Timestamp))
        .optional()?)
}

/// Leaf hashes `start .. start + count`; fewer if the log is shorter.
pub(crate) fn leaves(conn: &Connection, start: u64, count: u64) -> rusqlite::Result<Vec<Hash>> {
    let Some(end) = start
        .checked_add(count)
        .filter(|end| *end <= i64::MAX.cast_unsigned())
    else {
        return Ok(Vec::new());
    };
    let mut statement =
        conn.prepare_cached("SELECT leaf FROM entry WHERE idx >= ?1 AND idx < ?2 ORDER BY idx")?;
    let rows = statement.query_map((start, end), |row| row.get(0).map(Hash))?;
    rows.collect()
}

/// The last entry's index and root.
pub(crate) fn last(conn: &Connection) -> rusqlite::Result<Option<(u64, Hash)>> {
    let mut statement =
        conn.prepare_cached("SELECT idx, root FROM entry ORDER BY idx DESC LIMIT 1")?;
    statement
        .query_row([], |row| Ok((row.get(0)?, Hash(row.get(1)?))))
        .optional()
}
