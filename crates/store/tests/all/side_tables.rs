//! Blobs, sealed values, snapshots, credentials, settings and drafts.

use kernel::time::Timestamp;
use kernel::{
    commitment::Commitment,
    digest::Digest,
    id::{ActId, PersonId},
};
use ledger::Hash;
use store::{
    CREDENTIAL_BYTES, DRAFT_BYTES, DRAFTS, DraftKept, DraftRow, SETTING_BYTES, SealedRow, Snapshot,
};

use crate::workspace::{Workspace, batch};

#[test]
fn blobs_are_named_by_their_digest_and_checked_when_read() {
    let mut workspace = Workspace::new();
    let digest = Digest::of(b"diagram");
    let mut with_blob = batch(
        workspace.store.head().unwrap(),
        &mut workspace.range.clone(),
        1,
    );
    with_blob.blobs = vec![(digest, b"diagram".to_vec().into()); 2];
    workspace.store.append(&with_blob).unwrap();
    let store = &mut workspace.store;
    assert_eq!(
        store.record_blob(&digest).unwrap().as_deref(),
        Some(&b"diagram"[..])
    );
    assert_eq!(store.record_blobs(None, 10).unwrap(), [digest]);
    assert_eq!(store.record_blobs(Some(&digest), 10).unwrap(), []);
    assert_eq!(
        store.put_record_blob(&digest, b"other").unwrap_err().code(),
        "store.digest_mismatch"
    );
    let attachment = Digest::of(b"ciphertext");
    store.put_sealed_blob(&attachment, b"ciphertext").unwrap();
    assert_eq!(
        store.sealed_blob(&attachment).unwrap().as_deref(),
        Some(&b"ciphertext"[..])
    );
    assert_eq!(
        store.put_sealed_blob(&digest, b"x").unwrap_err().code(),
        "store.digest_mismatch"
    );
    let editor = rusqlite::Connection::open(workspace.file()).unwrap();
    editor
        .execute("UPDATE record_blob SET bytes = x'00'", [])
        .unwrap();
    editor
        .execute("UPDATE sealed_blob SET bytes = x'00'", [])
        .unwrap();
    assert_eq!(
        workspace.store.record_blob(&digest).unwrap_err().code(),
        "store.damaged"
    );
    assert_eq!(
        workspace.store.sealed_blob(&attachment).unwrap_err().code(),
        "store.damaged"
    );
}

#[test]
fn sealed_values_are_found_by_commitment_and_by_act_and_leave_no_clear_bytes() {
    let (key, act) = ([3; 32], ActId([4; 16]));
    let secret = b"a name that must not be on disk in the clear";
    let mut workspace = Workspace::new();
    let mut with_sealed = batch(
        workspace.store.head().unwrap(),
        &mut workspace.range.clone(),
        1,
    );
    let commits: Vec<_> = ["a", "b"]
        .iter()
        .map(|path| Commitment::make(&act, path, &[1; 32], secret))
        .collect();
    for (path, commit) in ["a", "b"].iter().zip(&commits) {
        with_sealed
            .sealed
            .push(SealedRow::seal(&key, *commit, act, path, &[1; 32], secret).unwrap());
    }
    workspace.store.append(&with_sealed).unwrap();
    let store = &workspace.store;
    let row = store.sealed(&commits[0]).unwrap().unwrap();
    assert_eq!(row.open(&key).unwrap().value.as_slice(), secret);
    assert_eq!(
        store
            .sealed_of(&act)
            .unwrap()
            .iter()
            .map(|row| row.path.as_str())
            .collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert_eq!(store.sealed_of(&ActId([9; 16])).unwrap(), []);
    let first = store.sealed_from(None, 1).unwrap();
    let rest = store.sealed_from(Some(&first[0].commitment), 10).unwrap();
    assert_eq!((first.len(), rest.len()), (1, 1));
    let folder = workspace.folder();
    let _dir = workspace.close();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        assert!(
            !bytes.windows(32).any(|window| window == key),
            "the store key is not on disk"
        );
    }
}

#[test]
fn only_a_snapshot_with_a_right_mac_is_used() {
    let key = [5; 32];
    let mut workspace = Workspace::with(9);
    let root = |size: u64| workspace.store.entry(size - 1).unwrap().unwrap().root;
    let roots = [root(3), root(6), root(9)];
    for (size, root) in [3, 6, 9].into_iter().zip(roots) {
        let state = format!("state {size}").into_bytes();
        workspace
            .store
            .put_snapshot(&Snapshot::seal(&key, size, root, 1, state))
            .unwrap();
    }
    let newest = workspace.store.snapshot(&key, 1).unwrap();
    assert_eq!(
        newest.snapshot.map(|found| (found.size, found.state)),
        Some((9, b"state 9".to_vec()))
    );
    let edits = [
        (
            "UPDATE snapshot SET state = x'00' WHERE size = 9",
            "digest",
            "other state",
        ),
        (
            "UPDATE snapshot SET mac = zeroblob(32) WHERE size = 9",
            "mac",
            "no MAC",
        ),
        (
            "UPDATE snapshot SET rules = 2 WHERE size = 9",
            "mac",
            "other rules",
        ),
    ];
    let editor = rusqlite::Connection::open(workspace.file()).unwrap();
    for (sql, reason, why) in edits {
        editor.execute(sql, []).unwrap();
        let found = workspace.store.snapshot(&key, 1).unwrap();
        assert_eq!(
            found.snapshot.map(|snapshot| snapshot.size),
            Some(6),
            "{why}: the one before is used"
        );
        assert_eq!(found.rejected[0].reason, reason, "{why}");
    }
    assert_eq!(
        workspace
            .store
            .snapshot(&[6; 32], 1)
            .unwrap()
            .rejected
            .len(),
        2,
        "two are kept, neither of this key"
    );
    workspace
        .store
        .put_snapshot(&Snapshot::seal(&key, 9, Hash::EMPTY_ROOT, 1, vec![]))
        .unwrap();
    assert_eq!(
        workspace.store.snapshot(&key, 1).unwrap().rejected[0].reason,
        "root"
    );
    workspace
        .store
        .put_snapshot(&Snapshot::seal(&key, 9, roots[2], 2, vec![]))
        .unwrap();
    assert_eq!(
        workspace.store.snapshot(&key, 1).unwrap().rejected[0].reason,
        "rules"
    );
}

