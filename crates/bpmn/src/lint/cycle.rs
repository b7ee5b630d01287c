//! Cycles wait for somebody: one of gateways alone would run for ever within a single step.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, graph};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for cycle in graph::cycles(process, passes_at_once) {
        let help = "put a task into the cycle, or break it";
        let text = "never waits: nothing in it is a task";
        let verdict = |message| Verdict::error("cycle_without_wait", message, help);
        out.extend(finding(process, &cycle, text, verdict));
    }
    for cycle in graph::cycles(process, waits_for_nobody) {
        let calls = |id: &String| {
            process
                .node(id)
                .is_some_and(|node| node.kind == NodeKind::ServiceTask)
        };
        if cycle.iter().any(calls) {
            let help = "put a user task into the cycle, so that a person sees each round";
            let text = "repeats connector calls without a person";
            let verdict = |message| Verdict::warning("cycle_without_person", message, help);
            out.extend(finding(process, &cycle, text, verdict));
        }
    }
}

fn passes_at_once(node: &Node) -> bool {
    match node.kind {
        NodeKind::StartEvent(_)
        | NodeKind::EndEvent(_)
        | NodeKind::ThrowEvent(_)
        | NodeKind::BoundaryEvent { .. }
        | NodeKind::ScriptTask
        | NodeKind::BusinessRuleTask
        | NodeKind::ManualTask
        | NodeKind::ExclusiveGateway { .. }
        | NodeKind::InclusiveGateway { .. }
        | NodeKind::ParallelGateway => true,
        NodeKind::CatchEvent(_)
        | NodeKind::UserTask
        | NodeKind::ServiceTask
        | NodeKind::SendTask
        | NodeKind::ReceiveTask(_)
        | NodeKind::CallActivity
        | NodeKind::SubProcess { .. }
        | NodeKind::EventBasedGateway
        | NodeKind::Other(_) => false,
    }
}

fn waits_for_nobody(node: &Node) -> bool {
    passes_at_once(node) || node.kind == NodeKind::ServiceTask
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
