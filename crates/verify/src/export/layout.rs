//! What lies in an export, and what the files that follow from the log must hold.
//!
//! An export is a C2SP tlog-tiles directory with further files beside it:
//! `blobs/<sha256>` record blobs, `sealed.jsonl` disclosed values, `keys.json` all keys, `policy`, `README.txt`, and
//! `manifest`, which lists the digest of every other file.

use std::collections::BTreeMap;

use kernel::{digest::Digest, id::Signer, limits, state::State};
use ledger::{
    json::{self, CanonicalError},
    note::{KeyKind, VerifierKey},
    tile::{Tile, TileKind},
};

use super::codes;

/// The signed tree head.
pub const CHECKPOINT: &str = "checkpoint";
/// The signed list of files.
pub const MANIFEST: &str = "manifest";
/// Signer name to list of vkeys, for foreign tools.
pub const KEYS: &str = "keys.json";
/// The log's key as a policy file, for foreign tools.
pub const POLICY: &str = "policy";
/// How a stranger checks it.
pub const README: &str = "README.txt";
/// Disclosed values.
pub const SEALED: &str = "sealed.jsonl";
/// Folder of record blobs.
pub const BLOBS: &str = "blobs/";

/// Every file that an export has whatever its log holds, manifest aside.
pub(super) const FIXED: [&str; 5] = [CHECKPOINT, KEYS, POLICY, README, SEALED];

/// Most bytes of `keys.json`: some half a million signers.
const KEYS_LIMIT: usize = 64 << 20;

/// Most bytes of a file of an export.
pub(super) fn limit(path: &str) -> u64 {
    const MEGABYTE: u64 = 1 << 20;
    match path {
        MANIFEST => 256 * MEGABYTE,
        KEYS => KEYS_LIMIT as u64,
        // Read as a stream.
        SEALED => u64::MAX,
        CHECKPOINT => 1_000_000,
        _ if path.starts_with(BLOBS) => limits::BLOB_BYTES as u64,
        // 256 entries of 65,535 bytes and their lengths.
        _ if path.starts_with("tile/entries/") => 16 * MEGABYTE,
        _ => MEGABYTE,
    }
}

/// What a path in an export of `size` entries is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It belongs there.
    Expected,
    /// It belongs to a larger tree.
    OfLargerTree,
    /// It has no place.
    Unexpected,
}

/// Judges a path. Without a size every tile may belong.
pub(super) fn place(path: &str, size: Option<u64>) -> Place {
    if FIXED.contains(&path) {
        return Place::Expected;
    }
    if let Some(name) = path.strip_prefix(BLOBS) {
        return if Digest::parse(name).is_some() {
            Place::Expected
        } else {
            Place::Unexpected
        };
    }
    match (path.parse::<Tile>(), size) {
        (Ok(tile), Some(size)) => place_of_tile(&tile, size),
        (Ok(_), None) => Place::Expected,
        (Err(_), _) => Place::Unexpected,
    }
}

fn place_of_tile(tile: &Tile, size: u64) -> Place {
    let level = match tile.kind {
        TileKind::Entries => 0,
        TileKind::Hashes { level } => level,
    };
    let count = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
    let wanted = count.saturating_sub(tile.start()).min(256);
    match u64::from(tile.width) {
        width if width == wanted => Place::Expected,
        width if width > wanted => Place::OfLargerTree,
        _ => Place::Unexpected,
    }
}

/// The bytes of `keys.json`: signer name to list of vkeys, the log's first key under its origin.
///
/// # Errors
/// [`CanonicalError::TooLarge`] when the log enrolled more keys than the file may hold.
pub fn keys_file(state: &State) -> Result<Vec<u8>, CanonicalError> {
    keys_file_within(state, KEYS_LIMIT)
}

fn keys_file_within(state: &State, limit: usize) -> Result<Vec<u8>, CanonicalError> {
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if let Some(genesis) = &state.genesis {
        keys.entry(genesis.origin.clone())
            .or_default()
            .push(genesis.log_key.clone());
        let persons = state
            .persons
            .iter()
            .map(|(id, person)| (Signer::Person(*id), &person.keys));
        let workstations = state
            .workstations
            .iter()
            .map(|(id, record)| (Signer::Workstation(*id), &record.keys));
        for (signer, ranges) in persons.chain(workstations) {
            let name = signer.key_name(&genesis.origin);
            let vkeys = ranges
                .iter()
                .filter_map(|range| VerifierKey::new(&name, KeyKind::Ed25519, &range.key).ok());
            keys.entry(name.clone())
                .or_default()
                .extend(vkeys.map(|key| key.to_string()));
        }
    }
    json::to_canonical_within(&keys, limit)
}

