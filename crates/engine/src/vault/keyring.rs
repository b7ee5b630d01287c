//! A vault in the keyring of the operating system: service `countersign`, account `<workspace id>/<item>`.
//!
//! A keyring cannot be asked for everything under a prefix on every system. So the names besides the well-known ones
//! (the tokens) are kept in an item of their own, `index/0`, `index/1` and so on.
//!
//! INVARIANT: the index names every such item that exists; it may name some that do not. A name is written before its
//! item and removed after it. Every call runs on the one thread of `worker`, with a timeout.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use ::keyring::{Entry, Error};
use zeroize::Zeroizing;

use super::item::{MAX_ITEMS, MAX_SECRET, WELL_KNOWN, check_item, check_secret, check_workspace};
use super::worker::Worker;
use super::{Vault, VaultError, VaultKind};

/// The name under which the keyring lists the items.
pub const SERVICE: &str = "countersign";
/// How long a call may take unless said otherwise: long enough for a person to unlock the keyring.
pub const TIMEOUT: Duration = Duration::from_secs(15);
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);
/// 80 pieces of 2,048 bytes hold the longest names of 1,024 items.
const MAX_PIECES: usize = 80;

static WORKER: LazyLock<Worker> = LazyLock::new(Worker::default);

/// Secrets in the OS keyring.
pub struct KeyringVault {
    workspace: String,
    timeout: Duration,
}

impl KeyringVault {
    /// The items of `workspace`. Nothing is called yet.
    pub fn new(workspace: &str) -> Result<Self, VaultError> {
        Self::with_timeout(workspace, TIMEOUT)
    }

    /// As [`Self::new`], with a limit of its own for each call.
    pub fn with_timeout(workspace: &str, timeout: Duration) -> Result<Self, VaultError> {
        check_workspace(workspace)?;
        Ok(Self {
            workspace: workspace.to_owned(),
            timeout,
        })
    }

    fn call<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Accounts) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let accounts = Accounts {
            workspace: self.workspace.clone(),
        };
        WORKER.call(self.timeout, move || call(&accounts))?
    }
}

/// Whether this system has a keyring that answers. It may still be locked.
pub fn keyring_available() -> bool {
    WORKER
        .call(PROBE_TIMEOUT, || Entry::store_status().is_ok())
        .unwrap_or(false)
}

impl Vault for KeyringVault {
    fn get(&self, item: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        check_item(item)?;
        let item = item.to_owned();
        self.call(move |accounts| accounts.read(&item))
    }

    fn set(&self, item: &str, secret: &[u8]) -> Result<(), VaultError> {
        check_item(item)?;
        check_secret(secret)?;
        let (item, secret) = (item.to_owned(), Zeroizing::new(secret.to_vec()));
        self.call(move |accounts| {
            accounts.add_to_index(&item)?;
            accounts.write(&item, &secret)
        })
    }

    fn delete(&self, item: &str) -> Result<(), VaultError> {
        check_item(item)?;
        let item = item.to_owned();
        self.call(move |accounts| {
            accounts.erase(&item)?;
            accounts.remove_from_index(&item)
        })
    }

    fn items(&self) -> Result<Vec<String>, VaultError> {
        let mut names = self.call(|accounts| accounts.index())?;
        names.extend(WELL_KNOWN.map(str::to_owned));
        let mut existing = Vec::new();
        for name in names {
            // One call each, so that many items do not share one timeout.
            if self.get(&name)?.is_some() {
                existing.push(name);
            }
        }
        Ok(existing)
    }

    fn kind(&self) -> VaultKind {
        VaultKind::Keyring
    }

    fn workspace(&self) -> &str {
        &self.workspace
    }
}

/// The calls themselves, on the worker's thread only.
struct Accounts {
    workspace: String,
}

impl Accounts {
    fn entry(&self, item: &str) -> Result<Entry, VaultError> {
        Entry::new(SERVICE, &format!("{}/{item}", self.workspace)).map_err(told)
    }

    fn read(&self, item: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        match self.entry(item)?.get_secret().map(Zeroizing::new) {
            Ok(secret) if secret.len() > MAX_SECRET => {
                Err(VaultError::Damaged(format!("item `{item}` is too large")))
            }
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(told(error)),
        }
    }

    fn write(&self, item: &str, secret: &[u8]) -> Result<(), VaultError> {
        self.entry(item)?.set_secret(secret).map_err(told)
    }

