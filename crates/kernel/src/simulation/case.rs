//! Test cases of a version: files `tests/<name>.json` with an input, answers, and what must come of them.
//!
//! INVARIANT: a version that pins a case which fails is refused, so it is never published. The time of every case begins at
//! the same instant, so that it says the same for ever.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Answer, Simulation, State};
use crate::{
    act::version::Create, definition::Definition, digest::Digest, limits, lookup::Lookup,
    refusal::Refusal, time::Timestamp,
};

/// 2026-01-01T00:00:00Z: log time at the start of every case.
const START: Timestamp = Timestamp(1_767_225_600_000);

/// A test case.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the case shows; for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Fields of the start form.
    #[serde(default)]
    pub input: BTreeMap<String, Json>,
    /// What happens at each step that waits, in order.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// What must come of it.
    pub expect: Expect,
}

/// What must come of a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// How it ends or where it stands.
    pub outcome: State,
    /// Ids of all elements passed, in order; anything, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Vec<String>>,
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// In words, what it lacks.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > limits::BLOB_BYTES {
            return Err("larger than 1 MiB".into());
        }
        serde_json::from_slice(bytes).map_err(|error| format!("it is no test case: {error}"))
    }

    /// Plays it.
    ///
    /// # Errors
    /// In words, what differs from what was expected.
    pub fn run(&self, definition: Arc<Definition>) -> Result<(), String> {
        let (simulation, left) = Simulation::play(definition, &self.input, &self.answers, START)
            .map_err(|reason| format!("the input is refused: {reason}"))?;
        if let Some(reason) = left {
            return Err(reason);
        }
        let (found, want) = (simulation.state(), self.expect.outcome);
        if found != want {
            let stopped = simulation.stopped();
            let why = stopped
                .first()
                .map(|stopped| format!(" ({})", stopped.detail));
            return Err(format!(
                "the outcome is `{}`{}, expected `{}`",
                found.as_str(),
                why.unwrap_or_default(),
                want.as_str()
            ));
        }
        match &self.expect.path {
            Some(path) => same_path(&simulation.path(), path),
            None => Ok(()),
        }
    }
}

fn same_path(found: &[String], want: &[String]) -> Result<(), String> {
    let differs = found
        .iter()
        .zip(want)
        .position(|(found, want)| found != want)
        .or_else(|| (found.len() != want.len()).then_some(found.len().min(want.len())));
    let Some(at) = differs else { return Ok(()) };
    let said = |path: &[String]| match path.get(at) {
        Some(id) => format!("`{id}`"),
        None => "its end".to_owned(),
    };
    Err(format!(
        "the path differs at step {}: it is {}, expected {}",
        at + 1,
        said(found),
        said(want)
    ))
}

/// Plays every case that a version pins.
///
/// # Errors
/// The refusal of the first that cannot be read or fails.
pub fn check_cases(
    definition: &Arc<Definition>,
    manifest: &Create,
    lookup: &dyn Lookup,
) -> Result<(), Refusal> {
    for (name, digest) in &manifest.tests {
        let name: String = name.chars().take(80).collect();
        let failed = |reason: String| Refusal::FileInvalid {
            file: format!("tests/{name}.json"),
            reason,
        };
        let bytes = lookup.blob(digest).ok_or_else(|| Refusal::BlobMissing {
            digest: digest.to_string(),
        })?;
        if Digest::of(&bytes) != *digest {
            return Err(failed("its bytes do not have the pinned digest".into()));
        }
        Case::parse(&bytes)
            .and_then(|case| case.run(definition.clone()))
            .map_err(failed)?;
    }
    Ok(())
}
