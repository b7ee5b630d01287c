//! An inclusive join waits for every path that can still come, which within a cycle nobody can tell.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process, graph};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for cycle in graph::cycles(process, |_| true) {
        let members: BTreeSet<&str> = cycle.iter().map(String::as_str).collect();
        for node in cycle.iter().filter_map(|id| process.node(id)) {
            if !matches!(node.kind, NodeKind::InclusiveGateway { .. }) || node.incoming.len() < 2 {
                continue;
            }
            let mut sources = process.incoming(node).map(|flow| flow.source.as_str());
            if sources.any(|source| members.contains(source)) {
                let message = format!(
                    "{} waits for paths that can come round to it again",
                    quote(node.label())
                );
                let help = "close the loop with an exclusive gateway, and join before it";
                out.push(Verdict::warning("inclusive_join_in_cycle", message, help).on(node));
            }
        }
    }
}
