//! Cycles: groups of nodes from each of which a token can come back to itself.

use std::collections::BTreeSet;

use super::Paths;
use crate::{Node, Process};

/// Cycles that pass only nodes which `through` accepts: one set of nodes for each group of cycles
/// that share nodes, in order of their first node in the file.
pub fn cycles(process: &Process, through: impl Fn(&Node) -> bool) -> Vec<Vec<String>> {
    let paths = Paths::new(process);
    let accepted: BTreeSet<&str> = paths
        .nodes()
        .iter()
        .filter(|node| through(node))
        .map(|node| node.id.as_str())
        .collect();
    let inside: Vec<bool> = (0..paths.points())
        .map(|point| {
            let node = paths.node_of(point);
            node.is_some_and(|node| accepted.contains(node.id.as_str()))
        })
        .collect();
    let mut found = components(&paths, &inside);
    sort_by_file(process, &mut found);
    found
}

/// Kosaraju's method: components of more than one point. No point leads to itself.
fn components(paths: &Paths<'_>, inside: &[bool]) -> Vec<Vec<String>> {
    let is_inside = |point: &usize| inside.get(*point).copied().unwrap_or(false);
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); paths.points()];
    for point in (0..paths.points()).filter(is_inside) {
        for next in paths.next(point).filter(is_inside) {
            if let Some(before) = back.get_mut(next) {
                before.push(point);
            }
        }
    }
    let mut assigned = vec![false; paths.points()];
    let mut found = Vec::new();
    for root in finish_order(paths, inside).into_iter().rev() {
        let mut members: BTreeSet<&str> = BTreeSet::new();
        let mut size = 0_usize;
        let mut waiting = vec![root];
        while let Some(point) = waiting.pop() {
            if first_time(&mut assigned, point) {
                size = size.saturating_add(1);
                members.extend(paths.node_of(point).map(|node| node.id.as_str()));
                waiting.extend(back.get(point).into_iter().flatten());
            }
        }
        if size > 1 {
            found.push(members.into_iter().map(str::to_owned).collect());
        }
    }
    found
}

/// First walk: points in the order in which a depth-first walk leaves them.
fn finish_order(paths: &Paths<'_>, inside: &[bool]) -> Vec<usize> {
    enum Step {
        Enter(usize),
        Leave(usize),
    }
    let is_inside = |point: &usize| inside.get(*point).copied().unwrap_or(false);
    let mut seen = vec![false; paths.points()];
    let mut finished = Vec::new();
    for root in (0..paths.points()).filter(is_inside) {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(point) => finished.push(point),
                Step::Enter(point) if first_time(&mut seen, point) => {
                    steps.push(Step::Leave(point));
                    steps.extend(paths.next(point).filter(is_inside).map(Step::Enter));
                }
                Step::Enter(_) => {}
            }
        }
    }
    finished
}

fn first_time(seen: &mut [bool], point: usize) -> bool {
    match seen.get_mut(point) {
        Some(slot) => !std::mem::replace(slot, true),
        None => false,
    }
}

fn sort_by_file(process: &Process, groups: &mut [Vec<String>]) {
    let place = |id: &String| process.nodes.get(id).map(|node| node.position);
    for group in groups.iter_mut() {
        group.sort_by_key(place);
    }
    groups.sort_by_key(|group| group.first().and_then(place));
}
