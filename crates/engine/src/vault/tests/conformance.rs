//! What every vault does, whatever it is made of. Run over memory and file here, and over a real keyring by the
//! integration test.

use super::{ACT_KEY, DEVICE_SECRET, LOG_KEY, MAX_SECRET, NEWEST_CHECKPOINT, Vault, token_item};

/// Runs all of it; `make` gives an empty vault for the workspace named.
pub(crate) fn run(make: &dyn Fn(&str) -> Box<dyn Vault>) {
    an_empty_vault_has_nothing(&*make("empty"));
    what_is_set_is_got_byte_for_byte(&*make("bytes"));
    the_last_value_counts(&*make("last"));
    deleting_is_final_and_repeatable(&*make("gone"));
    items_lists_what_exists(&*make("list"));
    names_and_sizes_are_checked(&*make("limits"));
    workspaces_are_apart(&*make("one"), &*make("other"));
    many_threads_lose_nothing(&*make("threads"));
}

fn got(vault: &dyn Vault, item: &str) -> Option<Vec<u8>> {
    vault.get(item).unwrap().map(|secret| secret.to_vec())
}

fn an_empty_vault_has_nothing(vault: &dyn Vault) {
    assert_eq!(got(vault, LOG_KEY), None);
    assert_eq!(vault.items().unwrap(), Vec::<String>::new());
    assert_eq!(vault.workspace(), "empty");
}

fn what_is_set_is_got_byte_for_byte(vault: &dyn Vault) {
    let all: Vec<u8> = (0..=255).collect();
    for (secret, why) in [
        (vec![], "nothing at all"),
        (vec![0], "a zero byte"),
        (vec![0xff, 0xfe, 0xc3, 0x28], "not UTF-8"),
        (b"line\r\nline\n".to_vec(), "line ends"),
        (all.repeat(8), "the largest"),
    ] {
        vault.set(DEVICE_SECRET, &secret).unwrap();
        assert_eq!(got(vault, DEVICE_SECRET), Some(secret), "{why}");
    }
}

fn the_last_value_counts(vault: &dyn Vault) {
    for n in 0_u8..5 {
        vault.set(NEWEST_CHECKPOINT, &[n]).unwrap();
        vault.set(LOG_KEY, b"stays").unwrap();
        assert_eq!(got(vault, NEWEST_CHECKPOINT), Some(vec![n]));
    }
    assert_eq!(got(vault, LOG_KEY), Some(b"stays".to_vec()));
}

fn deleting_is_final_and_repeatable(vault: &dyn Vault) {
    let token = token_item(&[7; 32]);
    for item in [ACT_KEY, token.as_str()] {
        vault.set(item, b"x").unwrap();
        vault.delete(item).unwrap();
        assert_eq!(got(vault, item), None);
        vault.delete(item).unwrap();
        vault.set(item, b"again").unwrap();
        assert_eq!(got(vault, item), Some(b"again".to_vec()));
    }
}

fn items_lists_what_exists(vault: &dyn Vault) {
    let tokens: Vec<String> = (0_u8..40).map(|n| token_item(&[n; 32])).collect();
    vault.set(LOG_KEY, b"x").unwrap();
    tokens
        .iter()
        .for_each(|token| vault.set(token, b"x").unwrap());
    let mut expected = vec![LOG_KEY.to_owned()];
    expected.extend(tokens.iter().cloned());
    assert_eq!(vault.items().unwrap(), expected, "in order, each once");
    for token in tokens.iter().skip(1) {
        vault.delete(token).unwrap();
    }
    assert_eq!(
        vault.items().unwrap(),
        [LOG_KEY.to_owned(), tokens[0].clone()]
    );
}

fn names_and_sizes_are_checked(vault: &dyn Vault) {
    let long = "a".repeat(129);
    for (item, why) in [
        ("", "no name"),
        ("/", "empty parts"),
        ("a//b", "an empty part"),
        ("a/", "an empty end"),
        ("../log-key", "dots"),
        ("Log-Key", "capitals"),
        ("a b", "a space"),
        ("a\nb", "a line feed"),
        ("schlüssel", "beyond ASCII"),
        ("index", "reserved"),
        ("index/0", "reserved"),
        (long.as_str(), "too long"),
    ] {
        for (error, call) in [
            (vault.get(item).err(), "get"),
            (vault.set(item, b"x").err(), "set"),
            (vault.delete(item).err(), "delete"),
        ] {
            assert_eq!(
                error.map(|error| error.code()),
                Some("invalid_vault_item"),
                "{call} `{item}`: {why}"
            );
        }
    }
    let error = vault.set(LOG_KEY, &vec![0; MAX_SECRET + 1]).unwrap_err();
    assert_eq!(error.code(), "vault_too_large");
    assert_eq!(
        vault.items().unwrap(),
        Vec::<String>::new(),
        "nothing was stored"
    );
}

fn workspaces_are_apart(one: &dyn Vault, other: &dyn Vault) {
    one.set(LOG_KEY, b"one").unwrap();
    assert_eq!(got(other, LOG_KEY), None);
    other.set(LOG_KEY, b"other").unwrap();
    other.delete(LOG_KEY).unwrap();
    assert_eq!(got(one, LOG_KEY), Some(b"one".to_vec()));
}

fn many_threads_lose_nothing(vault: &dyn Vault) {
    let names: Vec<String> = (0_u8..8).map(|n| token_item(&[n])).collect();
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(move || vault.set(name, name.as_bytes()).unwrap());
        }
    });
    assert_eq!(vault.items().unwrap(), names);
    names
        .iter()
        .for_each(|name| assert_eq!(got(vault, name), Some(name.as_bytes().to_vec())));
}
