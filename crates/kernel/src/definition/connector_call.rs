//! Reads what a service task calls: task headers `connector`, `method` and `path`, and the inputs of its body.
//!
//! INVARIANT: the method, and a path that is constant, are within the connector's scope; a path that is an expression
//! reads open fields only and is checked again when the call is due. A sealed field enters a body whole or not at all.

use std::collections::BTreeMap;

use super::{
    ConnectorNode,
    files::{PROCESS, invalid},
    locals::Names,
};
use crate::{connector::Connector, digest::Digest, id::ConnectorId, refusal::Refusal};

/// Reads the call of one service task.
pub(super) fn read(
    node: &bpmn::Node,
    connectors: &BTreeMap<ConnectorId, (Digest, Connector)>,
    names: &Names<'_>,
) -> Result<ConnectorNode, Refusal> {
    call(node, connectors, names).map_err(|reason| {
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
    names: &Names<'_>,
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
        .map(|(source, target)| input(source, target, names));
    Ok(ConnectorNode {
        id: id.clone(),
        digest: *digest,
        connector: connector.clone(),
        method: method.to_owned(),
        path: read_path(connector, method, path, names)?,
        inputs: distinct(inputs.collect::<Result<_, _>>()?)?,
        errors: errors(node)?,
    })
}

/// Task headers `errorCode.<status>`: answers that stand for an error of the diagram.
fn errors(node: &bpmn::Node) -> Result<BTreeMap<u32, String>, String> {
    let mut errors = BTreeMap::new();
    for (header, code) in &node.extension.headers {
        let Some(status) = header.strip_prefix("errorCode.") else {
            continue;
        };
        let number = status
            .parse()
            .ok()
            .filter(|status| (300..=599).contains(status));
        let number =
            number.ok_or_else(|| format!("header `{header}`: no status from 300 to 599"))?;
        let code = code.trim();
        if code.is_empty() {
            return Err(format!("header `{header}` names no error code"));
        }
        errors.insert(number, code.to_owned());
    }
    Ok(errors)
}

/// A call is made up when it is due and again when it leaves: its expressions may not ask for the time.
fn untimed(text: &str) -> Result<feel::Expression, String> {
    match text.trim_start().strip_prefix('=') {
        Some(source) => feel::Expression::parse(source),
        None => feel::Expression::parse_bpmn(text),
    }
    .map_err(|error| error.to_string())
}

fn read_path(
    connector: &Connector,
    method: &str,
    path: &str,
    names: &Names<'_>,
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
    let expression = untimed(path).map_err(|error| format!("path: {error}"))?;
    names
        .reads_open(&expression)
        .map_err(|reason| format!("path: {reason}"))?;
    Ok(expression)
}

fn input(
    source: &str,
    target: &str,
    names: &Names<'_>,
) -> Result<(String, feel::Expression), String> {
    let wrong = |reason: String| format!("input `{target}`: {reason}");
    let expression = untimed(source).map_err(wrong)?;
    names.moves(source, &expression).map_err(wrong)?;
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
