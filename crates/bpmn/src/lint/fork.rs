//! Several flows out of a task or event start several paths at once; few people mean that.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.top().filter(|node| node.outgoing.len() > 1) {
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
