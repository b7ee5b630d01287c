//! The vault file: opened again, shared, broken off, and hostile.

use std::fs;
use std::path::Path;

use super::*;

fn made(folder: &Path) -> FileVault {
    let vault = FileVault::create(folder, "ws", PASSPHRASE, CHEAP).unwrap();
    vault.set(LOG_KEY, b"the log key").unwrap();
    vault
}

fn open(folder: &Path) -> Result<FileVault, VaultError> {
    FileVault::open(folder, "ws", PASSPHRASE, CHEAP)
}

fn code(result: Result<FileVault, VaultError>) -> &'static str {
    result.err().map_or("ok", |error| error.code())
}

#[test]
fn secrets_are_there_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    drop(made(folder.path()));
    assert_eq!(
        open(folder.path())
            .unwrap()
            .get(LOG_KEY)
            .unwrap()
            .unwrap()
            .as_slice(),
        b"the log key"
    );
}

#[test]
fn who_may_not_open_it() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let path = folder.path();
    assert_eq!(
        code(FileVault::open(path, "ws", "marmalade trombonE", CHEAP)),
        "wrong_passphrase"
    );
    assert_eq!(
        code(FileVault::open(path, "ws", PASSPHRASE, Cost::FLOOR)),
        "cost_too_low"
    );
    assert_eq!(
        code(FileVault::open(path, "other", PASSPHRASE, CHEAP)),
        "vault_of_other_workspace"
    );
    assert_eq!(
        code(FileVault::open(path, "a/b", PASSPHRASE, CHEAP)),
        "invalid_vault_workspace"
    );
    assert_eq!(
        code(FileVault::create(path, "ws", PASSPHRASE, CHEAP)),
        "vault_exists"
    );
    let elsewhere = tempfile::tempdir().unwrap();
    let missing = open(elsewhere.path()).err().unwrap();
    assert_eq!(missing.code(), "vault_missing");
    assert_eq!(missing.help(), Some("error-help-vault-missing"));
    assert_eq!(
        code(FileVault::create(elsewhere.path(), "ws", "short", CHEAP)),
        "password_too_short"
    );
    assert!(!FileVault::exists(elsewhere.path()), "nothing was made");
}

#[test]
fn two_programs_see_each_others_changes() {
    let folder = tempfile::tempdir().unwrap();
    let first = made(folder.path());
    let second = open(folder.path()).unwrap();
    second.set(ACT_KEY, b"from the second").unwrap();
    first.set(STORE_KEY, b"from the first").unwrap();
    assert_eq!(
        first.get(ACT_KEY).unwrap().unwrap().as_slice(),
        b"from the second"
    );
    assert_eq!(second.items().unwrap(), [ACT_KEY, LOG_KEY, STORE_KEY]);
}

#[test]
fn a_draft_left_behind_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let vault = made(folder.path());
    fs::write(folder.path().join("vault.json.new"), "half a fi").unwrap();
    assert!(open(folder.path()).is_ok());
    vault.set(ACT_KEY, b"x").unwrap();
    assert!(!folder.path().join("vault.json.new").exists());
    assert_eq!(vault.items().unwrap(), [ACT_KEY, LOG_KEY]);
}

#[cfg(unix)]
#[test]
fn files_are_for_this_account_only_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let vault = made(folder.path());
    let target = folder.path().join("target");
    fs::write(&target, "untouched").unwrap();
    symlink(&target, folder.path().join("vault.json.new")).unwrap();
    vault.set(ACT_KEY, b"x").unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "untouched");
    for name in ["vault.json", "vault.lock"] {
        let mode = fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    fs::rename(
        folder.path().join("vault.json"),
        folder.path().join("moved"),
    )
    .unwrap();
    symlink(
        folder.path().join("moved"),
        folder.path().join("vault.json"),
    )
    .unwrap();
    assert_eq!(code(open(folder.path())), "vault_damaged");
}

#[test]
fn no_secret_and_no_passphrase_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let text = fs::read_to_string(folder.path().join(FILE_NAME)).unwrap();
    assert!(
        !text.contains("the log key")
            && !text.contains("dGhlIGxvZyBrZXk")
            && !text.contains(PASSPHRASE)
    );
}

