//! Reads what a service task calls: task headers `connector`, `method` and `path`, and the inputs of its body.
//!
//! INVARIANT: the method, and a path that is constant, are within the connector's scope; a path that is an expression
//! reads open fields only and is checked again when the call is due. A sealed field enters a body whole or not at all.

use std::collections::BTreeMap;

use super::{
    ConnectorNode, FieldInfo,
    compile::{reads_declared, reads_open},
    files::{PROCESS, invalid},
};
use crate::{connector::Connector, digest::Digest, id::ConnectorId, refusal::Refusal};

/// Reads the call of one service task.
pub(super) fn read(
    node: &bpmn::Node,
    connectors: &BTreeMap<ConnectorId, (Digest, Connector)>,
    fields: &BTreeMap<String, FieldInfo>,
) -> Result<ConnectorNode, Refusal> {
    call(node, connectors, fields).map_err(|reason| {
        invalid(
            PROCESS,
            format_args!(
                "service task `{}` at {}: {reason}",
                node.label(),
                node.position
            ),
        )
    })
}

fn call(
    node: &bpmn::Node,
    connectors: &BTreeMap<ConnectorId, (Digest, Connector)>,
    fields: &BTreeMap<String, FieldInfo>,
) -> Result<ConnectorNode, String> {
    let name = node.extension.connector().unwrap_or_default();
    let pinned = ConnectorId::parse(name).and_then(|id| connectors.get_key_value(&id));
    let (id, (digest, connector)) = pinned
        .ok_or_else(|| format!("it names connector `{name}`, which the version does not pin"))?;
    let header = |key: &str| {
        let value = node
            .extension
            .headers
            .get(key)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty());
        value.ok_or_else(|| format!("it needs the task header `{key}`"))
    };
    let method = header("method")?;
    let path = header("path")?;
    let inputs = node
        .extension
        .inputs
        .iter()
        .map(|(source, target)| input(source, target, fields));
    Ok(ConnectorNode {
        id: id.clone(),
        digest: *digest,
        connector: connector.clone(),
        method: method.to_owned(),
        path: read_path(connector, method, path, fields)?,
        inputs: distinct(inputs.collect::<Result<_, _>>()?)?,
    })
}

fn read_path(
    connector: &Connector,
    method: &str,
    path: &str,
    fields: &BTreeMap<String, FieldInfo>,
) -> Result<feel::Expression, String> {
    let constant = !path.starts_with('=');
    if constant && !connector.allows(method, path) {
        return Err(format!(
            "`{method} {path}` is outside the scope of connector `{}`",
            connector.id
        ));
    }
    if !connector
        .scope
        .methods
        .iter()
        .any(|allowed| allowed == method)
    {
        return Err(format!(
            "method `{method}` is outside the scope of connector `{}`",
            connector.id
        ));
    }
    let expression =
        feel::Expression::parse_bpmn(path).map_err(|error| format!("path: {error}"))?;
    reads_open(&expression, fields).map_err(|reason| format!("path: {reason}"))?;
    Ok(expression)
}

fn input(
    source: &str,
    target: &str,
    fields: &BTreeMap<String, FieldInfo>,
) -> Result<(String, feel::Expression), String> {
    let wrong = |reason: String| format!("input `{target}`: {reason}");
    let expression =
        feel::Expression::parse_bpmn(source).map_err(|error| wrong(error.to_string()))?;
    reads_declared(&expression, fields).map_err(wrong)?;
    let sealed = |path: &String| fields.get(path).is_some_and(FieldInfo::is_sealed);
    if let Some(path) = expression.variables().into_iter().find(sealed) {
        let whole = source
            .trim()
            .strip_prefix('=')
            .is_some_and(|text| text.trim() == path);
        if !whole {
            return Err(wrong(format!(
                "the sealed field `{path}` may only be moved whole, as `={path}`"
            )));
        }
    }
    Ok((target.to_owned(), expression))
}

/// No input is written twice, and none is a part of another.
fn distinct(
    inputs: Vec<(String, feel::Expression)>,
) -> Result<Vec<(String, feel::Expression)>, String> {
    for (at, (target, _)) in inputs.iter().enumerate() {
        let inside = |other: &str| {
            other
                .strip_prefix(target.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let clash = inputs
            .iter()
            .enumerate()
            .find(|(other, (path, _))| *other != at && inside(path));
        if let Some((_, (other, _))) = clash {
            return Err(format!(
                "the inputs `{target}` and `{other}` write the same place"
            ));
        }
    }
    Ok(inputs)
}
