//! Exclusive and inclusive gateways: each way out but the default says when it is taken.
//!
//! A gateway whose conditions are all false stops the request as an incident; a missing condition
//! would let a request past an approval, so it is an error.

use super::{Finding, Verdict, quote};
use crate::{Flow, Node, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if let Some(default) = &node.misplaced_default {
            out.push(misplaced(node, default));
        }
        match &node.kind {
            NodeKind::ExclusiveGateway { default } | NodeKind::InclusiveGateway { default } => {
                choice(process, node, default.as_deref(), out);
            }
            NodeKind::ParallelGateway => pass_through(node, out),
            _ => {}
        }
    }
}

fn choice(process: &Process, node: &Node, default: Option<&str>, out: &mut Vec<Finding>) {
    pass_through(node, out);
    if let Some(default) = default {
        default_flow(process, node, default, out);
    }
    if node.outgoing.len() < 2 {
        return;
    }
    for flow in process.outgoing(node) {
        if Some(flow.id.as_str()) != default && flow.condition.is_none() {
            out.push(unconditional(node, flow));
        }
    }
    if default.is_none() {
        let message = format!(
            "{} has no default: the request stops when no condition is true",
            quote(node.label())
        );
        let help = "mark one flow as default, or make sure that one condition is always true";
        out.push(Verdict::warning("no_default", message, help).on(node));
    }
}

fn unconditional(node: &Node, flow: &Flow) -> Finding {
    let message = format!(
        "the flow {} out of {} has no condition",
        quote(flow.label()),
        quote(node.label())
    );
    let help = "say when the flow is taken, such as =amount > 500, or mark it as default";
    Verdict::error("missing_condition", message, help).at(&flow.id, flow.position)
}

fn default_flow(process: &Process, node: &Node, default: &str, out: &mut Vec<Finding>) {
    if !node.outgoing.iter().any(|flow| flow == default) {
        let message = format!(
            "the default {} of {} is not one of its flows",
            quote(default),
            quote(node.label())
        );
        let help = "mark a flow that leaves the gateway as default";
        out.push(Verdict::error("bad_default", message, help).on(node));
        return;
    }
    if let Some(flow) = process
        .flow(default)
        .filter(|flow| flow.condition.is_some())
    {
        let message = format!("the default flow {} has a condition", quote(&flow.id));
        let help = "delete the condition; a default is taken when all others are false";
        out.push(Verdict::error("condition_on_default", message, help).at(&flow.id, flow.position));
    }
}

fn misplaced(node: &Node, default: &str) -> Finding {
    let message = format!(
        "{} names the default flow {}, but does not decide between flows",
        quote(node.label()),
        quote(default)
    );
    let help = "put an exclusive gateway behind it, and give that the default";
    Verdict::error("default_misplaced", message, help).on(node)
}

fn pass_through(node: &Node, out: &mut Vec<Finding>) {
    if node.incoming.len() == 1 && node.outgoing.len() == 1 {
        let message = format!("{} neither splits nor joins", quote(node.label()));
        let help = "delete the gateway, or draw the flows that are missing";
        out.push(Verdict::info("gateway_without_effect", message, help).on(node));
    }
}
