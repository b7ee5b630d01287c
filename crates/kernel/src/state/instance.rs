//! A running request: its fields, tokens, tasks, jobs and incidents.
//!
//! INVARIANT: nodes are numbers into the pinned version's definition, so an instance stays small. Everything here follows
//! from acts; nothing is set from outside.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    act::approval::{Covered, Verdict},
    digest::Digest,
    field::FieldValue,
    id::{JobId, PersonId, RequestId, TaskId, WaitId, WorkflowId, WorkstationId},
    sorted::SortedMap,
    state::scope::{MessageKey, Place, Scope, ScopeId, Seat, Wait},
    time::Timestamp,
};

/// A node of the definition, by its place in document order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
pub struct NodeIx(pub u16);

/// A sequence flow of the definition, by its place in document order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
pub struct FlowIx(pub u16);

/// A field of the request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Field {
    /// The value or its commitment.
    pub value: FieldValue,
    /// Who wrote it; `None` for a connector's output and for what the kernel derives.
    pub by: Option<PersonId>,
    /// Index of the entry that wrote it.
    pub index: u64,
}

/// A running request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Instance {
    /// Its name, `r_<index of the entry that started it>`.
    pub id: RequestId,
    /// The workflow.
    pub workflow: WorkflowId,
    /// The version it runs on to its end.
    pub version: Digest,
    /// Who submitted it.
    pub requester: PersonId,
    /// The workstation it was submitted on.
    pub via: WorkstationId,
    /// The fields.
    pub fields: SortedMap<String, Field>,
    /// Everybody who wrote a field after the start, the requester aside.
    pub editors: BTreeSet<PersonId>,
    /// Tokens that wait at a joining gateway, by the flow they came on. Surplus tokens stay for the next round.
    pub joins: SortedMap<Place, SortedMap<FlowIx, u16>>,
    /// Tasks that wait for people.
    pub tasks: SortedMap<TaskId, Task>,
    /// Connector calls not yet answered.
    pub jobs: SortedMap<JobId, Job>,
    /// What stopped, by number.
    pub incidents: SortedMap<u32, Incident>,
    /// Number of the next incident.
    pub next_incident: u32,
    /// Approvals that were reached, each in its place in the loops around it.
    pub approved: SortedMap<Seat, Approved>,
    /// Nodes that tokens have left, for the picture of the run.
    pub passed: BTreeSet<NodeIx>,
    /// Activities that hold something: locals, nodes of their own, or events on their border.
    pub scopes: SortedMap<ScopeId, Scope>,
    /// Number of the next of them; none is used twice.
    pub next_scope: u32,
    /// Times and messages that are waited for.
    pub waits: SortedMap<WaitId, Wait>,
}

/// Work that waits for people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Task {
    /// The node.
    pub node: NodeIx,
    /// The scope it lies in; the request itself, if it was reopened.
    pub scope: ScopeId,
    /// Its place in the loops around it.
    pub items: Vec<u32>,
    /// From 1; a return or a voided decision opens the next.
    pub round: u32,
    /// Index of the entry that opened this round.
    pub opened: u64,
    /// Plain or approval.
    pub kind: TaskKind,
    /// Waiting for deciders or for the requester.
    pub state: TaskState,
    /// A reopened approval whose token has moved on: reaching it again moves no token.
    pub reopened: bool,
}

/// Plain work or an approval.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TaskKind {
    /// Completed by one person.
    Plain,
    /// Decided by the persons its rule names; decisions of this round.
    Approval(Vec<DecisionGiven>),
}

/// Who a task waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TaskState {
    /// Whoever may complete or decide.
    Open,
    /// The requester, who shall revise.
    Returned,
}

/// A decision in the current round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DecisionGiven {
    /// Who decided.
    pub person: PersonId,
    /// On which workstation.
    pub via: WorkstationId,
    /// What.
    pub verdict: Verdict,
    /// Index of the entry.
    pub index: u64,
}

/// An approval that was reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Approved {
    /// What it covered.
    #[serde(with = "rows")]
    pub covers: Vec<Covered>,
    /// Who approved.
    pub by: BTreeSet<PersonId>,
    /// Whether a covered field was written since: every effect behind it is blocked.
    pub void: bool,
    /// The task's last round.
    pub round: u32,
    /// Values its form showed that lay in scopes, which may be gone when it is asked again.
    pub locals: SortedMap<String, FieldValue>,
}

/// What an act may leave out, compact bytes must hold: each covered field as a row of all its parts.
mod rows {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::{act::approval::Covered, commitment::Commitment, field::Open};

