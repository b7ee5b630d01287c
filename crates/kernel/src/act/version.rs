//! `version.create`: an immutable version of a workflow that pins everything it needs by digest.
//!
//! Who: a builder (`workflow.edit`) of the workflow. Checks: every file is a record blob that reads; the process can be
//! run; every rule and connector it names is in force with exactly the digest the version pins. Changes: the version
//! exists; nothing runs on it until it is published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::{ConnectorId, RuleId, WorkflowId},
};

/// Body of `version.create`. Its canonical JSON names the version: [`Create::digest`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Create {
    /// Versions of workflows it calls, by workflow.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub called: BTreeMap<WorkflowId, Digest>,
    /// Connector files by connector.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub connectors: BTreeMap<ConnectorId, Digest>,
    /// DMN files by the id of the decision they are called for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decisions: BTreeMap<String, Digest>,
    /// Form files by form id.
    pub forms: BTreeMap<String, Digest>,
    /// The workflow's name, in the clear.
    pub name: String,
    /// The BPMN file.
    pub process: Digest,
    /// Rule files by rule.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<RuleId, Digest>,
    /// Test cases by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tests: BTreeMap<String, Digest>,
    /// The workflow; it exists from its first version on.
    pub workflow: WorkflowId,
}

impl Create {
    /// The object: the workflow.
    pub fn on(&self) -> String {
        format!("workflow:{}", self.workflow)
    }

    /// The version's name: SHA-256 of this body's canonical JSON.
    pub fn digest(&self) -> Digest {
        Digest::of(&ledger::json::to_canonical(self).unwrap_or_default())
    }

    /// The record blobs the version pins.
    pub fn blobs(&self) -> impl Iterator<Item = &Digest> {
        let files = std::iter::once(&self.process).chain(self.forms.values());
        files
            .chain(self.rules.values())
            .chain(self.connectors.values())
            .chain(self.decisions.values())
            .chain(self.tests.values())
    }
}
