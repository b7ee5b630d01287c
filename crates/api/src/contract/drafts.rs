//! Drafts of workflows: saved while somebody draws, checked and tried out without anything being recorded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    shared::{NamedFile, PersonRef},
    workflows::LintFinding,
};

/// Drafts of this workstation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftList {
    /// Those that may be edited, the one saved last first.
    pub drafts: Vec<DraftRow>,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftRow {
    /// `d_…`.
    pub draft: String,
    /// The workflow it would become a version of.
    pub workflow: String,
    /// What people read.
    pub name: String,
    /// When it was saved.
    pub at: String,
    /// From 1, one more with each save.
    #[ts(type = "number")]
    pub revision: u64,
    /// Digest of the version it was begun from.
    pub base: Option<String>,
    /// Who saved it.
    pub by: PersonRef,
}

/// Names one draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DraftQuery {
    /// The draft.
    pub draft: String,
}

/// A draft with its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftDetail {
    /// As in the list.
    pub row: DraftRow,
    /// Its files: `process.bpmn`, `forms/<id>.form`, `rules/<id>.json`, and so on.
    pub files: Vec<NamedFile>,
}

/// Arguments of `drafts.save`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// The draft; none for a new one.
    pub draft: Option<String>,
    /// The workflow it would become a version of.
    pub workflow: String,
    /// What people read.
    pub name: String,
    /// All its files.
    pub files: Vec<NamedFile>,
    /// Digest of the version it was begun from.
    pub base: Option<String>,
    /// The revision it was made from, 0 for a new one; another one there is the error `draft.conflict`.
    #[ts(type = "number")]
    pub revision: u64,
}

/// A draft was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftSaved {
    /// The draft.
    pub draft: String,
    /// Its revision now.
    #[ts(type = "number")]
    pub revision: u64,
    /// When.
    pub at: String,
}

/// A draft is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftDeleted {}

/// Arguments of `drafts.lint`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LintFiles {
    /// The files.
    pub files: Vec<NamedFile>,
}

/// What stands between files and a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftLint {
    /// What was found.
    pub findings: Vec<LintFinding>,
    /// Fields that forms and connectors declare.
    pub fields: Vec<DraftField>,
}

/// A field that the files declare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftField {
    /// Its path.
    pub path: String,
    /// What people read.
    pub label: String,
    /// `text`, `number`, `choice` and so on; none for an output that no form shows.
    pub kind: Option<String>,
    /// Whether it is kept sealed.
    pub sealed: bool,
    /// Whether a step writes it, not a person.
    pub output: bool,
}

/// Arguments of `feel.check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckExpression {
    /// The expression; a leading `=` is passed over.
    pub expression: String,
    /// Names that are known.
    pub fields: Vec<String>,
    /// Whether it is a cell of a decision table.
    pub unary: bool,
}

/// Whether an expression can be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckedExpression {
    /// What is wrong; left out if nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub error: Option<ExpressionError>,
    /// Names that it reads.
    pub variables: Vec<String>,
}

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionError {
    /// In words.
    pub message: String,
    /// Where it begins, in UTF-16 units as a text field counts.
    #[ts(type = "number")]
    pub start: usize,
    /// Where it ends.
    #[ts(type = "number")]
    pub end: usize,
}

/// Arguments of `drafts.simulate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Simulate {
    /// The files.
    pub files: Vec<NamedFile>,
    /// Fields of the start form.
    #[ts(type = "Record<string, unknown>")]
    pub input: BTreeMap<String, serde_json::Value>,
    /// What happens at each step that waits, in order.
    pub answers: Vec<SimAnswer>,
}

/// What happens at a step that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimAnswer {
    /// Element id.
    pub at: String,
    /// What happens.
    pub kind: SimAnswerKind,
    /// What the form or the answer gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Record<string, unknown>")]
    pub fields: Option<BTreeMap<String, serde_json::Value>>,
    /// Status of a connector's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub status: Option<u32>,
}

/// The kinds of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SimAnswerKind {
    /// A person completes a form.
    Complete,
    /// The people the rule names approve.
    Approve,
    /// One of them rejects.
    Reject,
    /// A connector answers.
    Answer,
    /// A connector call fails.
    Fail,
    /// Nobody knows whether a connector call took effect.
    Unknown,
    /// A timer is due.
    Fire,
    /// A message comes.
    Message,
}

/// A test run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// `completed`, `rejected`, `waiting` or `incident`.
    #[ts(type = "\"completed\" | \"rejected\" | \"waiting\" | \"incident\"")]
    pub outcome: String,
    /// Element ids in the order in which they were passed.
    pub path: Vec<String>,
    /// Everything that happened, one state each.
    pub steps: Vec<SimStep>,
    /// What it waits for.
    pub waits: Vec<SimWait>,
    /// What stopped.
    pub incidents: Vec<SimIncident>,
    /// Fields at the end.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, serde_json::Value>,
    /// What was assumed, in words: files that the diagram names and that are not there.
    pub notes: Vec<String>,
}

/// Something that happened in a test run, and the state after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimStep {
    /// Element id.
    pub element: String,
    /// `entered`, `passed`, `waits`, `approved`, `rejected`, `answered`, `incident` or `ended`.
    pub what: String,
    /// Fields after it.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, serde_json::Value>,
    /// Ids of the flows that were taken from there.
    pub flows: Vec<String>,
    /// Element ids that hold a token after it.
    pub tokens: Vec<String>,
}

/// Something a test run waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimWait {
    /// Element id.
    pub element: String,
    /// Its name.
    pub name: String,
    /// `task`, `approval`, `connector`, `timer` or `message`.
    #[ts(type = "\"task\" | \"approval\" | \"connector\" | \"timer\" | \"message\"")]
    pub kind: String,
    /// When a timer is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<String>,
    /// Id of the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub form: Option<String>,
}

/// What stopped in a test run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimIncident {
    /// Element id.
    pub element: String,
    /// The sentence is `incident-<code>` in the catalogue.
    pub code: String,
    /// Technical words.
    pub message: String,
}
