//! Creating and opening the database file.
//!
//! INVARIANT: a workspace appears under its name only when it is whole: it is written as `workspace.db.new` and renamed.
//! Opening refuses rather than repairs: a missing, foreign, newer or damaged file is an error.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{
    Reader, Store, StoreError,
    lock::{FolderLock, LOCK_FILE},
    migration::{self, APPLICATION_ID, MIGRATIONS},
    place,
    table::{checkpoint, setting},
};

/// Name of the database in the folder.
pub(crate) const DATABASE_FILE: &str = "workspace.db";
/// Its name while it is not whole yet.
pub(crate) const UNFINISHED_FILE: &str = "workspace.db.new";

/// How long a statement waits for another process before it gives up.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// What a workspace is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Reading and appending.
    Write,
    /// Reading.
    ReadOnly,
}

/// What a new workspace is given before its first entry exists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewStore {
    /// Names the workspace where secrets are kept outside of it.
    pub workspace: String,
    /// Name of the log.
    pub origin: String,
}

impl Store {
    /// Makes an empty workspace in a new or empty folder.
    ///
    /// # Errors
    /// `store.exists` when the folder holds anything, and whatever [`Store::open`] refuses.
    pub fn create(folder: &Path, new: &NewStore) -> Result<Self, StoreError> {
        let fits =
            |text: &str| (1..=255).contains(&text.len()) && !text.chars().any(char::is_control);
        if !fits(&new.workspace) || !fits(&new.origin) {
            return Err(StoreError::Invalid {
                what: "workspace id or origin",
            });
        }
        let lock = claim(folder)?;
        let mut conn = unfinished(folder)?;
        migration::migrate(&mut conn, MIGRATIONS)?;
        checkpoint::create(&conn)?;
        setting::put(&conn, setting::WORKSPACE, new.workspace.as_bytes())?;
        setting::put(&conn, setting::ORIGIN, new.origin.as_bytes())?;
        finish(folder, conn)?;
        drop(lock);
        Self::open(folder, Access::Write)
    }

    /// Reads a workspace of any schema this program knows, without bringing it forward: only what schema 1 has may be
    /// asked.
    ///
    /// # Errors
    /// Those of [`Store::open`], save for an older schema.
    pub fn look(folder: &Path) -> Result<Reader, StoreError> {
        let (real, file) = located(folder)?;
        let lock = FolderLock::shared(&real)?;
        let look = || {
            let conn = connect(&file, Access::ReadOnly)?;
            recognise(&conn, &file)?;
            let (found, known) = (migration::found(&conn)?, migration::known());
            if found > known {
                return Err(StoreError::Newer { found, known });
            }
            Ok(conn)
        };
        let conn = look().map_err(|error: StoreError| error.in_folder(folder))?;
        Ok(Reader::from_parts(conn, Arc::new(lock), real))
    }

    /// Opens the workspace in `folder`; for writing, an older schema is brought forward.
    ///
    /// # Errors
    /// Refused are folders on network shares and in synchronised folders, and files that are missing, foreign, newer or
    /// damaged; `store.busy` while a migration or restore runs.
    pub fn open(folder: &Path, access: Access) -> Result<Self, StoreError> {
        let (real, file) = located(folder)?;
        let lock = FolderLock::shared(&real)?;
        if access == Access::Write {
            tighten(&real)?;
        }
        let (conn, lock) =
            checked(&real, &file, access, lock).map_err(|error| error.in_folder(folder))?;
        Ok(Self::from_parts(
            Reader::from_parts(conn, Arc::new(lock), real),
            access,
        ))
    }
}

/// The folder without symbolic links, and the database in it.
fn located(folder: &Path) -> Result<(PathBuf, PathBuf), StoreError> {
    let missing = || StoreError::Missing {
        folder: folder.to_owned(),
    };
    let real = folder.canonicalize().map_err(|_| missing())?;
    place::check(folder)?;
    let file = real.join(DATABASE_FILE);
    if !file.is_file() {
        return Err(missing());
    }
    Ok((real, file))
}

/// Opens the file and refuses what is not ours; migrates an older one.
fn checked(
    folder: &Path,
    file: &Path,
    access: Access,
    lock: FolderLock,
) -> Result<(Connection, FolderLock), StoreError> {
    let conn = connect(file, access)?;
    recognise(&conn, file)?;
    let (found, known) = (migration::found(&conn)?, migration::known());
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let (conn, lock) = match access {
        Access::ReadOnly if found < known => return Err(StoreError::Older { found, known }),
        Access::ReadOnly => (conn, lock),
        Access::Write if found < known => {
            drop((conn, lock));
            let exclusive = FolderLock::exclusive(folder)?;
            let mut conn = connect(file, access)?;
            migration::migrate(&mut conn, MIGRATIONS)?;
            drop(exclusive);
            (conn, FolderLock::shared(folder)?)
        }
        Access::Write => (conn, lock),
    };
    if access == Access::Write {
        use_wal(&conn)?;
    }
    checkpoint::check(&conn)?;
    Ok((conn, lock))
}

