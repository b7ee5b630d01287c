//! The newest checkpoint, remembered outside the database.
//!
//! INVARIANT: what is remembered only grows. A head behind or beside it stops appends, at start and while running: an
//! older copy was put back, or the log was forked. A failure to read the vault is reported, never taken as "nothing known".

use std::{
    path::Path,
    sync::{Arc, mpsc},
    time::Duration,
};

use ledger::{checkpoint::open_checkpoint, note::VerifierKey};
use store::{Reader, Store};

use super::{Engine, Inner, item, locked};
use crate::{EngineError, vault::Vault};

/// The head is remembered at least this often while it grows.
const EVERY: Duration = Duration::from_secs(10);

/// How the file compares with what is remembered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Compared {
    /// The same or newer, and consistent.
    Good,
    /// The file has fewer entries.
    Behind,
    /// The file has another history.
    Forked,
}

/// Compares the file with the remembered checkpoint.
pub(crate) fn compare(
    vault: &dyn Vault,
    log_key: &VerifierKey,
    reader: &Reader,
) -> Result<Compared, EngineError> {
    let Some(known) = vault.get(item::NEWEST_CHECKPOINT)? else {
        return Ok(Compared::Good);
    };
    let known = open_checkpoint(&known, std::slice::from_ref(log_key))
        .map_err(|error| {
            EngineError::Internal(format!("the remembered checkpoint cannot be read: {error}"))
        })?
        .checkpoint;
    let head = reader.head()?;
    if head.size < known.size {
        return Ok(Compared::Behind);
    }
    let then = kernel::lookup::Lookup::root_at(reader, known.size);
    Ok(if then == Some(known.root) {
        Compared::Good
    } else {
        Compared::Forked
    })
}

impl Inner {
    /// The file as it is now beside what is remembered: somebody may have put an older copy back while it is open. A
    /// connection of the pool still reads a file that another one was put in the place of; then the new one is opened.
    fn compare_with_file(&self) -> Result<Compared, EngineError> {
        let compared =
            |reader: &Reader| compare(self.vault.as_ref(), self.log_key.verifier(), reader);
        if self.file.is_same(&self.folder) {
            self.with_reader(compared)
        } else {
            compared(&*Store::open(&self.folder, store::Access::ReadOnly)?)
        }
    }

    /// Remembers the newest head in the vault, if it is newer than what is there.
    pub(crate) fn remember(&self) -> Result<(), EngineError> {
        let head = self
            .live
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .head
            .clone();
        let mut remembered = locked(&self.remembered);
        if head.size <= *remembered || self.read_only().is_some() {
            return Ok(());
        }
        match self.compare_with_file()? {
            Compared::Good => {}
            Compared::Behind => {
                self.set_read_only("read-only-behind");
                return Ok(());
            }
            Compared::Forked => {
                self.set_read_only("read-only-forked");
                return Ok(());
            }
        }
        // Another process may have remembered a newer one.
        let known = self.vault.get(item::NEWEST_CHECKPOINT)?;
        let known =
            known.map(|note| open_checkpoint(&note, std::slice::from_ref(self.log_key.verifier())));
        if let Some(Ok(known)) = known
            && known.checkpoint.size > head.size
        {
            *remembered = known.checkpoint.size;
            return Ok(());
        }
        self.vault.set(item::NEWEST_CHECKPOINT, &head.checkpoint)?;
        *remembered = head.size;
        store::failpoint("after-checkpoint-remembered");
        Ok(())
    }
}

/// Which file the workspace's database was when it was opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileIdentity(Option<(u64, u64)>);

impl FileIdentity {
    /// The database that lies in `folder` now.
    pub(super) fn of(folder: &Path) -> Self {
        Self(identity(&folder.join("workspace.db")))
    }

    /// Whether it still lies there. Where the system does not number files, nobody knows, and the answer is no.
    fn is_same(self, folder: &Path) -> bool {
        self.0.is_some() && self.0 == Self::of(folder).0
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let data = std::fs::metadata(path).ok()?;
    Some((data.dev(), data.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

impl Engine {
    /// Remembers the newest head now: before an effect leaves, before an export, at lock and close.
    pub fn remember(&self) -> Result<(), EngineError> {
        self.inner.remember()
    }

    /// Starts the thread that remembers the head and notices what other processes append.
    pub(super) fn start_background(&self) {
        let (stop, stopped) = mpsc::channel::<()>();
        let inner = Arc::downgrade(&self.inner);
        let spawned = std::thread::Builder::new()
            .name("countersign-head".into())
            .spawn(move || {
                while let Err(mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(EVERY) {
                    let Some(inner) = inner.upgrade() else { return };
                    if let Err(error) = inner.remember() {
                        tracing::warn!(%error, "the newest checkpoint was not remembered");
                    }
                }
            });
        match spawned {
            Ok(thread) => *locked(&self.background) = Some((stop, thread)),
            Err(error) => tracing::warn!(%error, "no thread to remember checkpoints"),
        }
    }
}
