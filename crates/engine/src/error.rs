//! What can go wrong in the engine, with a stable code, what a sentence may name, and what the person can do.
//!
//! New error: a variant, its code, its sentence `error-<code>` in the catalogue.

use std::collections::BTreeMap;

use kernel::Refusal;
use store::{AppendError, StoreError};

use crate::{credential::CredentialError, vault::VaultError};

/// Why the engine did not do something.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A rule of the kernel refused the act. Nothing changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The workspace's files.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The append.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A password or a wrapped key.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// Nothing can be appended.
    #[error("the workspace is open for reading only: {reason}")]
    ReadOnly {
        /// Catalogue id of the reason.
        reason: &'static str,
    },
    /// The session is over.
    #[error("the session is over; sign in again")]
    SessionOver,
    /// Person or password are wrong; never says which.
    #[error("name and password do not fit; wait {wait_s} seconds before the next try")]
    SignIn {
        /// Seconds until the next try is looked at.
        wait_s: u64,
    },
    /// The computer's clock is behind the log.
    #[error("this computer's clock is more than 5 minutes behind the log; set it and try again")]
    ClockBehind,
    /// What the person saw is not what is there now.
    #[error("the data has changed since it was shown; look at it again")]
    ShownChanged,
    /// There is no such thing.
    #[error("there is no {what} `{name}`")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// Input of another shape.
    #[error("{what}: {reason}")]
    Input {
        /// The field.
        what: String,
        /// What is expected.
        reason: String,
    },
    /// A draft was saved or deleted elsewhere since it was read.
    #[error("the draft `{draft}` was changed elsewhere meanwhile")]
    DraftConflict {
        /// The draft.
        draft: String,
        /// The revision that is there; 0 for none.
        found: u64,
        /// Who saved that.
        by: String,
    },
    /// There are as many drafts as a workspace takes.
    #[error("there are {limit} drafts already; delete some that nobody needs")]
    DraftsFull {
        /// How many.
        limit: u64,
    },
    /// A record of the log does not verify.
    #[error("the record is damaged at entry {index}: {reason}")]
    Record {
        /// The entry.
        index: u64,
        /// What was found.
        reason: String,
    },
    /// A version stands in the record, but a file that it pins is damaged or gone.
    #[error("version `{version}` cannot be used: {file} is {found}")]
    VersionUnusable {
        /// The version's digest.
        version: String,
        /// The file.
        file: String,
        /// `damaged`, `missing` or why it cannot be read.
        found: String,
    },
    /// A secret this workspace needs is not in the vault.
    #[error("the vault does not hold `{item}` of this workspace")]
    SecretMissing {
        /// The item.
        item: String,
    },
    /// A folder that must be empty is not, or the other way round.
    #[error("{path}: {reason}")]
    Folder {
        /// The path.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// Reading or writing a file failed.
    #[error("{path}: {cause}")]
    Io {
        /// The path.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The operation was stopped by the person.
    #[error("stopped")]
    Stopped,
    /// Something that must not happen.
    #[error("internal: {0}")]
    Internal(String),
}

impl EngineError {
    /// The stable code: front ends branch on it and on nothing else.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(error) => error.code(),
            Self::Append(error) => error.code(),
            Self::Vault(error) => error.code(),
            Self::Credential(error) => error.code(),
            Self::ReadOnly { .. } => "workspace.read_only",
            Self::SessionOver => "session.over",
            Self::SignIn { .. } => "session.sign_in",
            Self::ClockBehind => "clock.behind",
            Self::ShownChanged => "shown_changed",
            Self::NotFound { .. } => "not_found",
            Self::Input { .. } => "input",
            Self::DraftConflict { .. } => "draft.conflict",
            Self::DraftsFull { .. } => "draft.full",
            Self::Record { .. } => "record.damaged",
            Self::VersionUnusable { .. } => "version.unusable",
            Self::SecretMissing { .. } => "vault.secret_missing",
            Self::Folder { .. } => "folder",
            Self::Io { .. } => "io",
            Self::Stopped => "stopped",
            Self::Internal(_) => "internal",
        }
    }

    /// What the sentence of the catalogue may name.
    pub fn args(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Refused(refusal) => refusal.args(),
            Self::ReadOnly { reason } => [("reason", (*reason).to_owned())].into(),
            Self::SignIn { wait_s } => [("wait_s", wait_s.to_string())].into(),
            Self::NotFound { what, name } => {
                [("what", (*what).to_owned()), ("name", name.clone())].into()
            }
            Self::Input { what, reason } => {
                [("what", what.clone()), ("reason", reason.clone())].into()
            }
            Self::DraftConflict { draft, found, by } => [
                ("draft", draft.clone()),
                ("found", found.to_string()),
                ("by", by.clone()),
            ]
            .into(),
            Self::DraftsFull { limit } => [("limit", limit.to_string())].into(),
            Self::Record { index, reason } => {
                [("index", index.to_string()), ("reason", reason.clone())].into()
            }
            Self::VersionUnusable {
                version,
                file,
                found,
            } => [
                ("version", version.clone()),
                ("file", file.clone()),
                ("found", found.clone()),
            ]
            .into(),
            Self::SecretMissing { item } => [("item", item.clone())].into(),
            Self::Folder { path, reason } => {
                [("path", path.clone()), ("reason", reason.clone())].into()
            }
            other => [("detail", other.to_string())].into(),
        }
    }

    /// What the person can do, where the error itself knows it: the id of a sentence in the catalogue.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Vault(error) => error.help(),
            Self::Store(StoreError::DiskFull) => Some("error-help-disk-full"),
            Self::VersionUnusable { .. } => Some("error-help-version-unusable"),
            _ => None,
        }
    }

    /// The field the error is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Input { what, .. } => Some(what),
            Self::Refused(
                Refusal::FieldMissing { path }
                | Refusal::FieldUnknown { path }
                | Refusal::FieldValue { path, .. }
                | Refusal::FieldDisclosure { path, .. },
            ) => Some(path),
            _ => None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn retryable(&self) -> bool {
        matches!(
            self,
            Self::Append(AppendError::Moved | AppendError::Unknown { .. })
                | Self::Store(StoreError::Busy { .. } | StoreError::DiskFull)
        ) || matches!(self, Self::Vault(error) if matches!(error.code(), "keyring_locked" | "keyring_timeout"))
    }

    /// An error of reading or writing `path`.
    pub(crate) fn io(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::Io {
            path: path.display().to_string(),
            cause,
        }
    }
}
