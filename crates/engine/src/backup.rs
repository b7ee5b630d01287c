//! Backup to a folder and restore from one.
//!
//! A backup is `workspace.db`, a copy of one moment, and `vault.json`, this workstation's keys and tokens sealed under a
//! passphrase. Without the passphrase it restores nothing; with it, it is the workspace.
//!
//! INVARIANT: both files are read back before the backup has its name. Restoring never makes the vault forget a newer
//! checkpoint: a restored workspace that is behind it opens for reading only.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::{
    authority::{Object, Question, decide},
    role::Permission,
};
use ledger::{
    Hash,
    checkpoint::open_checkpoint,
    note::{KeyKind, SignerKey},
};
use store::{Head, Store};
use zeroize::Zeroizing;

use crate::{
    EngineError, Session,
    credential::Cost,
    export::NewFolder,
    vault::{self, MemoryVault, Vault},
    workspace::{Described, Engine, Options, VAULT_SETTING, VaultChoice, item},
};

const DATABASE: &str = "workspace.db";
const ITEMS: &str = "vault.json";
/// Bytes of `vault.json`.
const ITEMS_BYTES: u64 = 8 << 20;

/// What a backup holds, or a restored workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackedUp {
    /// Entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

/// What a restore did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// Id of the workspace.
    pub id: String,
    /// Entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// Size of the newest checkpoint that the vault remembers; larger than `size`: it opens for reading only.
    pub remembered: Option<u64>,
}

impl Restored {
    /// Whether the vault knows of entries that the backup does not hold.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.remembered
            .is_some_and(|remembered| remembered > self.size)
    }
}

impl Engine {
    /// Writes a backup to the folder `to`, which must not exist or be empty.
    ///
    /// # Errors
    /// Refused without the permission `workspace.backup`, and with a weak passphrase.
    pub fn backup(
        &self,
        session: &Session,
        to: &Path,
        passphrase: &str,
    ) -> Result<BackedUp, EngineError> {
        self.permit_backup(session)?;
        let mut draft = NewFolder::begin(to)?;
        self.remember()?;
        // Items first: the copy of the database is then never behind the checkpoint among them.
        let items = Zeroizing::new(vault::export_items(
            self.vault(),
            passphrase,
            self.inner().cost,
        )?);
        draft.write(ITEMS, items.as_bytes())?;
        let file = draft.part().join(DATABASE);
        let head = self.read(|reader| reader.backup_to(&file, &[], |_| {}))?;
        check_head(&head, &self.inner().log_key)?;
        let staged = MemoryVault::new(self.vault().workspace())?;
        vault::import_items(&staged, passphrase, items.as_bytes(), self.inner().cost)?;
        draft.publish()?;
        self.has_left(head.size);
        Ok(BackedUp {
            size: head.size,
            root: head.root,
        })
    }

    fn permit_backup(&self, session: &Session) -> Result<(), EngineError> {
        session.key(self.now())?;
        let (live, permission) = (self.live(), Permission::WorkspaceBackup);
        let question = Question {
            person: session.person(),
            permission,
            object: &Object::workspace(),
        };
        let decision = decide(
            &live.kernel.state,
            &live.kernel.compiled.policies,
            &question,
        );
        if decision.allowed {
            Ok(())
        } else {
            Err(decision.refusal(session.person(), permission).into())
        }
    }

    /// Puts the backup in `from` into `folder`, which must not exist or be empty, and its keys into the vault that is
    /// chosen: a file vault is made anew in the folder, a keyring may hold this workspace's keys already.
    ///
    /// # Errors
    /// When the passphrase is wrong, a file is damaged or missing, or the vault holds other keys of this workspace. The
    /// folder is then empty again.
    pub fn restore(
        from: &Path,
        folder: &Path,
        passphrase: &str,
        choice: &VaultChoice,
        options: &Options,
    ) -> Result<Restored, EngineError> {
        let items = read_items(&from.join(ITEMS))?;
        let store = Store::restore(&from.join(DATABASE), folder)?;
        let restored = finish(store, &items, passphrase, choice, options);
        if restored.is_err() {
            clear(folder);
        }
        restored
    }
}

fn finish(
    mut store: Store,
    items: &[u8],
    passphrase: &str,
    choice: &VaultChoice,
    options: &Options,
) -> Result<Restored, EngineError> {
    let Described { id, demo, .. } = Engine::describe(store.folder())?;
    let minimum = if demo {
        Cost::DEMO
    } else {
        options.minimum_cost
    };
    // Into memory first: nothing reaches the vault from a backup that does not fit together.
    let staged = MemoryVault::new(&id)?;
    vault::import_items(&staged, passphrase, items, minimum)?;
    let log_key = log_key(&staged, &store.origin()?)?;
    let head = store.head()?;
    check_head(&head, &log_key)?;
    let vault = choice.create(store.folder(), &id, options.cost)?;
    vault::import_items(vault.as_ref(), passphrase, items, minimum)?;
    store.put_setting(VAULT_SETTING, vault.kind().as_str().as_bytes())?;
    let remembered = vault
        .get(item::NEWEST_CHECKPOINT)?
        .and_then(|note| open_checkpoint(&note, std::slice::from_ref(log_key.verifier())).ok())
        .map(|open| open.checkpoint.size);
    Ok(Restored {
        id,
        size: head.size,
        root: head.root,
        remembered,
    })
}

fn read_items(file: &Path) -> Result<Zeroizing<Vec<u8>>, EngineError> {
    let length = fs::metadata(file)
        .map_err(|cause| EngineError::io(file, cause))?
        .len();
    if length > ITEMS_BYTES {
        let reason = "it is larger than 8 MiB".to_owned();
        return Err(EngineError::Folder {
            path: file.display().to_string(),
            reason,
        });
    }
    Ok(Zeroizing::new(
        fs::read(file).map_err(|cause| EngineError::io(file, cause))?,
    ))
}

fn log_key(vault: &dyn Vault, origin: &str) -> Result<SignerKey, EngineError> {
    let missing = || EngineError::SecretMissing {
        item: item::LOG_KEY.to_owned(),
    };
    let seed = vault.get(item::LOG_KEY)?.ok_or_else(missing)?;
    let seed: Zeroizing<[u8; 32]> =
        Zeroizing::new(seed.as_slice().try_into().map_err(|_| missing())?);
    SignerKey::from_seed(origin, KeyKind::Ed25519, &seed)
        .map_err(|error| EngineError::Internal(error.to_string()))
}

/// The checkpoint of the head is of its size and root and signed by the log.
fn check_head(head: &Head, log_key: &SignerKey) -> Result<(), EngineError> {
    let damaged = |reason: String| EngineError::Record {
        index: head.size,
        reason,
    };
    let open = open_checkpoint(&head.checkpoint, std::slice::from_ref(log_key.verifier()))
        .map_err(|error| damaged(error.to_string()))?;
    if (open.checkpoint.size, open.checkpoint.root) == (head.size, head.root) {
        Ok(())
    } else {
        Err(damaged("the checkpoint is not of the head".into()))
    }
}

/// Removes what a restore put into a folder that was empty before it.
fn clear(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        remove(&path);
    }
}

fn remove(path: &PathBuf) {
    if let Err(error) = fs::remove_file(path) {
        tracing::warn!(%error, path = %path.display(), "what is left of a failed restore could not be removed");
    }
}
