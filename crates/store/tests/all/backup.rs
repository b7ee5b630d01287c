//! Backup, restore, and what a broken backup does.

use std::fs;

use store::Store;

use crate::workspace::{Workspace, new_store, rebuilt};

#[test]
fn a_backup_restores_to_the_same_workspace() {
    let mut workspace = Workspace::with(1_100);
    workspace.store.put_setting("kept", b"yes").unwrap();
    let draft = store::DraftRow {
        id: "d".into(),
        workflow: "leave".into(),
        name: "Leave".into(),
        base: None,
        revision: 1,
        at: kernel::time::Timestamp(1),
        by: kernel::id::PersonId(1),
    };
    workspace.store.put_draft(&draft, b"files").unwrap();
    let file = workspace.dir.path().join("backup.csb");
    let mut last = None;
    let head = workspace
        .store
        .backup_to(&file, &[("vault", b"wrapped")], |progress| {
            last = Some(progress)
        })
        .unwrap();
    assert_eq!(head, workspace.store.head().unwrap());
    assert_eq!(
        last.map(|progress| progress.done),
        last.map(|progress| progress.total),
        "progress ends at the whole"
    );
    assert_eq!(
        workspace.store.setting("vault").unwrap(),
        None,
        "further settings are in the backup only"
    );
    let beside: Vec<_> = fs::read_dir(workspace.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(beside.len(), 2, "one file, no leftovers: {beside:?}");
    workspace.append(5).unwrap();
    let restored = Store::restore(&file, &workspace.dir.path().join("restored")).unwrap();
    assert_eq!(restored.head().unwrap(), head, "as it was then");
    assert_eq!(
        restored.setting("vault").unwrap().as_deref(),
        Some(&b"wrapped"[..])
    );
    assert_eq!(
        restored.setting("kept").unwrap().as_deref(),
        Some(&b"yes"[..])
    );
    assert_eq!(
        restored.draft("d").unwrap(),
        Some((draft, b"files".to_vec())),
        "drafts are part of a backup"
    );
    restored.check().unwrap();
    assert!(restored.compare(&rebuilt(1_100)).unwrap().is_equal());
    assert_eq!(restored.origin().unwrap(), new_store().origin);
}

#[test]
fn a_backup_never_replaces_a_file_and_a_bad_one_is_not_restored() {
    let workspace = Workspace::with(30);
    let file = workspace.dir.path().join("backup");
    fs::write(&file, "precious").unwrap();
    assert_eq!(
        workspace
            .store
            .backup_to(&file, &[], |_| ())
            .unwrap_err()
            .code(),
        "store.exists"
    );
    assert_eq!(fs::read(&file).unwrap(), b"precious");
    let target = workspace.dir.path().join("target");
    assert_eq!(
        Store::restore(&file, &target).unwrap_err().code(),
        "store.damaged",
        "no database"
    );
    fs::remove_file(&file).unwrap();
    assert_eq!(
        Store::restore(&file, &target).unwrap_err().code(),
        "store.missing"
    );
    workspace.store.backup_to(&file, &[], |_| ()).unwrap();
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(
        Store::restore(&file, &target).unwrap_err().code(),
        "store.damaged",
        "cut in half"
    );
    assert!(
        !target.join("workspace.db").exists(),
        "a refused backup makes no workspace"
    );
    fs::write(&file, &whole).unwrap();
    assert_eq!(
        Store::restore(&file, &workspace.folder())
            .unwrap_err()
            .code(),
        "store.exists",
        "over a workspace"
    );
    Store::restore(&file, &target).unwrap();
}

#[test]
fn a_backup_is_of_one_moment_while_others_append() {
    let mut workspace = Workspace::with(3_000);
    let file = workspace.dir.path().join("backup");
    let reader = workspace.store.reader().unwrap();
    let before = workspace.store.head().unwrap();
    let mut appended = 0;
    let head = reader
        .backup_to(&file, &[], |_| {
            workspace.append(2).unwrap();
            appended += 2;
        })
        .unwrap();
    assert!(appended > 0 && workspace.store.head().unwrap().size == before.size + appended);
    assert_eq!(head, before);
}
