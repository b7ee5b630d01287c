//! Why an act is refused.
//!
//! INVARIANT: a refusal names the rule that refused. `code` is stable: front ends branch on it, and the verifier reports
//! it for an act that should never have been appended. Codes are the verdict names of `docs/verdicts.md`.
//!
//! New refusal: a variant with its code, a sentence for people in the catalogue (`refusal-<code>`), a row in
//! `docs/verdicts.md`, and a test that meets it.

use ledger::json::CanonicalError;

use crate::{
    id::{ChangeId, PersonId, RequestId, ScheduleId, Signer, TaskId, TimerId, WorkflowId},
    role::Permission,
    time::Timestamp,
};

macro_rules! refusals {
    ($($(#[doc = $doc:literal])* $code:literal $message:literal $variant:ident $({ $($field:ident: $type:ty),* })?,)*) => {
        /// Why an act is refused.
        #[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
        pub enum Refusal { $($(#[doc = $doc])* #[error($message)] $variant $({ $(#[doc = "What the message names."] $field: $type),* })?,)* }

        impl Refusal {
            /// Every code there is.
            pub const CODES: &[&str] = &[$($code,)*];

            /// The stable name of the rule that refused.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            /// What the sentence for people may name, by argument.
            pub fn args(&self) -> std::collections::BTreeMap<&'static str, String> {
                match self { $(Self::$variant $({ $($field),* })? => [$($((stringify!($field), $field.to_string())),*)?].into_iter().collect(),)* }
            }
        }
    };
}

refusals! {
    // Bytes.
    /// An entry is at most 65,535 bytes.
    "entry_too_large" "the entry has {bytes} bytes, more than 65,535" EntryTooLarge { bytes: usize },
    /// The bytes are not a signed note.
    "not_a_note" "the entry is not a signed note: {reason}" NotANote { reason: String },
    /// The line is not canonical JSON.
    "not_canonical" "the entry's line is not canonical JSON: {reason}" NotCanonical { reason: String },
    /// A key stands twice in one object.
    "duplicate_key" "a key stands twice in the entry's line" DuplicateKey,
    /// The envelope or body has another shape.
    "shape" "the act does not have its shape: {reason}" Shape { reason: String },
    /// No act is called so.
    "unknown_act" "no act is called `{name}`" UnknownAct { name: String },
    /// `on` and body name different objects.
    "object_mismatch" "the act is on `{on}`, but its body names another object" ObjectMismatch { on: String },
    // Signatures.
    /// A signer the act names did not sign.
    "signature_missing" "the signature of `{name}` is missing" SignatureMissing { name: String },
    /// A signature of a signer the act does not name.
    "signature_surplus" "the signature of `{name}` does not belong to this act" SignatureSurplus { name: String },
    /// The signature does not verify.
    "signature_invalid" "the signature of `{name}` does not fit the text" SignatureInvalid { name: String },
    /// The signer is not enrolled.
    "signer_unknown" "`{signer}` is not enrolled" SignerUnknown { signer: Signer },
    /// The key was not valid at this index.
    "key_not_valid_at_index" "the key of `{signer}` was not valid at this entry" KeyNotValidAtIndex { signer: Signer },
    /// The key is of low order or malformed.
    "weak_key" "the key `{name}` is weak or malformed" WeakKey { name: String },
    /// A key is enrolled only once.
    "key_enrolled_before" "the key `{name}` was enrolled before" KeyEnrolledBefore { name: String },
    // Envelope.
    /// The act belongs to another workspace.
    "other_workspace" "the act belongs to another workspace" OtherWorkspace,
    /// The act was made for other kernel rules.
    "other_rules_version" "the act was made for rules version {v}" OtherRulesVersion { v: u32 },
    /// `via` is not a workstation of this workspace.
    "workstation_unknown" "workstation `{via}` is not enrolled" WorkstationUnknown { via: String },
    /// `seen` names more entries than there are.
    "seen_ahead" "the act has seen {size} entries, more than there are" SeenAhead { size: u64 },
    /// `seen` is not a head of this log.
    "seen_mismatch" "the act was signed on another history: the root it saw at {size} entries is not this log's" SeenMismatch { size: u64 },
    /// `until` is over.
    "expired" "the act was to be used until {until}" Expired { until: Timestamp },
    /// `until` is too far away.
    "until_too_far" "an act may be held back for 7 days at most" UntilTooFar,
    /// `at` does not fit log time.
    "time_mismatch" "the act says {at}, more than 5 minutes from log time" TimeMismatch { at: Timestamp },
    /// The same id with other bytes.
    "id_used" "the id of this act was used before by the same signer" IdUsed,
    /// Log time never decreases.
    "clock_backwards" "the tick lies before log time" ClockBackwards,
    /// A workspace is created once.
    "genesis_misplaced" "a workspace is created by its first entry and no other" GenesisMisplaced,
    /// The signer is of the wrong kind.
    "wrong_signer_kind" "this act is signed by {wanted}" WrongSignerKind { wanted: &'static str },
    // Authority.
    /// The person is disabled.
    "person_disabled" "{person} is disabled" PersonDisabled { person: PersonId },
    /// No grant gives the permission.
    "not_permitted" "{person} does not hold `{permission}` here: {because}" NotPermitted { person: PersonId, permission: Permission, because: String },
    /// The requester decides on their own request.
    "self_approval" "{person} requested this and cannot decide on it" SelfApproval { person: PersonId },
    /// Who edited the data decides on it.
    "editor_approval" "{person} edited the data and cannot decide on it" EditorApproval { person: PersonId },
    /// The proposer decides on their own proposal.
    "proposer_approval" "{person} proposed this and cannot decide on it" ProposerApproval { person: PersonId },
    /// The author decides on the publication of their own version.
    "author_approval" "{person} made this version and cannot approve its publication" AuthorApproval { person: PersonId },
    /// Somebody decides on what benefits themselves.
    "self_benefit" "{person} would gain by this and cannot decide on it" SelfBenefit { person: PersonId },
    /// The role may not be handed out by this person.
    "may_not_bind" "{person} may not give the role `{role}` on `{scope}`" MayNotBind { person: PersonId, role: String, scope: String },
    /// Roles are not given to oneself.
    "self_grant" "{person} cannot give a role to themselves" SelfGrant { person: PersonId },
    /// The last access admin stays.
    "last_access_admin" "the last access admin cannot be removed" LastAccessAdmin,
    /// The rule does not make the person eligible.
    "not_eligible" "rule `{rule}` does not make {person} eligible" NotEligible { person: PersonId, rule: String },
    /// The person decided in this round already.
    "decided_already" "{person} has decided in this round already" DecidedAlready { person: PersonId },
    // Objects.
    /// The decision comes before what it decides on.
    "approval_before_request" "task `{task}` does not exist yet" ApprovalBeforeRequest { task: TaskId },
    /// The task is not open.
    "task_not_open" "task `{task}` is not open" TaskNotOpen { task: TaskId },
    /// The task is of the other kind.
    "task_kind" "task `{task}` is done another way" TaskKind { task: TaskId },
    /// The round is over.
    "round_over" "the task is in round {round}" RoundOver { round: u32 },
    /// The task was returned and waits for the requester.
    "task_returned" "the task was returned and waits for the requester" TaskReturned,
    /// The decision covers something else than the form shows.
    "covers_mismatch" "the decision does not cover exactly what the form shows" CoversMismatch,
    /// Version, rule or environment is not the task's.
    "decision_mismatch" "the decision names another {part} than the task's" DecisionMismatch { part: &'static str },
    /// A reason is mandatory.
    "reason_missing" "a reason is needed" ReasonMissing,
    /// No such open request.
    "request_not_open" "request `{request}` is not open" RequestNotOpen { request: RequestId },
    /// There is nothing to revise.
    "nothing_returned" "nothing of request `{request}` was returned" NothingReturned { request: RequestId },
    /// The version is not the published one.
    "version_not_published" "workflow `{workflow}` has another version published" VersionNotPublished { workflow: String },
    /// A field the form does not have, or not in this place.
    "field_unknown" "the form has no field `{path}` to write" FieldUnknown { path: String },
    /// A mandatory field is missing.
    "field_missing" "field `{path}` is missing" FieldMissing { path: String },
    /// The value does not fit the form.
    "field_value" "field `{path}`: {expected}" FieldValue { path: String, expected: String },
    /// A sealed field in the clear or the other way round.
    "field_disclosure" "field `{path}` must be {wanted}" FieldDisclosure { path: String, wanted: &'static str },
    /// Too many or too large fields.
    "fields_beyond_limits" "the fields are beyond the limits" FieldsBeyondLimits,
    /// The change is not open.
    "change_not_open" "change `{change}` is not open" ChangeNotOpen { change: ChangeId },
    /// The decision is bound to something else.
    "change_digest_mismatch" "the decision is bound to another proposal" ChangeDigestMismatch,
    /// What the proposal replaces has moved.
    "change_lapsed" "the proposal has lapsed: what it replaces has changed since" ChangeLapsed,
    /// The proposal does not fit the state.
    "proposal_invalid" "the proposal does not fit: {reason}" ProposalInvalid { reason: String },
    /// Too many open changes.
    "too_many_changes" "too many changes wait for a decision" TooManyChanges,
    /// A record blob is missing or too large.
    "blob_missing" "the file `{digest}` is not there" BlobMissing { digest: String },
    /// A file cannot be run.
    "file_invalid" "{file}: {reason}" FileInvalid { file: String, reason: String },
    /// The version pins something that is not in force.
    "pin_not_in_force" "{object} is not in force with the pinned digest" PinNotInForce { object: String },
    /// The same version exists.
    "version_exists" "this version exists already" VersionExists,
    /// The job cannot be started or reported now.
    "job_state" "the job is not in the state for this: {reason}" JobState { reason: &'static str },
    /// The call is outside the connector's scope or not what the diagram asks.
    "job_scope" "the call does not fit the connector's scope: {reason}" JobScope { reason: String },
    /// The request does not wait for this timer.
    "timer_not_set" "timer `{timer}` is not set" TimerNotSet { timer: TimerId },
    /// Its time has not come.
    "timer_not_due" "the timer is due at {due}" TimerNotDue { due: Timestamp },
    /// The workflow does not start by itself at this time, or has done so already.
    "schedule_not_set" "workflow `{workflow}` does not wait for start `{schedule}`" ScheduleNotSet { workflow: WorkflowId, schedule: ScheduleId },
    /// No person can start it.
    "no_form_start" "workflow `{workflow}` is started by a time or a message, not by a person with a form" NoFormStart { workflow: WorkflowId },
    /// Nothing waits for the message.
    "message_not_awaited" "nothing waits for this message" MessageNotAwaited,
    /// The message has another shape.
    "message_invalid" "the message cannot be taken: {reason}" MessageInvalid { reason: &'static str },
    /// No such incident or way.
    "incident_way" "the incident cannot be resolved this way" IncidentWay,
}

impl Refusal {
    /// The refusal for a line that is not canonical.
    pub fn from_canonical(error: CanonicalError) -> Self {
        match error {
            CanonicalError::DuplicateKey { .. } => Self::DuplicateKey,
            other => Self::NotCanonical {
                reason: other.to_string(),
            },
        }
    }
}
