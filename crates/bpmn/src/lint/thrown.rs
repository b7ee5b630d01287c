//! What is thrown has a code, and somebody catches it.

use super::{Finding, Verdict, quote};
use crate::{End, Node, NodeKind, Process, Throw, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if let Some(code) = thrown(node) {
            if code.is_empty() && node.unresolved.is_empty() {
                let message = format!("{} throws something without a code", quote(node.label()));
                let help = "choose an error or escalation that has a code";
                out.push(Verdict::error("code_missing", message, help).on(node));
            } else if !code.is_empty() && is_uncaught(process, node) {
                let message = format!(
                    "nothing in this workflow catches the error {} of {}: the request stops there",
                    quote(code),
                    quote(node.label())
                );
                let help = "catch it on the border of the sub-process or in an event sub-process, or leave it to the workflow that calls this one";
                out.push(Verdict::warning("error_not_caught", message, help).on(node));
            }
        }
        if code_of(node).is_some_and(|code| code.starts_with('=')) {
            let message = format!("the code of {} is an expression", quote(node.label()));
            let help = "write the code itself, so that who catches what can be read in the diagram";
            out.push(Verdict::error("code_not_constant", message, help).on(node));
        }
    }
}

fn thrown(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::EndEvent(End::Error(code) | End::Escalation(code))
        | NodeKind::ThrowEvent(Throw::Escalation(code)) => Some(code),
        _ => None,
    }
}

fn code_of(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::StartEvent(Some(Trigger::Error(code) | Trigger::Escalation(code)))
        | NodeKind::BoundaryEvent {
            trigger: Trigger::Error(code) | Trigger::Escalation(code),
            ..
        } => code.as_deref(),
        _ => thrown(node),
    }
}

/// Errors only: an escalation that nobody catches has no effect. Looks outwards scope by scope; an error
/// thrown in an event sub-process is not caught by that one or its neighbours.
fn is_uncaught(process: &Process, node: &Node) -> bool {
    let NodeKind::EndEvent(End::Error(code)) = &node.kind else {
        return false;
    };
    let mut scope = node.parent.as_deref();
    let mut neighbours = true;
    loop {
        let mut starts = process
            .children(scope)
            .filter(|_| neighbours)
            .flat_map(|child| {
                let is_event = child.kind == NodeKind::SubProcess { event: true };
                process.children(Some(&child.id)).filter(move |_| is_event)
            });
        if starts.any(|start| catches(start, code)) {
            return false;
        }
        let Some(holder) = scope.and_then(|id| process.node(id)) else {
            return true;
        };
        if process.boundary(holder).any(|event| catches(event, code)) {
            return false;
        }
        neighbours = holder.kind != NodeKind::SubProcess { event: true };
        scope = holder.parent.as_deref();
    }
}

fn catches(node: &Node, thrown: &str) -> bool {
    match &node.kind {
        NodeKind::StartEvent(Some(Trigger::Error(code)))
        | NodeKind::BoundaryEvent {
            trigger: Trigger::Error(code),
            ..
        } => code.as_deref().is_none_or(|code| code == thrown),
        _ => false,
    }
}
