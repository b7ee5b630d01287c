//! `record_blob`: files that acts name by their SHA-256, in the clear, never erased.
//!
//! INVARIANT: bytes have the digest they are named by, checked when they are written and each time they are read.

use std::sync::Arc;

use kernel::{digest::Digest, limits::BLOB_BYTES};
use rusqlite::{Connection, OptionalExtension as _};

use super::sql_limit;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE record_blob(
    digest BLOB PRIMARY KEY NOT NULL,
    bytes BLOB NOT NULL
) STRICT";

const WHAT: &str = "record blob";

pub(crate) fn put(conn: &Connection, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
    if bytes.len() > BLOB_BYTES {
        return Err(StoreError::TooLarge {
            what: WHAT,
            bytes: bytes.len(),
            limit: BLOB_BYTES,
        });
    }
    if Digest::of(bytes) != *digest {
        return Err(StoreError::DigestMismatch {
            what: WHAT,
            digest: digest.to_string(),
        });
    }
    let mut statement =
        conn.prepare_cached("INSERT INTO record_blob VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    statement.execute((digest.0, bytes))?;
    Ok(())
}

pub(crate) fn read(conn: &Connection, digest: &Digest) -> Result<Option<Arc<[u8]>>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT bytes FROM record_blob WHERE digest = ?1")?;
    let bytes: Option<Vec<u8>> = statement
        .query_row([digest.0], |row| row.get(0))
        .optional()?;
    match bytes {
        Some(bytes) if Digest::of(&bytes) == *digest => Ok(Some(bytes.into())),
        Some(_) => Err(StoreError::damaged(format!(
            "record blob `{digest}` has other bytes"
        ))),
        None => Ok(None),
    }
}

pub(crate) fn list(
    conn: &Connection,
    after: Option<&Digest>,
    limit: usize,
) -> Result<Vec<Digest>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT digest FROM record_blob WHERE digest > ?1 ORDER BY digest LIMIT ?2",
    )?;
    // The empty blob is before every digest.
    let after = after.map_or(&[][..], |digest| &digest.0[..]);
    let rows = statement.query_map((after, sql_limit(limit)), |row| row.get(0).map(Digest))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
