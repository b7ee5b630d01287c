//! Questions about paths through a process.
//!
//! Each answer is one walk over the graph, in time proportional to its nodes and flows; nothing
//! recurses. A boundary event counts as a successor of the activity it sits on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Node, Process};

/// Nodes a token can be on after leaving `node`.
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

/// All nodes that can be reached from `from` by paths whose nodes before the last are not in
/// `avoid`. A node of `avoid` is reached, but not passed; `from` itself is passed only if it is not
/// in `avoid`.
pub fn reachable_avoiding(
    process: &Process,
    from: &str,
    avoid: &BTreeSet<String>,
) -> BTreeSet<String> {
    let boundary = boundary_events(process);
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&Node> = process.nodes.get(from).into_iter().collect();
    while let Some(node) = waiting.pop() {
        if !reached.insert(node.id.clone()) || avoid.contains(&node.id) {
            continue;
        }
        waiting.extend(successors(process, node));
        waiting.extend(boundary.get(node.id.as_str()).into_iter().flatten());
    }
    reached
}

/// Whether a path leads from `from` to `node` without passing any of `avoid`. The last node itself is
/// not looked up in `avoid`.
///
/// A task is guarded by approvals when this is false for the start, the task and those approvals.
pub fn paths_avoid(process: &Process, from: &str, node: &str, avoid: &BTreeSet<String>) -> bool {
    reachable_avoiding(process, from, avoid).contains(node)
}

/// Those of `candidates` that every path from `from` to `node` passes: its dominators among them.
/// One walk for each candidate. Empty if `node` cannot be reached at all.
pub fn dominators(
    process: &Process,
    from: &str,
    node: &str,
    candidates: &BTreeSet<String>,
) -> BTreeSet<String> {
    if !reachable_from(process, from).contains(node) {
        return BTreeSet::new();
    }
    candidates
        .iter()
        .filter(|candidate| candidate.as_str() != node)
        .filter(|candidate| {
            let only = BTreeSet::from([(*candidate).clone()]);
            !paths_avoid(process, from, node, &only)
        })
        .cloned()
        .collect()
}

/// All nodes from which one of `goals` can be reached, the goals among them.
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

/// Cycles that pass only nodes which `through` accepts: one set of nodes for each group of cycles
/// that share nodes, in order of their first node in the file.
pub fn cycles(process: &Process, through: impl Fn(&Node) -> bool) -> Vec<Vec<String>> {
    let inside: Vec<&Node> = process
        .nodes_in_order()
        .filter(|node| through(node))
        .collect();
    let ids: BTreeSet<&str> = inside.iter().map(|node| node.id.as_str()).collect();
    let mut assigned: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for node in finish_order(process, &inside, &ids).into_iter().rev() {
        let component = component(process, node, &ids, &mut assigned);
        if component.len() > 1 || is_self_loop(process, node) && !component.is_empty() {
            found.push(component);
        }
    }
    sort_by_file(process, &mut found);
    found
}

/// First walk of Kosaraju's method: nodes in the order in which a depth-first walk leaves them.
fn finish_order<'a>(
    process: &'a Process,
    inside: &[&'a Node],
    ids: &BTreeSet<&str>,
) -> Vec<&'a Node> {
    enum Step<'a> {
        Enter(&'a Node),
        Leave(&'a Node),
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut finished = Vec::new();
    for root in inside {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(node) => finished.push(node),
                Step::Enter(node) if seen.insert(&node.id) => {
                    steps.push(Step::Leave(node));
                    let next = successors(process, node);
                    steps.extend(
                        next.filter(|next| ids.contains(next.id.as_str()))
                            .map(Step::Enter),
                    );
                }
                Step::Enter(_) => {}
            }
        }
    }
    finished
}

/// Second walk: all nodes that lead to `root` and are in no component yet.
fn component<'a>(
    process: &'a Process,
    root: &'a Node,
    ids: &BTreeSet<&str>,
    assigned: &mut BTreeSet<&'a str>,
) -> Vec<String> {
    let mut members = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if assigned.insert(&node.id) {
            members.push(node.id.clone());
            let before = predecessors(process, node);
            waiting.extend(before.filter(|before| ids.contains(before.id.as_str())));
        }
    }
    members
}

fn is_self_loop(process: &Process, node: &Node) -> bool {
    successors(process, node).any(|next| next.id == node.id)
}

fn sort_by_file(process: &Process, groups: &mut [Vec<String>]) {
    let place = |id: &String| process.nodes.get(id).map(|node| node.position);
    for group in groups.iter_mut() {
        group.sort_by_key(place);
    }
    groups.sort_by_key(|group| group.first().and_then(place));
}

fn boundary_events(process: &Process) -> BTreeMap<&str, Vec<&Node>> {
    let mut events: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in process.nodes_in_order() {
        if let Some(host) = &node.attached_to {
            events.entry(host).or_default().push(node);
        }
    }
    events
}
