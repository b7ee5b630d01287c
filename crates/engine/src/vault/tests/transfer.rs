//! Export and import of a vault's items.

use super::*;

fn filled() -> MemoryVault {
    let vault = MemoryVault::new("ws").unwrap();
    vault.set(LOG_KEY, b"log").unwrap();
    vault.set(DEVICE_SECRET, &[0, 1, 255]).unwrap();
    vault.set(NEWEST_CHECKPOINT, b"size 10").unwrap();
    vault.set(&token_item(&[1]), b"").unwrap();
    vault
}

fn export(vault: &dyn Vault) -> String {
    export_items(vault, PASSPHRASE, CHEAP).unwrap()
}

fn import(vault: &dyn Vault, text: &str) -> Result<Imported, VaultError> {
    import_items(vault, PASSPHRASE, text.as_bytes(), CHEAP)
}

#[test]
fn an_empty_vault_gets_everything() {
    let from = filled();
    let to = MemoryVault::new("ws").unwrap();
    let done = import(&to, &export(&from)).unwrap();
    assert_eq!(
        done,
        Imported {
            written: from.items().unwrap(),
            kept: vec![]
        }
    );
    for item in from.items().unwrap() {
        assert_eq!(to.get(&item).unwrap(), from.get(&item).unwrap(), "{item}");
    }
    let again = import(&to, &export(&from)).unwrap();
    assert_eq!(
        again,
        Imported {
            written: vec![],
            kept: from.items().unwrap()
        },
        "a second time changes nothing"
    );
}

#[test]
fn an_old_backup_does_not_put_back_the_newest_checkpoint() {
    let vault = filled();
    let old = export(&vault);
    vault.set(NEWEST_CHECKPOINT, b"size 20").unwrap();
    vault.set(&token_item(&[1]), b"rotated").unwrap();
    import(&vault, &old).unwrap();
    assert_eq!(
        vault.get(NEWEST_CHECKPOINT).unwrap().unwrap().as_slice(),
        b"size 20"
    );
    assert_eq!(
        vault.get(&token_item(&[1])).unwrap().unwrap().as_slice(),
        b"rotated"
    );
}

#[test]
fn a_key_that_differs_stops_the_import_before_it_starts() {
    let to = MemoryVault::new("ws").unwrap();
    to.set(LOG_KEY, b"another log's").unwrap();
    assert_eq!(
        import(&to, &export(&filled())).unwrap_err().code(),
        "vault_conflict"
    );
    assert_eq!(to.items().unwrap(), [LOG_KEY], "nothing was written");
}

#[test]
fn exports_that_are_refused() {
    let good = export(&filled());
    let to = MemoryVault::new("ws").unwrap();
    for (text, code, why) in [
        (String::new(), "vault_damaged", "nothing"),
        ("[".repeat(100_000), "vault_damaged", "deep nesting"),
        (
            good.replace("\"v\":1", "\"v\":2"),
            "vault_newer",
            "a newer version",
        ),
        (
            good.replace("vault-export", "vault"),
            "vault_damaged",
            "another format",
        ),
        (
            good.replace("\"workspace\":\"ws\"", "\"workspace\":\"other\""),
            "vault_of_other_workspace",
            "another workspace",
        ),
        (
            good.replace("\"m_kib\":64", "\"m_kib\":4294967295"),
            "cost_too_high",
            "4 TiB of memory",
        ),
        (
            good.replace("\"m_kib\":64", "\"m_kib\":8"),
            "cost_too_low",
            "cheap to guess at",
        ),
        (
            good.replace("\"ciphertext\":\"", "\"ciphertext\":\"AAAA"),
            "wrong_passphrase",
            "changed",
        ),
        (
            " ".repeat(8 * 1024 * 1024 + 1),
            "vault_too_large",
            "more than 8 MiB",
        ),
    ] {
        assert_eq!(import(&to, &text).unwrap_err().code(), code, "{why}");
    }
    let error = import_items(&to, "another passphrase", good.as_bytes(), CHEAP).unwrap_err();
    assert_eq!(error.code(), "wrong_passphrase");
    assert_eq!(
        export_items(&filled(), "short", CHEAP).unwrap_err().code(),
        "password_too_short"
    );
    assert_eq!(to.items().unwrap(), Vec::<String>::new());
}

#[test]
fn an_export_of_one_workspace_is_none_of_another() {
    let text = export(&filled()).replace("\"workspace\":\"ws\"", "\"workspace\":\"other\"");
    let other = MemoryVault::new("other").unwrap();
    assert_eq!(
        import(&other, &text).unwrap_err().code(),
        "wrong_passphrase",
        "renamed, it no longer opens"
    );
}

#[test]
fn no_secret_is_in_the_text() {
    let vault = MemoryVault::new("ws").unwrap();
    vault.set(STORE_KEY, b"a secret of some length").unwrap();
    let text = export(&vault);
    assert!(!text.contains("a secret of") && !text.contains("YSBzZWNyZXQgb2Yg"));
}
