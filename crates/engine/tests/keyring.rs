//! The keyring vault against a real gnome-keyring, on a message bus and in a home folder of its own.
//!
//! Each test starts this program anew under `dbus-run-session` for that one test, so `cargo test` always runs them. It
//! needs the Debian packages `dbus` and `gnome-keyring`, and says so if they are missing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use engine::vault::{
    ACT_KEY, DEVICE_SECRET, KeyringVault, LOG_KEY, MAX_SECRET, NEWEST_CHECKPOINT, SERVICE, Vault,
    VaultError, VaultKind, keyring_available, token_item,
};

#[path = "../src/vault/tests/conformance.rs"]
mod conformance;

const INSIDE: &str = "COUNTERSIGN_KEYRING_TEST";
const UNLOCK: &str = "echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null";
/// More than any call here needs, on the slowest machine; a hang shows as this.
const PATIENT: Duration = Duration::from_secs(60);
const IMPATIENT: Duration = Duration::from_secs(3);
const HANG: Duration = Duration::from_secs(120);

/// Runs `body` in this process if it is the inner one; otherwise runs this one test again in a session of its own that
/// `prepare`, a shell command, has set up.
fn in_session(test: &str, prepare: &str, body: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return body();
    }
    for (program, package) in [
        ("dbus-run-session", "dbus"),
        ("gnome-keyring-daemon", "gnome-keyring"),
    ] {
        let found = std::env::split_paths(&std::env::var_os("PATH").unwrap())
            .any(|folder| folder.join(program).exists());
        assert!(
            found,
            "`{program}` is missing: install the Debian package `{package}`"
        );
    }
    let home = tempfile::tempdir().unwrap();
    let own = std::env::current_exe().unwrap();
    let script = format!("{prepare}; exec \"$0\" --exact {test} --nocapture");
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "bash", "-c", &script]).arg(own);
    assert_passed(alone(&mut command, home.path()));
}

fn alone<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    command
        .env(INSIDE, "1")
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::null())
}

fn assert_passed(command: &mut Command) {
    let output = command.output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success() && out.contains("1 passed"),
        "{}\n{out}\n{err}",
        output.status
    );
}

fn patient(workspace: &str) -> KeyringVault {
    KeyringVault::with_timeout(workspace, PATIENT).unwrap()
}

fn no_hang<T>(call: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let value = call();
    assert!(begun.elapsed() < HANG, "took {:?}", begun.elapsed());
    value
}

#[test]
fn an_unlocked_keyring_conforms() {
    in_session("an_unlocked_keyring_conforms", UNLOCK, || {
        assert!(keyring_available());
        conformance::run(&|workspace| Box::new(patient(workspace)));
    });
}

#[test]
fn secrets_lie_under_service_and_account_and_outlive_the_program() {
    in_session(
        "secrets_lie_under_service_and_account_and_outlive_the_program",
        UNLOCK,
        || {
            let vault = patient("acme");
            assert_eq!(vault.kind(), VaultKind::Keyring);
            vault.set(LOG_KEY, b"the log key").unwrap();
            let entry = keyring::Entry::new("countersign", "acme/log-key").unwrap();
            assert_eq!(entry.get_secret().unwrap(), b"the log key");
            assert_eq!(SERVICE, "countersign");
            // Another program of the same session finds it: this one again, asked to look only.
            let again = Command::new("dbus-send")
                .args([
                    "--session",
                    "--print-reply",
                    "--dest=org.freedesktop.secrets",
                    "/org/freedesktop/secrets",
                ])
                .args([
                    "org.freedesktop.Secret.Service.SearchItems",
                    "dict:string:string:username,acme/log-key",
                ])
                .output()
                .unwrap();
            assert!(
                String::from_utf8_lossy(&again.stdout)
                    .contains("/org/freedesktop/secrets/collection/login/")
            );
        },
    );
}

#[test]
fn a_keyring_that_was_never_unlocked_is_an_error_and_no_hang() {
    in_session(
        "a_keyring_that_was_never_unlocked_is_an_error_and_no_hang",
        ":",
        || {
            let vault = KeyringVault::with_timeout("acme", IMPATIENT).unwrap();
            let error = no_hang(|| vault.set(LOG_KEY, b"x")).unwrap_err();
            assert_unusable(&error);
            assert!(
                matches!(no_hang(|| vault.get(LOG_KEY)), Ok(None) | Err(_)),
                "never a value"
            );
        },
    );
}

#[test]
fn a_keyring_locked_meanwhile_is_an_error_and_no_hang() {
    in_session(
        "a_keyring_locked_meanwhile_is_an_error_and_no_hang",
        UNLOCK,
        || {
            patient("acme").set(LOG_KEY, b"x").unwrap();
            let locked = Command::new("dbus-send")
                .args([
                    "--session",
                    "--print-reply",
                    "--dest=org.freedesktop.secrets",
                    "/org/freedesktop/secrets",
                ])
                .args([
                    "org.freedesktop.Secret.Service.Lock",
                    "array:objpath:/org/freedesktop/secrets/collection/login",
                ])
                .output()
                .unwrap();
            assert!(
                locked.status.success(),
                "{}",
                String::from_utf8_lossy(&locked.stderr)
            );
            let vault = KeyringVault::with_timeout("acme", IMPATIENT).unwrap();
            assert_unusable(&no_hang(|| vault.get(LOG_KEY)).unwrap_err());
            assert_unusable(&no_hang(|| vault.set(LOG_KEY, b"y")).unwrap_err());
        },
    );
}

#[test]
fn without_a_message_bus_there_is_no_keyring() {
    if std::env::var_os(INSIDE).is_none() {
        let home = tempfile::tempdir().unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "without_a_message_bus_there_is_no_keyring",
            "--nocapture",
        ]);
        let nowhere = format!("unix:path={}/none", home.path().display());
        return assert_passed(
            alone(&mut command, home.path()).env("DBUS_SESSION_BUS_ADDRESS", nowhere),
        );
    }
    let vault = KeyringVault::with_timeout("acme", PATIENT).unwrap();
    let error = no_hang(|| vault.get(LOG_KEY)).unwrap_err();
    assert_eq!(error.code(), "no_keyring", "{error}");
    assert_eq!(error.help(), Some("error-help-vault-choose"));
    assert!(!keyring_available());
}

/// The keyring refused or did not answer; which of the two depends on what asks for passwords on this system.
fn assert_unusable(error: &VaultError) {
    assert!(
        matches!(error.code(), "keyring_locked" | "keyring_timeout"),
        "{}: {error}",
        error.code()
    );
    assert_eq!(error.help(), Some("error-help-vault-unlock"));
}
