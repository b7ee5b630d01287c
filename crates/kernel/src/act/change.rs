//! `change.propose`, `change.decide`, `change.withdraw`: changes of people, rules, connectors and publications.
//!
//! Propose. Who: whoever holds the permission to edit the object. Checks: the proposal fits the state and names the
//! digest it replaces. Changes: the change waits for another person; in bootstrap, while one administrator is alone, it
//! is in force at once and marked *on one person's word*.
//!
//! Decide. Who: another person than the proposer (and, for publications, than the version's author) who holds the
//! permission to approve and does not benefit. Checks: it is bound to the digest of the entry that proposed it; a
//! proposal whose `replaces` has moved has lapsed. Changes: approved, the proposal is in force; rejected, it is closed.
//!
//! Withdraw. Who: the proposer. Changes: the change is closed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    commitment::Commitment,
    digest::Digest,
    id::{ChangeId, ConnectorId, GrantId, GroupId, PersonId, RuleId, WorkflowId, WorkstationId},
    role::Role,
    scope::Scope,
    time::Timestamp,
};

/// Body of `change.propose`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// What is proposed.
    pub change: Proposal,
    /// Commitment to the reason, path `reason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Commitment>,
    /// The digest of what the object is now, as `state::Kernel::current_digest` gives it; `None` if it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Digest>,
}

/// A proposed change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields)]
pub enum Proposal {
    /// A new person with their first key, which signs the proposal too.
    #[serde(rename = "person.add")]
    PersonAdd {
        /// The key's vkey, named `<origin>/<person>`.
        key: String,
        /// Their manager.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manager: Option<PersonId>,
        /// Commitment to the name, path `name`.
        name: Commitment,
        /// The person.
        person: PersonId,
    },
    /// Another manager.
    #[serde(rename = "person.manager")]
    PersonManager {
        /// The new manager, or nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manager: Option<PersonId>,
        /// The person.
        person: PersonId,
    },
    /// The person may do nothing any more.
    #[serde(rename = "person.disable")]
    PersonDisable {
        /// The person.
        person: PersonId,
    },
    /// A new key for a person; every earlier key of theirs ends. It signs the proposal too.
    #[serde(rename = "key.reset")]
    KeyReset {
        /// The new key's vkey.
        key: String,
        /// The person.
        person: PersonId,
    },
    /// Another workstation with its act key, which signs the proposal too.
    #[serde(rename = "workstation.add")]
    WorkstationAdd {
        /// The key's vkey, named `<origin>/<workstation>`.
        key: String,
        /// The workstation.
        workstation: WorkstationId,
    },
    /// A group and its members.
    #[serde(rename = "group.set")]
    GroupSet {
        /// The group.
        group: GroupId,
        /// All members from then on.
        members: BTreeSet<PersonId>,
        /// The name people read.
        name: String,
    },
    /// A role for somebody on a scope.
    #[serde(rename = "grant.add")]
    GrantAdd {
        /// Not before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Timestamp>,
        /// The role.
        role: Role,
        /// Where it holds.
        scope: Scope,
        /// Who gets it.
        subject: Subject,
        /// Not after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// The grant ends.
    #[serde(rename = "grant.revoke")]
    GrantRevoke {
        /// The grant.
        grant: GrantId,
    },
    /// An approval rule, new or changed.
    #[serde(rename = "rule.set")]
    RuleSet {
        /// The rule file, a record blob.
        file: Digest,
        /// The rule.
        rule: RuleId,
    },
    /// A connector, new or changed.
    #[serde(rename = "connector.set")]
    ConnectorSet {
        /// The connector.
        connector: ConnectorId,
        /// The connector file, a record blob.
        file: Digest,
        /// Random name of the token in the keyring; `None` if it needs none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Digest>,
    },
    /// A version becomes the one that new requests run on.
    #[serde(rename = "version.publish")]
    VersionPublish {
        /// The version's digest.
        version: Digest,
        /// The workflow.
        workflow: WorkflowId,
    },
}

/// Who a grant is for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A person.
    Person(PersonId),
    /// Every member of a group.
    Group(GroupId),
}

impl Proposal {
    /// The object the proposal is about.
    pub fn on(&self) -> String {
        match self {
            Self::PersonAdd { person, .. }
            | Self::PersonManager { person, .. }
            | Self::PersonDisable { person }
            | Self::KeyReset { person, .. } => person.to_string(),
            Self::WorkstationAdd { workstation, .. } => workstation.to_string(),
            Self::GroupSet { group, .. } => format!("group:{group}"),
            Self::GrantAdd {
                subject: Subject::Person(person),
                ..
            } => person.to_string(),
            Self::GrantAdd {
                subject: Subject::Group(group),
                ..
            } => format!("group:{group}"),
            Self::GrantRevoke { grant } => grant.to_string(),
            Self::RuleSet { rule, .. } => format!("rule:{rule}"),
            Self::ConnectorSet { connector, .. } => format!("connector:{connector}"),
            Self::VersionPublish { workflow, .. } => format!("workflow:{workflow}"),
        }
    }

    /// The stable name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PersonAdd { .. } => "person.add",
            Self::PersonManager { .. } => "person.manager",
            Self::PersonDisable { .. } => "person.disable",
            Self::KeyReset { .. } => "key.reset",
            Self::WorkstationAdd { .. } => "workstation.add",
            Self::GroupSet { .. } => "group.set",
            Self::GrantAdd { .. } => "grant.add",
            Self::GrantRevoke { .. } => "grant.revoke",
            Self::RuleSet { .. } => "rule.set",
            Self::ConnectorSet { .. } => "connector.set",
            Self::VersionPublish { .. } => "version.publish",
        }
    }

    /// The vkey of a newly enrolled key, which must sign the proposal too.
    pub fn new_key(&self) -> Option<&str> {
        match self {
            Self::PersonAdd { key, .. }
            | Self::KeyReset { key, .. }
            | Self::WorkstationAdd { key, .. } => Some(key),
            _ => None,
        }
    }
}

impl Propose {
    /// The object: what the proposal is about.
    pub fn on(&self) -> String {
        self.change.on()
    }
}

/// Approve or reject.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It shall be in force.
    Approve,
    /// It shall not.
    Reject,
}

/// Body of `change.decide`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// The change.
    pub change: ChangeId,
    /// SHA-256 of the entry that proposed it.
    pub digest: Digest,
    /// Commitment to the reason, path `reason`; mandatory for a rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Commitment>,
    /// The decision.
    pub verdict: Verdict,
}

impl Decide {
    /// The object: the change.
    pub fn on(&self) -> String {
        self.change.to_string()
    }
}

/// Body of `change.withdraw`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// The change.
    pub change: ChangeId,
}

impl Withdraw {
    /// The object: the change.
    pub fn on(&self) -> String {
        self.change.to_string()
    }
}