/// Why the bytes are not those of `keys.json`: the name of the finding and its words.
pub(super) fn judge_keys(state: &State, found: &[u8]) -> Option<(&'static str, String)> {
    judge_keys_within(state, found, KEYS_LIMIT)
}

fn judge_keys_within(state: &State, found: &[u8], limit: usize) -> Option<(&'static str, String)> {
    match keys_file_within(state, limit) {
        Ok(wanted) if wanted == found => None,
        Ok(_) => Some((
            codes::KEYS_MISMATCH,
            "the file does not list exactly the keys that the log enrolled".to_owned(),
        )),
        Err(error) => Some((
            codes::KEYS_BEYOND_LIMIT,
            format!("the keys that the log enrolled cannot be listed: {error}"),
        )),
    }
}

/// The text of `policy`: the log's key, and that no witness is needed.
#[must_use]
pub fn policy_file(log_key: &str) -> String {
    format!("log {log_key}\nquorum none\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{
        commitment::Commitment,
        id::PersonId,
        state::{Genesis, KeyRange, Person, Vouch},
    };
    use ledger::note::SignerKey;

    use super::*;

    /// A log with so many people, each with a key.
    fn state(people: u64) -> State {
        let key = |number: u64| {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            SignerKey::from_seed("seed", KeyKind::Ed25519, &seed).unwrap()
        };
        let vouch = Vouch {
            proposed: PersonId(1),
            decided: None,
            index: 0,
        };
        let mut state = State {
            genesis: Some(Arc::new(Genesis {
                ws: Digest([1; 32]),
                origin: "countersign.invalid/keys".into(),
                name: "Keys".into(),
                log_key: key(0).verifier().to_string(),
                admin: PersonId(1),
            })),
            ..State::default()
        };
        for number in 1..=people {
            let keys = vec![KeyRange {
                key: *key(number).verifier().public().as_bytes(),
                from: 0,
                until: None,
            }];
            let person = Person {
                name: Commitment(Digest([2; 32])),
                manager: None,
                disabled: false,
                keys,
                vouch,
            };
            state.persons.insert(PersonId(number), Arc::new(person));
        }
        state
    }

    #[test]
    fn keys_of_a_large_company_are_listed_whole() {
        let state = state(9_000);
        let file = keys_file(&state).unwrap();
        assert!(file.len() > json::JSON_LIMIT, "{}", file.len());
        let read: BTreeMap<String, Vec<String>> = serde_json::from_slice(&file).unwrap();
        assert_eq!(read.len(), 9_001);
        assert!(read.values().all(|keys| keys.len() == 1));
        assert_eq!(judge_keys(&state, &file), None);
    }

    #[test]
    fn keys_beyond_the_limit_are_a_finding_and_never_an_empty_file() {
        let state = state(3);
        let file = keys_file(&state).unwrap();
        let code =
            |found: &[u8], limit| judge_keys_within(&state, found, limit).map(|(code, _)| code);
        assert_eq!(code(&file, file.len()), None);
        assert_eq!(code(b"", file.len()), Some("keys_mismatch"));
        for found in [file.as_slice(), b""] {
            assert_eq!(code(found, file.len() - 1), Some("keys_beyond_limit"));
        }
        assert!(matches!(
            keys_file_within(&state, 10),
            Err(CanonicalError::TooLarge { .. })
        ));
    }

    #[test]
    fn a_path_is_judged_by_the_size_of_the_tree() {
        use Place::{Expected, OfLargerTree, Unexpected};
        let rows = [
            ("checkpoint", 0, Expected),
            ("tile/0/000.p/1", 1, Expected),
            ("tile/0/000.p/1", 2, Unexpected),
            ("tile/0/000.p/2", 1, OfLargerTree),
            ("tile/0/000", 256, Expected),
            ("tile/0/000", 255, OfLargerTree),
            ("tile/1/000.p/1", 256, Expected),
            ("tile/1/000.p/1", 255, OfLargerTree),
            ("tile/entries/001.p/1", 257, Expected),
            ("tile/entries/001.p/1", 256, OfLargerTree),
            ("tile/63/000.p/1", u64::MAX, OfLargerTree),
            ("blobs/ab", 1, Unexpected),
            ("blobs/../checkpoint", 1, Unexpected),
            ("../checkpoint", 1, Unexpected),
            ("notes.txt", 1, Unexpected),
        ];
        for (path, size, want) in rows {
            assert_eq!(place(path, Some(size)), want, "{path} at {size}");
        }
        let blob = format!("blobs/{}", "a".repeat(64));
        assert_eq!(place(&blob, Some(1)), Expected);
    }
}