    fn erase(&self, item: &str) -> Result<(), VaultError> {
        match self.entry(item)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(told(error)),
        }
    }

    /// The names in the index. What is not a name is passed over: other programs of this account can write here.
    fn index(&self) -> Result<BTreeSet<String>, VaultError> {
        let mut names = BTreeSet::new();
        for piece in 0..MAX_PIECES {
            let Some(text) = self.read(&piece_name(piece))? else {
                break;
            };
            let text = String::from_utf8_lossy(&text);
            names.extend(
                text.lines()
                    .filter(|name| check_item(name).is_ok())
                    .take(MAX_ITEMS)
                    .map(str::to_owned),
            );
        }
        Ok(names)
    }

    fn add_to_index(&self, item: &str) -> Result<(), VaultError> {
        if WELL_KNOWN.contains(&item) {
            return Ok(());
        }
        let mut names = self.index()?;
        if !names.insert(item.to_owned()) {
            return Ok(());
        }
        if names.len() > MAX_ITEMS - WELL_KNOWN.len() {
            return Err(VaultError::TooLarge {
                what: "the number of items",
                limit: MAX_ITEMS,
            });
        }
        let pieces = pieces(&names);
        // A name moves to a later piece only: later pieces first, so that it is in both for a while and never in none.
        for (at, piece) in pieces.iter().enumerate().rev() {
            self.write(&piece_name(at), piece.as_bytes())?;
        }
        Ok(())
    }

    fn remove_from_index(&self, item: &str) -> Result<(), VaultError> {
        if WELL_KNOWN.contains(&item) {
            return Ok(());
        }
        let mut names = self.index()?;
        if !names.remove(item) {
            return Ok(());
        }
        let pieces = pieces(&names);
        // A name moves to an earlier piece only: earlier pieces first.
        for (at, piece) in pieces.iter().enumerate() {
            self.write(&piece_name(at), piece.as_bytes())?;
        }
        self.erase_pieces_from(pieces.len())
    }

    fn erase_pieces_from(&self, first: usize) -> Result<(), VaultError> {
        for at in first..MAX_PIECES {
            if self.read(&piece_name(at))?.is_none() {
                break;
            }
            self.erase(&piece_name(at))?;
        }
        Ok(())
    }
}

fn piece_name(at: usize) -> String {
    format!("index/{at}")
}

/// The names, one a line, in texts that fit into one item each.
fn pieces(names: &BTreeSet<String>) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for name in names {
        match pieces.last_mut() {
            Some(piece) if piece.len() + name.len() < MAX_SECRET => {
                piece.push_str(name);
                piece.push('\n');
            }
            _ => pieces.push(format!("{name}\n")),
        }
    }
    pieces
}

/// The keyring's error in the words of this crate. Its details never hold a secret in `Display`.
fn told(error: Error) -> VaultError {
    match error {
        Error::NoDefaultStore => VaultError::NoKeyring(match Entry::store_status() {
            Err(reason) => reason.to_string(),
            Ok(()) => "its service does not answer".to_owned(),
        }),
        Error::NoStorageAccess(reason) => VaultError::Locked(reason.to_string()),
        Error::Ambiguous(entries) => {
            VaultError::KeyringFailed(format!("it holds {} items of one name", entries.len()))
        }
        other => VaultError::KeyringFailed(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_cut_into_items_that_fit_and_loses_no_name() {
        for count in [0, 1, 28, 29, 30, 1_017] {
            let names: BTreeSet<String> = (0..count)
                .map(|n| super::super::token_item(&[n as u8, (n >> 8) as u8].repeat(16)))
                .collect();
            let pieces = pieces(&names);
            assert!(pieces.len() <= MAX_PIECES, "{count} names");
            assert!(pieces.iter().all(|piece| piece.len() <= MAX_SECRET));
            assert!(
                pieces
                    .iter()
                    .flat_map(|piece| piece.lines())
                    .eq(names.iter()),
                "{count} names"
            );
        }
    }

    #[test]
    fn errors_of_the_keyring_keep_their_meaning() {
        let other = || Box::new(std::io::Error::other("why"));
        for (error, code) in [
            (Error::NoStorageAccess(other()), "keyring_locked"),
            (Error::PlatformFailure(other()), "keyring_failed"),
            (Error::BadEncoding(b"secret".to_vec()), "keyring_failed"),
        ] {
            let told = told(error);
            assert_eq!(told.code(), code);
            assert!(!told.to_string().contains("secret"));
            assert!(told.help().is_some(), "what to do is said");
        }
    }
}
