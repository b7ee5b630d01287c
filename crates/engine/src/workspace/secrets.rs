//! Which vault a workspace keeps its secrets in.

use std::{path::Path, sync::Arc};

use zeroize::Zeroizing;

use super::{Described, Options};
use crate::{
    EngineError,
    credential::Cost,
    vault::{FileVault, KeyringVault, MemoryVault, Vault},
};

/// A choice of vault. It is made by the person and never silently.
#[derive(Clone)]
pub enum VaultChoice {
    /// The keyring of the operating system.
    Keyring,
    /// A file in the workspace's folder under a passphrase.
    File(Zeroizing<String>),
    /// Gone with the process.
    Memory,
    /// One that is open already.
    Given(Arc<dyn Vault>),
}

impl std::fmt::Debug for VaultChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Keyring => "Keyring",
            Self::File(_) => "File",
            Self::Memory => "Memory",
            Self::Given(_) => "Given",
        })
    }
}

impl VaultChoice {
    /// The choice that `--vault` or a form names; a file vault needs its passphrase.
    pub fn named(kind: &str, passphrase: Option<&str>) -> Result<Self, EngineError> {
        let input = |what: &str, reason: &str| EngineError::Input {
            what: what.to_owned(),
            reason: reason.to_owned(),
        };
        match (kind, passphrase.filter(|text| !text.is_empty())) {
            ("keyring", _) => Ok(Self::Keyring),
            ("memory", _) => Ok(Self::Memory),
            ("file", Some(passphrase)) => Ok(Self::File(Zeroizing::new(passphrase.to_owned()))),
            ("file", None) => Err(input(
                "passphrase",
                "the passphrase of the workspace's file vault",
            )),
            _ => Err(input("vault", "keyring, file or memory")),
        }
    }

    /// A new, empty vault for the workspace `id` in `folder`, which exists.
    pub(crate) fn create(
        &self,
        folder: &Path,
        id: &str,
        cost: Cost,
    ) -> Result<Arc<dyn Vault>, EngineError> {
        Ok(match self {
            Self::Keyring => Arc::new(KeyringVault::new(id)?),
            Self::File(passphrase) => Arc::new(FileVault::create(folder, id, passphrase, cost)?),
            Self::Memory => Arc::new(MemoryVault::new(id)?),
            Self::Given(vault) => vault.clone(),
        })
    }

    /// The vault of an existing workspace.
    pub fn open(
        &self,
        folder: &Path,
        described: &Described,
        options: &Options,
    ) -> Result<Arc<dyn Vault>, EngineError> {
        let minimum = if described.demo {
            Cost::DEMO
        } else {
            options.minimum_cost
        };
        Ok(match self {
            Self::Keyring => Arc::new(KeyringVault::new(&described.id)?),
            Self::File(passphrase) => {
                Arc::new(FileVault::open(folder, &described.id, passphrase, minimum)?)
            }
            Self::Memory => Arc::new(MemoryVault::new(&described.id)?),
            Self::Given(vault) => vault.clone(),
        })
    }
}
