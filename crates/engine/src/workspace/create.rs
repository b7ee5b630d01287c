//! Creating a workspace: keys, vault items, the first entry and the first tick.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{
    Kernel,
    act::{Act, Body, Entry, Seen, workspace::Create},
    check::{Context, check},
    commitment::Commitment,
    id::{PersonId, Signer, WorkstationId},
    limits, signature,
};
use ledger::{
    Hash,
    checkpoint::{Checkpoint, sign_checkpoint},
    note::{KeyKind, SignerKey, sign_note},
    tree::CompactRange,
};
use store::{ActView, Batch, NewEntry, NewStore, SealedRow, Store};
use zeroize::Zeroizing;

use super::{Engine, Options, VaultChoice, item};
use crate::{
    EngineError, Session,
    credential::Credential,
    random,
    vault::{Vault, WELL_KNOWN},
};

/// How long the first entry may be used.
const UNTIL_MILLIS: u64 = 15 * 60 * 1_000;

/// What a new workspace is called and who begins it.
#[derive(Clone, Debug)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// Name of the log; `None`: `countersign.invalid/<workspace id>`.
    pub origin: Option<String>,
    /// The administrator's name.
    pub admin_name: String,
    /// The administrator's password.
    pub password: Zeroizing<String>,
    /// Made by `demo`: cheap password hashing is accepted in it.
    pub demo: bool,
}

/// Setting that marks a workspace made by `demo`.
pub(super) const DEMO: &str = "demo";
/// Setting that names the kind of vault.
pub(crate) const VAULT: &str = "vault";
/// Setting that names this workstation.
pub(super) const WORKSTATION: &str = "workstation";

struct Keys {
    log: SignerKey,
    act: SignerKey,
    admin: SignerKey,
    admin_seed: Zeroizing<[u8; 32]>,
    device: Zeroizing<[u8; 32]>,
    store: Zeroizing<[u8; 32]>,
}

impl Engine {
    /// Creates a workspace in `folder`, which is empty or does not exist, with a vault of its own.
    pub fn create(
        folder: &Path,
        new: &NewWorkspace,
        choice: &VaultChoice,
        options: Options,
    ) -> Result<(Self, Session), EngineError> {
        let id = match choice {
            VaultChoice::Given(vault) => vault.workspace().to_owned(),
            _ => random::workspace_id()?,
        };
        let id = id.as_str();
        let person = random::person_id()?;
        let workstation = WorkstationId(random::person_id()?.0);
        crate::credential::check_password(&new.password, &[&new.admin_name, &new.name])?;
        let origin = new
            .origin
            .clone()
            .unwrap_or_else(|| format!("countersign.invalid/{id}"));
        let begun = Begun::at(folder);
        let named = NewStore {
            workspace: id.to_owned(),
            origin: origin.clone(),
        };
        let store = Store::create(folder, &named).inspect_err(|_| begun.leave())?;
        let vault = match choice.create(folder, id, options.cost) {
            Ok(vault) => vault,
            Err(error) => {
                drop(store);
                begun.undo(None);
                return Err(error);
            }
        };
        let beginning = Beginning {
            id,
            origin: &origin,
            person,
            workstation,
        };
        Self::begin(store, new, beginning, vault.clone(), options)
            .inspect_err(|_| begun.undo(Some(vault.as_ref())))
    }

    /// Fills the new store and vault and opens them.
    fn begin(
        mut store: Store,
        new: &NewWorkspace,
        beginning: Beginning<'_>,
        vault: Arc<dyn Vault>,
        options: Options,
    ) -> Result<(Self, Session), EngineError> {
        let Beginning {
            id,
            origin,
            person,
            workstation,
        } = beginning;
        let folder = store.folder().to_owned();
        let keys = Keys::make(origin, person, workstation, vault.as_ref())?;
        let credential = Credential::create(
            id,
            person,
            &keys.admin_seed,
            &new.password,
            &keys.device,
            options.cost,
        )?;
        store.put_credential(&person, &credential.to_bytes())?;
        store.put_setting(VAULT, vault.kind().as_str().as_bytes())?;
        store.put_setting(WORKSTATION, workstation.to_string().as_bytes())?;
        if new.demo {
            store.put_setting(DEMO, b"1")?;
        }
        first_entry(&mut store, new, &keys, person, workstation, &options)?;
        drop(store);
        let engine = Self::open(&folder, vault, options)?;
        engine.first_tick()?;
        engine.remember()?;
        let session = Session::new(person, keys.admin, engine.now());
        Ok((engine, session))
    }

    /// Entry 1 is a tick: log time begins.
    fn first_tick(&self) -> Result<(), EngineError> {
        let now = self.now();
        let tick = kernel::act::clock::Tick { time: now };
        self.act_as_workstation(|_| Ok(Body::ClockTick(tick)))
            .map(|_| ())
    }
}

/// The names a workspace begins with.
#[derive(Clone, Copy)]
struct Beginning<'a> {
    id: &'a str,
    origin: &'a str,
    person: PersonId,
    workstation: WorkstationId,
}

/// A workspace that is being made: what must go if it does not come about.
struct Begun {
    folder: PathBuf,
    /// Folders that were not there before, the innermost first.
    made: Vec<PathBuf>,
}

