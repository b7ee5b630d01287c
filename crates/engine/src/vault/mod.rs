//! Where secrets lie: the OS keyring, a file under a passphrase, or memory.
//!
//! The database holds no secret. Keys that sign for the workstation, the device secret, the store key, connector
//! tokens and the newest checkpoint seen are *items* of a vault, each a short name and at most 2,048 bytes.
//!
//! INVARIANT: a vault is chosen explicitly. If the one that was asked for is missing or locked, the call says so and
//! names the choices; nothing falls back to another one by itself.
//!
//! To add a kind of vault: implement [`Vault`] in a file of its own, add it to [`VaultKind`], and run the conformance
//! suite in `tests/` over it.

mod error;
mod file;
mod item;
mod keyring;
mod memory;
mod transfer;
mod worker;

pub use error::VaultError;
pub use file::{FILE_NAME, FileVault};
pub(crate) use item::WELL_KNOWN;
pub use item::{
    ACT_KEY, DEVICE_SECRET, LOG_KEY, MAX_SECRET, NEWEST_CHECKPOINT, SNAPSHOT_KEY, STORE_KEY,
    WITNESS_KEY, token_item,
};
pub use keyring::{KeyringVault, SERVICE, TIMEOUT, keyring_available};
pub use memory::MemoryVault;
pub use transfer::{Imported, export_items, import_items};

use std::{fmt, str::FromStr};
use zeroize::Zeroizing;

/// The secrets of one workspace on one workstation.
///
/// Contract: `set` is durable when it returns, and replaces the whole item; after an error the item is either the old
/// or the new one. `get` of an item that was never set is `None`, not an error. Calls block and may take seconds: they
/// belong on no thread that draws a window.
pub trait Vault: Send + Sync {
    /// The item, if there is one.
    fn get(&self, item: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError>;

    /// Stores the item, instead of an earlier one of that name.
    fn set(&self, item: &str, secret: &[u8]) -> Result<(), VaultError>;

    /// Removes the item. That there is none is no error.
    fn delete(&self, item: &str) -> Result<(), VaultError>;

    /// The names of the items that exist, in order.
    fn items(&self) -> Result<Vec<String>, VaultError>;

    /// Which kind of vault it is.
    fn kind(&self) -> VaultKind;

    /// The id of the workspace whose secrets these are.
    fn workspace(&self) -> &str;
}

/// The kinds of vault, as `--vault` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultKind {
    /// The keyring of the operating system.
    Keyring,
    /// A file under a passphrase, in the workspace's folder.
    File,
    /// Gone when the program ends.
    Memory,
}

impl VaultKind {
    /// The word for `--vault`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::File => "file",
            Self::Memory => "memory",
        }
    }
}

impl fmt::Display for VaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for VaultKind {
    type Err = VaultError;

    fn from_str(text: &str) -> Result<Self, VaultError> {
        match text {
            "keyring" => Ok(Self::Keyring),
            "file" => Ok(Self::File),
            "memory" => Ok(Self::Memory),
            other => Err(VaultError::UnknownKind(other.chars().take(40).collect())),
        }
    }
}

#[cfg(test)]
mod tests;
