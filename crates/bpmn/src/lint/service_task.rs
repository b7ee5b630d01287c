//! Service tasks name the connector they call.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process};

/// The only task type that runs here.
const CONNECTOR: &str = "countersign.connector";

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let tasks = process
        .top()
        .filter(|node| node.kind == NodeKind::ServiceTask);
    for task in tasks {
        out.extend(task_type(task));
        if task
            .extension
            .connector()
            .is_none_or(|id| id.trim().is_empty())
        {
            let message = format!(
                "the service task {} names no connector",
                quote(task.label())
            );
            let help = "add the task header connector with the id of a connector";
            out.push(Verdict::error("service_task_without_connector", message, help).on(task));
        }
        out.extend(path(task));
    }
}

fn task_type(task: &Node) -> Option<Finding> {
    let help = "set the task type to countersign.connector";
    let label = quote(task.label());
    let message = match task.extension.task_type.as_deref() {
        Some(CONNECTOR) => return None,
        Some(other) => format!("the type {} of {label} is not known here", quote(other)),
        None => format!("the service task {label} has no type"),
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