    pub fn serialize<S: Serializer>(covers: &[Covered], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            covers
                .iter()
                .map(|covered| (&covered.path, &covered.open, &covered.sealed)),
        )
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Covered>, D::Error> {
        let rows = Vec::<(String, Option<Open>, Option<Commitment>)>::deserialize(deserializer)?;
        Ok(rows
            .into_iter()
            .map(|(path, open, sealed)| Covered { open, path, sealed })
            .collect())
    }
}

/// A connector call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Job {
    /// The node.
    pub node: NodeIx,
    /// The scope it lies in.
    pub scope: ScopeId,
    /// Attempts started so far.
    pub attempt: u32,
    /// Where it stands.
    pub state: JobState,
}

/// Where a connector call stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum JobState {
    /// May be started.
    Due,
    /// Started under a lease on a workstation; no outcome yet.
    Started {
        /// The process that makes the call.
        lease: String,
        /// Where it runs.
        workstation: WorkstationId,
    },
    /// Stopped by an incident of this number.
    Stopped {
        /// The incident.
        incident: u32,
    },
}

/// What stopped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Incident {
    /// The node.
    pub node: NodeIx,
    /// The scope it lies in.
    pub scope: ScopeId,
    /// How far the node had come: where a retry begins.
    pub phase: Phase,
    /// Why.
    pub code: IncidentCode,
    /// The job, if one stopped.
    pub job: Option<JobId>,
    /// Index of the entry that met it.
    pub index: u64,
    /// Technical words without field values: an expression's position, a missing name.
    pub detail: String,
}

/// Why something stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentCode {
    /// An expression gave null, a warning, the wrong type, or met its limits.
    Expression,
    /// An expression tried to read a sealed value.
    SealedRead,
    /// No condition was true and there is no default flow.
    NoFlow,
    /// Fewer people may decide than the rule needs.
    NobodyEligible,
    /// A field was written after its approval; the effect behind it is blocked.
    ChangedAfterApproval,
    /// The connector call failed.
    JobFailed,
    /// Nobody knows whether the connector call took effect.
    OutcomeUnknown,
    /// More steps or tokens than the limits allow.
    Limit,
    /// An error was thrown that nothing around it catches.
    UncaughtError,
    /// A loop that holds an approval has nothing to go through.
    NoItems,
}

/// How far a node had come when it stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Phase {
    /// Not entered.
    Enter,
    /// Entered: its scope is there, its inputs are not.
    Begin,
    /// At its work.
    Body,
    /// Its work is done: its outputs are not written.
    Finish,
}

impl IncidentCode {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expression => "expression",
            Self::SealedRead => "sealed_read",
            Self::NoFlow => "no_flow",
            Self::NobodyEligible => "nobody_eligible",
            Self::ChangedAfterApproval => "changed_after_approval",
            Self::JobFailed => "job_failed",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Limit => "limit",
            Self::UncaughtError => "uncaught_error",
            Self::NoItems => "no_items",
        }
    }
}

/// How a request ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndState {
    /// Every token reached an end.
    Completed,
    /// An approval was refused.
    Rejected,
    /// Taken back or stopped.
    Cancelled,
}

impl EndState {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Instance {
    /// Whether nothing is left to wait for.
    pub fn is_done(&self) -> bool {
        self.tasks.is_empty()
            && self.jobs.is_empty()
            && self.incidents.is_empty()
            && self.joins.is_empty()
            && self.scopes.is_empty()
            && !self.waits.values().any(Wait::holds_token)
    }

    /// Timers that wait, and when each is due.
    pub fn timers(&self) -> impl Iterator<Item = (WaitId, Timestamp)> {
        self.waits
            .iter()
            .filter_map(|(id, wait)| Some((*id, wait.timer()?.due)))
    }

    /// Messages that are waited for: name and key.
    pub fn messages(&self) -> impl Iterator<Item = (WaitId, &MessageKey)> {
        self.waits
            .iter()
            .filter_map(|(id, wait)| Some((*id, wait.message()?)))
    }

    /// The scopes around a place, innermost first, without the request itself.
    pub fn around(&self, scope: ScopeId) -> impl Iterator<Item = (ScopeId, &Scope)> {
        let found = |id: ScopeId| Some((id, self.scopes.get(&id)?));
        std::iter::successors(found(scope), move |(_, inner)| found(inner.parent))
    }

    /// The place in the loops around a scope.
    pub fn items(&self, scope: ScopeId) -> &[u32] {
        self.scopes
            .get(&scope)
            .map(|scope| scope.items.as_slice())
            .unwrap_or_default()
    }
}
