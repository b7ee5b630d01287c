//! Workflows and their versions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    app::FindingView,
    shared::{May, NamedFile, PersonRef, Receipt, VouchView},
};

/// All workflows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowList {
    /// The workflows.
    pub workflows: Vec<WorkflowRow>,
    /// Whether a workflow may be imported.
    pub may_import: May,
}

/// A workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowRow {
    /// Its stable name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Number of the published version.
    pub published: Option<u32>,
    /// Number of its newest version.
    pub latest: u32,
    /// Open requests.
    pub running: u32,
    /// Who brought the publication into force.
    pub vouch: Option<VouchView>,
}

/// Arguments of `workflows.detail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkflowQuery {
    /// The workflow.
    pub workflow: String,
}

/// A workflow in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowDetail {
    /// As in the list.
    pub row: WorkflowRow,
    /// Versions, the newest first.
    pub versions: Vec<VersionRow>,
    /// Whether a publication may be proposed.
    pub may_publish: May,
    /// When it starts by itself, the next time first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ScheduleView>>")]
    pub schedules: Vec<ScheduleView>,
}

/// A time at which a workflow starts by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScheduleView {
    /// Its name.
    pub schedule: String,
    /// Name of the start event.
    pub step: String,
    /// When it is due.
    pub due: String,
    /// Where the time was told.
    pub zone: String,
    /// How it repeats.
    pub repeats: Option<String>,
    /// How often it is due, this time included; always, if none.
    pub left: Option<u32>,
    /// Who answers for what it starts.
    pub person: PersonRef,
    /// Whether that person may start it now; if not, it waits.
    pub may_start: May,
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VersionRow {
    /// Its digest.
    pub digest: String,
    /// Its number.
    pub number: u32,
    /// Who made it.
    pub author: PersonRef,
    /// When, log time.
    pub at: String,
    /// Index of the entry.
    #[ts(type = "number")]
    pub index: u64,
    /// Whether new requests run on it.
    pub published: bool,
    /// The open change that would publish it.
    pub proposed: Option<String>,
    /// Open requests on it.
    pub running: u32,
    /// Why it cannot be used, in words; left out if it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unusable: Option<String>,
}

/// Arguments of `workflows.version`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VersionQuery {
    /// Its digest.
    pub version: String,
}

/// A version in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VersionDetail {
    /// As in the list.
    pub row: VersionRow,
    /// The workflow's stable name.
    pub workflow: String,
    /// The BPMN text.
    pub diagram: String,
    /// Steps in document order.
    pub steps: Vec<StepView>,
    /// Pinned files: forms, rules, connectors, with their digests.
    pub files: Vec<PinnedFile>,
    /// What lint says.
    pub findings: Vec<LintFinding>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Element id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `start`, `end`, `task`, `approval`, `connector`, `exclusive` or `parallel`.
    pub kind: String,
    /// Form id.
    pub form: Option<String>,
    /// Rule.
    pub rule: Option<String>,
    /// Connector.
    pub connector: Option<String>,
    /// Where it leads: element id and condition.
    pub next: Vec<(String, Option<String>)>,
}

/// A pinned file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PinnedFile {
    /// `process`, `form`, `rule`, `connector`, `decision` or `test`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its digest.
    pub digest: String,
    /// The text.
    pub text: String,
}

/// A finding of lint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LintFinding {
    /// Its stable name.
    pub code: String,
    /// Element id.
    pub element: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// In words.
    pub message: String,
}

/// Arguments of `workflows.import`: either a path on this machine or the files themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Import {
    /// A `.bpmn` file or a folder; chosen in a dialog.
    pub path: Option<String>,
    /// The files, paths relative to the folder.
    pub files: Vec<NamedFile>,
    /// Stable name; none: the process id.
    pub workflow: Option<String>,
}

/// What an import made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// The workflow.
    pub workflow: String,
    /// Digest of the version; none while rules or connectors wait for review.
    pub version: Option<String>,
    /// Its number.
    pub number: Option<u32>,
    /// Changes proposed for rules and connectors that are not in force as the files have them.
    pub changes: Vec<String>,
    /// Connectors that were not proposed because they need a token or an address: set them first.
    pub missing: Vec<String>,
    /// What lint says.
    pub findings: Vec<FindingView>,
    /// The receipt of `version.create`.
    pub receipt: Option<Receipt>,
}

/// Arguments of `workflows.publish`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Publish {
    /// The workflow.
    pub workflow: String,
    /// The version's digest; none: its newest.
    pub version: Option<String>,
    /// Why; sealed.
    pub reason: Option<String>,
}
