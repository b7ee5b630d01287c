//! Changes that wait for a decision.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shared::{May, PersonRef};

/// Open changes, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeList {
    /// The changes.
    pub changes: Vec<ChangeRow>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRow {
    /// `c_…`.
    pub id: String,
    /// Such as `grant.add`: the sentence is `change-<kind>` in the catalogue.
    pub kind: String,
    /// What the sentence names: person, role, scope, group, rule, connector, workflow, version, manager, members.
    pub args: std::collections::BTreeMap<String, String>,
    /// Who proposed it.
    pub by: PersonRef,
    /// When, log time.
    pub at: String,
    /// The reason, where it is held here.
    pub reason: Option<String>,
    /// SHA-256 of the entry: what a decision is bound to.
    pub digest: String,
    /// The file as it is now and as it would be, for rules and connectors.
    pub before: Option<String>,
    /// See `before`.
    pub after: Option<String>,
    /// Who could do what they cannot do now, and the other way round.
    pub impact: Vec<ImpactRow>,
    /// Whether the signed-in person may decide.
    pub may_decide: May,
    /// Whether the signed-in person proposed it.
    pub yours: bool,
}

/// A difference in what somebody may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImpactRow {
    /// The person.
    pub person: PersonRef,
    /// The permission.
    pub permission: String,
    /// The scope.
    pub scope: String,
    /// True: gains it; false: loses it.
    pub gains: bool,
}

/// Arguments of `changes.decide`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecideChange {
    /// `c_…`.
    pub change: String,
    /// The digest that was shown.
    pub digest: String,
    /// Approve or reject.
    pub approve: bool,
    /// Why; sealed; needed for a rejection.
    pub reason: Option<String>,
}

/// Arguments of `changes.withdraw`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WithdrawChange {
    /// `c_…`.
    pub change: String,
}
