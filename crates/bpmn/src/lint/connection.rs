//! Flows enter and leave only where tokens do.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if !node.incoming.is_empty() {
            out.extend(entered(node).map(|verdict| verdict.on(node)));
        }
        if !node.outgoing.is_empty() {
            out.extend(left(node).map(|verdict| verdict.on(node)));
        }
    }
}

fn entered(node: &Node) -> Option<Verdict> {
    let label = quote(node.label());
    match (node.element.as_str(), &node.kind) {
        ("startEvent", _) => Some(Verdict::error(
            "flow_into_start",
            format!("a flow leads into the start event {label}"),
            "lead the flow to the step behind the start event",
        )),
        ("boundaryEvent", _) => Some(Verdict::error(
            "flow_into_boundary",
            format!("a flow leads into {label}, which sits on the border of a task"),
            "lead the flow to the task, or to the step behind the event",
        )),
        (_, NodeKind::SubProcess { event: true }) => Some(at_event_sub_process(&label)),
        _ => None,
    }
}

fn left(node: &Node) -> Option<Verdict> {
    let label = quote(node.label());
    match (node.element.as_str(), &node.kind) {
        ("endEvent", _) => Some(Verdict::error(
            "flow_out_of_end",
            format!("a flow leads out of the end event {label}"),
            "delete the flow, or replace the end event by a step",
        )),
        (_, NodeKind::SubProcess { event: true }) => Some(at_event_sub_process(&label)),
        _ => None,
    }
}

fn at_event_sub_process(label: &str) -> Verdict {
    Verdict::error(
        "flow_at_event_sub_process",
        format!("{label} is started by an event, but a flow is connected to it"),
        "delete the flow, or make it a sub-process that is not started by an event",
    )
}
