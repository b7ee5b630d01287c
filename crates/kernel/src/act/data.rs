//! `data.export` and `data.reveal`: appended before bytes leave.
//!
//! Export. Who: holders of `data.export`. Says how much is disclosed. Reveal. Who: holders of `data.reveal` on the
//! workflow. Names the sealed values by their commitments. Neither changes anything but the record.

use serde::{Deserialize, Serialize};

use crate::{commitment::Commitment, id::RequestId};

/// What an export discloses of sealed values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Every sealed value the workspace holds.
    All,
    /// Names of people only.
    Names,
    /// None.
    Nothing,
}

/// Body of `data.export`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// What it discloses.
    pub discloses: Disclosure,
}

impl Export {
    /// The object: the workspace.
    pub fn on(&self) -> String {
        "workspace".into()
    }
}

/// Body of `data.reveal`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// The request.
    pub request: RequestId,
    /// The values, by commitment.
    pub values: Vec<Commitment>,
}

impl Reveal {
    /// The object: the request.
    pub fn on(&self) -> String {
        self.request.to_string()
    }
}
