//! The inbox: tasks that wait for the signed-in person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    rules::EligibleView,
    shared::{May, PersonRef, Plain},
};

/// What waits, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Inbox {
    /// Tasks.
    pub tasks: Vec<InboxRow>,
}

/// A task that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxRow {
    /// `r_…`.
    pub request: String,
    /// `t_…`.
    pub task: String,
    /// Name of the workflow.
    pub workflow: String,
    /// Name of the step.
    pub step: String,
    /// `approval`, `plain`, or `revise` for what was returned to its requester.
    pub kind: String,
    /// Who asked.
    pub requester: PersonRef,
    /// Name of the rule, for approvals.
    pub rule: Option<String>,
    /// Since when, log time.
    pub since: String,
    /// From 1.
    pub round: u32,
}

/// Arguments of `inbox.task`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskQuery {
    /// `r_…`.
    pub request: String,
    /// `t_…`.
    pub task: String,
}

/// A task as it is to be decided or completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskDetail {
    /// As in the list.
    pub row: InboxRow,
    /// The form with values; sealed ones opened for who may decide.
    pub form: Vec<FieldView>,
    /// Digest of exactly what is shown: a decision must name it.
    pub shown: String,
    /// The rule, for approvals.
    pub rule: Option<RuleSentence>,
    /// Decisions of this round.
    pub decisions: Vec<DecisionView>,
    /// Digest of the version.
    pub version: String,
    /// The BPMN text.
    pub diagram: String,
    /// Element ids that hold a token.
    pub tokens: Vec<String>,
    /// Element ids a token has passed.
    pub passed: Vec<String>,
    /// Whether the signed-in person may decide or complete it.
    pub may: May,
    /// The canonical line of the act that approving would sign; head, time and id are drawn when it is signed.
    pub to_sign: String,
}

/// The rule in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleSentence {
    /// Its stable name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who may decide.
    pub eligible: EligibleView,
    /// How many must approve.
    pub needed: u8,
    /// Who still can.
    pub can_still: Vec<PersonRef>,
}

/// A decision that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// Who.
    pub person: PersonRef,
    /// `approve`, `reject` or `return`.
    pub verdict: String,
    /// The reason, where it is held here.
    pub reason: Option<String>,
    /// Index of the entry.
    #[ts(type = "number")]
    pub index: u64,
    /// When, log time.
    pub at: String,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// Its path.
    pub path: String,
    /// What people read.
    pub label: String,
    /// `text`, `long_text`, `number`, `choice`, `choices`, `checkbox` or `date`.
    pub kind: String,
    /// Choices: value and label.
    pub choices: Vec<(String, String)>,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it may be written here.
    pub writable: bool,
    /// Retention period of a sealed field; none: open.
    pub sealed: Option<String>,
    /// The value, if it is written and may be shown.
    pub value: Option<Plain>,
    /// The commitment of a sealed value.
    pub commitment: Option<String>,
    /// Whether it was written since this person last decided here.
    pub changed: bool,
}

/// Arguments of `tasks.complete`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompleteTask {
    /// `r_…`.
    pub request: String,
    /// `t_…`.
    pub task: String,
    /// The round that was shown.
    pub round: u32,
    /// Values by path.
    pub fields: std::collections::BTreeMap<String, Plain>,
}

/// Arguments of `approvals.decide`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecideApproval {
    /// `r_…`.
    pub request: String,
    /// `t_…`.
    pub task: String,
    /// The round that was shown.
    pub round: u32,
    /// Digest of what was shown (`TaskDetail.shown`).
    pub shown: String,
    /// `approve`, `reject` or `return`.
    pub verdict: String,
    /// Why; sealed; needed unless approved.
    pub reason: Option<String>,
}
