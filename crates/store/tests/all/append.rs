//! Appending: all or nothing, one writer at a time, and a full disk.

use kernel::{digest::Digest, id::ActId, lookup::Lookup as _, time::Timestamp};
use ledger::Hash;
use proptest::prelude::*;
use store::{Access, AppendError, Head, Store, StoreError};

use crate::workspace::{Workspace, batch, entry, new_store, open};

#[test]
fn what_was_appended_is_there_after_opening_again() {
    let mut workspace = Workspace::new();
    assert_eq!(workspace.store.head().unwrap(), Head::empty());
    let head = workspace.append(3).unwrap();
    assert_eq!((head.size, head.root), (3, workspace.range.root()));
    let folder = workspace.folder();
    let _dir = workspace.close();
    let store = open(&folder).unwrap();
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(
        (store.workspace().unwrap(), store.origin().unwrap()),
        (new_store().workspace, new_store().origin)
    );
    let mut range = Default::default();
    for index in 0..3 {
        let want = entry(index, &mut range);
        let got = store.entry(index).unwrap().unwrap();
        assert_eq!(
            (got.index, &got.bytes[..], got.leaf, got.root),
            (index, &want.bytes[..], want.leaf, want.root)
        );
        assert_eq!(
            store.act_index(&want.signer, &want.id).unwrap(),
            Some(index)
        );
    }
    assert_eq!(store.entry(3).unwrap(), None);
    assert_eq!(
        store.entry(u64::MAX).unwrap(),
        None,
        "beyond what SQLite counts"
    );
    assert_eq!(store.entries_from(1, 10).unwrap().len(), 2);
}

#[test]
fn look_ups_answer_what_the_log_says() {
    let workspace = Workspace::with(5);
    let store = &workspace.store;
    let mut range = Default::default();
    let entries: Vec<_> = (0..5).map(|index| entry(index, &mut range)).collect();
    assert_eq!(store.root_at(0), Some(Hash::EMPTY_ROOT));
    assert_eq!(store.root_at(4), Some(entries[3].root));
    assert_eq!((store.root_at(6), store.root_at(u64::MAX)), (None, None));
    assert_eq!(
        (store.time_at(0), store.time_at(5)),
        (Some(Timestamp(0)), Some(Timestamp(4_000)))
    );
    assert!(store.id_used(&entries[2].signer, &entries[2].id));
    assert!(
        !store.id_used(&entries[3].signer, &entries[2].id),
        "ids are unique per signer only"
    );
    assert_eq!(store.blob(&Digest::of(b"nothing")), None);
    let reader = store.reader().unwrap();
    assert_eq!(reader.root_at(5), store.root_at(5));
}

#[test]
fn a_batch_that_is_refused_changes_nothing() {
    let mut workspace = Workspace::with(4);
    let head = workspace.store.head().unwrap();
    let make = |count| batch(head.clone(), &mut workspace.range.clone(), count);
    let mut wrong_note = make(1);
    wrong_note.expected.checkpoint.push(b'x');
    let mut wrong_root = make(1);
    wrong_root.expected.root = Hash::EMPTY_ROOT;
    let mut behind = make(1);
    behind.expected.size = 3;
    let mut used_id = make(2);
    used_id.entries[1].id = entry(2, &mut Default::default()).id;
    used_id.entries[1].signer = entry(2, &mut Default::default()).signer;
    let mut twice = make(2);
    twice.entries[1].id = ActId([5; 16]);
    twice.entries[0].id = ActId([5; 16]);
    twice.entries[1].signer = twice.entries[0].signer;
    let mut wrong_blob = make(1);
    wrong_blob
        .blobs
        .push((Digest::of(b"a"), b"b".to_vec().into()));
    let mut large_blob = make(1);
    let bytes = vec![0; kernel::limits::BLOB_BYTES + 1];
    large_blob.blobs.push((Digest::of(&bytes), bytes.into()));
    let mut large = make(1);
    large.entries[0].bytes = vec![0; 65_536].into();
    let mut endless = make(1);
    endless.expected.size = u64::MAX;
    let rows = [
        (
            wrong_note,
            "append.moved",
            "another checkpoint of the same size",
        ),
        (wrong_root, "append.moved", "another root"),
        (behind, "append.moved", "a smaller size"),
        (used_id, "append.duplicate_id", "an id used before"),
        (
            twice,
            "append.duplicate_id",
            "an id used twice in the batch",
        ),
        (
            wrong_blob,
            "store.digest_mismatch",
            "a blob of another digest",
        ),
        (large_blob, "store.too_large", "a blob that is too large"),
        (large, "append.invalid", "an entry that is too large"),
        (make(0), "append.invalid", "no entries"),
        (endless, "append.invalid", "a size that overflows"),
    ];
    for (batch, want, why) in rows {
        assert_eq!(
            workspace.store.append(&batch).unwrap_err().code(),
            want,
            "{why}"
        );
        assert_eq!(workspace.store.head().unwrap(), head, "{why}");
        assert_eq!(
            workspace.store.entries_from(0, 100).unwrap().len(),
            4,
            "{why}"
        );
    }
    workspace.append(1).unwrap();
    workspace.store.check().unwrap();
}

