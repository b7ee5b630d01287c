//! `sealed_blob`: encrypted attachments, named by the SHA-256 of their ciphertext. The kernel never reads them.
//!
//! INVARIANT: bytes have the digest they are named by, checked when they are written and each time they are read.

use kernel::digest::Digest;
use rusqlite::{Connection, OptionalExtension as _};

use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE sealed_blob(
    digest BLOB PRIMARY KEY NOT NULL,
    bytes BLOB NOT NULL
) STRICT";

const WHAT: &str = "sealed blob";
/// Bytes of one sealed blob.
pub const SEALED_BLOB_BYTES: usize = 64 << 20;

pub(crate) fn put(conn: &Connection, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
    if bytes.len() > SEALED_BLOB_BYTES {
        return Err(StoreError::TooLarge {
            what: WHAT,
            bytes: bytes.len(),
            limit: SEALED_BLOB_BYTES,
        });
    }
    if Digest::of(bytes) != *digest {
        return Err(StoreError::DigestMismatch {
            what: WHAT,
            digest: digest.to_string(),
        });
    }
    let mut statement =
        conn.prepare_cached("INSERT INTO sealed_blob VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    statement.execute((digest.0, bytes))?;
    Ok(())
}

pub(crate) fn read(conn: &Connection, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT bytes FROM sealed_blob WHERE digest = ?1")?;
    let bytes: Option<Vec<u8>> = statement
        .query_row([digest.0], |row| row.get(0))
        .optional()?;
    match bytes {
        Some(bytes) if Digest::of(&bytes) == *digest => Ok(Some(bytes)),
        Some(_) => Err(StoreError::damaged(format!(
            "sealed blob `{digest}` has other bytes"
        ))),
        None => Ok(None),
    }
}
