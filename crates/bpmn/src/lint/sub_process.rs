//! A sub-process begins at one plain start event, an event sub-process at one that waits for something.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        let NodeKind::SubProcess { event } = node.kind else {
            continue;
        };
        let children = process.children(Some(&node.id));
        let starts: Vec<&Node> = children.filter(|n| n.element == "startEvent").collect();
        if event {
            event_start(node, &starts, out);
        } else {
            plain_start(node, &starts, out);
        }
    }
}

fn plain_start(node: &Node, starts: &[&Node], out: &mut Vec<Finding>) {
    let label = quote(node.label());
    let message = match starts {
        [start] if start.kind == NodeKind::StartEvent(None) => return,
        [] => format!("the sub-process {label} has no start event"),
        [start] => format!(
            "{} in the sub-process {label} waits for something; a flow starts the sub-process already",
            quote(start.label())
        ),
        _ => format!("the sub-process {label} has several start events"),
    };
    let help = "give the sub-process one plain start event";
    out.push(Verdict::error("sub_process_start", message, help).on(node));
}

fn event_start(node: &Node, starts: &[&Node], out: &mut Vec<Finding>) {
    let label = quote(node.label());
    if let [start] = starts {
        match &start.kind {
            NodeKind::StartEvent(Some(Trigger::Error(_))) if !start.interrupting => {
                let message = format!(
                    "{} catches an error without interrupting; after an error nothing goes on",
                    quote(start.label())
                );
                let help = "make the start event interrupting, or use an escalation";
                out.push(Verdict::error("error_not_interrupting", message, help).on(start));
                return;
            }
            NodeKind::StartEvent(Some(_)) | NodeKind::Other(_) => return,
            _ => {}
        }
    }
    let message = format!(
        "the event sub-process {label} needs exactly one start event, which waits for a timer, message, error or escalation"
    );
    let help = "choose what starts it, and delete further start events";
    out.push(Verdict::error("event_sub_process_start", message, help).on(node));
}
