//! What a permitted act changes, and what follows from it for those who watch.
//!
//! INVARIANT: [`Kernel::apply`] cannot fail: `check` has decided everything and says the result as plain writes.
//! Events are derived; the read model and the runner fold them, the state does not keep them.

use std::sync::Arc;

use super::{
    Change, Genesis, Grant, Group, InForce, Instance, Kernel, Person, State, VersionRecord,
    Workflow, Workstation,
};
use crate::{
    act::approval::Verdict,
    authority::Policies,
    definition::Definition,
    digest::Digest,
    id::{
        ChangeId, ConnectorId, GrantId, GroupId, JobId, PersonId, RequestId, RuleId, Signer,
        TaskId, TimerId, WaitId, WorkflowId, WorkstationId,
    },
    state::{EndState, IncidentCode},
    time::Timestamp,
};

/// One write.
#[derive(Clone, Debug)]
pub enum Delta {
    /// The workspace exists.
    Genesis(Genesis),
    /// Log time.
    Time(Timestamp),
    /// Bootstrap begins or ends.
    Bootstrap(bool),
    /// A person, new or changed.
    Person(PersonId, Person),
    /// A workstation, new or changed.
    Workstation(WorkstationId, Workstation),
    /// A key is enrolled.
    Key([u8; 32], Signer),
    /// A group, new or changed.
    Group(GroupId, Group),
    /// A grant, new.
    Grant(GrantId, Grant),
    /// A grant ends.
    GrantEnds(GrantId),
    /// A rule is in force.
    Rule(RuleId, InForce),
    /// A connector is in force.
    Connector(ConnectorId, InForce),
    /// A version exists.
    Version(Digest, VersionRecord, Arc<Definition>),
    /// A workflow, new or changed.
    Workflow(WorkflowId, Workflow),
    /// A change waits.
    Change(ChangeId, Change),
    /// A change is decided, withdrawn or lapsed.
    ChangeCloses(ChangeId),
    /// A request, new or changed. Shared: it is what the state will hold, not copied into it.
    Request(Arc<Instance>),
    /// A request ended.
    RequestEnds(RequestId),
}

/// A request as it starts, whoever or whatever began it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Started {
    /// The request.
    pub request: RequestId,
    /// The workflow.
    pub workflow: WorkflowId,
    /// The version it runs on.
    pub version: Digest,
    /// Who answers for it.
    pub requester: PersonId,
}

/// What follows from an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A change waits for a decision.
    ChangeOpened(ChangeId),
    /// A change came into force; `on_one_word` in bootstrap.
    ChangeInForce {
        /// The change.
        change: ChangeId,
        /// Whether one person alone brought it into force.
        on_one_word: bool,
    },
    /// A change was rejected or withdrawn.
    ChangeClosed(ChangeId),
    /// Bootstrap ended.
    BootstrapEnded,
    /// A version exists.
    VersionCreated(Digest),
    /// A request runs.
    RequestStarted(Started),
    /// A time that was due began the request.
    StartedByTimer(RequestId, Timestamp),
    /// A request ended.
    RequestEnded(RequestId, EndState),
    /// Fields were written.
    FieldsWritten(RequestId),
    /// A task waits, in this round.
    TaskOpened(RequestId, TaskId, u32),
    /// A decision was given.
    Decided(RequestId, TaskId, PersonId, Verdict),
    /// A decision was voided by a later write.
    DecisionsVoided(RequestId, TaskId),
    /// A task is done.
    TaskClosed(RequestId, TaskId),
    /// A connector call may be started.
    JobDue(RequestId, JobId),
    /// A connector call is on its way.
    JobStarted(RequestId, JobId, u32),
    /// A connector call is answered.
    JobClosed(RequestId, JobId),
    /// Something stopped.
    IncidentRaised(RequestId, u32, IncidentCode),
    /// It goes on.
    IncidentClosed(RequestId, u32),
    /// A timer is set and due at this time.
    TimerSet(RequestId, TimerId, Timestamp),
    /// A timer has fired or is not needed any more.
    TimerClosed(RequestId, TimerId),
    /// A message is waited for.
    MessageAwaited(RequestId, WaitId),
    /// A message has come or is not needed any more.
    MessageClosed(RequestId, WaitId),
}

