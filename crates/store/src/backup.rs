//! Backup to one file, and restoring it into an empty folder.
//!
//! INVARIANT: a backup gets its name only after it was read again whole and its head is one that the workspace has had.
//! A restored workspace appears in its folder only after the same check, under the exclusive lock.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, backup::Backup, backup::StepResult};

use crate::{
    Access, Head, Reader, Store, StoreError,
    handle::quick_check,
    migration, open,
    table::{checkpoint, setting},
};

/// Pages copied between two reports.
const PAGES: i32 = 1_024;

/// How far a backup is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BackupProgress {
    /// Pages copied.
    pub done: u64,
    /// Pages in all.
    pub total: u64,
}

impl Reader {
    /// Writes a backup to `file`, which must not exist, with further settings that only the backup holds (such as wrapped
    /// vault items). Returns the head that it holds.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or what was written does not read back whole.
    pub fn backup_to(
        &self,
        file: &Path,
        add: &[(&str, &[u8])],
        mut progress: impl FnMut(BackupProgress),
    ) -> Result<Head, StoreError> {
        if file.exists() {
            return Err(StoreError::Exists {
                folder: file.to_owned(),
            });
        }
        let part = part_of(file)?;
        let result = self
            .write_backup(&part, add, &mut progress)
            .and_then(|head| {
                fs::rename(&part, file)
                    .map_err(StoreError::io(format!("naming `{}`", file.display())))?;
                open::sync_folder(part.parent().unwrap_or(Path::new(".")))?;
                Ok(head)
            });
        if result.is_err() {
            // What is left of a failed backup is of no use; that it could not be removed is not the error to tell.
            let _ = fs::remove_file(&part);
        }
        result
    }

    fn write_backup(
        &self,
        part: &Path,
        add: &[(&str, &[u8])],
        progress: &mut impl FnMut(BackupProgress),
    ) -> Result<Head, StoreError> {
        open::private_file(part)?;
        // A connection of its own in one read transaction: writers go on, and the copy is of one moment.
        let source = self.reader()?;
        let moment = source.conn.unchecked_transaction()?;
        let expected = checkpoint::read(&moment)?;
        let mut target = open::connect(part, Access::Write)?;
        copy(&moment, &mut target, progress)?;
        target.query_row("PRAGMA journal_mode=DELETE", [], |_| Ok(()))?;
        let transaction = target.transaction()?;
        for (key, value) in add {
            setting::put(&transaction, key, value)?;
        }
        transaction.commit()?;
        target.close().map_err(|(_, error)| error)?;
        fs::File::open(part)
            .and_then(|file| file.sync_all())
            .map_err(StoreError::io(format!("writing `{}`", part.display())))?;
        let found = verify(part)?;
        if found == expected {
            Ok(found)
        } else {
            Err(StoreError::damaged("the backup holds another head"))
        }
    }
}

impl Store {
    /// Puts a backup into a new or empty folder and opens it.
    ///
    /// # Errors
    /// When the backup is damaged, foreign or newer, or the folder is not empty or busy. The folder then holds no
    /// workspace.
    pub fn restore(backup: &Path, folder: &Path) -> Result<Self, StoreError> {
        let backup = backup.canonicalize().map_err(|_| StoreError::Missing {
            folder: backup.to_owned(),
        })?;
        verify(&backup)?;
        let lock = open::claim(folder)?;
        let unfinished = open::unfinished_path(folder)?;
        fs::copy(&backup, &unfinished)
            .map_err(StoreError::io(format!("copying `{}`", backup.display())))?;
        tighten_file(&unfinished)?;
        verify(&unfinished)?;
        open::finish(folder, open::connect(&unfinished, Access::Write)?)?;
        drop(lock);
        Self::open(folder, Access::Write)
    }
}

/// Reads a backup whole: ours, not newer, no damaged page, head equal to its entries.
fn verify(file: &Path) -> Result<Head, StoreError> {
    let conn = open::connect(file, Access::ReadOnly)?;
    open::recognise(&conn, file)?;
    let (found, known) = (migration::found(&conn)?, migration::known());
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    quick_check(&conn)?;
    checkpoint::check(&conn)?;
    checkpoint::read(&conn)
}

fn copy(
    source: &Connection,
    target: &mut Connection,
    progress: &mut impl FnMut(BackupProgress),
) -> Result<(), StoreError> {
    let backup = Backup::new(source, target)?;
    loop {
        let step = backup.step(PAGES)?;
        let now = backup.progress();
        let total = u64::try_from(now.pagecount).unwrap_or(0);
        progress(BackupProgress {
            done: total.saturating_sub(u64::try_from(now.remaining).unwrap_or(0)),
            total,
        });
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // The target is a new file and the source is only read, so neither can be locked by anybody else.
            _ => {
                return Err(StoreError::Busy {
                    folder: PathBuf::new(),
                });
            }
        }
    }
}

/// The name under which a backup is written until it is whole.
fn part_of(file: &Path) -> Result<PathBuf, StoreError> {
    let name = file.file_name().ok_or(StoreError::Invalid {
        what: "name of a backup",
    })?;
    let absolute = std::path::absolute(file)
        .map_err(StoreError::io(format!("finding `{}`", file.display())))?;
    let folder = absolute.parent().ok_or(StoreError::Invalid {
        what: "name of a backup",
    })?;
    let folder = folder
        .canonicalize()
        .map_err(StoreError::io(format!("finding `{}`", folder.display())))?;
    let mut name = name.to_owned();
    name.push(".part");
    Ok(folder.join(name))
}

/// `fs::copy` copies the mode of the backup too, which may be wider.
fn tighten_file(file: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).map_err(StoreError::io(
            format!("setting the mode of `{}`", file.display()),
        ))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