#[test]
fn of_two_writers_the_slower_is_told_and_catches_up() {
    let mut workspace = Workspace::with(2);
    let mut other = open(&workspace.folder()).unwrap();
    let version = other.data_version().unwrap();
    let stale = other.head().unwrap();
    let mut stale_range = workspace.range.clone();
    assert_eq!(other.data_version().unwrap(), version, "nobody has written");
    workspace.append(3).unwrap();
    assert_ne!(
        other.data_version().unwrap(),
        version,
        "another connection has committed"
    );
    let error = other
        .append(&batch(stale.clone(), &mut stale_range.clone(), 1))
        .unwrap_err();
    assert!(matches!(error, AppendError::Moved));
    for entry in other.entries_from(stale.size, 100).unwrap() {
        stale_range.push(entry.leaf);
    }
    let head = other.head().unwrap();
    assert_eq!(stale_range.root(), head.root);
    assert_eq!(
        other
            .append(&batch(head, &mut stale_range, 1))
            .unwrap()
            .size,
        6
    );
    assert_eq!(workspace.store.head().unwrap().size, 6);
}

#[test]
fn writers_on_several_threads_lose_nothing() {
    let workspace = Workspace::new();
    let folder = workspace.folder();
    let appended: u64 = std::thread::scope(|scope| {
        let run = || {
            let mut store = open(&folder).unwrap();
            let mut done = 0;
            while done < 20 {
                let head = store.head().unwrap();
                let mut range = store.compact_range(head.size).unwrap().unwrap();
                match store.append(&batch(head, &mut range, 3)) {
                    Ok(_) => done += 1,
                    Err(AppendError::Moved) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            done * 3
        };
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(run)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(workspace.store.head().unwrap().size, appended);
    workspace.store.check().unwrap();
}

#[test]
fn a_store_opened_for_reading_writes_nothing() {
    let workspace = Workspace::with(2);
    let mut reading = Store::open(&workspace.folder(), Access::ReadOnly).unwrap();
    let batch = batch(reading.head().unwrap(), &mut workspace.range.clone(), 1);
    assert_eq!(
        reading.append(&batch).unwrap_err().code(),
        "store.read_only"
    );
    assert_eq!(
        reading.put_setting("a", b"b").unwrap_err().code(),
        "store.read_only"
    );
    assert!(matches!(
        reading.repair(&crate::workspace::rebuilt(2)),
        Err(StoreError::ReadOnly)
    ));
    assert_eq!(reading.head().unwrap().size, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Any mix of batches, of which some are refused, leaves what the accepted ones made.
    #[test]
    fn accepted_batches_and_nothing_else_are_in_the_log(steps in prop::collection::vec((1u64..90, any::<bool>()), 1..12)) {
        let mut workspace = Workspace::new();
        for (count, refuse) in steps {
            if refuse {
                let mut bad = batch(workspace.store.head().unwrap(), &mut workspace.range.clone(), count);
                let last = bad.entries.len() - 1;
                bad.blobs.push((Digest::of(b"a"), b"b".to_vec().into()));
                bad.entries[last].time = Timestamp(1);
                prop_assert!(workspace.store.append(&bad).is_err());
            } else {
                workspace.append(count).unwrap();
            }
            let head = workspace.store.head().unwrap();
            prop_assert_eq!((head.size, head.root), (workspace.range.size(), workspace.range.root()));
        }
        let size = workspace.range.size();
        prop_assert_eq!(workspace.store.compact_range(size).unwrap().unwrap(), workspace.range.clone());
        let comparison = workspace.store.compare(&crate::workspace::rebuilt(size)).unwrap();
        prop_assert!(comparison.is_equal(), "{:?}", comparison);
        workspace.store.check().unwrap();
    }
}

#[test]
fn opening_while_another_connection_appends_finds_nothing_damaged() {
    let mut workspace = Workspace::with(50);
    let folder = workspace.folder();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let opening = scope.spawn(|| {
            let mut opened = 0;
            while opened < 50 || !done.load(std::sync::atomic::Ordering::Relaxed) {
                Store::open(&folder, Access::ReadOnly).map(drop)?;
                opened += 1;
            }
            Ok::<_, StoreError>(opened)
        });
        for _ in 0..300 {
            workspace.append(5).unwrap();
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(opening.join().unwrap().unwrap() >= 50);
    });
}