#[test]
fn credentials_and_settings_are_kept_replaced_and_forgotten() {
    let mut workspace = Workspace::new();
    let store = &mut workspace.store;
    let (ana, bo) = (PersonId(1), PersonId(2));
    store.put_credential(&ana, b"one").unwrap();
    store.put_credential(&ana, b"two").unwrap();
    store.put_credential(&bo, b"three").unwrap();
    assert_eq!(
        store.credential(&ana).unwrap().as_deref(),
        Some(&b"two"[..])
    );
    assert_eq!(
        store.credentials().unwrap(),
        [(ana, b"two".to_vec()), (bo, b"three".to_vec())]
    );
    assert!(store.remove_credential(&ana).unwrap());
    assert!(!store.remove_credential(&ana).unwrap());
    store.put_setting("theme", b"dark").unwrap();
    assert_eq!(
        store.setting("theme").unwrap().as_deref(),
        Some(&b"dark"[..])
    );
    assert!(store.remove_setting("theme").unwrap());
    assert_eq!(store.setting("theme").unwrap(), None);
    let rows = [
        (store.put_setting("", b""), "store.invalid"),
        (store.put_setting(&"k".repeat(256), b""), "store.invalid"),
        (
            store.put_setting("k", &vec![0; SETTING_BYTES + 1]),
            "store.too_large",
        ),
        (
            store.put_credential(&ana, &vec![0; CREDENTIAL_BYTES + 1]),
            "store.too_large",
        ),
    ];
    for (result, want) in rows {
        assert_eq!(result.unwrap_err().code(), want);
    }
}

fn draft(id: &str, revision: u64) -> DraftRow {
    DraftRow {
        id: id.into(),
        workflow: "leave".into(),
        name: "Leave".into(),
        base: None,
        revision,
        at: Timestamp(1_000 + revision),
        by: PersonId(1),
    }
}

#[test]
fn a_draft_is_written_only_over_the_revision_it_was_made_from() {
    let mut workspace = Workspace::new();
    let store = &mut workspace.store;
    let rows = [
        (1, DraftKept::Kept, "new"),
        (1, DraftKept::Moved { found: Some(1) }, "made a second time"),
        (2, DraftKept::Kept, "the next"),
        (
            2,
            DraftKept::Moved { found: Some(2) },
            "another window was faster",
        ),
        (4, DraftKept::Moved { found: Some(2) }, "one was left out"),
    ];
    for (revision, want, why) in rows {
        let files = format!("files {revision}");
        assert_eq!(
            store
                .put_draft(&draft("a", revision), files.as_bytes())
                .unwrap(),
            want,
            "{why}"
        );
    }
    assert_eq!(
        store.put_draft(&draft("b", 2), b"").unwrap(),
        DraftKept::Moved { found: None },
        "it was deleted meanwhile"
    );
    let (row, files) = store.draft("a").unwrap().unwrap();
    assert_eq!((row, files.as_slice()), (draft("a", 2), &b"files 2"[..]));
    store.put_draft(&draft("b", 1), b"").unwrap();
    let ids: Vec<_> = store
        .drafts()
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(ids, ["a", "b"], "the one written last first");
    assert!(store.remove_draft("a").unwrap());
    assert!(!store.remove_draft("a").unwrap());
    assert_eq!(store.draft("a").unwrap(), None);
}

#[test]
fn drafts_have_limits() {
    let mut workspace = Workspace::new();
    let store = &mut workspace.store;
    let large = vec![0; DRAFT_BYTES + 1];
    let rows = [
        (draft("", 1), "store.invalid", "no name"),
        (draft("a", 0), "store.invalid", "no revision"),
        (draft(&"a".repeat(600), 1), "store.invalid", "a long name"),
    ];
    for (row, want, why) in rows {
        assert_eq!(
            store.put_draft(&row, b"").unwrap_err().code(),
            want,
            "{why}"
        );
    }
    assert_eq!(
        store.put_draft(&draft("a", 1), &large).unwrap_err().code(),
        "store.too_large"
    );
    for nth in 0..DRAFTS {
        let kept = store.put_draft(&draft(&format!("d{nth}"), 1), b"").unwrap();
        assert_eq!(kept, DraftKept::Kept);
    }
    assert_eq!(
        store.put_draft(&draft("more", 1), b"").unwrap(),
        DraftKept::Full
    );
    assert_eq!(
        store.put_draft(&draft("d0", 2), b"").unwrap(),
        DraftKept::Kept,
        "those that are there can be edited"
    );
}