impl Begun {
    fn at(folder: &Path) -> Self {
        let made = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        Self {
            folder: folder.to_owned(),
            made: made.map(Path::to_owned).collect(),
        }
    }

    /// Takes back secrets, files and folders. The folder held nothing before: the store refuses any other. What cannot be
    /// taken back is only told, for the error that led here matters more.
    fn undo(&self, vault: Option<&dyn Vault>) {
        if let Some(vault) = vault {
            let gone = WELL_KNOWN.iter().try_for_each(|name| vault.delete(name));
            if let Err(error) = gone {
                tracing::warn!(%error, "secrets of a workspace that was not made may remain");
            }
        }
        let files = std::fs::read_dir(&self.folder).into_iter().flatten();
        for file in files.filter_map(Result::ok) {
            let path = file.path();
            let removed = if path.is_dir() {
                std::fs::remove_dir_all(&path)
            } else {
                std::fs::remove_file(&path)
            };
            if let Err(error) = removed {
                tracing::warn!(path = %path.display(), %error, "a file of a workspace that was not made remains");
            }
        }
        self.leave();
    }

    /// Removes the folders that were made, as far as they are empty.
    fn leave(&self) {
        for folder in &self.made {
            if std::fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }
}

impl Keys {
    fn make(
        origin: &str,
        person: PersonId,
        workstation: WorkstationId,
        vault: &dyn Vault,
    ) -> Result<Self, EngineError> {
        let signer = |name: &str, seed: &[u8; 32]| {
            SignerKey::from_seed(name, KeyKind::Ed25519, seed).map_err(|error| EngineError::Input {
                what: "origin".into(),
                reason: error.to_string(),
            })
        };
        let drawn = |name: &str| -> Result<Zeroizing<[u8; 32]>, EngineError> {
            let seed = random::seed()?;
            vault.set(name, seed.as_slice())?;
            Ok(seed)
        };
        drawn(item::WITNESS_KEY)?;
        drawn(item::SNAPSHOT_KEY)?;
        let admin_seed = random::seed()?;
        Ok(Self {
            log: signer(origin, &*drawn(item::LOG_KEY)?)?,
            act: signer(
                &Signer::Workstation(workstation).key_name(origin),
                &*drawn(item::ACT_KEY)?,
            )?,
            admin: signer(&Signer::Person(person).key_name(origin), &admin_seed)?,
            admin_seed,
            device: drawn(item::DEVICE_SECRET)?,
            store: drawn(item::STORE_KEY)?,
        })
    }
}

fn first_entry(
    store: &mut Store,
    new: &NewWorkspace,
    keys: &Keys,
    person: PersonId,
    workstation: WorkstationId,
    options: &Options,
) -> Result<(), EngineError> {
    let internal = |error: &dyn std::fmt::Display| EngineError::Internal(error.to_string());
    let at = options.clock.now();
    let id = random::act_id(at);
    let salt = random::salt()?;
    let admin_name = Commitment::make(&id, "name", &salt, new.admin_name.as_bytes());
    let sealed = SealedRow::seal(
        &keys.store,
        admin_name,
        id,
        "name",
        &salt,
        new.admin_name.as_bytes(),
    )
    .map_err(|error| internal(&error))?;
    let act = Act {
        at,
        body: Body::WorkspaceCreate(Create {
            admin: person,
            admin_key: keys.admin.verifier().to_string(),
            admin_name,
            log_key: keys.log.verifier().to_string(),
            name: new.name.clone(),
            workstation,
            workstation_key: keys.act.verifier().to_string(),
        }),
        by: Signer::Person(person),
        id,
        seen: Seen {
            root: Hash::EMPTY_ROOT,
            size: 0,
        },
        until: at.plus_millis(UNTIL_MILLIS),
        v: limits::RULES_VERSION,
        via: workstation,
        ws: None,
    };
    let note =
        sign_note(&act.to_text()?, &[&keys.admin, &keys.act]).map_err(|error| internal(&error))?;
    let bytes: Arc<[u8]> = note.to_bytes().into();
    let entry = Entry::parse(&bytes)?;
    let kernel = Kernel::default();
    signature::verify(
        &entry,
        keys.log.verifier().name(),
        &signature::StateKeys(&kernel.state),
    )?;
    let outcome = check(&Context {
        kernel: &kernel,
        act: &entry.act,
        digest: entry.digest,
        index: 0,
        lookup: &*store,
    })?;
    let mut range = CompactRange::new();
    range.push(entry.leaf);
    let root = range.root();
    let checkpoint = Checkpoint::new(keys.log.verifier().name(), 1, root);
    let note = sign_checkpoint(&checkpoint, &[&keys.log]).map_err(|error| internal(&error))?;
    let batch = Batch {
        expected: store.head()?,
        entries: vec![NewEntry {
            bytes,
            leaf: entry.leaf,
            root,
            time: kernel.state.time,
            signer: entry.act.by,
            id,
            view: ActView::of(&entry.act, 0, &outcome.events, &kernel.state),
            events: outcome.events,
        }],
        checkpoint: note.to_bytes(),
        blobs: Vec::new(),
        sealed: vec![sealed],
    };
    store.append(&batch)?;
    Ok(())
}
