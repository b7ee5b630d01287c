//! Requests: starting them, and the runs they make.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    log::LogRow,
    shared::{May, PersonRef, Plain, Receipt},
    tasks::{DecisionView, FieldView, RuleSentence},
};

/// Workflows one may start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartableList {
    /// Published workflows.
    pub workflows: Vec<Startable>,
}

/// A published workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Startable {
    /// Its stable name.
    pub workflow: String,
    /// Its name.
    pub name: String,
    /// One sentence: the process' documentation.
    pub description: String,
    /// Whether the signed-in person may start it.
    pub may_start: May,
}

/// Arguments of `requests.form`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormQuery {
    /// The workflow.
    pub workflow: String,
}

/// The form that starts a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartForm {
    /// Its stable name.
    pub workflow: String,
    /// Its name.
    pub name: String,
    /// Digest of the published version.
    pub version: String,
    /// The fields.
    pub fields: Vec<FieldView>,
    /// Who may be asked, step by step.
    pub asked: Vec<AskedView>,
    /// Whether the signed-in person may start it.
    pub may_start: May,
}

/// A step at which people are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedView {
    /// Name of the step.
    pub step: String,
    /// The rule; `can_still` leaves out the signed-in person.
    pub rule: RuleSentence,
}

/// Arguments of `requests.start`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartRequest {
    /// The workflow.
    pub workflow: String,
    /// The version whose form was shown.
    pub version: String,
    /// Values by path; the engine seals what the form seals.
    pub fields: std::collections::BTreeMap<String, Plain>,
}

/// A request that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// `r_…`.
    pub request: String,
    /// The receipt.
    pub receipt: Receipt,
}

/// Arguments of `requests.revise`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviseRequest {
    /// `r_…`.
    pub request: String,
    /// Values that change, by path.
    pub fields: std::collections::BTreeMap<String, Plain>,
}

/// Arguments of `requests.cancel`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelRequest {
    /// `r_…`.
    pub request: String,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `runs.list`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunFilter {
    /// Only those the signed-in person submitted.
    pub mine: bool,
    /// Only this workflow.
    pub workflow: Option<String>,
    /// `running`, `stopped` (with an incident), `completed`, `rejected` or `cancelled`.
    pub state: Option<String>,
    /// Requests with a smaller number: the last of the page before.
    #[ts(type = "number | null")]
    pub before: Option<u64>,
    /// At most 200.
    pub limit: u32,
}

/// A page of runs, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunList {
    /// Runs.
    pub runs: Vec<RunRow>,
    /// Whether there are more.
    pub more: bool,
    /// Whether anything does what is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub runner: Option<RunnerView>,
}

/// Whether anything fires timers and makes connector calls on this workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunnerView {
    /// `here`, `elsewhere`, `nobody` or `read_only`.
    pub state: String,
    /// Since when; none where nothing works.
    pub since: Option<String>,
    /// With `elsewhere`: `app` or `command_line`.
    pub elsewhere: Option<String>,
    /// Id of the sentence in the catalogue.
    pub text: String,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    /// `r_…`.
    pub request: String,
    /// The workflow's stable name.
    pub workflow: String,
    /// The workflow's name.
    pub workflow_name: String,
    /// Who submitted it.
    pub requester: PersonRef,
    /// `running`, `stopped`, `completed`, `rejected` or `cancelled`.
    pub state: String,
    /// When it started, log time.
    pub started: String,
    /// When it ended, log time.
    pub ended: Option<String>,
    /// Names of the steps it waits at.
    pub waits_for: Vec<String>,
}

/// Arguments of `runs.detail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunQuery {
    /// `r_…`.
    pub request: String,
}

/// A run in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunDetail {
    /// As in the list.
    pub row: RunRow,
    /// Digest of the version.
    pub version: String,
    /// Its number within the workflow.
    pub version_number: u32,
    /// The BPMN text.
    pub diagram: String,
    /// Element ids that hold a token.
    pub tokens: Vec<String>,
    /// Element ids a token has passed.
    pub passed: Vec<String>,
    /// Fields; sealed values are not opened here.
    pub fields: Vec<FieldView>,
    /// What stopped.
    pub incidents: Vec<IncidentView>,
    /// Connector calls on their way.
    pub jobs: Vec<JobView>,
    /// Approvals given in open rounds.
    pub decisions: Vec<DecisionView>,
    /// All acts of the request.
    pub timeline: Vec<LogRow>,
    /// Whether the signed-in person may cancel it.
    pub may_cancel: May,
    /// Whether the signed-in person may revise it: something was returned to them.
    pub may_revise: May,
    /// Fields that may be revised.
    pub revise: Vec<FieldView>,
    /// Whether the signed-in person may open sealed values.
    pub may_reveal: May,
    /// Times and messages that are waited for.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<WaitView>>")]
    pub waits: Vec<WaitView>,
    /// Activities that are open and hold something, outermost first.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ScopeView>>")]
    pub scopes: Vec<ScopeView>,
    /// Timers that fired after the start, by the act that did it.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<FiredView>>")]
    pub fired: Vec<FiredView>,
    /// The time that began it; left out if a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub started_by: Option<FiredView>,
    /// Whether the signed-in person may change fields as an operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub may_modify: Option<May>,
    /// All fields, for such a change; none where it is not permitted.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<FieldView>>")]
    pub modify: Vec<FieldView>,
}

