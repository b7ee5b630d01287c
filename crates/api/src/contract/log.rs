//! The log, its entries, and what leaves the workspace.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shared::{PersonRef, Receipt};

/// Arguments of `log.page`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogFilter {
    /// Only acts of this signer.
    pub by: Option<String>,
    /// Only acts of this name, such as `approval.decide`.
    pub act: Option<String>,
    /// Only acts on this object.
    pub on: Option<String>,
    /// Only acts of this request, `r_…`.
    pub request: Option<String>,
    /// Without ticks of the clock.
    pub hide_ticks: bool,
    /// Entries with a smaller index: the last of the page before.
    #[ts(type = "number | null")]
    pub before: Option<u64>,
    /// At most 500.
    pub limit: u32,
}

/// A page of the log, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogPage {
    /// Entries.
    pub rows: Vec<LogRow>,
    /// Whether there are more.
    pub more: bool,
    /// Entries in the log.
    #[ts(type = "number")]
    pub size: u64,
}

/// An entry in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    /// Its index.
    #[ts(type = "number")]
    pub index: u64,
    /// Log time.
    pub at: String,
    /// Who.
    pub by: PersonRef,
    /// The act's name; the sentence is `act-<name>` in the catalogue.
    pub act: String,
    /// What the sentence names.
    pub args: std::collections::BTreeMap<String, String>,
    /// The object.
    pub on: String,
    /// The request it belongs to.
    pub request: Option<String>,
}

/// Arguments of `log.entry`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntryQuery {
    /// Its index.
    #[ts(type = "number")]
    pub index: u64,
}

/// An entry in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryDetail {
    /// As in the list.
    pub row: LogRow,
    /// The entry's bytes: the signed note as text.
    pub text: String,
    /// The act as indented JSON.
    pub decoded: String,
    /// Signature lines.
    pub signatures: Vec<SignatureView>,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    /// Leaf hash, base64.
    pub leaf_hash: String,
    /// Hashes from leaf to root, base64.
    pub path: Vec<String>,
    /// Size of the tree the path leads to.
    #[ts(type = "number")]
    pub tree_size: u64,
    /// Root of that tree, base64.
    pub root: String,
    /// The tlog-proof to keep.
    pub receipt: Receipt,
}

/// A signature line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignatureView {
    /// Key name.
    pub name: String,
    /// Key id, eight hexadecimal characters.
    pub key_id: String,
    /// Whose key.
    pub signer: PersonRef,
}

/// Arguments of `export.write`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WriteExport {
    /// A folder that is empty or does not exist.
    pub path: String,
    /// `all`, `names` or `nothing`.
    pub discloses: String,
}

/// An export that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The folder.
    pub path: String,
    /// Entries in it.
    #[ts(type = "number")]
    pub size: u64,
    /// Root, base64.
    pub root: String,
    /// Sealed values disclosed.
    #[ts(type = "number")]
    pub disclosed: u64,
    /// Sealed values withheld.
    #[ts(type = "number")]
    pub withheld: u64,
}

/// Arguments of `checkpoint.save`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveCheckpoint {
    /// A file that does not exist.
    pub path: String,
}

/// A checkpoint that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedCheckpoint {
    /// The file.
    pub path: String,
    /// Entries it covers.
    #[ts(type = "number")]
    pub size: u64,
}
