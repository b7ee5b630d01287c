//! An open workspace.
//!
//! INVARIANT: one writer owns the connection that writes, and one thread at a time holds it; everybody else reads the live state or a reader of their
//! own. Keys live here while the workspace is open, and nowhere else in memory.

mod create;
mod head;
mod open;
mod secrets;
mod unusable;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, mpsc},
    thread::JoinHandle,
};

use kernel::{
    commitment::Commitment,
    digest::Digest,
    id::{PersonId, Signer, WorkstationId},
    signature::{KeyBook, StateKeys},
    state::{Event, State},
};
use ledger::note::{SignerKey, VerifierKey};
use store::{Reader, Store, StoreError};
use zeroize::Zeroizing;

pub use create::NewWorkspace;
pub(crate) use create::VAULT as VAULT_SETTING;
pub use open::Described;
pub use secrets::VaultChoice;

use crate::{
    EngineError, Live, Topic,
    clock::{Clock, SystemClock},
    credential::{Cost, Throttle},
    vault::Vault,
    writer::{Appended, Desk, Message, Submission},
};

/// Vault items of a workspace.
pub mod item {
    pub use crate::vault::{
        ACT_KEY, DEVICE_SECRET, LOG_KEY, NEWEST_CHECKPOINT, SNAPSHOT_KEY, STORE_KEY, WITNESS_KEY,
    };

    /// The item of a connector token.
    pub fn token(name: &kernel::digest::Digest) -> String {
        crate::vault::token_item(&name.0)
    }
}

/// How a workspace is opened.
#[derive(Clone)]
pub struct Options {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Argon2id cost of new records.
    pub cost: Cost,
    /// Records cheaper than this are refused, except in a workspace made by `demo`.
    pub minimum_cost: Cost,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            cost: Cost::DEFAULT,
            minimum_cost: Cost::FLOOR,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("cost", &self.cost)
            .finish_non_exhaustive()
    }
}

type Listener = Box<dyn Fn(&[Topic]) + Send + Sync>;

/// What all handles of an open workspace share.
pub(crate) struct Inner {
    pub folder: PathBuf,
    pub origin: String,
    pub workstation: WorkstationId,
    pub act_key: SignerKey,
    pub log_key: SignerKey,
    pub store_key: Zeroizing<[u8; 32]>,
    pub snapshot_key: Zeroizing<[u8; 32]>,
    pub vault: Arc<dyn Vault>,
    pub clock: Arc<dyn Clock>,
    pub cost: Cost,
    pub demo: bool,
    minimum: Cost,
    live: RwLock<Arc<Live>>,
    ws: RwLock<Digest>,
    read_only: RwLock<Option<&'static str>>,
    queue: mpsc::Sender<Message>,
    readers: Mutex<Vec<Reader>>,
    file: head::FileIdentity,
    names: Mutex<BTreeMap<Commitment, Option<String>>>,
    key_book: RwLock<BTreeMap<(Signer, u32), Arc<VerifierKey>>>,
    throttle: Mutex<Throttle>,
    listeners: Mutex<Vec<Listener>>,
    remembered: Mutex<u64>,
}

/// An open workspace. Dropping the last handle keeps a snapshot, remembers the newest checkpoint and ends the writer.
pub struct Engine {
    inner: Arc<Inner>,
    desk: Desk,
    writer: Mutex<Option<JoinHandle<()>>>,
    background: Mutex<Option<(mpsc::Sender<()>, JoinHandle<()>)>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("folder", &self.inner.folder)
            .finish_non_exhaustive()
    }
}

/// A poisoned lock only means that another thread panicked between two plain writes; the data is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    pub(crate) fn ws(&self) -> Digest {
        *self.ws.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn read_only(&self) -> Option<&'static str> {
        *self
            .read_only
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_read_only(&self, reason: &'static str) {
        *self
            .read_only
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(reason);
        self.tell(&[Topic::App]);
    }

    pub(crate) fn set_live(&self, live: Arc<Live>) {
        if let Some(genesis) = &live.kernel.state.genesis {
            *self.ws.write().unwrap_or_else(PoisonError::into_inner) = genesis.ws;
        }
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
    }

    pub(crate) fn ask(&self, message: Message) -> Result<(), EngineError> {
        self.queue
            .send(message)
            .map_err(|_| EngineError::Internal("the writer has ended".into()))
    }

    /// Reads with a connection of the pool.
    fn with_reader<T>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let taken = locked(&self.readers).pop();
        let reader = match taken {
            Some(reader) => reader,
            None => Store::open(&self.folder, store::Access::ReadOnly)?.reader()?,
        };
        let answer = read(&reader);
        locked(&self.readers).push(reader);
        answer
    }

    pub(crate) fn throttle(&self) -> MutexGuard<'_, Throttle> {
        locked(&self.throttle)
    }

    pub(crate) fn minimum_cost(&self) -> Cost {
        if self.demo { Cost::DEMO } else { self.minimum }
    }

    pub(crate) fn device_secret(&self) -> Result<Zeroizing<[u8; 32]>, EngineError> {
        open::secret(self.vault.as_ref(), item::DEVICE_SECRET)
    }

    /// Tells listeners what followed from acts.
    pub(crate) fn changed(&self, events: &[Event]) {
        let mut topics = vec![Topic::Log];
        topics.extend(events.iter().flat_map(Topic::of));
        topics.sort_unstable();
        topics.dedup();
        self.tell(&topics);
    }

    /// Another process appended: anything may have changed.
    pub(crate) fn changed_elsewhere(&self) {
        self.tell(Topic::ALL);
    }

    pub(crate) fn tell(&self, topics: &[Topic]) {
        for listener in locked(&self.listeners).iter() {
            listener(topics);
        }
    }

    /// Keys of the state, decompressed once.
    pub(crate) fn keys<'a>(&'a self, state: &'a State) -> CachedKeys<'a> {
        CachedKeys { inner: self, state }
    }
}

