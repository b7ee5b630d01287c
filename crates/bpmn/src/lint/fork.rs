//! Several flows out of a task or event start several paths at once; few people mean that.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process
        .nodes_in_order()
        .filter(|node| takes_several(process, node))
    {
        match node.kind {
            NodeKind::StartEvent(_)
            | NodeKind::CatchEvent(_)
            | NodeKind::ThrowEvent(_)
            | NodeKind::BoundaryEvent { .. }
            | NodeKind::UserTask
            | NodeKind::ServiceTask
            | NodeKind::SendTask
            | NodeKind::ReceiveTask(_)
            | NodeKind::ScriptTask
            | NodeKind::BusinessRuleTask
            | NodeKind::ManualTask
            | NodeKind::CallActivity
            | NodeKind::SubProcess { .. } => {
                let message = format!(
                    "all flows out of {} are taken at the same time",
                    quote(node.label())
                );
                let help = "say so with a parallel gateway, or decide with an exclusive one";
                out.push(Verdict::warning("implicit_fork", message, help).on(node));
            }
            NodeKind::EndEvent(_)
            | NodeKind::InclusiveGateway { .. }
            | NodeKind::EventBasedGateway
            | NodeKind::ExclusiveGateway { .. }
            | NodeKind::ParallelGateway
            | NodeKind::Other(_) => {}
        }
    }
}

/// Flows with conditions out of a task are misplaced, which is reported as that.
fn takes_several(process: &Process, node: &Node) -> bool {
    let mut flows = process.outgoing(node);
    node.outgoing.len() > 1 && !flows.any(|flow| flow.condition.is_some())
}
