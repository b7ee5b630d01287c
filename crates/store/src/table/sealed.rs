//! `sealed`: values that acts only commit to, each encrypted under a key of its own.
//!
//! `ciphertext` is XChaCha20-Poly1305 of salt and value under a fresh data key; `key` is the data key under the store
//! key, as 24 bytes of nonce and 48 of ciphertext. The additional data of both is
//! `sealed\0 || commitment || column\0 || format`, so no ciphertext can be moved to another row, column or format.
//! Erasing a value means deleting its row; nothing else holds its key.
//!
//! INVARIANT: the store key is never stored, and what is opened is checked against its commitment.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use kernel::{commitment::Commitment, digest::Digest, id::ActId};
use rusqlite::{Connection, OptionalExtension as _, Row};
use zeroize::Zeroizing;

use super::sql_limit;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE sealed(
    commitment BLOB PRIMARY KEY NOT NULL,
    act BLOB NOT NULL,
    path TEXT NOT NULL,
    format INTEGER NOT NULL,
    nonce BLOB NOT NULL,
    key BLOB NOT NULL,
    ciphertext BLOB NOT NULL
) STRICT;
CREATE INDEX sealed_act ON sealed(act)";

/// How rows are encrypted now.
const FORMAT: u8 = 1;
/// Bytes of one sealed value.
pub const SEALED_BYTES: usize = 1 << 20;
const SALT: usize = 32;
const NONCE: usize = 24;
const PATH_BYTES: usize = 1_024;

/// A sealed value with its wrapped key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedRow {
    /// What the act says of it.
    pub commitment: Commitment,
    /// The act that carries the commitment.
    pub act: ActId,
    /// The field's path in it.
    pub path: String,
    format: u8,
    nonce: [u8; NONCE],
    key: Vec<u8>,
    ciphertext: Vec<u8>,
}

/// A sealed value, opened.
#[derive(Clone)]
pub struct OpenedValue {
    /// The salt of its commitment.
    pub salt: [u8; 32],
    /// The value.
    pub value: Zeroizing<Vec<u8>>,
}

/// Why a value could not be sealed or opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SealError {
    /// Larger than the limit.
    #[error("a sealed value of {bytes} bytes, or its path, is too large")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// The value, salt, act and path are not those of the commitment.
    #[error("the value does not open its commitment")]
    OtherCommitment,
    /// Another store key, or changed bytes.
    #[error("the value cannot be opened: another store key, or changed bytes")]
    CannotOpen,
    /// Sealed by a newer version.
    #[error("the value is sealed in a format that this program does not know")]
    UnknownFormat,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandomness,
}

impl SealError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "seal.too_large",
            Self::OtherCommitment => "seal.other_commitment",
            Self::CannotOpen => "seal.cannot_open",
            Self::UnknownFormat => "seal.unknown_format",
            Self::NoRandomness => "seal.no_randomness",
        }
    }
}

impl SealedRow {
    /// Seals a value that opens the commitment.
    ///
    /// # Errors
    /// When it does not open it, or is too large.
    pub fn seal(
        store_key: &[u8; 32],
        commitment: Commitment,
        act: ActId,
        path: &str,
        salt: &[u8; 32],
        value: &[u8],
    ) -> Result<Self, SealError> {
        if value.len() > SEALED_BYTES || path.len() > PATH_BYTES {
            return Err(SealError::TooLarge { bytes: value.len() });
        }
        if !commitment.opens(&act, path, salt, value) {
            return Err(SealError::OtherCommitment);
        }
        let data_key: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
        let nonce = random::<NONCE>()?;
        let mut clear = Zeroizing::new(Vec::with_capacity(SALT + value.len()));
        clear.extend_from_slice(salt);
        clear.extend_from_slice(value);
        let ciphertext = encrypt(
            &data_key,
            &nonce,
            &clear,
            &aad(&commitment, "value", FORMAT),
        )?;
        let key_nonce = random::<NONCE>()?;
        let mut key = key_nonce.to_vec();
        key.extend(encrypt(
            store_key,
            &key_nonce,
            &data_key[..],
            &aad(&commitment, "key", FORMAT),
        )?);
        Ok(Self {
            commitment,
            act,
            path: path.to_owned(),
            format: FORMAT,
            nonce,
            key,
            ciphertext,
        })
    }

    /// Opens the value and checks it against its commitment.
    ///
    /// # Errors
    /// When the key is another or a byte has changed.
    pub fn open(&self, store_key: &[u8; 32]) -> Result<OpenedValue, SealError> {
        if self.format != FORMAT {
            return Err(SealError::UnknownFormat);
        }
        let (key_nonce, wrapped) = self
            .key
            .split_first_chunk::<NONCE>()
            .ok_or(SealError::CannotOpen)?;
        let data_key = decrypt(
            store_key,
            key_nonce,
            wrapped,
            &aad(&self.commitment, "key", FORMAT),
        )?;
        let data_key: &[u8; 32] = data_key
            .as_slice()
            .try_into()
            .map_err(|_| SealError::CannotOpen)?;
        let clear = decrypt(
            data_key,
            &self.nonce,
            &self.ciphertext,
            &aad(&self.commitment, "value", FORMAT),
        )?;
        let (salt, value) = clear
            .split_first_chunk::<SALT>()
            .ok_or(SealError::CannotOpen)?;
        if !self.commitment.opens(&self.act, &self.path, salt, value) {
            return Err(SealError::OtherCommitment);
        }
        Ok(OpenedValue {
            salt: *salt,
            value: Zeroizing::new(value.to_vec()),
        })
    }
}

