//! Leases: how another process can tell that a call is still under way.
//!
//! A lease is 32 random hexadecimal characters in `job.started`, and a locked file `lease-<hex>` in the workspace's
//! folder. It lives as long as one pass of the runner: every call the pass starts has its outcome before the pass ends.
//!
//! INVARIANT: a lease is dead if and only if its file is not there or not locked. The file gets its name only after it is
//! locked; the system lets go of the lock when the process ends, however it ends. So a call of a living pass is never
//! taken for lost, and a call whose outcome could not be appended is found by the next pass, also of the same process.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use crate::{EngineError, random};

const PREFIX: &str = "lease-";

/// A lease of a living pass.
#[derive(Debug)]
pub(super) struct Lease {
    hex: String,
    path: PathBuf,
    /// Held open for its lock.
    _file: File,
}

impl Lease {
    /// Takes a new lease, and removes the files of dead ones.
    pub(super) fn take(folder: &Path) -> Result<Self, EngineError> {
        sweep(folder)?;
        let hex: String = random::bytes::<16>()?
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let path = folder.join(format!("{PREFIX}{hex}"));
        let unnamed = folder.join(format!(".new-{PREFIX}{hex}"));
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&unnamed)
            .map_err(|cause| EngineError::io(&unnamed, cause))?;
        let named = file.lock().and_then(|()| fs::rename(&unnamed, &path));
        if let Err(cause) = named {
            let _ = fs::remove_file(&unnamed);
            return Err(EngineError::io(&path, cause));
        }
        Ok(Self {
            hex,
            path,
            _file: file,
        })
    }

    /// As `job.started` names it.
    pub(super) fn hex(&self) -> &str {
        &self.hex
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // A file that stays behind is unlocked, thus dead, and the next pass that makes calls removes it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether the pass that took this lease is still running on this computer.
pub(super) fn is_alive(folder: &Path, hex: &str) -> Result<bool, EngineError> {
    // The text comes from the log; only what a lease looks like becomes a file name.
    if hex.len() != 32 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(false);
    }
    is_locked(&folder.join(format!("{PREFIX}{hex}")))
}

fn is_locked(path: &Path) -> Result<bool, EngineError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(EngineError::io(path, cause)),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(cause)) => Err(EngineError::io(path, cause)),
    }
}

fn sweep(folder: &Path) -> Result<(), EngineError> {
    for found in fs::read_dir(folder).map_err(|cause| EngineError::io(folder, cause))? {
        let found = found.map_err(|cause| EngineError::io(folder, cause))?;
        let is_lease = found
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX));
        if is_lease && !is_locked(&found.path())? {
            // Another pass may have removed it a moment ago.
            let _ = fs::remove_file(found.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_lives_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let lease = Lease::take(folder.path()).unwrap();
        let hex = lease.hex().to_owned();
        assert_eq!(hex.len(), 32);
        assert!(is_alive(folder.path(), &hex).unwrap());
        assert!(
            is_alive(folder.path(), &hex).unwrap(),
            "asking does not take it"
        );
        let other = Lease::take(folder.path()).unwrap();
        assert_ne!(other.hex(), hex);
        assert!(
            is_alive(folder.path(), &hex).unwrap(),
            "another lease's sweep leaves the living alone"
        );
        drop(lease);
        assert!(!is_alive(folder.path(), &hex).unwrap());
        assert!(is_alive(folder.path(), other.hex()).unwrap());
    }

    #[test]
    fn a_file_of_a_process_that_was_killed_is_dead_and_swept() {
        let folder = tempfile::tempdir().unwrap();
        let hex = "0".repeat(32);
        let path = folder.path().join(format!("{PREFIX}{hex}"));
        fs::write(&path, b"").unwrap();
        assert!(
            !is_alive(folder.path(), &hex).unwrap(),
            "the file is there and nobody holds it"
        );
        let lease = Lease::take(folder.path()).unwrap();
        assert!(!path.exists());
        drop(lease);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "nothing stays behind"
        );
    }

    #[test]
    fn text_of_the_log_names_no_other_file() {
        let folder = tempfile::tempdir().unwrap();
        for hex in [
            "",
            "../../x",
            "zz",
            &"g".repeat(32),
            &"0".repeat(31),
            &"é".repeat(16),
        ] {
            assert!(!is_alive(folder.path(), hex).unwrap(), "{hex}");
        }
    }
}
