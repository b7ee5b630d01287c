//! Opening a workspace: secrets from the vault, state from snapshot and log, comparison with the remembered checkpoint.

use std::{
    path::Path,
    sync::{Arc, Mutex, RwLock, mpsc},
};

use kernel::{
    act::{Body, Entry},
    id::{Signer, WorkstationId},
    limits,
    state::State,
};
use ledger::{
    note::{KeyKind, SignerKey},
    tree::CompactRange,
};
use store::{Access, Store, StoreError};
use zeroize::Zeroizing;

use super::{
    Engine, Inner, Options,
    create::{DEMO, VAULT, WORKSTATION},
    head::{self, Compared},
    item, unusable,
};
use crate::{
    EngineError, Live,
    credential::Throttle,
    vault::Vault,
    writer::{Desk, Writer, fold},
};

/// What must be known of a workspace before its vault can be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Described {
    /// Its id, which names its secrets in the vault.
    pub id: String,
    /// The name people gave it, as its first entry says; `None` where that entry cannot be read.
    pub name: Option<String>,
    /// `keyring`, `file` or `memory`.
    pub vault: String,
    /// Whether it was made by `demo`.
    pub demo: bool,
}

impl Engine {
    /// Reads what is needed to open the vault of the workspace in `folder`.
    pub fn describe(folder: &Path) -> Result<Described, EngineError> {
        let reader = Store::look(folder)?;
        let vault = text_setting(&reader, VAULT)?;
        Ok(Described {
            id: reader.workspace()?,
            name: given_name(&reader),
            vault,
            demo: reader.setting(DEMO)?.is_some(),
        })
    }

    /// Opens a workspace. It opens for reading only when the file is behind or beside the remembered checkpoint.
    pub fn open(
        folder: &Path,
        vault: Arc<dyn Vault>,
        options: Options,
    ) -> Result<Self, EngineError> {
        let store = Store::open(folder, Access::Write)?;
        let origin = store.origin()?;
        let workstation = WorkstationId::parse(&text_setting(&store, WORKSTATION)?)
            .ok_or_else(|| damaged("the workstation's name"))?;
        let log_key = signer(vault.as_ref(), item::LOG_KEY, &origin)?;
        let act_key = signer(
            vault.as_ref(),
            item::ACT_KEY,
            &Signer::Workstation(workstation).key_name(&origin),
        )?;
        let snapshot_key = secret(vault.as_ref(), item::SNAPSHOT_KEY)?;
        let (live, snapshot_at) = load(&store, &snapshot_key)?;
        let compared = head::compare(vault.as_ref(), log_key.verifier(), &store)?;
        let live = Arc::new(live);
        let (queue, messages) = mpsc::channel();
        let demo = store.setting(DEMO)?.is_some();
        let reader = store.reader()?;
        let inner = Arc::new(Inner {
            folder: store.folder().to_owned(),
            origin,
            workstation,
            act_key,
            log_key,
            store_key: secret(vault.as_ref(), item::STORE_KEY)?,
            snapshot_key,
            vault,
            clock: options.clock,
            cost: options.cost,
            demo,
            minimum: options.minimum_cost,
            ws: RwLock::new(
                live.kernel
                    .state
                    .genesis
                    .as_ref()
                    .map(|genesis| genesis.ws)
                    .unwrap_or_default(),
            ),
            live: RwLock::new(live.clone()),
            read_only: RwLock::new(match compared {
                Compared::Good => None,
                Compared::Behind => Some("read-only-behind"),
                Compared::Forked => Some("read-only-forked"),
            }),
            queue,
            readers: Mutex::new(vec![reader]),
            file: head::FileIdentity::of(store.folder()),
            names: Mutex::default(),
            key_book: RwLock::default(),
            throttle: Mutex::new(Throttle::default()),
            listeners: Mutex::default(),
            remembered: Mutex::new(0),
        });
        let desk = Desk::new(Writer::new(
            store,
            live,
            Arc::downgrade(&inner),
            snapshot_at,
        ));
        let writer = desk.clone();
        let thread = std::thread::Builder::new()
            .name("countersign-writer".into())
            .spawn(move || writer.run(&messages))
            .map_err(|error| EngineError::Internal(format!("no thread for the writer: {error}")))?;
        let engine = Self {
            inner,
            desk,
            writer: Mutex::new(Some(thread)),
            background: Mutex::new(None),
        };
        engine.start_background();
        Ok(engine)
    }
}

/// State from the newest snapshot whose MAC holds and the entries after it, each verified. A version whose files are
/// damaged stays in the state and cannot be used; entries after the snapshot that need it cannot be verified.
/// Not verified here: a list of workspaces may be wrong about a name, what opens one is not.
fn given_name(reader: &store::Reader) -> Option<String> {
    let first = reader.entry(0).ok()??;
    match Entry::parse(&first.bytes).ok()?.act.body {
        Body::WorkspaceCreate(create) => Some(create.name),
        _ => None,
    }
}

fn load(store: &Store, snapshot_key: &[u8; 32]) -> Result<(Live, u64), EngineError> {
    let head = store.head()?;
    let found = store.snapshot(snapshot_key, limits::RULES_VERSION)?;
    let start = found
        .snapshot
        .filter(|snapshot| snapshot.size <= head.size)
        .and_then(|snapshot| {
            let range = store.compact_range(snapshot.size).ok()??;
            let state = State::from_bytes(&snapshot.state)?;
            (range.root() == snapshot.root && state.size == snapshot.size).then_some((state, range))
        });
    let (state, mut range) = start.unwrap_or_else(|| (State::default(), CompactRange::new()));
    let snapshot_at = state.size;
    let mut kernel = unusable::load(state, store);
    fold(&mut kernel, &mut range, store, &head)?;
    Ok((
        Live {
            kernel,
            head,
            range,
        },
        snapshot_at,
    ))
}

fn text_setting(reader: &store::Reader, key: &str) -> Result<String, EngineError> {
    let bytes = reader.setting(key)?.ok_or_else(|| damaged(key))?;
    Ok(String::from_utf8(bytes).map_err(|_| damaged(key))?)
}

fn damaged(key: &str) -> StoreError {
    StoreError::Damaged {
        what: format!("the setting `{key}`"),
    }
}

/// A secret of 32 bytes.
pub(super) fn secret(vault: &dyn Vault, name: &str) -> Result<Zeroizing<[u8; 32]>, EngineError> {
    let missing = || EngineError::SecretMissing {
        item: name.to_owned(),
    };
    let bytes = vault.get(name)?.ok_or_else(missing)?;
    Ok(Zeroizing::new(
        bytes.as_slice().try_into().map_err(|_| missing())?,
    ))
}

fn signer(vault: &dyn Vault, name: &str, key_name: &str) -> Result<SignerKey, EngineError> {
    SignerKey::from_seed(key_name, KeyKind::Ed25519, &*secret(vault, name)?)
        .map_err(|error| EngineError::Internal(error.to_string()))
}
