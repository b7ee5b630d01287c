//! A vault in one file, `vault.json`, in the workspace's folder: every item sealed under a passphrase.
//!
//! Argon2id over the passphrase gives the key, once, when the vault is opened; each item is sealed by itself and bound to
//! workspace and name. The file is read anew at each call, so several programs may use one workspace; writers take
//! turns through `vault.lock`.
//!
//! INVARIANT: at every moment `vault.json` is either the old or the new file, whole: written beside it, synced, renamed,
//! folder synced. It is never readable by other accounts.
//!
//! Limit: whoever can write the file can put an older copy of it, or of one item, back. Against that stand the checkpoints
//! that others hold.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

use super::item::{MAX_ITEMS, check_item, check_secret, check_workspace};
use super::{Vault, VaultError, VaultKind};
use crate::credential::seal::{Sealed, seal, unseal};
use crate::credential::{Cost, Stretch, password};

/// The name of the file in the workspace's folder.
pub const FILE_NAME: &str = "vault.json";
const LOCK_NAME: &str = "vault.lock";
const DRAFT_NAME: &str = "vault.json.new";
const FORMAT: &str = "countersign/vault";
const VERSION: u32 = 1;
const MAX_FILE: usize = 4 * 1024 * 1024;

/// Secrets in a file under a passphrase.
pub struct FileVault {
    folder: PathBuf,
    workspace: String,
    key: Zeroizing<[u8; 32]>,
    argon2: Stretch,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    v: u32,
    workspace: String,
    argon2: Stretch,
    /// An empty text under the key: tells a wrong passphrase from a damaged item.
    check: Sealed,
    items: BTreeMap<String, Sealed>,
}

#[derive(Deserialize)]
struct Header {
    format: String,
    v: u32,
}

impl FileVault {
    /// Makes an empty vault in `folder`, which exists; refuses if there is one.
    pub fn create(
        folder: &Path,
        workspace: &str,
        passphrase: &str,
        cost: Cost,
    ) -> Result<Self, VaultError> {
        check_workspace(workspace)?;
        password::check(passphrase, &[workspace])?;
        let argon2 = Stretch::draw(cost)?;
        let key = argon2.key(passphrase.as_bytes(), cost)?;
        let vault = Self {
            folder: folder.to_owned(),
            workspace: workspace.to_owned(),
            key,
            argon2,
        };
        let check = seal(&vault.key, &check_context(workspace), b"")?;
        let items = BTreeMap::new();
        let content = Content {
            format: FORMAT.to_owned(),
            v: VERSION,
            workspace: workspace.to_owned(),
            argon2,
            check,
            items,
        };
        let _turn = vault.turn()?;
        if Self::exists(folder) {
            return Err(VaultError::Exists(
                vault.path(FILE_NAME).display().to_string(),
            ));
        }
        vault.write(&content)?;
        Ok(vault)
    }

    /// Opens the vault in `folder`; refuses one that costs less than `minimum` to guess at.
    pub fn open(
        folder: &Path,
        workspace: &str,
        passphrase: &str,
        minimum: Cost,
    ) -> Result<Self, VaultError> {
        check_workspace(workspace)?;
        let content = read(&folder.join(FILE_NAME))?;
        if content.workspace != workspace {
            return Err(VaultError::OtherWorkspace(content.workspace));
        }
        let key = content.argon2.key(passphrase.as_bytes(), minimum)?;
        unseal(&key, &check_context(workspace), &content.check)
            .ok_or(VaultError::WrongPassphrase)?;
        Ok(Self {
            folder: folder.to_owned(),
            workspace: workspace.to_owned(),
            key,
            argon2: content.argon2,
        })
    }

    /// Whether there is a vault file in `folder`.
    pub fn exists(folder: &Path) -> bool {
        fs::symlink_metadata(folder.join(FILE_NAME)).is_ok()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The file as it is now; it must still be the one that was opened.
    fn content(&self) -> Result<Content, VaultError> {
        let content = read(&self.path(FILE_NAME))?;
        if content.workspace != self.workspace {
            return Err(VaultError::OtherWorkspace(content.workspace));
        }
        if content.argon2 != self.argon2 {
            return Err(VaultError::WrongPassphrase);
        }
        Ok(content)
    }

    fn change(
        &self,
        change: impl FnOnce(&mut Content) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let _turn = self.turn()?;
        let mut content = self.content()?;
        change(&mut content)?;
        self.write(&content)
    }

    /// Waits until no other writer is at work; dropping the file ends the turn.
    fn turn(&self) -> Result<File, VaultError> {
        let path = self.path(LOCK_NAME);
        let file = private()
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| io(&path, e))?;
        file.lock().map_err(|e| io(&path, e))?;
        Ok(file)
    }

