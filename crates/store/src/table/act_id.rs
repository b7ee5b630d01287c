//! `act_id`: which id a signer has used where.
//!
//! INVARIANT: one row an entry; a signer uses an id once. Derived from the entries, kept by the same transaction.

use kernel::id::{ActId, Signer};
use rusqlite::{Connection, OptionalExtension as _};

use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE act_id(
    signer TEXT NOT NULL,
    id BLOB NOT NULL,
    idx INTEGER NOT NULL,
    PRIMARY KEY(signer, id)
) STRICT, WITHOUT ROWID";

pub(crate) fn insert(
    conn: &Connection,
    signer: &Signer,
    id: &ActId,
    index: u64,
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("INSERT INTO act_id VALUES (?1, ?2, ?3)")?;
    statement.execute((signer.to_string(), id.0, index))?;
    Ok(())
}

pub(crate) fn find(
    conn: &Connection,
    signer: &Signer,
    id: &ActId,
) -> Result<Option<u64>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT idx FROM act_id WHERE signer = ?1 AND id = ?2")?;
    Ok(statement
        .query_row((signer.to_string(), id.0), |row| row.get(0))
        .optional()?)
}