/// Refuses files that are not a database of this program, and schemas with parts that we never write.
pub(crate) fn recognise(conn: &Connection, file: &Path) -> Result<(), StoreError> {
    if fs::metadata(file).is_ok_and(|data| data.len() == 0) {
        return Err(StoreError::damaged("the database file is empty"));
    }
    let id: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(StoreError::Foreign {
            file: file.to_owned(),
        });
    }
    let strange = "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')";
    let strange: i64 = conn.query_row(strange, [], |row| row.get(0))?;
    if strange > 0 {
        return Err(StoreError::damaged(
            "the schema holds triggers or views, which this program never makes",
        ));
    }
    Ok(())
}

/// A connection with every setting that safety depends on.
pub(crate) fn connect(file: &Path, access: Access) -> Result<Connection, StoreError> {
    let mode = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let conn = Connection::open_with_flags(file, flags)?;
    conn.busy_timeout(BUSY_WAIT)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_prepared_statement_cache_capacity(96);
    // The file need not be read for these. The caches are small because every open window may hold a connection.
    conn.execute_batch(
        "PRAGMA synchronous=FULL; PRAGMA fullfsync=1; PRAGMA checkpoint_fullfsync=1; PRAGMA foreign_keys=ON;
         PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;
         PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;",
    )?;
    if access == Access::ReadOnly {
        conn.execute_batch("PRAGMA query_only=ON")?;
    }
    Ok(conn)
}

fn use_wal(conn: &Connection) -> Result<(), StoreError> {
    let mode: String = conn.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
    if mode == "wal" {
        Ok(())
    } else {
        Err(StoreError::Database {
            reason: format!("journal mode is `{mode}`"),
        })
    }
}

/// Makes the folder if need be, has it alone, and refuses it when it holds more than an attempt that was broken off.
pub(crate) fn claim(folder: &Path) -> Result<FolderLock, StoreError> {
    place::check(folder)?;
    let failed = |what: &str| StoreError::io(format!("{what} `{}`", folder.display()));
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed("creating"))?;
    refuse_strange(folder)?;
    tighten(folder)?;
    let lock = FolderLock::exclusive(folder)?;
    refuse_strange(folder)?;
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let path = folder.join(format!("{UNFINISHED_FILE}{suffix}"));
        if path.exists() {
            fs::remove_file(&path).map_err(failed("clearing"))?;
        }
    }
    Ok(lock)
}

fn refuse_strange(folder: &Path) -> Result<(), StoreError> {
    let entries =
        fs::read_dir(folder).map_err(StoreError::io(format!("reading `{}`", folder.display())))?;
    for entry in entries {
        let entry = entry.map_err(StoreError::io(format!("reading `{}`", folder.display())))?;
        let ours = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name == LOCK_FILE || name.starts_with(UNFINISHED_FILE));
        if !ours {
            return Err(StoreError::Exists {
                folder: folder.to_owned(),
            });
        }
    }
    Ok(())
}

/// Nobody else on the computer may read a workspace.
fn tighten(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let what = format!("setting the mode of `{}`", folder.display());
        let mode = fs::metadata(folder)
            .map_err(StoreError::io(what.clone()))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
                .map_err(StoreError::io(what))?;
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// The path of the unfinished database, made empty with mode 0600: SQLite gives the same mode to its other files.
pub(crate) fn unfinished_path(folder: &Path) -> Result<PathBuf, StoreError> {
    let real = folder
        .canonicalize()
        .map_err(StoreError::io(format!("finding `{}`", folder.display())))?;
    let file = real.join(UNFINISHED_FILE);
    private_file(&file)?;
    Ok(file)
}

/// Makes an empty file that only its owner may read; it must not exist.
pub(crate) fn private_file(file: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(file)
        .map_err(StoreError::io(format!("creating `{}`", file.display())))?;
    Ok(())
}

fn unfinished(folder: &Path) -> Result<Connection, StoreError> {
    let conn = connect(&unfinished_path(folder)?, Access::Write)?;
    use_wal(&conn)?;
    Ok(conn)
}

/// Closes the unfinished database, which empties its WAL, and gives it its name.
pub(crate) fn finish(folder: &Path, conn: Connection) -> Result<(), StoreError> {
    conn.close().map_err(|(_, error)| error)?;
    let (from, to) = (folder.join(UNFINISHED_FILE), folder.join(DATABASE_FILE));
    let failed = |what: &str| StoreError::io(format!("{what} `{}`", to.display()));
    fs::File::open(&from)
        .and_then(|file| file.sync_all())
        .map_err(failed("writing"))?;
    fs::rename(&from, &to).map_err(failed("naming"))?;
    sync_folder(folder)
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    fs::File::open(folder)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::io(format!("writing `{}`", folder.display())))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
