//! The file `lock`: shared while a workspace is open, exclusive while it is created, migrated or restored.
//!
//! INVARIANT: the lock is advisory and belongs to the open file, so the system releases it when the process ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::StoreError;

/// Name of the file.
pub(crate) const LOCK_FILE: &str = "lock";

/// Holds the lock until it is dropped.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Shares the folder with others that have it open.
    pub(crate) fn shared(folder: &Path) -> Result<Self, StoreError> {
        let file = open(folder)?;
        held(file.try_lock_shared(), folder)?;
        Ok(Self { _file: file })
    }

    /// Has the folder alone.
    pub(crate) fn exclusive(folder: &Path) -> Result<Self, StoreError> {
        let file = open(folder)?;
        held(file.try_lock(), folder)?;
        Ok(Self { _file: file })
    }
}

fn open(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(LOCK_FILE);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(&path)
        .map_err(StoreError::io(format!("opening `{}`", path.display())))
}

fn held(result: Result<(), TryLockError>, folder: &Path) -> Result<(), StoreError> {
    match result {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy {
            folder: folder.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(StoreError::io(format!(
            "locking `{}`",
            folder.display()
        ))(error)),
    }
}
