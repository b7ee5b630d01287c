//! `snapshot`: kernel state at a size, so that a start need not fold the whole log.
//!
//! INVARIANT: a snapshot is used only if its MAC under a key of the vault holds, its bytes have the digest that the MAC
//! covers, and its root is the log's root at its size. Otherwise it is passed over, and the caller is told.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::digest::Digest;
use ledger::Hash;
use rusqlite::Connection;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::entry;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE snapshot(
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL,
    digest BLOB NOT NULL,
    rules INTEGER NOT NULL,
    mac BLOB NOT NULL,
    state BLOB NOT NULL
) STRICT";

const LABEL: &[u8] = b"countersign/snapshot/v1\0";
const STATE_BYTES: usize = 512 << 20;

/// Kernel state with its MAC.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// Entries folded.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
    /// SHA-256 of the state's bytes.
    pub digest: Digest,
    /// Version of the kernel rules that made it.
    pub rules: u32,
    /// The state's compact bytes.
    pub state: Vec<u8>,
    mac: [u8; 32],
}

/// The newest good snapshot, and the bad ones that are newer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FoundSnapshot {
    /// The newest good one.
    pub snapshot: Option<Snapshot>,
    /// Those that were passed over.
    pub rejected: Vec<RejectedSnapshot>,
}

/// A snapshot that was passed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectedSnapshot {
    /// The size it claims.
    pub size: u64,
    /// Why: `mac`, `digest`, `root` or `rules`.
    pub reason: &'static str,
}

impl Snapshot {
    /// A snapshot of the state at `size` under the vault's key.
    #[must_use]
    pub fn seal(mac_key: &[u8; 32], size: u64, root: Hash, rules: u32, state: Vec<u8>) -> Self {
        let digest = Digest::of(&state);
        let mac = authenticator(mac_key, size, &root, &digest, rules)
            .finalize()
            .into_bytes()
            .into();
        Self {
            size,
            root,
            digest,
            rules,
            state,
            mac,
        }
    }

    fn reject(&self, mac_key: &[u8; 32], rules: u32, root: Option<Hash>) -> Option<&'static str> {
        let mac = authenticator(mac_key, self.size, &self.root, &self.digest, self.rules);
        if mac.verify_slice(&self.mac).is_err() {
            Some("mac")
        } else if Digest::of(&self.state) != self.digest {
            Some("digest")
        } else if root != Some(self.root) {
            Some("root")
        } else if self.rules != rules {
            Some("rules")
        } else {
            None
        }
    }
}

fn authenticator(
    key: &[u8; 32],
    size: u64,
    root: &Hash,
    digest: &Digest,
    rules: u32,
) -> Hmac<Sha256> {
    // HMAC pads a short key with zeros to the block; given so, there is no length to refuse.
    let mut block = Zeroizing::new([0u8; 64]);
    block
        .iter_mut()
        .zip(key)
        .for_each(|(slot, byte)| *slot = *byte);
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(LABEL);
    mac.update(&size.to_be_bytes());
    mac.update(&root.0);
    mac.update(&digest.0);
    mac.update(&rules.to_be_bytes());
    mac
}

pub(crate) fn put(conn: &Connection, snapshot: &Snapshot) -> Result<(), StoreError> {
    let Snapshot {
        size,
        root,
        digest,
        rules,
        state,
        mac,
    } = snapshot;
    if state.len() > STATE_BYTES {
        return Err(StoreError::TooLarge {
            what: "snapshot",
            bytes: state.len(),
            limit: STATE_BYTES,
        });
    }
    let mut statement =
        conn.prepare_cached("INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    statement.execute((size, root.0, digest.0, rules, mac, state))?;
    let older = "DELETE FROM snapshot WHERE size NOT IN (SELECT size FROM snapshot ORDER BY size DESC LIMIT 2)";
    conn.prepare_cached(older)?.execute([])?;
    Ok(())
}

pub(crate) fn find(
    conn: &Connection,
    mac_key: &[u8; 32],
    rules: u32,
) -> Result<FoundSnapshot, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT size, root, digest, rules, mac, state FROM snapshot ORDER BY size DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut found = FoundSnapshot::default();
    while let Some(row) = rows.next()? {
        let snapshot = Snapshot {
            size: row.get(0)?,
            root: Hash(row.get(1)?),
            digest: Digest(row.get(2)?),
            rules: row.get(3)?,
            mac: row.get(4)?,
            state: row.get(5)?,
        };
        let root = match snapshot.size.checked_sub(1) {
            None => Some(Hash::EMPTY_ROOT),
            Some(index) => entry::root(conn, index)?,
        };
        match snapshot.reject(mac_key, rules, root) {
            Some(reason) => found.rejected.push(RejectedSnapshot {
                size: snapshot.size,
                reason,
            }),
            None => {
                found.snapshot = Some(snapshot);
                break;
            }
        }
    }
    Ok(found)
}
