//! Kernel state: the fold over the log, and what is compiled from it.
//!
//! INVARIANT: [`State`] holds only ordered maps of exact values, so equal logs give equal bytes and one digest. It keeps
//! what is open; a closed request leaves nothing but its count. Everything compiled ([`Compiled`]) is a pure function of
//! state and record blobs and is never part of the digest.
//!
//! New part of the state: a field here, a [`delta::Delta`] that writes it, and a new golden digest.

mod as_json;
pub mod delta;
pub mod governed;
pub mod instance;
pub mod people;
pub mod scope;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

pub use delta::{Delta, Event, Outcome, Started};
pub use governed::{Change, Grant, InForce, Schedule, VersionRecord, Vouch, Workflow};
pub use instance::{
    Approved, DecisionGiven, EndState, Field, Incident, IncidentCode, Instance, Job, JobState,
    NodeIx, Phase, Task, TaskKind, TaskState,
};
pub use people::{Group, KeyRange, Person, Workstation};
pub use scope::{Awaited, Loop, MessageKey, Place, Scope, ScopeId, Seat, Timer, Wait, WaitRole};

use crate::{
    authority::{Mode, Policies},
    definition::Definition,
    digest::Digest,
    id::{
        ChangeId, ConnectorId, GrantId, GroupId, PersonId, RequestId, RuleId, Signer, WaitId,
        WorkflowId, WorkstationId,
    },
    lookup::{Lookup, WithVersions},
    refusal::Refusal,
    time::Timestamp,
};

/// What the first entry fixed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Genesis {
    /// SHA-256 of the first entry: the fingerprint people compare.
    pub ws: Digest,
    /// Name of the log, prefix of every signer's name.
    pub origin: String,
    /// The name people read.
    pub name: String,
    /// The vkey that signs checkpoints.
    pub log_key: String,
    /// The first administrator.
    pub admin: PersonId,
}

/// The fold over the log.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// What the first entry fixed; `None` before it.
    pub genesis: Option<Arc<Genesis>>,
    /// Entries folded.
    pub size: u64,
    /// Log time: the last tick.
    pub time: Timestamp,
    /// Whether the single administrator's proposals are in force at once.
    pub bootstrap: bool,
    /// People.
    pub persons: OrdMap<PersonId, Arc<Person>>,
    /// Workstations.
    pub workstations: OrdMap<WorkstationId, Arc<Workstation>>,
    /// Every key ever enrolled and whose it is.
    pub keys: OrdMap<[u8; 32], Signer>,
    /// Groups.
    pub groups: OrdMap<GroupId, Arc<Group>>,
    /// Grants in force or to come; revoked ones are gone.
    pub grants: OrdMap<GrantId, Arc<Grant>>,
    /// Approval rules in force.
    pub rules: OrdMap<RuleId, InForce>,
    /// Connectors in force.
    pub connectors: OrdMap<ConnectorId, InForce>,
    /// Versions of workflows.
    pub versions: OrdMap<Digest, Arc<VersionRecord>>,
    /// Workflows.
    pub workflows: OrdMap<WorkflowId, Arc<Workflow>>,
    /// Changes that wait for a decision.
    pub changes: OrdMap<ChangeId, Arc<Change>>,
    /// Requests that are not ended.
    pub requests: OrdMap<RequestId, Arc<Instance>>,
    /// Requests that are.
    pub closed: u64,
    /// Raised by one whenever people, groups or grants change: compiled policies belong to one epoch.
    pub epoch: u64,
    /// Who waits for a message, oldest first: follows from the requests, so it is no part of the digest.
    #[serde(skip)]
    pub awaited: OrdMap<MessageKey, OrdSet<(RequestId, WaitId)>>,
}

impl State {
    /// The canonical digest: SHA-256 of the compact bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// Compact bytes, for a snapshot.
    pub fn to_bytes(&self) -> Vec<u8> {
        compact(self)
    }

