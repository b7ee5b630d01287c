//! What can go wrong with a vault, and what to do about it.

use crate::credential::{CostError, PasswordError};
use crate::random::RandomError;

/// Why a vault did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no keyring on this system, or its service does not answer.
    #[error("there is no OS keyring: {0}")]
    NoKeyring(String),
    /// The keyring is locked, was never set up, or somebody dismissed the question for its password.
    #[error("the OS keyring is locked or not set up: {0}")]
    Locked(String),
    /// The keyring did not answer in time. Whether a change was made is not known.
    #[error("the OS keyring did not answer within {0} s; whether a change was made is not known")]
    Timeout(u64),
    /// The keyring answered with an error of its own.
    #[error("the OS keyring failed: {0}")]
    KeyringFailed(String),
    /// The passphrase is another one, or the header of the file was changed.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The new passphrase is too weak.
    #[error(transparent)]
    WeakPassphrase(#[from] PasswordError),
    /// The vault file is not there.
    #[error("there is no vault file `{0}`")]
    Missing(String),
    /// The vault file is there already.
    #[error("there is a vault file `{0}` already")]
    Exists(String),
    /// What was read is not what a vault writes.
    #[error("the vault is damaged: {0}")]
    Damaged(String),
    /// It was written by a newer program.
    #[error("the vault has version {0}, which this program does not know")]
    Newer(u32),
    /// It holds the secrets of another workspace.
    #[error("the secrets belong to workspace `{0}`, not to this one")]
    OtherWorkspace(String),
    /// A key to be imported differs from the one that is there.
    #[error(
        "item `{0}` is there already and differs: import into a vault that does not hold this workspace's keys"
    )]
    Conflict(String),
    /// A secret, a file or a number of items above its limit.
    #[error("{what} is larger than {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its limit, in bytes or pieces.
        limit: usize,
    },
    /// The name cannot name an item.
    #[error("`{0}` cannot name an item of a vault")]
    InvalidItem(String),
    /// The id cannot be a workspace's.
    #[error("`{0}` cannot be the id of a workspace")]
    InvalidWorkspace(String),
    /// Not one of the kinds.
    #[error("`{0}` is no kind of vault")]
    UnknownKind(String),
    /// Cost outside the limits.
    #[error(transparent)]
    Cost(#[from] CostError),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The file system refused.
    #[error("`{path}`: {source}")]
    Io {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl VaultError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoKeyring(_) => "no_keyring",
            Self::Locked(_) => "keyring_locked",
            Self::Timeout(_) => "keyring_timeout",
            Self::KeyringFailed(_) => "keyring_failed",
            Self::WrongPassphrase => "wrong_passphrase",
            Self::WeakPassphrase(error) => error.code(),
            Self::Missing(_) => "vault_missing",
            Self::Exists(_) => "vault_exists",
            Self::Damaged(_) => "vault_damaged",
            Self::Newer(_) => "vault_newer",
            Self::OtherWorkspace(_) => "vault_of_other_workspace",
            Self::Conflict(_) => "vault_conflict",
            Self::TooLarge { .. } => "vault_too_large",
            Self::InvalidItem(_) => "invalid_vault_item",
            Self::InvalidWorkspace(_) => "invalid_vault_workspace",
            Self::UnknownKind(_) => "unknown_vault_kind",
            Self::Cost(error) => error.code(),
            Self::Random(error) => error.code(),
            Self::Io { .. } => "vault_io",
        }
    }

    /// What to do about it, where there is something to do: the id of a sentence in the catalogue.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NoKeyring(_) | Self::KeyringFailed(_) | Self::UnknownKind(_) => {
                Some("error-help-vault-choose")
            }
            Self::Locked(_) | Self::Timeout(_) => Some("error-help-vault-unlock"),
            Self::Missing(_) => Some("error-help-vault-missing"),
            Self::WrongPassphrase => Some("error-help-vault-passphrase"),
            _ => None,
        }
    }
}
