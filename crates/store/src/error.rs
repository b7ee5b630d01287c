//! What can go wrong with a workspace on disk.
//!
//! INVARIANT: every error has a stable code, and its message says what the person can do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a workspace could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no workspace in the folder.
    #[error("there is no workspace in `{}`; create one, or name its folder", folder.display())]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder already holds something.
    #[error("`{}` is not empty; a workspace is created only in a new or empty folder", folder.display())]
    Exists {
        /// The folder.
        folder: PathBuf,
    },
    /// A migration, a restore or a long transaction of another process holds the workspace.
    #[error("`{}` is in use: a migration, restore or another program holds it; wait until it has ended, or close the other program, and try again", folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder lies on a file system on which SQLite cannot keep its promises.
    #[error("`{}` lies on a network share (`{filesystem}`), where writes are not safe; move the workspace to a local disk", folder.display())]
    NetworkShare {
        /// The folder.
        folder: PathBuf,
        /// Type of the file system.
        filesystem: String,
    },
    /// The folder is copied elsewhere while it is written.
    #[error("`{}` lies in a folder that {provider} synchronises, which can tear or roll back the record; move the workspace elsewhere", folder.display())]
    SyncedFolder {
        /// The folder.
        folder: PathBuf,
        /// Who synchronises it.
        provider: &'static str,
    },
    /// A database of another program.
    #[error("`{}` is a database of another program", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// Written by a newer version.
    #[error(
        "the workspace has schema {found}, this program knows {known}; install the newer version"
    )]
    Newer {
        /// Schema of the file.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
    /// Written by an older version, and opened without the right to migrate it.
    #[error(
        "the workspace has schema {found} and must be migrated to {known}; open it once for writing"
    )]
    Older {
        /// Schema of the file.
        found: i64,
        /// Schema of this program.
        known: i64,
    },
    /// The bytes on disk are not what was written.
    #[error("the workspace is damaged: {what}; restore a backup, or rebuild it from an export")]
    Damaged {
        /// What does not fit.
        what: String,
    },
    /// The disk is full, or the file may not grow.
    #[error("the disk is full; nothing acknowledged is lost: free some space and try again")]
    DiskFull,
    /// A write to a workspace that was opened for reading.
    #[error("the workspace is open for reading only")]
    ReadOnly,
    /// The head moved while the read model was folded again.
    #[error("the log grew from {from} to {to} entries meanwhile; try again")]
    Moved {
        /// Entries that were folded.
        from: u64,
        /// Entries now.
        to: u64,
    },
    /// More bytes than the limit.
    #[error("{what} of {bytes} bytes is larger than {limit}")]
    TooLarge {
        /// What was given.
        what: &'static str,
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The bytes are not those the digest names.
    #[error("the bytes of {what} `{digest}` do not have that digest")]
    DigestMismatch {
        /// What was given.
        what: &'static str,
        /// The digest it should have.
        digest: String,
    },
    /// An argument that no caller should give.
    #[error("not a valid {what}")]
    Invalid {
        /// The argument.
        what: &'static str,
    },
    /// The operating system refused.
    #[error("{what} failed: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("the database refused: {reason}")]
    Database {
        /// SQLite's words.
        reason: String,
    },
}

impl StoreError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "store.missing",
            Self::Exists { .. } => "store.exists",
            Self::Busy { .. } => "store.busy",
            Self::NetworkShare { .. } => "store.network_share",
            Self::SyncedFolder { .. } => "store.synced_folder",
            Self::Foreign { .. } => "store.foreign",
            Self::Newer { .. } => "store.newer",
            Self::Older { .. } => "store.older",
            Self::Damaged { .. } => "store.damaged",
            Self::DiskFull => "store.disk_full",
            Self::ReadOnly => "store.read_only",
            Self::Moved { .. } => "store.moved",
            Self::TooLarge { .. } => "store.too_large",
            Self::DigestMismatch { .. } => "store.digest_mismatch",
            Self::Invalid { .. } => "store.invalid",
            Self::Io { .. } => "store.io",
            Self::Database { .. } => "store.database",
        }
    }

    /// Whether the same call may succeed later without a change by the caller.
    #[must_use]
    pub const fn retryable(&self) -> bool {
        matches!(
            self,
            Self::Busy { .. } | Self::DiskFull | Self::Moved { .. }
        )
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// Turns an error of the operating system into one that says what was tried.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io { what, source },
        }
    }

    /// Names the folder where SQLite could not.
    pub(crate) fn in_folder(self, folder: &Path) -> Self {
        match self {
            Self::Busy { .. } => Self::Busy {
                folder: folder.to_owned(),
            },
            other => other,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy {
                    folder: PathBuf::new(),
                },
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                    Self::damaged(error.to_string())
                }
                ErrorCode::ReadOnly => Self::ReadOnly,
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => Self::Io {
                    what: "the database".into(),
                    source: std::io::Error::other(error.to_string()),
                },
                _ => Self::Database {
                    reason: error.to_string(),
                },
            },
            E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..) => Self::damaged(error.to_string()),
            _ => Self::Database {
                reason: error.to_string(),
            },
        }
    }
}
