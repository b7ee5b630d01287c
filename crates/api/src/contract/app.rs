//! The app itself: which workspace is open, who is signed in, the seal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{requests::RunnerView, shared::PersonRef};

/// No arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Where the app stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// Workspaces in the data folder.
    pub workspaces: Vec<WorkspaceEntry>,
    /// The open one.
    pub open: Option<OpenView>,
    /// Who signs.
    pub session: Option<SessionView>,
    /// Where secrets are kept by default, and whether it answers.
    pub vault: VaultView,
    /// The state of the record.
    pub seal: Seal,
}

/// A workspace that could be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceEntry {
    /// The name people gave it; the name of its folder where its file cannot be read.
    pub name: String,
    /// Path of its folder.
    pub path: String,
}

/// The open workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenView {
    /// Its name.
    pub name: String,
    /// Path of its folder.
    pub path: String,
    /// Name of the log.
    pub origin: String,
    /// SHA-256 of the first entry.
    pub fingerprint: String,
    /// The same as eight words to compare aloud.
    pub fingerprint_words: String,
    /// The people who may sign in.
    pub people: Vec<PersonRef>,
    /// Why nothing can be appended, as a catalogue id; none if it can.
    pub read_only: Option<String>,
    /// Made by `demo`: weaker password hashing is accepted.
    pub demo: bool,
    /// Whether the single administrator's proposals are in force at once.
    pub bootstrap: bool,
    /// Entries.
    #[ts(type = "number")]
    pub size: u64,
    /// Whether anything does what is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub runner: Option<RunnerView>,
}

/// Who signs, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// The person.
    pub person: PersonRef,
    /// When the session ends.
    pub until: String,
    /// Tasks that wait for this person.
    pub inbox: u32,
    /// Changes this person may decide.
    pub changes: u32,
    /// Permissions held anywhere, for what the sidebar shows.
    pub permissions: Vec<String>,
}

/// Where secrets are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VaultView {
    /// `keyring`, `file` or `memory`.
    pub kind: String,
    /// Whether the OS keyring answers.
    pub keyring_available: bool,
}

/// State of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Seal {
    /// Not checked since start.
    NotYet,
    /// Being checked.
    Checking {
        /// Entries checked.
        #[ts(type = "number")]
        done: u64,
        /// Entries to check.
        #[ts(type = "number")]
        total: u64,
        /// Estimate.
        #[ts(type = "number | null")]
        seconds_left: Option<u64>,
    },
    /// Checked without findings.
    Verified {
        /// To this many entries.
        #[ts(type = "number")]
        size: u64,
        /// When.
        at: String,
        /// When the newest checkpoint left this workspace, in a file that a person saved, an export or a backup; none: no
        /// copy is known. Where it is kept, only the person knows.
        anchor: Option<String>,
    },
    /// Checked with findings.
    Findings {
        /// To this many entries.
        #[ts(type = "number")]
        size: u64,
        /// When.
        at: String,
        /// What was found.
        findings: Vec<FindingView>,
    },
}

/// A finding of verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// Verdict name in snake case.
    pub code: String,
    /// The entry, if it is about one.
    #[ts(type = "number | null")]
    pub index: Option<u64>,
    /// In words.
    pub message: String,
}

/// Arguments of `workspace.create`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateWorkspace {
    /// The workspace's name.
    pub name: String,
    /// The administrator's name.
    pub admin_name: String,
    /// The administrator's password, 15 characters or more.
    pub password: String,
    /// `keyring` or `file`.
    pub vault: String,
    /// Passphrase of the file vault.
    pub passphrase: Option<String>,
    /// Folder; none: below the data folder, named after the workspace.
    pub path: Option<String>,
}

/// Arguments of `workspace.open`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenWorkspace {
    /// Folder.
    pub path: String,
    /// Passphrase of the file vault, if it has one.
    pub passphrase: Option<String>,
}

/// Arguments of `session.sign_in`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The person.
    pub person: String,
    /// The password.
    pub password: String,
}
