//! The call a connector job makes, as the diagram and the fields determine it.
//!
//! INVARIANT: the runner builds the call from [`expected_call`] and the kernel compares `job.started` with it, so nothing
//! but what the diagram says can leave. Sealed values stay handles here; the runner opens them into the body.

use super::values::{Names, judged};
use crate::{
    definition::{ConnectorNode, Definition},
    id::ConnectorId,
    state::{IncidentCode, Instance, Job},
};

/// A connector call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// The connector.
    pub connector: ConnectorId,
    /// The HTTP method.
    pub method: String,
    /// Host and port of the connector's base.
    pub host: String,
    /// The path with the base's.
    pub path: String,
    /// Dotted target in the JSON body, and its value; `Value::Opaque` holds a commitment in hexadecimal.
    pub inputs: Vec<(String, feel::Value)>,
}

/// Why something stops.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// The incident.
    pub code: IncidentCode,
    /// Technical words without field values.
    pub detail: String,
}

impl Stop {
    pub(super) fn expression(detail: String) -> Self {
        Self {
            code: IncidentCode::Expression,
            detail,
        }
    }
}

/// What this job calls, with the fields as they are now.
pub fn expected_call(
    definition: &Definition,
    instance: &Instance,
    job: &Job,
) -> Result<Call, Stop> {
    let node = definition.connector(job.node);
    let node = node.ok_or_else(|| Stop::expression("the step calls no connector".into()))?;
    let scope = Names {
        definition,
        instance,
        scope: job.scope,
    };
    let inputs = node.inputs.iter().map(|(target, expression)| {
        let value = evaluate(expression, &scope, &format!("input `{target}`"))?;
        match without_json(&value) {
            None => Ok((target.clone(), value)),
            Some(what) => Err(Stop::expression(format!(
                "input `{target}`: it holds {what}, which cannot be sent"
            ))),
        }
    });
    Ok(Call {
        connector: node.id.clone(),
        method: node.method.clone(),
        host: node.connector.host().to_owned(),
        path: path(node, &scope)?,
        inputs: inputs.collect::<Result<_, Stop>>()?,
    })
}

fn path(node: &ConnectorNode, scope: &Names<'_>) -> Result<String, Stop> {
    match evaluate(&node.path, scope, "path")? {
        feel::Value::String(path) if node.connector.allows(&node.method, &path) => {
            Ok(node.connector.full_path(&path))
        }
        feel::Value::String(_) => Err(Stop::expression(format!(
            "path: it is outside the scope of connector `{}`",
            node.id
        ))),
        other => Err(Stop::expression(format!(
            "path: it is {}, not text",
            other.type_name()
        ))),
    }
}

/// Evaluates without a clock: a call is made up when it is due and again when it leaves.
pub(super) fn evaluate(
    expression: &feel::Expression,
    scope: &Names<'_>,
    place: &str,
) -> Result<feel::Value, Stop> {
    let mut session = feel::Session::new(&feel::Limits::V1);
    let value = expression.evaluate_in(scope, &mut session);
    judged(value, session.warnings(), place)
}

/// What in a value JSON has no form for. Values are no deeper than the limits of the evaluation that made them.
fn without_json(value: &feel::Value) -> Option<&'static str> {
    match value {
        feel::Value::Range(_) | feel::Value::Function(_) => Some(value.type_name()),
        feel::Value::List(items) => items.iter().find_map(without_json),
        feel::Value::Context(entries) => entries.values().find_map(without_json),
        _ => None,
    }
}
