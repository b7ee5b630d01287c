//! Trying out the files of a workflow: no workspace, no effects.
//!
//! INVARIANT: what runs is what a version of these files would be. Only for a diagram whose files are not there, what it
//! names is assumed ([`assume`]), and what was assumed is said.

mod assume;

use std::{collections::BTreeMap, sync::Arc};

use kernel::{
    definition::Definition,
    field::FieldValue,
    simulation::{Answer, Fields, Simulation},
    state::NodeIx,
    time::Timestamp,
};
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    Engine, EngineError,
    acts::import::Files,
    feel_json,
    inspect::{Found, inspect_assuming},
};

/// Values by field path.
pub type Values = BTreeMap<String, Json>;

/// What came of a test run.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Simulated {
    /// `completed`, `rejected`, `waiting` or `incident`.
    pub outcome: &'static str,
    /// Ids of the elements passed, in order.
    pub path: Vec<String>,
    /// Everything that happened.
    pub steps: Vec<Step>,
    /// What it waits for.
    pub waits: Vec<Wait>,
    /// What stopped.
    pub incidents: Vec<Stop>,
    /// Fields at the end.
    pub fields: Values,
    /// What was assumed, and which answer could not be given.
    pub notes: Vec<String>,
}

/// Something that happened, and the state after it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Step {
    /// Element id.
    pub element: String,
    /// What happened.
    pub what: &'static str,
    /// Fields after it.
    pub fields: Values,
    /// Ids of the flows that were taken from there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<String>,
    /// Ids of the elements that hold a token after it.
    pub tokens: Vec<String>,
}

/// Something that is waited for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Wait {
    /// Element id.
    pub element: String,
    /// Its name.
    pub name: String,
    /// `task`, `approval`, `connector`, `timer` or `message`.
    pub kind: &'static str,
    /// When a timer is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Id of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}

/// What stopped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stop {
    /// Element id.
    pub element: String,
    /// Its stable name.
    pub code: &'static str,
    /// Technical words.
    pub message: String,
}

/// Why there is no test run.
#[derive(Debug)]
pub enum NotRun {
    /// The diagram cannot be read as BPMN.
    Unreadable(Vec<Found>),
    /// The files cannot run.
    NotExecutable(Vec<Found>),
    /// The start form does not take the input.
    Input(String),
}

impl From<NotRun> for EngineError {
    fn from(not: NotRun) -> Self {
        match not {
            NotRun::Unreadable(findings) | NotRun::NotExecutable(findings) => {
                let error = |found: &&Found| found.severity == bpmn::Severity::Error;
                let first = findings.iter().find(error);
                Self::Input {
                    what: "files".into(),
                    reason: first.map_or_else(String::new, |found| found.message.clone()),
                }
            }
            NotRun::Input(reason) => Self::Input {
                what: "input".into(),
                reason,
            },
        }
    }
}

/// Runs the files with this input and these answers; log time begins at `at`.
///
/// # Errors
/// When the files cannot run, or the start form does not take the input. An answer that cannot be given is a note.
pub fn simulate(
    files: &Files,
    input: &Values,
    answers: &[Answer],
    at: Timestamp,
    within: Option<&Engine>,
) -> Result<Simulated, NotRun> {
    let assume::Assumed {
        files,
        mut notes,
        form,
    } = assume::assume(files, input, answers);
    let inspection = inspect_assuming(&files, within, form);
    let definition = match inspection.definition {
        Some(definition) => definition,
        None if inspection.readable => return Err(NotRun::NotExecutable(inspection.findings)),
        None => return Err(NotRun::Unreadable(inspection.findings)),
    };
    let played = Simulation::play(definition, input, answers, at);
    let (simulation, left) = played.map_err(NotRun::Input)?;
    notes.extend(left);
    Ok(shown(&simulation, notes))
}

fn shown(simulation: &Simulation, notes: Vec<String>) -> Simulated {
    let definition = simulation.definition();
    let moments = simulation.moments().iter();
    // Moments of one act share their fields.
    let mut last: Option<(Arc<Fields>, Values)> = None;
    let steps = moments.map(|moment| {
        let values = match &last {
            Some((fields, values)) if Arc::ptr_eq(fields, &moment.fields) => values.clone(),
            _ => {
                let shown = values(simulation, &moment.fields);
                last = Some((moment.fields.clone(), shown.clone()));
                shown
            }
        };
        Step {
            element: id(definition, moment.node),
            what: moment.what.as_str(),
            fields: values,
            flows: moment
                .flows
                .iter()
                .filter_map(|ix| definition.flow(*ix))
                .map(|flow| flow.id.clone())
                .collect(),
            tokens: moment.tokens.iter().map(|ix| id(definition, *ix)).collect(),
        }
    });
    let steps = steps.collect();
    let waits = simulation.waits().into_iter().map(|wait| {
        let node = definition.node(wait.node);
        Wait {
            element: id(definition, wait.node),
            name: node.map(|node| node.name.clone()).unwrap_or_default(),
            kind: wait.kind,
            due: wait.due,
            form: node.and_then(|node| node.form.clone()),
        }
    });
    let stopped = simulation.stopped().into_iter().map(|stopped| Stop {
        element: id(definition, stopped.node),
        code: stopped.code.as_str(),
        message: stopped.detail,
    });
    Simulated {
        outcome: simulation.state().as_str(),
        path: simulation.path(),
        steps,
        waits: waits.collect(),
        incidents: stopped.collect(),
        fields: values(simulation, &simulation.fields()),
        notes,
    }
}

fn id(definition: &Definition, ix: NodeIx) -> String {
    definition
        .node(ix)
        .map(|node| node.id.clone())
        .unwrap_or_default()
}

/// Fields as whoever tries it out gave them: sealed ones too.
fn values(simulation: &Simulation, fields: &Fields) -> Values {
    let shown = |value: &FieldValue| match value {
        FieldValue::Open(open) => serde_json::to_value(open).unwrap_or_default(),
        FieldValue::Derived(data) => feel_json::value(&data.to_value()),
        FieldValue::Sealed(commitment) => match simulation.given(commitment) {
            Some(open) => serde_json::to_value(open).unwrap_or_default(),
            None => Json::String(commitment.to_string()),
        },
    };
    fields
        .iter()
        .map(|(path, value)| (path.clone(), shown(value)))
        .collect()
}
