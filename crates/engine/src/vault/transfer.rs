//! A vault's items as one sealed text, for backup and restore.
//!
//! All items are sealed together under a backup passphrase, so none can be left out or exchanged unnoticed.
//!
//! INVARIANT: an import never replaces what is there. A key that differs is refused before anything is written; of the
//! newest checkpoint and the tokens the vault's own stay, or putting back an old backup would hide that it is old.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

use super::item::{MAX_ITEMS, NEWEST_CHECKPOINT, check_item, check_secret, check_workspace};
use super::{Vault, VaultError};
use crate::credential::seal::{Sealed, seal, unseal};
use crate::credential::{Cost, Stretch, password};

const FORMAT: &str = "countersign/vault-export";
const VERSION: u32 = 1;
const MAX_TEXT: usize = 8 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Export {
    format: String,
    v: u32,
    workspace: String,
    argon2: Stretch,
    sealed: Sealed,
}

#[derive(Deserialize)]
struct Header {
    format: String,
    v: u32,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Items that were not there and are now.
    pub written: Vec<String>,
    /// Items that were there and stayed as they were.
    pub kept: Vec<String>,
}

/// Every item of `vault`, sealed under `passphrase`, as JSON on one line.
pub fn export_items(vault: &dyn Vault, passphrase: &str, cost: Cost) -> Result<String, VaultError> {
    let workspace = vault.workspace().to_owned();
    password::check(passphrase, &[&workspace])?;
    let plain = lines(vault)?;
    let argon2 = Stretch::draw(cost)?;
    let key = argon2.key(passphrase.as_bytes(), cost)?;
    let sealed = seal(&key, &context(&workspace), &plain)?;
    let export = Export {
        format: FORMAT.to_owned(),
        v: VERSION,
        workspace,
        argon2,
        sealed,
    };
    serde_json::to_string(&export).map_err(|error| VaultError::Damaged(error.to_string()))
}

/// Puts the items of `text` into `vault`, which is of the same workspace.
pub fn import_items(
    vault: &dyn Vault,
    passphrase: &str,
    text: &[u8],
    minimum: Cost,
) -> Result<Imported, VaultError> {
    let export = parse(text)?;
    if export.workspace != vault.workspace() {
        return Err(VaultError::OtherWorkspace(export.workspace));
    }
    let key = export.argon2.key(passphrase.as_bytes(), minimum)?;
    let plain = unseal(&key, &context(&export.workspace), &export.sealed)
        .ok_or(VaultError::WrongPassphrase)?;
    let items = read_lines(&plain)?;
    let mut done = Imported::default();
    let mut missing = Vec::new();
    for (name, secret) in items {
        match vault.get(&name)? {
            None => missing.push((name, secret)),
            Some(own) if own == secret || may_differ(&name) => done.kept.push(name),
            Some(_) => return Err(VaultError::Conflict(name)),
        }
    }
    for (name, secret) in missing {
        vault.set(&name, &secret)?;
        done.written.push(name);
    }
    Ok(done)
}

fn may_differ(item: &str) -> bool {
    item == NEWEST_CHECKPOINT || item.starts_with("token/")
}

fn context(workspace: &str) -> String {
    format!("{FORMAT}/v1\n{workspace}")
}

/// One line an item: name, space, secret in base64.
fn lines(vault: &dyn Vault) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let names = vault.items()?;
    // Room for everything from the start: growing would leave copies of secrets behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(names.len().saturating_mul(3_072)));
    for name in names {
        let Some(secret) = vault.get(&name)? else {
            continue;
        };
        check_secret(&secret)?;
        let encoded = Zeroizing::new(STANDARD.encode(secret.as_slice()));
        for part in [name.as_bytes(), b" ", encoded.as_bytes(), b"\n"] {
            plain.extend_from_slice(part);
        }
    }
    Ok(plain)
}

type Items = BTreeMap<String, Zeroizing<Vec<u8>>>;

fn read_lines(plain: &[u8]) -> Result<Items, VaultError> {
    let damaged = || VaultError::Damaged("the export holds a line that is no item".to_owned());
    let mut items = Items::new();
    for line in std::str::from_utf8(plain).map_err(|_| damaged())?.lines() {
        let (name, encoded) = line.split_once(' ').ok_or_else(damaged)?;
        let secret = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| damaged())?);
        check_item(name)?;
        check_secret(&secret)?;
        items.insert(name.to_owned(), secret);
    }
    if items.len() > MAX_ITEMS {
        return Err(VaultError::TooLarge {
            what: "the number of items",
            limit: MAX_ITEMS,
        });
    }
    Ok(items)
}

fn parse(text: &[u8]) -> Result<Export, VaultError> {
    if text.len() > MAX_TEXT {
        return Err(VaultError::TooLarge {
            what: "the export of the vault",
            limit: MAX_TEXT,
        });
    }
    let damaged = |_| VaultError::Damaged("not the export of a vault".to_owned());
    let header: Header = serde_json::from_slice(text).map_err(damaged)?;
    if header.format != FORMAT {
        return Err(VaultError::Damaged("not the export of a vault".to_owned()));
    }
    if header.v != VERSION {
        return Err(VaultError::Newer(header.v));
    }
    let export: Export = serde_json::from_slice(text).map_err(damaged)?;
    check_workspace(&export.workspace)?;
    Ok(export)
}
