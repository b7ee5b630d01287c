//! Every step can be reached, and from every step its scope can end.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote, scopes};
use crate::graph::{self, Paths, Reached};
use crate::{Node, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let paths = Paths::new(process);
    let reached = paths.reached();
    unreachable_nodes(process, &reached, out);
    scopes_without_end(process, out);
    endless_nodes(process, &reached, out);
}

/// What lies in an unreachable sub-process or sits on an unreachable task is not reported again.
fn unreachable_nodes(process: &Process, reached: &Reached<'_, '_>, out: &mut Vec<Finding>) {
    let lost = |id: &Option<String>| id.as_deref().is_some_and(|id| !reached.contains(id));
    for node in process.nodes_in_order() {
        if reached.contains(&node.id) || lost(&node.parent) || lost(&node.attached_to) {
            continue;
        }
        let message = format!("no path from the start leads to {}", quote(node.label()));
        let help = "connect it, or delete it";
        out.push(Verdict::error("unreachable", message, help).on(node));
    }
}

fn scopes_without_end(process: &Process, out: &mut Vec<Finding>) {
    let help = "add an end event where the work is done";
    let has_end = |scope| process.children(scope).any(|n| n.element == "endEvent");
    for scope in scopes(process).filter(|scope| !has_end(scope.map(|node| node.id.as_str()))) {
        let label = scope.map_or(process.label(), Node::label);
        let message = format!("{} has no end event", quote(label));
        let verdict = Verdict::error("no_end", message, help);
        out.push(match scope {
            Some(node) => verdict.on(node),
            None => verdict.at(&process.id, process.position),
        });
    }
}

fn endless_nodes(process: &Process, reached: &Reached<'_, '_>, out: &mut Vec<Finding>) {
    let is_end = |node: &&Node| node.element == "endEvent";
    let ends: BTreeSet<&str> = process
        .nodes_in_order()
        .filter(is_end)
        .map(|node| node.parent.as_deref().unwrap_or_default())
        .collect();
    let goals = process
        .nodes_in_order()
        .filter(|node| is_end(node) || jumps(node));
    let leading = graph::leading_to(process, &goals.map(|node| node.id.clone()).collect());
    let stuck = process.nodes_in_order().filter(|node| {
        ends.contains(node.parent.as_deref().unwrap_or_default())
            && reached.contains(&node.id)
            && !leading.contains(&node.id)
            && !node.self_starting
    });
    for node in stuck {
        let message = format!("no path leads from {} to an end", quote(node.label()));
        let help = "connect it to the next step or to an end event";
        out.push(Verdict::error("no_path_to_end", message, help).on(node));
    }
}

/// A token goes on elsewhere: behind the other half of a link, or in what undoes a step.
fn jumps(node: &Node) -> bool {
    let elsewhere = ["linkEventDefinition", "compensateEventDefinition"];
    let mut events = node.events.iter();
    events.any(|event| elsewhere.contains(&event.as_str()))
}
