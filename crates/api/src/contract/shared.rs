//! Pieces that several answers share.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person with the name this workstation may show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRef {
    /// `p_…` or `w_…`.
    pub id: String,
    /// The name, or the id where the name is not held here.
    pub name: String,
}

/// The answer of the one authorisation function: may the signed-in person do this, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct May {
    /// Whether it is allowed now.
    pub allowed: bool,
    /// The grant, guard or missing grant, in words.
    pub because: String,
    /// Code of the refusal it would meet, for the catalogue.
    pub code: Option<String>,
}

/// A file in or out of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NamedFile {
    /// Path within the folder, such as `forms/start.form`.
    pub path: String,
    /// The text.
    pub text: String,
}

/// Proof that an act is in the log: keep it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Index of the entry.
    #[ts(type = "number")]
    pub index: u64,
    /// Leaf hash, base64.
    pub leaf_hash: String,
    /// A C2SP tlog-proof: inclusion path and signed checkpoint, as text.
    pub proof: String,
}

/// A change that was proposed, and whether it is in force already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Proposed {
    /// `c_…`.
    pub change: String,
    /// True in bootstrap: in force at once, on one person's word.
    pub in_force: bool,
    /// The receipt.
    pub receipt: Receipt,
}

/// Who brought something into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VouchView {
    /// Who proposed it.
    pub proposed_by: PersonRef,
    /// Who decided; none: on one person's word.
    pub decided_by: Option<PersonRef>,
    /// Index of the entry that brought it into force.
    #[ts(type = "number")]
    pub index: u64,
}

/// An open value as JSON has it: text (also numbers and dates), boolean, whole number, list of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Plain {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(#[ts(type = "number")] i64),
    /// Text, a decimal or a date.
    Text(String),
    /// Several texts.
    List(Vec<String>),
}

/// The error envelope: front ends branch on `code` only; texts come from the catalogue as `error-<code>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ErrorEnvelope {
    /// Stable name of the rule that refused, or of what failed.
    pub code: String,
    /// What the sentence may name.
    pub args: std::collections::BTreeMap<String, String>,
    /// The field it is about.
    pub field: Option<String>,
    /// Catalogue id of a sentence that says what to do.
    pub help: Option<String>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// Under this id the details are in the diagnostics; set for failures, never for refusals.
    pub incident: Option<String>,
}