#[test]
fn items_cannot_be_exchanged() {
    let folder = tempfile::tempdir().unwrap();
    let vault = made(folder.path());
    vault.set(ACT_KEY, b"the act key").unwrap();
    let path = folder.path().join(FILE_NAME);
    let mut content: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    content["items"][ACT_KEY] = content["items"][LOG_KEY].clone();
    fs::write(&path, content.to_string()).unwrap();
    assert_eq!(vault.get(ACT_KEY).unwrap_err().code(), "vault_damaged");
    assert_eq!(
        vault.get(LOG_KEY).unwrap().unwrap().as_slice(),
        b"the log key",
        "the others still open"
    );
}

#[test]
fn hostile_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path());
    let path = folder.path().join(FILE_NAME);
    let good = fs::read_to_string(&path).unwrap();
    let many: String = (0..1_100)
        .map(|n| {
            format!(
                "\"a{n}\":{{\"nonce\":\"{}\",\"ciphertext\":\"\"}},",
                "A".repeat(32)
            )
        })
        .collect();
    for (text, expected, why) in [
        (String::new(), "vault_damaged", "nothing"),
        ("{\"a\":".repeat(20_000), "vault_damaged", "deep nesting"),
        ("[1]".to_owned(), "vault_damaged", "another type"),
        (
            "{\"format\":\"other\",\"v\":1}".to_owned(),
            "vault_damaged",
            "another format",
        ),
        (
            good.replace("\"v\": 1", "\"v\": 2"),
            "vault_newer",
            "a newer version",
        ),
        (
            good.replace("\"v\": 1", "\"v\": 4294967296"),
            "vault_damaged",
            "a number too large",
        ),
        (
            good.replace("\"m_kib\": 64", "\"m_kib\": 4294967295"),
            "cost_too_high",
            "4 TiB of memory",
        ),
        (
            good.replace("\"m_kib\": 64", "\"m_kib\": 63"),
            "cost_too_low",
            "cheaper than asked for",
        ),
        (
            good.replace("\"m_kib\": 64", "\"m_kib\": 65"),
            "wrong_passphrase",
            "another cost is another key",
        ),
        (
            good.replace("\"t\": 1", "\"t\": 4000000000"),
            "cost_too_high",
            "years of passes",
        ),
        (
            good.replace("\"log-key\"", "\"../key\""),
            "invalid_vault_item",
            "a name that is none",
        ),
        (
            good.replace("\"items\": {", &format!("\"items\": {{{many}")),
            "vault_too_large",
            "1,101 items",
        ),
        (
            good.replace("\"nonce\": \"", "\"nonce\": \"AAAA"),
            "vault_damaged",
            "a nonce of 27 bytes",
        ),
        (
            format!("{good}{}", " ".repeat(4 * 1024 * 1024)),
            "vault_too_large",
            "more than 4 MiB",
        ),
    ] {
        assert_ne!(text, good, "{why}: the case changes something");
        fs::write(&path, text).unwrap();
        assert_eq!(code(open(folder.path())), expected, "{why}");
    }
    for length in (0..good.len() - 2).step_by(7) {
        fs::write(&path, &good.as_bytes()[..length]).unwrap();
        assert_eq!(
            code(open(folder.path())),
            "vault_damaged",
            "cut to {length}"
        );
    }
    fs::write(&path, [0xff_u8, 0xfe, 0x00]).unwrap();
    assert_eq!(code(open(folder.path())), "vault_damaged", "not text");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(code(open(folder.path())), "vault_damaged", "a folder");
}

#[test]
fn a_file_exchanged_while_open_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let vault = made(folder.path());
    fs::remove_file(folder.path().join(FILE_NAME)).unwrap();
    assert_eq!(vault.get(LOG_KEY).unwrap_err().code(), "vault_missing");
    made(folder.path());
    assert_eq!(vault.get(LOG_KEY).unwrap_err().code(), "wrong_passphrase");
    assert_eq!(
        vault.set(LOG_KEY, b"x").unwrap_err().code(),
        "wrong_passphrase"
    );
}
