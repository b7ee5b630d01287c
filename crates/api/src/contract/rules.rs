//! Approval rules and connectors.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shared::{May, PersonRef, VouchView};

/// Rules in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleList {
    /// The rules.
    pub rules: Vec<RuleRow>,
    /// Whether a rule may be proposed.
    pub may_set: May,
}

/// Who a rule makes eligible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EligibleView {
    /// Holders of a role on a scope.
    Role {
        /// The role.
        role: String,
        /// The scope.
        scope: String,
    },
    /// The requester's manager.
    Manager,
    /// Members of a group.
    Group {
        /// The group.
        group: String,
    },
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleRow {
    /// Its stable name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who may decide.
    pub eligible: EligibleView,
    /// Who that is now; empty for the requester's manager.
    pub people: Vec<PersonRef>,
    /// How many must approve.
    pub needed: u8,
    /// Digest of the file.
    pub digest: String,
    /// Workflows whose published version pins it.
    pub used_by: Vec<String>,
    /// Who brought it into force.
    pub vouch: VouchView,
}

/// Arguments of `rules.set`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetRule {
    /// The rule file, JSON.
    pub file: String,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Connectors in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorList {
    /// The connectors.
    pub connectors: Vec<ConnectorRow>,
    /// Whether a connector may be proposed.
    pub may_set: May,
}

/// A connector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorRow {
    /// Its stable name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Base URL.
    pub base: String,
    /// Methods.
    pub methods: Vec<String>,
    /// Path patterns.
    pub paths: Vec<String>,
    /// Whether private addresses may be called.
    pub private_addresses: bool,
    /// Whether a call may be repeated.
    pub idempotent: bool,
    /// Fields of the answer that are kept.
    pub outputs: Vec<OutputView>,
    /// Seconds an answer may take.
    pub timeout_seconds: u32,
    /// The connector file, JSON.
    pub file: String,
    /// Digest of the file.
    pub digest: String,
    /// Whether it names a token.
    pub has_token: bool,
    /// Whether this workstation's vault holds the token.
    pub token_here: bool,
    /// Workflows whose published version pins it.
    pub used_by: Vec<String>,
    /// Who brought it into force.
    pub vouch: VouchView,
}

/// A field of a connector's answer that becomes a field of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutputView {
    /// The field of the request.
    pub field: String,
    /// Dotted path in the answer.
    pub path: String,
    /// Whether it is sealed.
    pub sealed: bool,
}

/// Arguments of `connectors.set`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetConnector {
    /// The connector file, JSON.
    pub file: String,
    /// The token, kept in the vault only.
    pub token: Option<String>,
    /// Why; sealed.
    pub reason: Option<String>,
}
