//! Effects come after an approval: a path from the start to a connector call that passes no approval
//! lets a requester act alone.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, graph};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let Some(start) = process.start() else {
        return;
    };
    let approvals: BTreeSet<String> = process
        .top()
        .filter(|node| Node::is_approval(node))
        .map(|node| node.id.clone())
        .collect();
    let unapproved = graph::reachable_avoiding(process, &start.id, &approvals);
    let effects = process
        .top()
        .filter(|node| node.kind == NodeKind::ServiceTask && unapproved.contains(&node.id));
    for effect in effects {
        let message = format!(
            "{} can be reached without any approval",
            quote(effect.label())
        );
        let help = "put an approval on every path that leads to it";
        out.push(Verdict::warning("effect_without_approval", message, help).on(effect));
    }
}
