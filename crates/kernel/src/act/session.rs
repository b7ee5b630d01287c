//! `session.refused`: the workstation refused sign-ins. Rate-limited, without content; changes nothing but the record.

use serde::{Deserialize, Serialize};

/// Body of `session.refused`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Refused attempts since the last such act.
    pub count: u32,
}

impl Refused {
    /// The object: the workspace.
    pub fn on(&self) -> String {
        "workspace".into()
    }
}