    /// Called in a turn only, so the draft is nobody else's.
    fn write(&self, content: &Content) -> Result<(), VaultError> {
        let mut text =
            serde_json::to_vec_pretty(content).map_err(|e| VaultError::Damaged(e.to_string()))?;
        text.push(b'\n');
        if text.len() > MAX_FILE {
            return Err(VaultError::TooLarge {
                what: "the vault file",
                limit: MAX_FILE,
            });
        }
        let (draft, target) = (self.path(DRAFT_NAME), self.path(FILE_NAME));
        match fs::remove_file(&draft) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(&draft, error)),
            _ => {}
        }
        let mut file = private()
            .create_new(true)
            .open(&draft)
            .map_err(|e| io(&draft, e))?;
        file.write_all(&text)
            .and_then(|()| file.sync_all())
            .map_err(|e| io(&draft, e))?;
        fs::rename(&draft, &target).map_err(|e| io(&target, e))?;
        sync_folder(&self.folder)
    }

    fn context(&self, item: &str) -> String {
        format!("countersign/vault-item/v1\n{}\n{item}", self.workspace)
    }
}

impl Vault for FileVault {
    fn get(&self, item: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        check_item(item)?;
        let content = self.content()?;
        let Some(sealed) = content.items.get(item) else {
            return Ok(None);
        };
        let secret = unseal(&self.key, &self.context(item), sealed);
        secret
            .map(Some)
            .ok_or_else(|| VaultError::Damaged(format!("item `{item}` was changed")))
    }

    fn set(&self, item: &str, secret: &[u8]) -> Result<(), VaultError> {
        check_item(item)?;
        check_secret(secret)?;
        let sealed = seal(&self.key, &self.context(item), secret)?;
        self.change(|content| {
            content.items.insert(item.to_owned(), sealed);
            if content.items.len() > MAX_ITEMS {
                return Err(VaultError::TooLarge {
                    what: "the number of items",
                    limit: MAX_ITEMS,
                });
            }
            Ok(())
        })
    }

    fn delete(&self, item: &str) -> Result<(), VaultError> {
        check_item(item)?;
        self.change(|content| {
            content.items.remove(item);
            Ok(())
        })
    }

    fn items(&self) -> Result<Vec<String>, VaultError> {
        Ok(self.content()?.items.into_keys().collect())
    }

    fn kind(&self) -> VaultKind {
        VaultKind::File
    }

    fn workspace(&self) -> &str {
        &self.workspace
    }
}

fn check_context(workspace: &str) -> String {
    format!("countersign/vault-check/v1\n{workspace}")
}

fn read(path: &Path) -> Result<Content, VaultError> {
    let found = fs::symlink_metadata(path).map_err(|e| io(path, e))?;
    if !found.is_file() {
        return Err(VaultError::Damaged(
            "`vault.json` is not a regular file".to_owned(),
        ));
    }
    let mut text = Vec::new();
    let file = File::open(path).map_err(|e| io(path, e))?;
    file.take(MAX_FILE as u64 + 1)
        .read_to_end(&mut text)
        .map_err(|e| io(path, e))?;
    if text.len() > MAX_FILE {
        return Err(VaultError::TooLarge {
            what: "the vault file",
            limit: MAX_FILE,
        });
    }
    parse(&text)
}

fn parse(text: &[u8]) -> Result<Content, VaultError> {
    let damaged = |error: serde_json::Error| {
        VaultError::Damaged(format!("line {}: not a vault file", error.line()))
    };
    let header: Header = serde_json::from_slice(text).map_err(damaged)?;
    if header.format != FORMAT {
        return Err(VaultError::Damaged("not a vault file".to_owned()));
    }
    if header.v != VERSION {
        return Err(VaultError::Newer(header.v));
    }
    let content: Content = serde_json::from_slice(text).map_err(damaged)?;
    check_workspace(&content.workspace)?;
    if content.items.len() > MAX_ITEMS {
        return Err(VaultError::TooLarge {
            what: "the number of items",
            limit: MAX_ITEMS,
        });
    }
    content.items.keys().try_for_each(|item| check_item(item))?;
    Ok(content)
}

/// Opens for writing, for this account only.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the rename durable. Windows has no such call for folders and needs none.
fn sync_folder(folder: &Path) -> Result<(), VaultError> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|opened| opened.sync_all())
            .map_err(|e| io(folder, e))?;
    }
    Ok(())
}

fn io(path: &Path, source: std::io::Error) -> VaultError {
    let path = path.display().to_string();
    match source.kind() {
        ErrorKind::NotFound if path.ends_with(FILE_NAME) => VaultError::Missing(path),
        _ => VaultError::Io { path, source },
    }
}
