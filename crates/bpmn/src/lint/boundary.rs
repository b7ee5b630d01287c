//! Boundary events sit on an activity, and no two of them catch the same.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let mut caught = BTreeSet::new();
    for node in process
        .nodes_in_order()
        .filter(|n| n.element == "boundaryEvent")
    {
        if !has_host(process, node) {
            let message = format!(
                "{} sits on no task, call or sub-process",
                quote(node.label())
            );
            let help = "drag it onto the border of the task it watches";
            out.push(Verdict::error("boundary_without_host", message, help).on(node));
        }
        let NodeKind::BoundaryEvent {
            trigger,
            interrupting,
        } = &node.kind
        else {
            continue;
        };
        if matches!(trigger, Trigger::Error(_)) && !interrupting {
            let message = format!(
                "{} catches an error without interrupting; after an error nothing goes on",
                quote(node.label())
            );
            let help = "make the event interrupting, or use an escalation";
            out.push(Verdict::error("error_not_interrupting", message, help).on(node));
        }
        let key = match trigger {
            Trigger::Error(code) => ("error", code),
            Trigger::Escalation(code) => ("escalation", code),
            Trigger::Timer(_) | Trigger::Message(_) => continue,
        };
        if !caught.insert((&node.attached_to, key)) {
            let message = format!(
                "{} catches what another event on the same border catches",
                quote(node.label())
            );
            let help = "delete one of the two, or give them different codes";
            out.push(Verdict::error("caught_twice", message, help).on(node));
        }
    }
}

fn has_host(process: &Process, event: &Node) -> bool {
    let host = event.attached_to.as_deref().and_then(|id| process.node(id));
    host.is_some_and(|host| {
        host.is_activity()
            && host.parent == event.parent
            && host.kind != NodeKind::SubProcess { event: true }
    })
}