impl std::fmt::Debug for OpenedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedValue")
    }
}

fn random<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| SealError::NoRandomness)?;
    Ok(bytes)
}

fn aad(commitment: &Commitment, column: &str, format: u8) -> Vec<u8> {
    let Commitment(Digest(digest)) = commitment;
    [
        b"sealed\0",
        &digest[..],
        column.as_bytes(),
        b"\0",
        &[format],
    ]
    .concat()
}

fn encrypt(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    clear: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, SealError> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: clear, aad };
    cipher
        .encrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| SealError::TooLarge { bytes: clear.len() })
}

fn decrypt(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    bytes: &[u8],
    aad: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: bytes, aad };
    cipher
        .decrypt(&XNonce::from(*nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| SealError::CannotOpen)
}

const COLUMNS: &str = "commitment, act, path, format, nonce, key, ciphertext";

fn row(row: &Row<'_>) -> rusqlite::Result<SealedRow> {
    Ok(SealedRow {
        commitment: Commitment(Digest(row.get(0)?)),
        act: ActId(row.get(1)?),
        path: row.get(2)?,
        format: row.get(3)?,
        nonce: row.get(4)?,
        key: row.get(5)?,
        ciphertext: row.get(6)?,
    })
}

pub(crate) fn insert(conn: &Connection, sealed: &SealedRow) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO sealed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
    )?;
    statement.execute((
        sealed.commitment.0.0,
        sealed.act.0,
        &sealed.path,
        sealed.format,
        sealed.nonce,
        &sealed.key,
        &sealed.ciphertext,
    ))?;
    Ok(())
}

pub(crate) fn read(
    conn: &Connection,
    commitment: &Commitment,
) -> Result<Option<SealedRow>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sealed WHERE commitment = ?1"
    ))?;
    Ok(statement.query_row([commitment.0.0], row).optional()?)
}

pub(crate) fn of_act(conn: &Connection, act: &ActId) -> Result<Vec<SealedRow>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sealed WHERE act = ?1 ORDER BY path"
    ))?;
    let rows = statement.query_map([act.0], row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn list(
    conn: &Connection,
    after: Option<&Commitment>,
    limit: usize,
) -> Result<Vec<SealedRow>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM sealed WHERE commitment > ?1 ORDER BY commitment LIMIT ?2");
    let mut statement = conn.prepare_cached(&sql)?;
    let after = after.map_or(&[][..], |commitment| &commitment.0.0[..]);
    let rows = statement.query_map((after, sql_limit(limit)), row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [9; 32];

    fn sealed() -> SealedRow {
        let act = ActId([1; 16]);
        let commitment = Commitment::make(&act, "iban", &[7; 32], b"DE89");
        SealedRow::seal(&KEY, commitment, act, "iban", &[7; 32], b"DE89").unwrap()
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_and_in_its_place_only() {
        type Change = fn(&mut SealedRow);
        let rows: [(Change, Result<(), SealError>, &str); 8] = [
            (|_| (), Ok(()), "as it was"),
            (
                |row| row.ciphertext[0] ^= 1,
                Err(SealError::CannotOpen),
                "a byte of the value",
            ),
            (
                |row| row.nonce[0] ^= 1,
                Err(SealError::CannotOpen),
                "a byte of the nonce",
            ),
            (
                |row| row.key[30] ^= 1,
                Err(SealError::CannotOpen),
                "a byte of the key",
            ),
            (
                |row| row.key.truncate(10),
                Err(SealError::CannotOpen),
                "a short key",
            ),
            (
                |row| row.commitment = Commitment(Digest([0; 32])),
                Err(SealError::CannotOpen),
                "moved to another row",
            ),
            (
                |row| row.path = "name".into(),
                Err(SealError::OtherCommitment),
                "said to be another field",
            ),
            (
                |row| row.format = 2,
                Err(SealError::UnknownFormat),
                "a newer format",
            ),
        ];
        for (change, want, why) in rows {
            let mut row = sealed();
            change(&mut row);
            assert_eq!(row.open(&KEY).map(|_| ()), want, "{why}");
        }
        let opened = sealed().open(&KEY).unwrap();
        assert_eq!(
            (opened.salt, opened.value.as_slice()),
            ([7; 32], &b"DE89"[..])
        );
        assert_eq!(
            sealed().open(&[8; 32]).unwrap_err(),
            SealError::CannotOpen,
            "another store key"
        );
        assert_ne!(
            sealed().ciphertext,
            sealed().ciphertext,
            "every value has a key and nonce of its own"
        );
    }

    #[test]
    fn what_does_not_open_its_commitment_is_not_sealed() {
        let act = ActId([1; 16]);
        let commitment = Commitment::make(&act, "iban", &[7; 32], b"DE89");
        let other = SealedRow::seal(&KEY, commitment, act, "iban", &[7; 32], b"DE88");
        assert_eq!(other.unwrap_err(), SealError::OtherCommitment);
        let large = vec![0; SEALED_BYTES + 1];
        let large = SealedRow::seal(&KEY, commitment, act, "iban", &[7; 32], &large);
        assert_eq!(large.unwrap_err().code(), "seal.too_large");
    }
}
