//! Which runner works on a workspace: one at a time, and everybody can see which.
//!
//! A runner that stays on holds the lock of `runner.lock` in the workspace's folder and says in `runner.json` what it is
//! and since when. Whoever comes second stands by and takes over when the first has ended, however it ended.
//!
//! INVARIANT: nothing about what may be done hangs on this. That no job is done twice is decided by the kernel; this keeps
//! two runners from trying, and lets pages say whether anything works at all.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::Path,
};

use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::EngineError;

const LOCK: &str = "runner.lock";
const TOLD: &str = "runner.json";
/// Bytes of `runner.json`.
const TOLD_BYTES: u64 = 4_096;

/// What kind of program runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The app, while its window or its tray icon is there.
    App,
    /// `countersignctl run`.
    CommandLine,
}

/// A runner as it told of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// What kind of program.
    pub kind: Kind,
    /// Number of its process.
    pub process: u32,
    /// Since when.
    pub since: Timestamp,
}

/// Whether anything works on a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Seen {
    /// Nothing does.
    Nobody,
    /// A runner does; what it told cannot always be read.
    Somebody {
        /// What it told.
        told: Option<Told>,
    },
}

/// Held by the runner that works.
#[derive(Debug)]
pub struct Presence {
    told: Told,
    /// Held open for its lock.
    _lock: File,
}

impl Presence {
    /// Becomes the runner of the workspace in `folder`; `None` while another one is.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn take(folder: &Path, kind: Kind, since: Timestamp) -> Result<Option<Self>, EngineError> {
        let path = folder.join(LOCK);
        let failed = |cause| EngineError::io(&path, cause);
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(cause)) => return Err(failed(cause)),
        }
        let told = Told {
            kind,
            process: std::process::id(),
            since,
        };
        let text = serde_json::to_vec(&told).unwrap_or_default();
        let path = folder.join(TOLD);
        fs::write(&path, text).map_err(|cause| EngineError::io(&path, cause))?;
        Ok(Some(Self { told, _lock: lock }))
    }

    /// What it tells of itself.
    #[must_use]
    pub fn told(&self) -> Told {
        self.told
    }
}

/// Looks whether a runner works on the workspace in `folder`, also one of this process.
///
/// # Errors
/// When the folder cannot be read.
pub fn look(folder: &Path) -> Result<Seen, EngineError> {
    let path = folder.join(LOCK);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seen::Nobody),
        Err(cause) => return Err(EngineError::io(&path, cause)),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(Seen::Nobody),
        Err(TryLockError::WouldBlock) => Ok(Seen::Somebody { told: told(folder) }),
        Err(TryLockError::Error(cause)) => Err(EngineError::io(&path, cause)),
    }
}

fn told(folder: &Path) -> Option<Told> {
    let bytes = verify::input::read_file(&folder.join(TOLD), TOLD_BYTES).ok()?;
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_runner_at_a_time_and_the_next_takes_over() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        assert_eq!(look(at).unwrap(), Seen::Nobody, "never was one");
        let first = Presence::take(at, Kind::App, Timestamp(5))
            .unwrap()
            .unwrap();
        assert!(
            Presence::take(at, Kind::CommandLine, Timestamp(6))
                .unwrap()
                .is_none()
        );
        assert_eq!(
            look(at).unwrap(),
            Seen::Somebody {
                told: Some(first.told())
            }
        );
        assert_eq!(
            look(at).unwrap(),
            Seen::Somebody {
                told: Some(first.told())
            },
            "looking takes nothing"
        );
        drop(first);
        assert_eq!(look(at).unwrap(), Seen::Nobody);
        let second = Presence::take(at, Kind::CommandLine, Timestamp(7))
            .unwrap()
            .unwrap();
        assert_eq!(second.told().since, Timestamp(7));
    }

    #[test]
    fn what_it_told_may_be_unreadable() {
        let folder = tempfile::tempdir().unwrap();
        let held = Presence::take(folder.path(), Kind::App, Timestamp(5)).unwrap();
        for text in ["", "{", "{\"kind\":\"other\"}", &"x".repeat(9_000)] {
            fs::write(folder.path().join(TOLD), text).unwrap();
            assert_eq!(
                look(folder.path()).unwrap(),
                Seen::Somebody { told: None },
                "{text:.20}"
            );
        }
        drop(held);
        assert_eq!(
            look(folder.path()).unwrap(),
            Seen::Nobody,
            "what an ended one told is not believed"
        );
    }
}
