//! Service tasks, and what sends a message, name the connector they call.

use super::{Finding, Verdict, quote};
use crate::{End, Node, NodeKind, Process, Throw};

/// The only task type that runs here.
const CONNECTOR: &str = "countersign.connector";

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        let Some(what) = calls(node) else {
            continue;
        };
        out.extend(task_type(node, what));
        let connector = node.extension.connector();
        if connector.is_none_or(|id| id.trim().is_empty()) {
            let message = format!("the {what} {} names no connector", quote(node.label()));
            let help = "add the task header connector with the id of a connector";
            out.push(Verdict::error("service_task_without_connector", message, help).on(node));
        }
        out.extend(path(node));
    }
}

/// Whether a node calls a connector.
pub(super) fn is_call(node: &Node) -> bool {
    calls(node).is_some()
}

/// What a node that calls a connector is called.
fn calls(node: &Node) -> Option<&'static str> {
    match &node.kind {
        NodeKind::ServiceTask => Some("service task"),
        NodeKind::SendTask => Some("send task"),
        NodeKind::ThrowEvent(Throw::Message(_)) | NodeKind::EndEvent(End::Message(_)) => {
            Some("message event")
        }
        _ => None,
    }
}

fn task_type(task: &Node, what: &str) -> Option<Finding> {
    let help = "set the task type to countersign.connector";
    let label = quote(task.label());
    let message = match task.extension.task_type.as_deref() {
        Some(CONNECTOR) => return None,
        Some(other) => format!("the type {} of {label} is not known here", quote(other)),
        None => format!("the {what} {label} has no type"),
    };
    Some(Verdict::error("unknown_task_type", message, help).on(task))
}

/// The path may be computed; it is then FEEL like an input.
fn path(task: &Node) -> Option<Finding> {
    let path = task.extension.headers.get("path")?;
    let error = feel::Expression::parse(path.trim().strip_prefix('=')?).err()?;
    let message = format!("the path {} cannot be read: {error}", quote(path));
    let help = "write a path such as /vendors, or an expression with an equals sign before it";
    Some(Verdict::error("path_unreadable", message, help).on(task))
}
