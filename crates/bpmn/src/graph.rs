//! Questions about paths through a process.
//!
//! [`Paths`] knows every way a token can take, into and out of sub-processes, over boundary events and into
//! event sub-processes. The functions beside it answer one question each for a process given by ids.
//!
//! INVARIANT: each answer is one walk over the graph, in time proportional to its nodes and flows; nothing
//! recurses.

mod cycles;
mod paths;
mod reached;

use std::collections::BTreeSet;

pub use cycles::cycles;
pub use paths::Paths;
pub use reached::Reached;

use crate::{Node, Process};

/// Nodes that the flows of `node` lead to.
pub fn successors<'a>(process: &'a Process, node: &'a Node) -> impl Iterator<Item = &'a Node> {
    process
        .outgoing(node)
        .filter_map(|flow| process.nodes.get(&flow.target))
}

/// Nodes whose flows enter `node`.
pub fn predecessors<'a>(process: &'a Process, node: &'a Node) -> impl Iterator<Item = &'a Node> {
    process
        .incoming(node)
        .filter_map(|flow| process.nodes.get(&flow.source))
}

/// All nodes that can be reached from `node`, itself among them.
pub fn reachable_from(process: &Process, node: &str) -> BTreeSet<String> {
    reachable_avoiding(process, node, &BTreeSet::new())
}

/// All nodes that can be reached from `from` by paths on which no node of `avoid` is completed. A node of
/// `avoid` is reached, but not passed; a boundary event on it is a way round it.
pub fn reachable_avoiding(
    process: &Process,
    from: &str,
    avoid: &BTreeSet<String>,
) -> BTreeSet<String> {
    let paths = Paths::new(process);
    let reached = paths.reachable(from, avoid.iter().map(String::as_str));
    reached.nodes().map(|node| node.id.clone()).collect()
}

/// Whether a path leads from `from` to `node` on which none of `avoid` is completed. The last node itself is
/// not looked up in `avoid`.
pub fn paths_avoid(process: &Process, from: &str, node: &str, avoid: &BTreeSet<String>) -> bool {
    let avoid = avoid.iter().map(String::as_str);
    Paths::new(process).reachable(from, avoid).contains(node)
}

/// Those of `candidates` that every path from `from` to `node` completes: its dominators among them.
/// One walk for each candidate. Empty if `node` cannot be reached at all.
pub fn dominators(
    process: &Process,
    from: &str,
    node: &str,
    candidates: &BTreeSet<String>,
) -> BTreeSet<String> {
    let paths = Paths::new(process);
    if !paths.reachable(from, []).contains(node) {
        return BTreeSet::new();
    }
    candidates
        .iter()
        .filter(|candidate| candidate.as_str() != node)
        .filter(|candidate| {
            let around = paths.reachable(from, [candidate.as_str()]);
            !around.contains(node)
        })
        .cloned()
        .collect()
}

/// All nodes from which the flows of one scope lead to one of `goals`, the goals among them. An activity leads
/// where its boundary events lead.
pub fn leading_to(process: &Process, goals: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Node> = goals
        .iter()
        .filter_map(|goal| process.nodes.get(goal))
        .collect();
    while let Some(node) = waiting.pop() {
        if !found.insert(node.id.clone()) {
            continue;
        }
        waiting.extend(predecessors(process, node));
        let host = node.attached_to.as_ref();
        waiting.extend(host.and_then(|host| process.nodes.get(host)));
    }
    found
}