/// The result of a check that permits.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What to write.
    pub deltas: Vec<Delta>,
    /// What follows.
    pub events: Vec<Event>,
    /// The reason it was permitted, in words of the grant and rule (`authority::Decision::because`).
    pub because: String,
}

impl Kernel {
    /// Makes the change that `check` permitted. Entry indices count every entry, void ones too: call
    /// [`Kernel::skip`] for those.
    pub fn apply(&mut self, outcome: &Outcome) {
        let epoch = self.state.epoch;
        for delta in &outcome.deltas {
            if let Delta::Version(id, _, definition) = delta {
                self.compiled.definitions.insert(*id, definition.clone());
            }
            self.state.write(delta);
        }
        self.state.size += 1;
        if self.state.epoch != epoch {
            self.compiled.policies = Arc::new(Policies::compile(&self.state, self.compiled.mode));
        }
    }

    /// Counts an entry that changes nothing: on replay, one that the check refuses.
    pub fn skip(&mut self) {
        self.state.size += 1;
    }
}

impl State {
    /// Makes one write.
    pub(crate) fn write(&mut self, delta: &Delta) {
        match delta {
            Delta::Genesis(genesis) => self.genesis = Some(Arc::new(genesis.clone())),
            Delta::Time(time) => self.time = *time,
            Delta::Bootstrap(open) => self.bootstrap = *open,
            Delta::Person(..) | Delta::Group(..) | Delta::Grant(..) | Delta::GrantEnds(..) => {
                self.epoch += 1;
                self.write_authority(delta);
            }
            Delta::Workstation(id, workstation) => {
                self.workstations.insert(*id, Arc::new(workstation.clone()));
            }
            Delta::Key(key, signer) => {
                self.keys.insert(*key, *signer);
            }
            Delta::Rule(id, rule) => {
                self.rules.insert(id.clone(), rule.clone());
            }
            Delta::Connector(id, connector) => {
                self.connectors.insert(id.clone(), connector.clone());
            }
            Delta::Version(id, record, _) => {
                self.versions.insert(*id, Arc::new(record.clone()));
            }
            Delta::Workflow(id, workflow) => {
                self.workflows
                    .insert(id.clone(), Arc::new(workflow.clone()));
            }
            Delta::Change(id, change) => {
                self.changes.insert(*id, Arc::new(change.clone()));
            }
            Delta::ChangeCloses(id) => {
                self.changes.remove(id);
            }
            Delta::Request(instance) => {
                let before = self.requests.insert(instance.id, instance.clone());
                self.note_waits(before.as_deref(), Some(instance));
            }
            Delta::RequestEnds(id) => {
                // A request that ends in the act that starts it was never kept.
                let before = self.requests.remove(id);
                self.note_waits(before.as_deref(), None);
                if before.is_some() {
                    self.closed += 1;
                }
            }
        }
    }

    /// Keeps account of who waits for which message.
    pub(super) fn note_waits(&mut self, before: Option<&Instance>, after: Option<&Instance>) {
        for instance in before
            .into_iter()
            .filter(|instance| !instance.waits.is_empty())
        {
            for (wait, key) in instance.messages() {
                if let Some(waiting) = self.awaited.get_mut(key) {
                    waiting.remove(&(instance.id, wait));
                    if waiting.is_empty() {
                        self.awaited.remove(key);
                    }
                }
            }
        }
        for instance in after
            .into_iter()
            .filter(|instance| !instance.waits.is_empty())
        {
            for (wait, key) in instance.messages() {
                let waiting = self.awaited.entry(key.clone()).or_default();
                waiting.insert((instance.id, wait));
            }
        }
    }

    fn write_authority(&mut self, delta: &Delta) {
        match delta {
            Delta::Person(id, person) => {
                self.persons.insert(*id, Arc::new(person.clone()));
            }
            Delta::Group(id, group) => {
                self.groups.insert(id.clone(), Arc::new(group.clone()));
            }
            Delta::Grant(id, grant) => {
                self.grants.insert(*id, Arc::new(grant.clone()));
            }
            Delta::GrantEnds(id) => {
                self.grants.remove(id);
            }
            _ => {}
        }
    }
}
