//! `credential`: each person's wrapped key record on this workstation. Its bytes mean nothing to the store.

use kernel::id::PersonId;
use rusqlite::{Connection, OptionalExtension as _};

use super::parsed;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE credential(
    person TEXT PRIMARY KEY NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID";

/// Bytes of one record.
pub const CREDENTIAL_BYTES: usize = 65_536;

pub(crate) fn put(conn: &Connection, person: &PersonId, record: &[u8]) -> Result<(), StoreError> {
    if record.len() > CREDENTIAL_BYTES {
        return Err(StoreError::TooLarge {
            what: "credential",
            bytes: record.len(),
            limit: CREDENTIAL_BYTES,
        });
    }
    conn.execute(
        "INSERT OR REPLACE INTO credential VALUES (?1, ?2)",
        (person.to_string(), record),
    )?;
    Ok(())
}

pub(crate) fn remove(conn: &Connection, person: &PersonId) -> Result<bool, StoreError> {
    Ok(conn.execute(
        "DELETE FROM credential WHERE person = ?1",
        [person.to_string()],
    )? > 0)
}

pub(crate) fn read(conn: &Connection, person: &PersonId) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT record FROM credential WHERE person = ?1")?;
    Ok(statement
        .query_row([person.to_string()], |row| row.get(0))
        .optional()?)
}

pub(crate) fn list(conn: &Connection) -> Result<Vec<(PersonId, Vec<u8>)>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT person, record FROM credential ORDER BY person")?;
    let rows = statement.query_map([], |row| {
        let person: String = row.get(0)?;
        Ok((parsed(&person, PersonId::parse)?, row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
