//! What is given from outside, and the keys that follow from it.

use std::num::NonZeroUsize;

use kernel::{authority::Mode, digest::Digest};
use ledger::{
    checkpoint::{Checkpoint, CheckpointError},
    note::{Note, NoteLimits, Verified, VerifierKey, verify_note},
    policy::{Policy, PolicyError},
};

use super::{codes, findings::Findings};
use crate::command::signers;

/// What the auditor gives. Without policy and fingerprint the record can only be consistent.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// A C2SP tlog-policy file.
    pub policy: Option<Vec<u8>>,
    /// SHA-256 of the first entry, as people compare it.
    pub fingerprint: Option<Digest>,
    /// Checkpoints known from elsewhere, by the name they are reported with.
    pub checkpoints: Vec<(String, Vec<u8>)>,
    /// Whether matching of grants is memoised.
    pub mode: Mode,
    /// Threads that verify signatures; as many as the machine has if not said.
    pub threads: Option<NonZeroUsize>,
}

/// What trust rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// A policy file that was given.
    Policy,
    /// A fingerprint that was given.
    Fingerprint,
    /// Nothing: the record speaks for itself.
    #[serde(rename = "self")]
    Itself,
}

impl Given {
    /// What trust rests on.
    #[must_use]
    pub fn trust(&self) -> Trust {
        match (&self.policy, &self.fingerprint) {
            (Some(_), _) => Trust::Policy,
            (None, Some(_)) => Trust::Fingerprint,
            (None, None) => Trust::Itself,
        }
    }

    /// Reads the policy. A key that stands in it twice is a finding; anything else wrong leaves nothing to judge by.
    pub(super) fn read_policy(
        &self,
        findings: &mut Findings,
    ) -> Result<Option<Policy>, PolicyError> {
        let Some(bytes) = &self.policy else {
            return Ok(None);
        };
        match Policy::parse(bytes) {
            Ok(policy) => Ok(Some(policy)),
            Err(error @ PolicyError::DuplicateKey { .. }) => {
                findings.general(
                    codes::DUPLICATE_COSIGNER_KEY,
                    format!("the policy: {error}"),
                );
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The keys that may sign checkpoints of this log.
pub(super) struct Keys {
    keys: Vec<VerifierKey>,
    origin: String,
}

/// A checkpoint that the log's key signed.
pub(super) struct Opened {
    pub checkpoint: Checkpoint,
    pub note: Note,
    pub verified: Verified,
}

impl Keys {
    /// The log's own key and the policy's.
    pub fn new(log_key: Option<VerifierKey>, policy: Option<&Policy>, origin: &str) -> Self {
        let logs = policy
            .into_iter()
            .flat_map(Policy::logs)
            .map(|log| log.vkey.clone());
        let witnesses = policy
            .into_iter()
            .flat_map(Policy::witnesses)
            .map(|witness| witness.vkey.clone());
        let mut keys: Vec<VerifierKey> = Vec::new();
        for key in logs.chain(log_key).chain(witnesses) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Self {
            keys,
            origin: origin.to_owned(),
        }
    }

    /// Reads a checkpoint of this log. The error is the name of the finding and its words.
    pub fn open(&self, bytes: &[u8]) -> Result<Opened, (&'static str, String)> {
        let (note, checkpoint) = parse(bytes)?;
        if checkpoint.origin != self.origin {
            return Err((
                codes::ORIGIN_MISMATCH,
                format!(
                    "the checkpoint is of log `{}`, not `{}`",
                    checkpoint.origin, self.origin
                ),
            ));
        }
        let verified = verify_note(&note, &self.keys)
            .map_err(|error| (signers::finding_code(&error), error.to_string()))?;
        let by_log = verified.signatures.iter().any(|found| {
            found.time.is_none()
                && self
                    .keys
                    .get(found.key)
                    .is_some_and(|key| key.name() == self.origin)
        });
        if by_log {
            Ok(Opened {
                checkpoint,
                note,
                verified,
            })
        } else {
            Err((
                codes::NOT_SIGNED_BY_GIVEN_KEY,
                "the log's key did not sign the checkpoint".to_owned(),
            ))
        }
    }

    /// The names and times, in seconds, of the cosignatures that verified.
    pub fn cosignatures(&self, opened: &Opened) -> Vec<(String, u64)> {
        let found = opened.verified.signatures.iter();
        found
            .filter_map(|found| Some((self.keys.get(found.key)?.name().to_owned(), found.time?)))
            .collect()
    }

    /// The witnesses of the policy, by position, that cosigned.
    pub fn witnesses(&self, opened: &Opened, policy: &Policy) -> Vec<usize> {
        let signed = |key: &VerifierKey| {
            opened
                .verified
                .signatures
                .iter()
                .any(|found| self.keys.get(found.key) == Some(key))
        };
        let witnesses = policy.witnesses().iter().enumerate();
        witnesses
            .filter(|(_, witness)| signed(&witness.vkey))
            .map(|(position, _)| position)
            .collect()
    }

    /// Whether this key is the one that signed.
    pub fn signed_by(&self, opened: &Opened, key: &VerifierKey) -> bool {
        opened
            .verified
            .signatures
            .iter()
            .any(|found| self.keys.get(found.key) == Some(key))
    }
}

/// Reads a checkpoint without verifying it.
pub(super) fn parse(bytes: &[u8]) -> Result<(Note, Checkpoint), (&'static str, String)> {
    let note = Note::parse(bytes, NoteLimits::default())
        .map_err(|error| (signers::finding_code(&error), error.to_string()))?;
    match Checkpoint::parse(&note.text) {
        Ok(checkpoint) => Ok((note, checkpoint)),
        Err(CheckpointError::Note(error)) => {
            Err((signers::finding_code(&error), error.to_string()))
        }
        Err(error) => Err((codes::CHECKPOINT_MALFORMED, error.to_string())),
    }
}
