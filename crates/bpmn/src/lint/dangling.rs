//! Flows connect two nodes of the same process and scope.

use super::{Finding, Verdict, quote};
use crate::{Flow, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for flow in process.flows_in_order() {
        for (end, id) in [("start", &flow.source), ("end", &flow.target)] {
            if !process.nodes.contains_key(id) {
                out.push(loose(flow, end, id));
            }
        }
        if crosses(process, flow) {
            let message = format!(
                "the flow {} crosses the border of a sub-process",
                quote(&flow.id)
            );
            let help = "connect the sub-process itself, not what lies inside it";
            out.push(
                Verdict::error("flow_crosses_scope", message, help).at(&flow.id, flow.position),
            );
        }
    }
}

fn loose(flow: &Flow, end: &str, id: &str) -> Finding {
    let flow_id = quote(&flow.id);
    let message = if id.is_empty() {
        format!("the {end} of the flow {flow_id} is connected to nothing")
    } else {
        let id = quote(id);
        format!("the {end} of the flow {flow_id} is {id}, which is not in this process")
    };
    let help = "connect the flow to a step, or delete it";
    Verdict::error("dangling_flow", message, help).at(&flow.id, flow.position)
}

fn crosses(process: &Process, flow: &Flow) -> bool {
    match (process.node(&flow.source), process.node(&flow.target)) {
        (Some(source), Some(target)) => source.parent != target.parent,
        _ => false,
    }
}
