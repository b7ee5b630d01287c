//! What is changed under review: grants, rules, connectors, versions, publications, and the open changes themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    act::{
        change::{Proposal, Subject},
        version,
    },
    digest::Digest,
    id::{PersonId, ScheduleId},
    role::Role,
    scope::Scope,
    state::{NodeIx, Timer},
    time::Timestamp,
};

/// Who brought something into force.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Vouch {
    /// Who proposed it.
    pub proposed: PersonId,
    /// Who decided; `None` when it came into force on one person's word, in bootstrap.
    pub decided: Option<PersonId>,
    /// Index of the entry that brought it into force.
    pub index: u64,
}

/// A role given to somebody on a scope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grant {
    /// Who has it.
    pub subject: Subject,
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Not after.
    pub until: Option<Timestamp>,
    /// Who brought it into force.
    pub vouch: Vouch,
}

/// A reviewed file in force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InForce {
    /// The record blob.
    pub file: Digest,
    /// Random name of a connector's token in the keyring.
    pub token: Option<Digest>,
    /// Who brought it into force.
    pub vouch: Vouch,
}

/// A version of a workflow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct VersionRecord {
    /// What it pins.
    #[serde(with = "super::as_json")]
    pub manifest: version::Create,
    /// Its number within the workflow, from 1.
    pub number: u32,
    /// Who made it.
    pub author: PersonId,
    /// Index of the entry that made it.
    pub index: u64,
}

/// A workflow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Workflow {
    /// The name people read, of its newest version.
    pub name: String,
    /// Number of its newest version.
    pub latest: u32,
    /// The version new requests run on.
    pub published: Option<Digest>,
    /// Who brought the publication into force. Who proposed it answers for the requests that start by themselves.
    pub vouch: Option<Vouch>,
    /// When it starts by itself: of the published version alone.
    pub schedules: BTreeMap<ScheduleId, Schedule>,
}

/// A time at which a workflow starts by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Schedule {
    /// The start event.
    pub node: NodeIx,
    /// When it is due, and how it repeats.
    pub timer: Timer,
}

impl Schedule {
    /// Its name, if the entry at `index` sets it.
    pub fn id(&self, index: u64) -> ScheduleId {
        ScheduleId {
            index,
            nth: u32::from(self.node.0),
        }
    }

    /// The start event of a time by its name: the act that starts a request names it so.
    pub fn node_of(id: ScheduleId) -> Option<NodeIx> {
        u16::try_from(id.nth).ok().map(NodeIx)
    }
}

/// A change that waits for a decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// What is proposed.
    #[serde(with = "super::as_json")]
    pub proposal: Proposal,
    /// The digest it replaces.
    pub replaces: Option<Digest>,
    /// Who proposed it.
    pub by: PersonId,
    /// SHA-256 of the entry that proposed it.
    pub digest: Digest,
}
