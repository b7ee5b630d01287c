//! `setting`: what this workspace keeps about itself beside the log. Nothing here is a fact of the record.

use rusqlite::{Connection, OptionalExtension as _};

use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE setting(
    key TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID";

/// Bytes of one setting.
pub const SETTING_BYTES: usize = 1 << 20;
const KEY_BYTES: usize = 255;

/// The id given at creation.
pub(crate) const WORKSPACE: &str = "store.workspace";
/// The name of the log given at creation.
pub(crate) const ORIGIN: &str = "store.origin";

pub(crate) fn put(conn: &Connection, key: &str, value: &[u8]) -> Result<(), StoreError> {
    if key.is_empty() || key.len() > KEY_BYTES {
        return Err(StoreError::Invalid {
            what: "name of a setting",
        });
    }
    if value.len() > SETTING_BYTES {
        return Err(StoreError::TooLarge {
            what: "setting",
            bytes: value.len(),
            limit: SETTING_BYTES,
        });
    }
    conn.execute(
        "INSERT OR REPLACE INTO setting VALUES (?1, ?2)",
        (key, value),
    )?;
    Ok(())
}

pub(crate) fn remove(conn: &Connection, key: &str) -> Result<bool, StoreError> {
    Ok(conn.execute("DELETE FROM setting WHERE key = ?1", [key])? > 0)
}

pub(crate) fn read(conn: &Connection, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// A setting that every workspace has, as text.
pub(crate) fn text(conn: &Connection, key: &str) -> Result<String, StoreError> {
    let bytes = read(conn, key)?.and_then(|bytes| String::from_utf8(bytes).ok());
    bytes.ok_or_else(|| StoreError::damaged(format!("the setting `{key}` is missing")))
}
