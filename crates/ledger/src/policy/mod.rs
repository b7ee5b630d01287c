//! C2SP tlog-policy: which logs and witnesses are trusted, and how many of them are needed.
//!
//! ```text
//! log <vkey> [<url>]
//! witness <name> <vkey> [<url>]
//! group <name> all|any|<k> <member>...
//! quorum <name>|none
//! ```
//!
//! A checkpoint is accepted when one of the logs signed it, under a key named like its origin, and
//! the witnesses whose cosignatures verify meet the quorum.
//!
//! INVARIANT: members are defined before the group that names them and belong to one group at
//! most, so evaluation is one pass and a witness counts in one way only.
//!
//! INVARIANT: no public key appears twice, whatever names it goes by.

mod parse;

pub use parse::PolicyError;

use crate::checkpoint::{CheckpointError, OpenCheckpoint, open_checkpoint};
use crate::note::VerifierKey;

/// Most bytes of a policy file.
pub const POLICY_LIMIT: usize = 256 * 1024;
/// Most logs, most witnesses and most groups.
pub const DEFINITION_LIMIT: usize = 1024;

/// A log that is trusted to sign checkpoints of the origin its key is named by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key, of kind 0x01.
    pub vkey: VerifierKey,
    /// Where it is, opaque.
    pub url: Option<Vec<u8>>,
}

/// A witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name in this file, opaque.
    pub name: Vec<u8>,
    /// Its key, of kind 0x04.
    pub vkey: VerifierKey,
    /// Where it is, opaque.
    pub url: Option<Vec<u8>>,
}

/// A witness or group, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Member {
    /// Position in [`Policy::witnesses`].
    Witness(usize),
    /// Position in [`Policy::groups`].
    Group(usize),
}

/// A group, which counts as having witnessed when enough members have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in this file, opaque.
    pub name: Vec<u8>,
    /// How many members are needed.
    pub needed: usize,
    /// The members.
    pub members: Vec<Member>,
}

/// A parsed policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
    /// The keys of logs and then of witnesses, as [`open_checkpoint`] takes them.
    keys: Vec<VerifierKey>,
}

/// A checkpoint that a policy accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedCheckpoint {
    /// The checkpoint with its verified signatures.
    pub open: OpenCheckpoint,
    /// Position of the log that signed it.
    pub log: usize,
    /// Witnesses whose cosignatures verified, with their times in seconds since 1970.
    pub cosigned: Vec<(usize, u64)>,
}

/// Why a policy does not accept a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// Malformed, unsigned or wrongly signed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// No listed log of that origin signed.
    #[error("no log of the policy named `{origin}` signed the checkpoint")]
    UnknownLog {
        /// Origin of the checkpoint.
        origin: String,
    },
    /// Too few cosignatures, or not those that are needed.
    #[error("the cosignatures of {found} witnesses do not meet the quorum")]
    QuorumNotMet {
        /// How many witnesses cosigned.
        found: usize,
    },
}

impl NotAccepted {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::UnknownLog { .. } => "policy.unknown_log",
            Self::QuorumNotMet { .. } => "policy.quorum_not_met",
        }
    }
}

impl Policy {
    /// The logs in their order.
    #[must_use]
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses in their order.
    #[must_use]
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// The groups in their order.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What must have witnessed; `None` when no cosignature is needed.
    #[must_use]
    pub const fn quorum(&self) -> Option<Member> {
        self.quorum
    }

    /// Whether these witnesses, by position, meet the quorum. Repeats count once.
    #[must_use]
    pub fn quorum_met(&self, cosigned: &[usize]) -> bool {
        let Some(quorum) = self.quorum else {
            return true;
        };
        let mut reached: Vec<bool> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let count = group
                .members
                .iter()
                .filter(|member| has_witnessed(**member, cosigned, &reached))
                .count();
            reached.push(count >= group.needed);
        }
        has_witnessed(quorum, cosigned, &reached)
    }

    /// Verifies a signed checkpoint: the log's signature first, then the cosignatures.
    ///
    /// # Errors
    /// [`NotAccepted`].
    pub fn accept(&self, checkpoint: &[u8]) -> Result<AcceptedCheckpoint, NotAccepted> {
        let open = open_checkpoint(checkpoint, &self.keys)?;
        let origin = open.checkpoint.origin.as_str();
        let signed = |log: &PolicyLog, position| {
            log.vkey.name() == origin
                && open
                    .verified
                    .signatures
                    .iter()
                    .any(|found| found.key == position)
        };
        let log = self
            .logs
            .iter()
            .enumerate()
            .position(|(position, log)| signed(log, position))
            .ok_or_else(|| NotAccepted::UnknownLog {
                origin: origin.to_owned(),
            })?;
        let witness_at = |key: usize| key.checked_sub(self.logs.len());
        let cosigned: Vec<(usize, u64)> = open
            .verified
            .signatures
            .iter()
            .filter_map(|found| Some((witness_at(found.key)?, found.time?)))
            .collect();
        let witnesses: Vec<usize> = cosigned.iter().map(|(witness, _)| *witness).collect();
        if !self.quorum_met(&witnesses) {
            return Err(NotAccepted::QuorumNotMet {
                found: cosigned.len(),
            });
        }
        Ok(AcceptedCheckpoint {
            open,
            log,
            cosigned,
        })
    }
}

fn has_witnessed(member: Member, cosigned: &[usize], reached: &[bool]) -> bool {
    match member {
        Member::Witness(position) => cosigned.contains(&position),
        Member::Group(position) => reached.get(position).copied().unwrap_or(false),
    }
}
