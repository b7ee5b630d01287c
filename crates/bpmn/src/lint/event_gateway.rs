//! An event-based gateway waits for the events behind it, so only events that wait stand behind it.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, graph};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let gateways = process
        .nodes_in_order()
        .filter(|node| node.kind == NodeKind::EventBasedGateway);
    for gateway in gateways {
        if gateway.outgoing.len() < 2 {
            let message = format!(
                "{} has fewer than two events to wait for",
                quote(gateway.label())
            );
            let help = "draw a flow to each event, or wait for the one event without a gateway";
            out.push(Verdict::error("event_gateway_few", message, help).on(gateway));
        }
        for target in graph::successors(process, gateway) {
            out.extend(wrong(gateway, target).map(|verdict| verdict.on(target)));
        }
    }
}

fn wrong(gateway: &Node, target: &Node) -> Option<Verdict> {
    let label = quote(target.label());
    let waits = matches!(
        target.kind,
        NodeKind::CatchEvent(_) | NodeKind::ReceiveTask(_)
    );
    // What does not run at all is reported for that.
    if !waits && !matches!(target.kind, NodeKind::Other(_)) {
        let message = format!(
            "{label} stands behind {}, but does not wait for anything",
            quote(gateway.label())
        );
        let help = "put a timer, a message event or a receive task there";
        return Some(Verdict::error("event_gateway_target", message, help));
    }
    if target.incoming.len() > 1 {
        let message = format!(
            "{label} stands behind {} and is entered by another flow as well",
            quote(gateway.label())
        );
        let help = "give the other path an event of its own";
        return Some(Verdict::error("event_gateway_shared", message, help));
    }
    None
}
