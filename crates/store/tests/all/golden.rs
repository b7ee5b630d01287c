//! Files of every released schema are opened for ever.
//!
//! `tests/vectors/store/v<schema>/workspace.db` was written once by [`write`] and is never written again; with the
//! variable `UPDATE_EXPECT=1` a missing one is written.

use std::{fs, path::PathBuf};

use kernel::{
    commitment::Commitment,
    digest::Digest,
    id::{ActId, PersonId},
};
use store::{ActFilter, Order, Page, SealedRow, Snapshot, Store};

use crate::{
    log::leaves,
    workspace::{Workspace, batch, open, rebuilt},
};

/// A key of this test only.
const KEY: [u8; 32] = [0x42; 32];
const SIZE: u64 = 1_030;
const ACT: ActId = ActId([0x17; 16]);

fn vector() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/store/v1/workspace.db")
}

fn iban() -> Commitment {
    Commitment::make(&ACT, "iban", &[0x18; 32], b"DE89370400440532013000")
}

fn write(to: &std::path::Path) {
    let mut workspace = Workspace::with(SIZE - 1);
    let mut last = batch(workspace.store.head().unwrap(), &mut workspace.range, 1);
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
    let file = workspace.file();
    let _dir = workspace.close();
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(file, to).unwrap();
}

#[test]
fn a_workspace_of_schema_1_says_what_it_always_said() {
    if std::env::var_os("UPDATE_EXPECT").is_some() && !vector().exists() {
        write(&vector());
    }
    let dir = tempfile::tempdir().unwrap();
    fs::copy(vector(), dir.path().join("workspace.db")).unwrap();
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
        store.compare(&rebuilt(SIZE)).unwrap().is_equal(),
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
}
