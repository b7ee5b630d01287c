//! `clock.tick`: time passed.
//!
//! Who: a workstation. Checks: `time` is not before log time. Changes: log time. It is the first entry of a commit when
//! at least one second has passed since the last tick.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Body of `clock.tick`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// The workstation's clock, UTC.
    pub time: Timestamp,
}

impl Tick {
    /// The object: the clock.
    pub fn on(&self) -> String {
        "clock".into()
    }
}