/// Keys of a state, through a cache.
pub(crate) struct CachedKeys<'a> {
    inner: &'a Inner,
    state: &'a State,
}

impl KeyBook for CachedKeys<'_> {
    fn find(&self, signer: &Signer, key_id: u32) -> Option<Arc<VerifierKey>> {
        let book = &self.inner.key_book;
        if let Some(key) = book
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&(*signer, key_id))
        {
            return Some(key.clone());
        }
        let key = StateKeys(self.state).find(signer, key_id)?;
        book.write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((*signer, key_id), key.clone());
        Some(key)
    }
}

impl Engine {
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// The state as of the newest durable head.
    pub fn live(&self) -> Arc<Live> {
        self.inner
            .live
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Appends a verified act: in this thread if nobody else appends, else with all that wait.
    pub(crate) fn append(&self, submission: Submission) -> Result<Appended, EngineError> {
        let submission = match self.desk.append_now(submission) {
            Ok(reply) => return reply,
            Err(submission) => submission,
        };
        let (reply, answer) = mpsc::sync_channel(1);
        self.inner.ask(Message::Append(submission, reply))?;
        answer
            .recv()
            .map_err(|_| EngineError::Internal("the writer has ended".into()))?
    }

    /// The workspace's folder.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Name of the log.
    pub fn origin(&self) -> &str {
        &self.inner.origin
    }

    /// SHA-256 of the first entry: the fingerprint people compare.
    pub fn fingerprint(&self) -> Digest {
        self.inner.ws()
    }

    /// This workstation.
    pub fn workstation(&self) -> WorkstationId {
        self.inner.workstation
    }

    /// Why nothing can be appended, as a catalogue id.
    pub fn read_only(&self) -> Option<&'static str> {
        self.inner.read_only()
    }

    /// Whether it was made by `demo`.
    pub fn is_demo(&self) -> bool {
        self.inner.demo
    }

    /// The vault that holds this workspace's secrets.
    pub fn vault(&self) -> &dyn Vault {
        self.inner.vault.as_ref()
    }

    /// The vkey that signs checkpoints.
    pub fn log_vkey(&self) -> String {
        self.inner.log_key.verifier().to_string()
    }

    /// The workspace's clock.
    pub fn now(&self) -> kernel::time::Timestamp {
        self.inner.clock.now()
    }

    /// Calls `listener` with what may have changed, from the writer's thread: it must be quick.
    pub fn on_changed(&self, listener: impl Fn(&[Topic]) + Send + Sync + 'static) {
        locked(&self.inner.listeners).push(Box::new(listener));
    }

    /// Reads with a connection of the pool.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, StoreError>,
    ) -> Result<T, EngineError> {
        self.inner.with_reader(|reader| Ok(read(reader)?))
    }

    /// Runs `task` with the connection that writes, for things that are not in the log.
    pub(crate) fn with_store<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.inner.ask(Message::Run(Box::new(move |store| {
            let _ = reply.send(task(store));
        })))?;
        Ok(answer
            .recv()
            .map_err(|_| EngineError::Internal("the writer has ended".into()))??)
    }

    /// Takes in what other processes have appended.
    pub fn catch_up(&self) -> Result<(), EngineError> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.inner.ask(Message::CatchUp(reply))?;
        answer
            .recv()
            .map_err(|_| EngineError::Internal("the writer has ended".into()))?
    }

    /// A person's name, where this workstation holds it.
    pub fn name_of(&self, person: &PersonId) -> Option<String> {
        let live = self.live();
        let commitment = live.kernel.state.persons.get(person)?.name;
        if let Some(known) = locked(&self.inner.names).get(&commitment) {
            return known.clone();
        }
        let name = self.open_sealed(&commitment).ok().flatten();
        locked(&self.inner.names).insert(commitment, name.clone());
        name
    }

    /// Opens a sealed value that this workstation holds. Whether somebody may see it is the caller's question.
    pub fn open_sealed(&self, commitment: &Commitment) -> Result<Option<String>, EngineError> {
        let Some(row) = self.read(|reader| reader.sealed(commitment))? else {
            return Ok(None);
        };
        let opened = row
            .open(&self.inner.store_key)
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        Ok(String::from_utf8(opened.value.to_vec()).ok())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some((stop, thread)) = locked(&self.background).take() {
            drop(stop);
            let _ = thread.join();
        }
        let _ = self.inner.ask(Message::Stop);
        if let Some(thread) = locked(&self.writer).take() {
            let _ = thread.join();
        }
        if let Err(error) = self.inner.remember() {
            tracing::warn!(%error, "the newest checkpoint was not remembered at close");
        }
    }
}
