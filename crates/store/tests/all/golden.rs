//! Files of every released schema are opened for ever.
//!
//! `tests/vectors/store/v<schema>/workspace.db` was written once by [`write`] and is never written again; with the
//! variable `UPDATE_EXPECT=1` a missing one is written.

use std::{fs, path::PathBuf};

use kernel::{
    commitment::Commitment,
    digest::Digest,
    id::{ActId, PersonId, RequestId, TimerId},
    state::Event,
    time::Timestamp,
};
use ledger::tree::CompactRange;
use store::{ActFilter, DraftKept, DraftRow, Order, Page, Rebuilt, SealedRow, Snapshot, Store};

use crate::{
    log::leaves,
    workspace::{Workspace, batch, entry, open, rebuilt},
};

/// A key of this test only.
const KEY: [u8; 32] = [0x42; 32];
const SIZE: u64 = 1_030;
const ACT: ActId = ActId([0x17; 16]);

fn vector(schema: u8) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("../../tests/vectors/store/v{schema}/workspace.db"))
}

/// Timers of the last entry, as schema 2 keeps them: name and due time, in the order in which they fire.
const TIMERS: [(TimerId, Timestamp); 2] = [
    (
        TimerId {
            index: 1_021,
            nth: 4,
        },
        Timestamp(1_100_000),
    ),
    (
        TimerId {
            index: 1_021,
            nth: 3,
        },
        Timestamp(1_200_000),
    ),
];
const REQUEST: RequestId = RequestId(1_020);

/// What follows from the last entry beside what [`entry`] says.
fn last_events(schema: u8) -> Vec<Event> {
    let set = |(timer, due)| Event::TimerSet(REQUEST, timer, due);
    match schema {
        1 => vec![],
        _ => TIMERS.map(set).to_vec(),
    }
}

/// The read model of the whole log, made anew.
fn made_anew(schema: u8) -> Rebuilt {
    let mut made = rebuilt(SIZE - 1);
    let mut last = entry(SIZE - 1, &mut CompactRange::new());
    last.events.extend(last_events(schema));
    made.fold(last.time, &last.view, &last.events).unwrap();
    made
}

fn draft() -> DraftRow {
    DraftRow {
        id: "d_0000000000000001".into(),
        workflow: "refund".into(),
        name: "Refund".into(),
        base: Some(Digest::of(b"version").to_string()),
        revision: 1,
        at: Timestamp(1_029_000),
        by: PersonId(1),
    }
}

fn iban() -> Commitment {
    Commitment::make(&ACT, "iban", &[0x18; 32], b"DE89370400440532013000")
}

fn write(schema: u8, to: &std::path::Path) {
    let mut workspace = Workspace::with(SIZE - 1);
    let mut last = batch(workspace.store.head().unwrap(), &mut workspace.range, 1);
    last.entries[0].events.extend(last_events(schema));
    last.blobs
        .push((Digest::of(b"<bpmn/>"), b"<bpmn/>".to_vec().into()));
    last.sealed.push(
        SealedRow::seal(
            &KEY,
            iban(),
            ACT,
            "iban",
            &[0x18; 32],
            b"DE89370400440532013000",
        )
        .unwrap(),
    );
    let head = workspace.store.append(&last).unwrap();
    workspace
        .store
        .put_snapshot(&Snapshot::seal(&KEY, SIZE, head.root, 1, b"state".to_vec()))
        .unwrap();
    workspace
        .store
        .put_credential(&PersonId(1), b"record")
        .unwrap();
    workspace.store.put_setting("theme", b"dark").unwrap();
    workspace
        .store
        .put_sealed_blob(&Digest::of(b"cipher"), b"cipher")
        .unwrap();
    let kept = workspace.store.put_draft(&draft(), b"files").unwrap();
    assert_eq!(kept, DraftKept::Kept);
    let file = workspace.file();
    let _dir = workspace.close();
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(file, to).unwrap();
}

