//! Every step can be reached, and from every step the process can end.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process, graph};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let reached = reached(process);
    unreachable_nodes(process, &reached, out);
    endless_nodes(process, &reached, out);
    for node in process.top() {
        if matches!(node.kind, NodeKind::EndEvent(_)) && !node.outgoing.is_empty() {
            let message = format!("a flow leads out of the end event {}", quote(node.label()));
            let help = "delete the flow, or replace the end event by a step";
            out.push(Verdict::error("flow_out_of_end", message, help).on(node));
        }
    }
}

/// Nodes reached from any start, of whatever kind.
fn reached(process: &Process) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let starts = process
        .top()
        .filter(|node| node.element == "startEvent" || node.self_starting);
    for start in starts {
        if !reached.contains(&start.id) {
            reached.extend(graph::reachable_avoiding(process, &start.id, &reached));
        }
    }
    reached
}

fn unreachable_nodes(process: &Process, reached: &BTreeSet<String>, out: &mut Vec<Finding>) {
    if reached.is_empty() {
        return;
    }
    for node in process.top().filter(|node| !reached.contains(&node.id)) {
        let message = format!("no path from the start leads to {}", quote(node.label()));
        let help = "connect it, or delete it";
        out.push(Verdict::error("unreachable", message, help).on(node));
    }
}

fn endless_nodes(process: &Process, reached: &BTreeSet<String>, out: &mut Vec<Finding>) {
    let ends: BTreeSet<String> = process
        .top()
        .filter(|node| node.element == "endEvent")
        .map(|node| node.id.clone())
        .collect();
    if ends.is_empty() {
        let message = format!("{} has no end event", quote(process.label()));
        let help = "add an end event where the work is done";
        out.push(Verdict::error("no_end", message, help).at(&process.id, process.position));
        return;
    }
    let leading = graph::leading_to(process, &ends);
    let stuck = process
        .top()
        .filter(|node| reached.contains(&node.id) && !leading.contains(&node.id))
        .filter(|node| !node.self_starting);
    for node in stuck {
        let message = format!("no path leads from {} to an end", quote(node.label()));
        let help = "connect it to the next step or to an end event";
        out.push(Verdict::error("no_path_to_end", message, help).on(node));
    }
}
