//! People, workstations, their keys, and groups.
//!
//! INVARIANT: a key is valid for a range of indices and belongs to one signer for ever. Names are commitments.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::governed::Vouch;
use crate::{commitment::Commitment, id::PersonId};

/// A key and the entries it may sign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyRange {
    /// The public key.
    pub key: [u8; 32],
    /// First index it may sign.
    pub from: u64,
    /// First index it may not sign any more.
    pub until: Option<u64>,
}

impl KeyRange {
    /// Whether the key may sign entry `index`.
    pub fn covers(&self, index: u64) -> bool {
        self.from <= index && self.until.is_none_or(|until| index < until)
    }
}

/// A human being.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Commitment to the name.
    pub name: Commitment,
    /// Their manager.
    pub manager: Option<PersonId>,
    /// Whether they may do nothing any more.
    pub disabled: bool,
    /// Their keys over time.
    pub keys: Vec<KeyRange>,
    /// Who vouched for them.
    pub vouch: Vouch,
}

/// A computer on which acts are signed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Workstation {
    /// Its keys over time.
    pub keys: Vec<KeyRange>,
    /// Who vouched for it.
    pub vouch: Vouch,
}

/// A group of people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Group {
    /// The name people read.
    pub name: String,
    /// Its members.
    pub members: BTreeSet<PersonId>,
    /// Who vouched for it.
    pub vouch: Vouch,
}
