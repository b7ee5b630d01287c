//! What is thrown has a code, and somebody catches it.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{End, Node, NodeKind, Process, Throw, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let catchers = catchers(process);
    for node in process.nodes_in_order() {
        if let Some(code) = thrown(node) {
            if code.is_empty() && node.unresolved.is_empty() {
                let message = format!("{} throws something without a code", quote(node.label()));
                let help = "choose an error or escalation that has a code";
                out.push(Verdict::error("code_missing", message, help).on(node));
            } else if !code.is_empty() && is_uncaught(process, &catchers, node) {
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

/// Codes that the event sub-processes of each scope and the border of each activity catch; none is any code.
type Catchers<'a> = BTreeSet<(Place<'a>, Option<&'a str>)>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    /// In the scope of this sub-process, or of the process itself.
    Inside(Option<&'a str>),
    /// On the border of this activity.
    Border(&'a str),
}

fn catchers(process: &Process) -> Catchers<'_> {
    let caught = process
        .nodes_in_order()
        .filter_map(|node| match &node.kind {
            NodeKind::StartEvent(Some(Trigger::Error(code))) => {
                let holder = process.node(node.parent.as_deref()?)?;
                let place = Place::Inside(holder.parent.as_deref());
                Some((place, code.as_deref()))
            }
            NodeKind::BoundaryEvent {
                trigger: Trigger::Error(code),
                ..
            } => Some((Place::Border(node.attached_to.as_deref()?), code.as_deref())),
            _ => None,
        });
    caught.collect()
}

/// Errors only: an escalation that nobody catches has no effect. Looks outwards scope by scope; an error
/// thrown in an event sub-process is not caught by that one or its neighbours.
fn is_uncaught(process: &Process, catchers: &Catchers<'_>, node: &Node) -> bool {
    let NodeKind::EndEvent(End::Error(code)) = &node.kind else {
        return false;
    };
    let caught = |place| {
        catchers.contains(&(place, None)) || catchers.contains(&(place, Some(code.as_str())))
    };
    let mut scope = node.parent.as_deref();
    let mut neighbours = true;
    loop {
        if neighbours && caught(Place::Inside(scope)) {
            return false;
        }
        let Some(holder) = scope.and_then(|id| process.node(id)) else {
            return true;
        };
        if caught(Place::Border(&holder.id)) {
            return false;
        }
        neighbours = holder.kind != NodeKind::SubProcess { event: true };
        scope = holder.parent.as_deref();
    }
}
