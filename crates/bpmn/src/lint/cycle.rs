//! Cycles wait for somebody: one of gateways alone would run for ever within a single step.

use super::{Finding, Verdict, quote};
use crate::{End, Node, NodeKind, Process, Throw, Trigger, graph};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for cycle in graph::cycles(process, passes_at_once) {
        let help = "put a task into the cycle, or break it";
        let text = "never waits: nothing in it is a task";
        let verdict = |message| Verdict::error("cycle_without_wait", message, help);
        out.extend(finding(process, &cycle, text, verdict));
    }
    for cycle in graph::cycles(process, waits_for_nobody) {
        let calls = |id: &String| process.node(id).is_some_and(calls_connector);
        if cycle.iter().any(calls) {
            let help = "put a user task into the cycle, so that a person sees each round";
            let text = "repeats connector calls without a person";
            let verdict = |message| Verdict::warning("cycle_without_person", message, help);
            out.extend(finding(process, &cycle, text, verdict));
        }
    }
}

/// A sub-process waits where something in it does.
fn passes_at_once(node: &Node) -> bool {
    match &node.kind {
        NodeKind::StartEvent(_)
        | NodeKind::EndEvent(End::None | End::Terminate | End::Error(_) | End::Escalation(_))
        | NodeKind::ThrowEvent(Throw::None | Throw::Escalation(_))
        | NodeKind::ScriptTask
        | NodeKind::BusinessRuleTask
        | NodeKind::ManualTask
        | NodeKind::SubProcess { .. }
        | NodeKind::ExclusiveGateway { .. }
        | NodeKind::InclusiveGateway { .. }
        | NodeKind::ParallelGateway => true,
        NodeKind::BoundaryEvent { trigger, .. } => {
            matches!(trigger, Trigger::Error(_) | Trigger::Escalation(_))
        }
        NodeKind::EndEvent(End::Message(_))
        | NodeKind::ThrowEvent(Throw::Message(_))
        | NodeKind::CatchEvent(_)
        | NodeKind::UserTask
        | NodeKind::ServiceTask
        | NodeKind::SendTask
        | NodeKind::ReceiveTask(_)
        | NodeKind::CallActivity
        | NodeKind::EventBasedGateway
        | NodeKind::Other(_) => false,
    }
}

fn calls_connector(node: &Node) -> bool {
    matches!(
        node.kind,
        NodeKind::ServiceTask | NodeKind::SendTask | NodeKind::ThrowEvent(Throw::Message(_))
    )
}

fn waits_for_nobody(node: &Node) -> bool {
    passes_at_once(node) || calls_connector(node)
}

fn finding(
    process: &Process,
    cycle: &[String],
    text: &str,
    verdict: impl Fn(String) -> Verdict,
) -> Option<Finding> {
    const NAMED: usize = 5;
    let nodes: Vec<&Node> = cycle.iter().filter_map(|id| process.node(id)).collect();
    let first = nodes.first()?;
    let labels: Vec<String> = nodes
        .iter()
        .take(NAMED)
        .map(|node| quote(node.label()))
        .collect();
    let more = if nodes.len() > NAMED {
        " and others"
    } else {
        ""
    };
    let message = format!("the cycle through {}{more} {text}", labels.join(", "));
    Some(verdict(message).on(first))
}
