//! Files that are missing, foreign, newer, damaged, truncated or held by somebody.

use std::{fs, path::Path};

use store::{Access, Store};

use crate::workspace::{Workspace, new_store, open};

fn edit(file: &Path, sql: &str) {
    rusqlite::Connection::open(file)
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

fn code(result: Result<Store, store::StoreError>) -> &'static str {
    result.map(|_| ()).unwrap_err().code()
}

#[test]
fn a_workspace_is_created_only_where_nothing_is() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("a/b");
    drop(Store::create(&folder, &new_store()).unwrap());
    assert_eq!(
        code(Store::create(&folder, &new_store())),
        "store.exists",
        "a workspace is there"
    );
    open(&folder).unwrap().check().unwrap();
    let other = dir.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("letter.txt"), "dear").unwrap();
    assert_eq!(
        code(Store::create(&other, &new_store())),
        "store.exists",
        "something else is there"
    );
    assert_eq!(fs::read(other.join("letter.txt")).unwrap(), b"dear");
    let broken_off = dir.path().join("broken-off");
    fs::create_dir(&broken_off).unwrap();
    fs::write(broken_off.join("workspace.db.new"), "half").unwrap();
    fs::write(broken_off.join("lock"), "").unwrap();
    Store::create(&broken_off, &new_store()).expect("what an attempt left behind is cleared");
    let mut strange = new_store();
    strange.origin = "two\nlines".into();
    assert_eq!(
        code(Store::create(&dir.path().join("c"), &strange)),
        "store.invalid"
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_workspace() {
    use std::os::unix::fs::PermissionsExt as _;
    let workspace = Workspace::with(1);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&workspace.folder()), 0o700);
    for entry in fs::read_dir(workspace.folder()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    fs::set_permissions(workspace.folder(), fs::Permissions::from_mode(0o755)).unwrap();
    drop(open(&workspace.folder()).unwrap());
    assert_eq!(
        mode(&workspace.folder()),
        0o700,
        "opening tightens a folder that was opened up"
    );
}

#[test]
fn what_is_not_a_whole_workspace_is_refused_with_its_reason() {
    type Damage = fn(&Path);
    let rows: [(Damage, &str, &str); 14] = [
        (
            |file| fs::remove_file(file).unwrap(),
            "store.missing",
            "no file",
        ),
        (
            |file| fs::remove_dir_all(file.parent().unwrap()).unwrap(),
            "store.missing",
            "no folder",
        ),
        (
            |file| fs::write(file, "").unwrap(),
            "store.damaged",
            "an empty file",
        ),
        (
            |file| fs::write(file, vec![7; 9_000]).unwrap(),
            "store.damaged",
            "no database",
        ),
        (
            |file| edit(file, "PRAGMA application_id=7"),
            "store.foreign",
            "another program's",
        ),
        (
            |file| {
                fs::remove_file(file).unwrap();
                edit(file, "CREATE TABLE t(x)");
            },
            "store.foreign",
            "a fresh database",
        ),
        (
            |file| edit(file, "PRAGMA user_version=3"),
            "store.newer",
            "a newer schema",
        ),
        (
            |file| {
                edit(
                    file,
                    "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM setting; END",
                )
            },
            "store.damaged",
            "a trigger",
        ),
        (
            |file| edit(file, "DELETE FROM entry WHERE idx = 19"),
            "store.damaged",
            "the last entry is gone",
        ),
        (
            |file| edit(file, "UPDATE entry SET root = zeroblob(32) WHERE idx = 19"),
            "store.damaged",
            "another root",
        ),
        (
            |file| edit(file, "DELETE FROM checkpoint"),
            "store.damaged",
            "no checkpoint",
        ),
        (
            |file| edit(file, "UPDATE checkpoint SET size = 5"),
            "store.damaged",
            "an older checkpoint",
        ),
        (
            |file| {
                let length = fs::metadata(file).unwrap().len();
                fs::File::options()
                    .write(true)
                    .open(file)
                    .unwrap()
                    .set_len(length / 2)
                    .unwrap();
            },
            "store.damaged",
            "cut in half",
        ),
        (
            |file| {
                fs::File::options()
                    .write(true)
                    .open(file)
                    .unwrap()
                    .set_len(50)
                    .unwrap()
            },
            "store.damaged",
            "cut within the header",
        ),
    ];
    for (damage, want, why) in rows {
        let workspace = Workspace::with(20);
        let (folder, file) = (workspace.folder(), workspace.file());
        let _dir = workspace.close();
        damage(&file);
        for access in [Access::Write, Access::ReadOnly] {
            assert_eq!(
                code(Store::open(&folder, access)),
                want,
                "{why}, {access:?}"
            );
        }
    }
}

#[test]
fn a_damaged_page_deep_in_the_file_is_found_by_the_full_check() {
    let workspace = Workspace::with(2_000);
    let (folder, file) = (workspace.folder(), workspace.file());
    let _dir = workspace.close();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 64].fill(0xff);
    fs::write(&file, bytes).unwrap();
    // The page may or may not be one that opening reads; nobody is told that all is well.
    let found = open(&folder).and_then(|store| store.check());
    assert_eq!(found.unwrap_err().code(), "store.damaged");
}

#[test]
fn a_workspace_that_is_held_alone_is_busy() {
    let mut workspace = Workspace::with(1);
    workspace.append(1).unwrap();
    let folder = workspace.folder();
    let _dir = workspace.close();
    let lock = fs::File::options()
        .write(true)
        .open(folder.join("lock"))
        .unwrap();
    lock.lock().unwrap();
    assert_eq!(code(open(&folder)), "store.busy");
    assert_eq!(code(Store::open(&folder, Access::ReadOnly)), "store.busy");
    lock.unlock().unwrap();
    let store = open(&folder).unwrap();
    let reader = store.reader().unwrap();
    drop(store);
    assert!(
        lock.try_lock().is_err(),
        "a reader shares the folder while it lives"
    );
    drop(reader);
    lock.try_lock().expect("nobody has it open");
}

#[test]
fn a_synchronised_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("Dropbox/ws");
    assert_eq!(
        code(Store::create(&folder, &new_store())),
        "store.synced_folder"
    );
    assert!(!folder.exists(), "nothing was made");
    let workspace = Workspace::with(1);
    let (from, to) = (workspace.folder(), dir.path().join("Nextcloud"));
    let _dir = workspace.close();
    fs::rename(from, &to).unwrap();
    assert_eq!(code(open(&to)), "store.synced_folder", "moved there later");
}