#[test]
fn a_workspace_of_schema_1_says_what_it_always_said() {
    let (_dir, store) = says_what_it_always_said(1);
    assert_eq!(store.drafts().unwrap(), [], "there were none");
    assert_eq!(store.next_timer().unwrap(), None);
}

#[test]
fn a_workspace_of_schema_2_says_what_it_always_said() {
    let (_dir, store) = says_what_it_always_said(2);
    let due = store.timers_due(Timestamp(u64::MAX >> 1), None, 9).unwrap();
    let due: Vec<_> = due.iter().map(|row| (row.timer, row.due)).collect();
    assert_eq!(due, TIMERS);
    assert_eq!(store.drafts().unwrap(), [draft()]);
    let files = store.draft(&draft().id).unwrap();
    assert_eq!(files, Some((draft(), b"files".to_vec())));
}

/// Every schema has a file, so that the next one cannot be forgotten.
#[test]
fn the_newest_schema_has_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = |at: &std::path::Path| rusqlite::Connection::open(at).unwrap();
    let workspace = Workspace::new();
    let newest = file(&workspace.file());
    let newest: u8 = newest
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    for schema in 1..=newest {
        let copy = dir.path().join(format!("v{schema}.db"));
        fs::copy(vector(schema), &copy).unwrap();
        let found: u8 = file(&copy)
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(found, schema);
    }
}

/// Opens a copy, checks all that both schemas hold, and appends to it.
fn says_what_it_always_said(schema: u8) -> (tempfile::TempDir, Store) {
    let vector = vector(schema);
    if std::env::var_os("UPDATE_EXPECT").is_some() && !vector.exists() {
        write(schema, &vector);
    }
    let dir = tempfile::tempdir().unwrap();
    fs::copy(vector, dir.path().join("workspace.db")).unwrap();
    let mut store: Store = open(dir.path()).unwrap();
    store.check().unwrap();
    let head = store.head().unwrap();
    let leaves = leaves(SIZE);
    assert_eq!(
        (head.size, head.root),
        (SIZE, ledger::tree::root_from_leaves(leaves.iter().copied()))
    );
    assert_eq!(
        store
            .entries_from(0, 2_000)
            .unwrap()
            .iter()
            .map(|entry| entry.leaf)
            .collect::<Vec<_>>(),
        leaves
    );
    assert!(
        store.compare(&made_anew(schema)).unwrap().is_equal(),
        "the read model is what the log says today"
    );
    let value = store.sealed(&iban()).unwrap().unwrap().open(&KEY).unwrap();
    assert_eq!(
        (value.salt, value.value.as_slice()),
        ([0x18; 32], &b"DE89370400440532013000"[..])
    );
    let found = store.snapshot(&KEY, 1).unwrap();
    assert_eq!(
        found.snapshot.map(|snapshot| snapshot.state),
        Some(b"state".to_vec())
    );
    assert_eq!(
        store.credential(&PersonId(1)).unwrap().as_deref(),
        Some(&b"record"[..])
    );
    assert_eq!(
        store.setting("theme").unwrap().as_deref(),
        Some(&b"dark"[..])
    );
    assert!(
        store
            .record_blob(&Digest::of(b"<bpmn/>"))
            .unwrap()
            .is_some()
    );
    assert!(store.sealed_blob(&Digest::of(b"cipher")).unwrap().is_some());
    let filter = ActFilter {
        name: Some("request.start".into()),
        ..ActFilter::default()
    };
    let page = store
        .acts(
            &filter,
            &Page {
                order: Order::NewestFirst,
                after: None,
                limit: 1,
            },
        )
        .unwrap();
    assert_eq!(page[0].index, 1_020);
    let mut range = store.compact_range(SIZE).unwrap().unwrap();
    store
        .append(&batch(head, &mut range, 300))
        .expect("it can be written on");
    store.check().unwrap();
    (dir, store)
}
