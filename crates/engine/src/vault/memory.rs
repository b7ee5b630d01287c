//! A vault that lasts as long as the program: for tests, and for looking around.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

use super::item::{MAX_ITEMS, check_item, check_secret, check_workspace};
use super::{Vault, VaultError, VaultKind};

type Secrets = BTreeMap<String, Zeroizing<Vec<u8>>>;

/// Secrets in the memory of this process, cleared when it is dropped.
pub struct MemoryVault {
    workspace: String,
    secrets: Mutex<Secrets>,
}

impl MemoryVault {
    /// An empty vault.
    pub fn new(workspace: &str) -> Result<Self, VaultError> {
        check_workspace(workspace)?;
        Ok(Self {
            workspace: workspace.to_owned(),
            secrets: Mutex::default(),
        })
    }

    fn secrets(&self) -> MutexGuard<'_, Secrets> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for MemoryVault {
    fn get(&self, item: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        check_item(item)?;
        Ok(self.secrets().get(item).cloned())
    }

    fn set(&self, item: &str, secret: &[u8]) -> Result<(), VaultError> {
        check_item(item)?;
        check_secret(secret)?;
        let mut secrets = self.secrets();
        if secrets.len() >= MAX_ITEMS && !secrets.contains_key(item) {
            return Err(VaultError::TooLarge {
                what: "the number of items",
                limit: MAX_ITEMS,
            });
        }
        secrets.insert(item.to_owned(), Zeroizing::new(secret.to_vec()));
        Ok(())
    }

    fn delete(&self, item: &str) -> Result<(), VaultError> {
        check_item(item)?;
        self.secrets().remove(item);
        Ok(())
    }

    fn items(&self) -> Result<Vec<String>, VaultError> {
        Ok(self.secrets().keys().cloned().collect())
    }

    fn kind(&self) -> VaultKind {
        VaultKind::Memory
    }

    fn workspace(&self) -> &str {
        &self.workspace
    }
}
