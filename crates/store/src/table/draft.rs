//! `draft`: workflows that are being edited on this workstation. No part of the record: not signed, not in exports; a
//! backup holds them as it holds the whole file.
//!
//! INVARIANT: a draft's revision grows by one with each write, and a write names the revision it was made from, so of two
//! editors one is told and nothing of the other is lost.

use kernel::{id::PersonId, time::Timestamp};
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::parsed;
use crate::StoreError;

// The files stand last: a list of drafts does not read them.
pub(crate) const SQL: &str = "CREATE TABLE draft(
    id TEXT PRIMARY KEY NOT NULL,
    workflow TEXT NOT NULL,
    name TEXT NOT NULL,
    base TEXT,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    files BLOB NOT NULL
) STRICT";

/// Bytes of one draft's files.
pub const DRAFT_BYTES: usize = 4 << 20;
/// Drafts of one workspace.
pub const DRAFTS: u64 = 200;
/// Bytes of each of its names.
const NAME_BYTES: usize = 512;
const COLUMNS: &str = "id, workflow, name, base, revision, at, person";

/// What a list shows of a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftRow {
    /// Its name within this workspace.
    pub id: String,
    /// The workflow it would become a version of.
    pub workflow: String,
    /// What people read.
    pub name: String,
    /// The version it was begun from.
    pub base: Option<String>,
    /// From 1.
    pub revision: u64,
    /// When it was last written.
    pub at: Timestamp,
    /// Who wrote it last.
    pub by: PersonId,
}

/// What became of a write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DraftKept {
    /// It is durable.
    Kept,
    /// Another revision is there, or none; nothing changed.
    Moved {
        /// The revision that is there.
        found: Option<u64>,
    },
    /// There are [`DRAFTS`] already; nothing changed.
    Full,
}

/// Writes revision `row.revision`, if the one before it is there.
pub(crate) fn put(
    conn: &Connection,
    row: &DraftRow,
    files: &[u8],
) -> Result<DraftKept, StoreError> {
    refuse(row, files)?;
    let found = revision(conn, &row.id)?;
    let before = row.revision.checked_sub(1).filter(|before| *before > 0);
    if found != before {
        return Ok(DraftKept::Moved { found });
    }
    if found.is_none() && count(conn)? >= DRAFTS {
        return Ok(DraftKept::Full);
    }
    conn.execute(
        "INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            &row.id,
            &row.workflow,
            &row.name,
            &row.base,
            row.revision,
            row.at.0,
            row.by.to_string(),
            files,
        ),
    )?;
    Ok(DraftKept::Kept)
}

fn refuse(row: &DraftRow, files: &[u8]) -> Result<(), StoreError> {
    let names = [
        Some(&row.id),
        Some(&row.workflow),
        Some(&row.name),
        row.base.as_ref(),
    ];
    if row.id.is_empty()
        || names
            .into_iter()
            .flatten()
            .any(|name| name.len() > NAME_BYTES)
    {
        return Err(StoreError::Invalid {
            what: "name of a draft",
        });
    }
    if row.revision == 0 {
        return Err(StoreError::Invalid {
            what: "revision of a draft",
        });
    }
    if files.len() > DRAFT_BYTES {
        return Err(StoreError::TooLarge {
            what: "draft",
            bytes: files.len(),
            limit: DRAFT_BYTES,
        });
    }
    Ok(())
}

fn revision(conn: &Connection, id: &str) -> Result<Option<u64>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT revision FROM draft WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

fn count(conn: &Connection) -> Result<u64, StoreError> {
    Ok(conn.query_row("SELECT count(*) FROM draft", [], |row| row.get(0))?)
}

pub(crate) fn remove(conn: &Connection, id: &str) -> Result<bool, StoreError> {
    Ok(conn.execute("DELETE FROM draft WHERE id = ?1", [id])? > 0)
}

pub(crate) fn read(conn: &Connection, id: &str) -> Result<Option<(DraftRow, Vec<u8>)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, files FROM draft WHERE id = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_row([id], |row| Ok((of_row(row)?, row.get(7)?)));
    Ok(found.optional()?)
}

/// All of them, the one written last first.
pub(crate) fn list(conn: &Connection) -> Result<Vec<DraftRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM draft ORDER BY at DESC, id");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    let person: String = row.get(6)?;
    Ok(DraftRow {
        id: row.get(0)?,
        workflow: row.get(1)?,
        name: row.get(2)?,
        base: row.get(3)?,
        revision: row.get(4)?,
        at: Timestamp(row.get(5)?),
        by: parsed(&person, PersonId::parse)?,
    })
}
