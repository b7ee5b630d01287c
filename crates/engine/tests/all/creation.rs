//! Creating a workspace: it is there whole, or nothing of it is there.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use engine::{
    Engine, EngineError, NewWorkspace, Options, VaultChoice,
    credential::Cost,
    vault::{MemoryVault, Vault, VaultError, VaultKind},
};
use zeroize::Zeroizing;

/// A keyring that goes away after some items were set.
struct Failing {
    inner: MemoryVault,
    left: AtomicUsize,
}

impl Failing {
    fn after(items: usize) -> Self {
        Self {
            inner: MemoryVault::new("00000000000000aa").unwrap(),
            left: AtomicUsize::new(items),
        }
    }
}

impl Vault for Failing {
    fn get(&self, item: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        self.inner.get(item)
    }

    fn set(&self, item: &str, secret: &[u8]) -> Result<(), VaultError> {
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        match left {
            Ok(_) => self.inner.set(item, secret),
            Err(_) => Err(VaultError::NoKeyring("it is gone".into())),
        }
    }

    fn delete(&self, item: &str) -> Result<(), VaultError> {
        self.inner.delete(item)
    }

    fn items(&self) -> Result<Vec<String>, VaultError> {
        self.inner.items()
    }

    fn kind(&self) -> VaultKind {
        self.inner.kind()
    }

    fn workspace(&self) -> &str {
        self.inner.workspace()
    }
}

fn create(folder: &Path, vault: Arc<dyn Vault>) -> Result<(), EngineError> {
    let new = NewWorkspace {
        name: "Acme".into(),
        origin: None,
        admin_name: "Ada Reyes".into(),
        password: Zeroizing::new("seventeen quiet herons 84".into()),
        demo: true,
    };
    let options = Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    };
    Engine::create(folder, &new, &VaultChoice::Given(vault), options).map(drop)
}

#[test]
fn a_workspace_that_cannot_be_made_leaves_nothing() {
    // Six secrets are drawn, and the newest checkpoint is remembered.
    for items in 0..7 {
        let home = tempfile::tempdir().unwrap();
        let vault = Arc::new(Failing::after(items));
        let error = create(&home.path().join("new/acme"), vault.clone()).unwrap_err();
        assert_eq!(error.code(), "no_keyring", "after {items} items");
        assert_eq!(
            std::fs::read_dir(home.path()).unwrap().count(),
            0,
            "files or folders after {items} items"
        );
        assert_eq!(
            vault.items().unwrap(),
            Vec::<String>::new(),
            "secrets after {items} items"
        );
    }
    let home = tempfile::tempdir().unwrap();
    create(&home.path().join("acme"), Arc::new(Failing::after(9))).expect("the same way works");
}

#[test]
fn a_folder_that_was_there_stays_and_what_is_in_it_too() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("acme");
    std::fs::create_dir(&folder).unwrap();
    create(&folder, Arc::new(Failing::after(3))).unwrap_err();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    std::fs::write(folder.join("letter.txt"), "mine").unwrap();
    let vault = Arc::new(Failing::after(9));
    vault.set("log-key", b"of somebody").unwrap();
    let error = create(&folder, vault.clone()).unwrap_err();
    assert_eq!(error.code(), "store.exists");
    assert_eq!(
        std::fs::read_to_string(folder.join("letter.txt")).unwrap(),
        "mine"
    );
    assert_eq!(vault.items().unwrap().len(), 1, "no secret is touched");
}