    /// Reads what [`State::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut state: Self = postcard::from_bytes(bytes).ok()?;
        let requests: Vec<Arc<Instance>> = state.requests.values().cloned().collect();
        for request in requests {
            state.note_waits(None, Some(&request));
        }
        Some(state)
    }

    /// The instance that holds a task or job made by entry `index`, found among the open ones.
    pub fn request(&self, id: &RequestId) -> Option<&Arc<Instance>> {
        self.requests.get(id)
    }

    /// A person's own open requests' holder: the person, if enrolled and not disabled.
    pub fn active_person(&self, id: &PersonId) -> Option<&Arc<Person>> {
        self.persons.get(id).filter(|person| !person.disabled)
    }

    /// Whether the grant is in force at log time.
    pub fn in_force(&self, grant: &Grant) -> bool {
        grant.from.is_none_or(|from| from <= self.time)
            && grant.until.is_none_or(|until| self.time < until)
    }
}

/// The compact bytes of a record, as digests and snapshots take them.
///
/// INVARIANT: total, and different records have different bytes. Whatever an act wrote can be written compactly. If a
/// record ever could not, its bytes would be a mark and all its members in words: equal only to those of the same
/// record, and no snapshot, for a state begins with an option.
pub(crate) fn compact<T: Serialize + std::fmt::Debug>(record: &T) -> Vec<u8> {
    postcard::to_stdvec(record).unwrap_or_else(|error| {
        let mut bytes = vec![UNWRITABLE];
        bytes.extend_from_slice(format!("{error}: {record:?}").as_bytes());
        bytes
    })
}

/// No option begins with it.
const UNWRITABLE: u8 = 0xff;

/// What is compiled from state and blobs.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// Runnable versions.
    pub definitions: OrdMap<Digest, Arc<Definition>>,
    /// Grants and guards as policies, of one epoch.
    pub policies: Arc<Policies>,
    /// Whether matching of grants is memoised; both ways decide alike.
    pub mode: Mode,
}

/// State and what is compiled from it. Its clone is cheap: a batch works on a candidate.
#[derive(Clone, Debug, Default)]
pub struct Kernel {
    /// The fold over the log.
    pub state: State,
    /// What is compiled from it.
    pub compiled: Compiled,
}

impl Kernel {
    /// A kernel on a state that was read from a snapshot: compiles what the state needs.
    pub fn load(state: State, mode: Mode, lookup: &dyn Lookup) -> Result<Self, Refusal> {
        let lookup = &WithVersions {
            state: &state,
            lookup,
        };
        let mut definitions = OrdMap::new();
        for (digest, record) in &state.versions {
            definitions.insert(
                *digest,
                Arc::new(Definition::compile(&record.manifest, lookup)?),
            );
        }
        let policies = Arc::new(Policies::compile(&state, mode));
        Ok(Self {
            state,
            compiled: Compiled {
                definitions,
                policies,
                mode,
            },
        })
    }

    /// The runnable form of a version.
    pub fn definition(&self, version: &Digest) -> Option<&Arc<Definition>> {
        self.compiled.definitions.get(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{PersonId, Slug};

    /// A state with a version that canonical JSON cannot say: its keys are ASCII.
    fn unwritable(size: u64) -> State {
        let mut state = State {
            size,
            ..State::default()
        };
        let manifest = crate::act::version::Create {
            called: Default::default(),
            connectors: Default::default(),
            decisions: Default::default(),
            tests: Default::default(),
            forms: [("\u{e4}".to_owned(), Digest([2; 32]))].into(),
            name: "W".into(),
            process: Digest([3; 32]),
            rules: Default::default(),
            workflow: Slug::parse("w").unwrap(),
        };
        let record = VersionRecord {
            manifest,
            number: 1,
            author: PersonId(1),
            index: 1,
        };
        state.versions.insert(Digest([4; 32]), Arc::new(record));
        state
    }

    #[test]
    fn a_state_that_cannot_be_written_equals_no_other() {
        let (one, other) = (unwritable(1), unwritable(2));
        assert!(
            postcard::to_stdvec(&one).is_err(),
            "its key is no canonical one"
        );
        assert_eq!(one.digest(), unwritable(1).digest());
        assert_ne!(one.digest(), other.digest());
        assert_ne!(one.digest(), Digest::of(b""));
        assert_eq!(State::from_bytes(&one.to_bytes()), None);
        let good = State::default();
        assert_eq!(State::from_bytes(&good.to_bytes()), Some(good));
    }
}