/// A time or a message that is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitView {
    /// `e_…`.
    pub wait: String,
    /// Element id.
    pub element: String,
    /// Name of the step.
    pub step: String,
    /// `timer` or `message`.
    pub kind: String,
    /// Whether a token waits; else it waits beside an activity, on its border or for an event sub-process.
    pub holds_token: bool,
    /// When a timer is due.
    pub due: Option<String>,
    /// Where its time was told: `UTC`, an offset, or a zone.
    pub zone: Option<String>,
    /// How a timer repeats, ISO 8601 or cron.
    pub repeats: Option<String>,
    /// How often it is still due; none: always.
    pub left: Option<u32>,
    /// Name of the message.
    pub message: Option<String>,
    /// Its key.
    pub key: Option<String>,
}

/// An activity that is open and holds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeView {
    /// Its number within the request.
    pub scope: u32,
    /// The one around it; 0 is the request.
    pub parent: u32,
    /// Element id.
    pub element: String,
    /// Name of the step.
    pub step: String,
    /// Of an item of a loop: its number, from 1.
    pub item: Option<u32>,
    /// Of a loop: how far it has come.
    pub each: Option<EachView>,
}

/// How far a loop has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EachView {
    /// Items.
    pub total: u32,
    /// Items begun.
    pub begun: u32,
    /// Items done.
    pub done: u32,
}

/// A timer that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FiredView {
    /// Index of the act.
    #[ts(type = "number")]
    pub index: u64,
    /// When it was due.
    pub due: String,
    /// How much later it fired, in seconds.
    #[ts(type = "number")]
    pub late_s: u64,
}

/// Arguments of `requests.modify`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModifyRequest {
    /// `r_…`.
    pub request: String,
    /// Values that change, by path.
    pub fields: std::collections::BTreeMap<String, Plain>,
    /// Why; sealed.
    pub reason: String,
}

/// Arguments of `messages.publish`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PublishMessage {
    /// Its name.
    pub name: String,
    /// For which request; empty for one that starts a request.
    pub key: String,
    /// Its own id: the same name and id gets the first answer.
    pub id: String,
    /// What it brings.
    pub fields: std::collections::BTreeMap<String, Plain>,
}

/// Something that stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IncidentView {
    /// Its number within the request.
    pub incident: u32,
    /// Such as `outcome_unknown`: the sentence is `incident-<code>` in the catalogue.
    pub code: String,
    /// Element id.
    pub element: String,
    /// Name of the step.
    pub step: String,
    /// Technical words.
    pub detail: String,
    /// Ways on: `retry`, `done`, `cancel`, `skip`.
    pub ways: Vec<String>,
    /// Whether the signed-in person may resolve it.
    pub may_resolve: May,
}

/// A connector call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    /// `j_…`.
    pub job: String,
    /// Name of the step.
    pub step: String,
    /// The connector.
    pub connector: String,
    /// Attempts so far.
    pub attempt: u32,
    /// `due`, `started` or `stopped`.
    pub state: String,
}

/// Arguments of `incidents.resolve`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolveIncident {
    /// `r_…`.
    pub request: String,
    /// Its number.
    pub incident: u32,
    /// `retry`, `done`, `cancel` or `skip`.
    pub way: String,
    /// Why; sealed.
    pub reason: String,
    /// What the effect answered, with `done`.
    pub outputs: std::collections::BTreeMap<String, Plain>,
}

/// Arguments of `data.reveal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reveal {
    /// `r_…`.
    pub request: String,
    /// Field paths.
    pub paths: Vec<String>,
}

/// Opened values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Revealed {
    /// Values by path.
    pub values: std::collections::BTreeMap<String, Plain>,
    /// The receipt of `data.reveal`.
    pub receipt: Receipt,
}
