//! The golden log: bytes that are read, permitted and folded the same way for ever.
//!
//! `log.json` holds every entry with what it must be read as, and the state after it. It is written again only with
//! `UPDATE_VECTORS=1`, which is a change of the stored formats: say so in the change that does it.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use kernel::{
    act::{Body, Entry},
    authority::Mode,
    state::State,
};
use ledger::Hash;
use serde::{Deserialize, Serialize};

use crate::{
    log::{Log, code},
    story,
};

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct GoldenEntry {
    /// What it does.
    act: String,
    /// On what.
    on: String,
    /// The bytes, which are text.
    entry: String,
    /// SHA-256 of the bytes.
    digest: String,
    /// RFC 6962 leaf hash of the bytes.
    leaf: Hash,
    /// Why it was permitted.
    because: String,
    /// Digest of the state after it.
    state: String,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Golden {
    /// Record blobs, which are text.
    blobs: Vec<String>,
    /// The entries in order.
    entries: Vec<GoldenEntry>,
    /// The root over all of them.
    root: Hash,
    /// Compact bytes of the last state, in hexadecimal.
    state: String,
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/kernel/log.json")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Folds entries anew, as a verifier does.
fn fold(entries: impl Iterator<Item = Vec<u8>>, blobs: &[String], mode: Mode) -> (Log, Golden) {
    let mut log = Log::empty(mode);
    for blob in blobs {
        log.add_blob(blob.as_bytes());
    }
    let mut found = vec![];
    let mut leaves = vec![];
    for bytes in entries {
        let entry = Entry::parse(&bytes).unwrap();
        let (act, on) = (entry.act.body.name().to_owned(), entry.act.body.on());
        let outcome = log.append(bytes.clone());
        assert_eq!(
            code(&outcome),
            "permitted",
            "{act} on {on}: {:?}",
            outcome.err()
        );
        leaves.push(entry.leaf);
        found.push(GoldenEntry {
            act,
            on,
            entry: String::from_utf8(bytes).unwrap(),
            digest: entry.digest.to_string(),
            leaf: entry.leaf,
            because: outcome.unwrap().because,
            state: log.kernel.state.digest().to_string(),
        });
    }
    let state = hex(&log.kernel.state.to_bytes());
    let golden = Golden {
        blobs: blobs.to_vec(),
        entries: found,
        root: ledger::tree::root_from_leaves(leaves),
        state,
    };
    (log, golden)
}

fn told(mode: Mode) -> Golden {
    let log = story::tell(mode);
    let text = |blob: &Arc<[u8]>| String::from_utf8(blob.to_vec()).unwrap();
    let blobs: Vec<String> = log.facts.blobs.values().map(text).collect();
    fold(log.entries.iter().cloned(), &blobs, mode).1
}

fn stored() -> Golden {
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let golden = told(Mode::Memoised);
        let mut text = serde_json::to_string_pretty(&golden).unwrap();
        text.push('\n');
        // Tests run side by side, so the file is never seen half written.
        let fresh = path().with_extension(format!("{:?}", std::thread::current().id()));
        fs::write(&fresh, text).unwrap();
        fs::rename(&fresh, path()).unwrap();
    }
    serde_json::from_slice(&fs::read(path()).unwrap()).unwrap()
}

#[test]
fn the_stored_log_is_read_and_folded_as_ever() {
    let golden = stored();
    for mode in [Mode::Memoised, Mode::Plain] {
        let entries = golden
            .entries
            .iter()
            .map(|entry| entry.entry.clone().into_bytes());
        let (log, again) = fold(entries, &golden.blobs, mode);
        for (index, (want, found)) in golden.entries.iter().zip(&again.entries).enumerate() {
            assert_eq!(found, want, "entry {index}, {mode:?}");
        }
        assert_eq!(again, golden, "{mode:?}");
        assert!(
            log.kernel.state.requests.len() == 1 && log.kernel.state.changes.len() == 1,
            "something is left open"
        );
    }
}

#[test]
fn the_same_story_gives_the_same_bytes() {
    let told = told(Mode::Plain);
    let golden = stored();
    for (index, (want, found)) in golden.entries.iter().zip(&told.entries).enumerate() {
        assert_eq!(found.entry, want.entry, "entry {index}");
    }
    assert_eq!(told, golden);
}

#[test]
fn it_tells_every_act_and_every_kind_of_change() {
    let golden = stored();
    let acts: BTreeSet<&str> = golden
        .entries
        .iter()
        .map(|entry| entry.act.as_str())
        .collect();
    let names: BTreeSet<&str> = Body::NAMES.iter().copied().collect();
    assert_eq!(acts, names);
    let kind = |entry: &GoldenEntry| match Entry::parse(entry.entry.as_bytes()).unwrap().act.body {
        Body::ChangePropose(propose) => Some(propose.change.kind()),
        _ => None,
    };
    let kinds: BTreeSet<&str> = golden.entries.iter().filter_map(kind).collect();
    assert_eq!(kinds.len(), 11, "{kinds:?}");
}

#[test]
fn the_stored_state_is_read_and_goes_on() {
    let golden = stored();
    let bytes: Vec<u8> = (0..golden.state.len() / 2)
        .map(|at| u8::from_str_radix(golden.state.get(2 * at..2 * at + 2).unwrap(), 16).unwrap())
        .collect();
    let state = State::from_bytes(&bytes).unwrap();
    let last = golden.entries.last().unwrap();
    assert_eq!(state.digest().to_string(), last.state);
    let log = story::tell(Mode::Plain);
    assert_eq!(state, log.kernel.state);
    let loaded = kernel::Kernel::load(state, Mode::Plain, &log.facts).unwrap();
    let mut resumed = log.clone();
    resumed.kernel = loaded;
    let mut original = log;
    for log in [&mut resumed, &mut original] {
        let change = *log.kernel.state.changes.keys().next().unwrap();
        log.approve(crate::log::BEA, change).unwrap();
    }
    assert_eq!(
        resumed.kernel.state, original.kernel.state,
        "a snapshot goes on as the log does"
    );
    for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
        assert!(
            State::from_bytes(&bytes[..cut]).is_none(),
            "a state cut off at {cut}"
        );
    }
}
