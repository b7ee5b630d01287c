//! Every way a token can take.
//!
//! Each node has three points: it is entered, it is left, and, if it holds others, something is thrown inside
//! it. Between entering and leaving a sub-process lies what is in it. A boundary event is reached as soon as
//! its activity is entered; one that catches errors or escalations, from those that can throw inside. The
//! process itself is the outermost scope.
//!
//! INVARIANT: no token takes a way that is not here. The reverse does not hold: conditions are not read, so a
//! path found may be one that no request ever takes.

use std::collections::{BTreeMap, BTreeSet};

use super::Reached;
use crate::{End, Node, NodeKind, Process, Throw, Trigger};

/// The ways through one process.
#[derive(Debug)]
pub struct Paths<'a> {
    nodes: Vec<&'a Node>,
    index: BTreeMap<&'a str, usize>,
    /// From point to point, where the node is completed or passed.
    ways: Vec<Vec<usize>>,
    /// From entering an activity to its boundary events: it is not completed.
    aside: Vec<Vec<usize>>,
    /// Activities that may be left without having run: those repeated over a list, which may be empty.
    skippable: Vec<bool>,
    /// How many flows each parallel join waits for; none for all other nodes.
    joins: BTreeMap<usize, usize>,
}

/// The points of the node with this number.
fn entered(node: usize) -> usize {
    node.saturating_mul(3)
}
fn left(node: usize) -> usize {
    entered(node).saturating_add(1)
}
fn thrown(node: usize) -> usize {
    entered(node).saturating_add(2)
}

impl<'a> Paths<'a> {
    /// Reads the ways off a process.
    pub fn new(process: &'a Process) -> Self {
        let nodes: Vec<&Node> = process.nodes_in_order().collect();
        let index: BTreeMap<&str, usize> = nodes
            .iter()
            .enumerate()
            .map(|(number, node)| (node.id.as_str(), number))
            .collect();
        let points = entered(nodes.len()).saturating_add(3);
        let skippable = nodes.iter().map(|n| n.multi_instance.is_some()).collect();
        let mut paths = Self {
            nodes,
            index,
            ways: vec![Vec::new(); points],
            aside: vec![Vec::new(); points],
            skippable,
            joins: BTreeMap::new(),
        };
        let throwing = paths.throwers();
        for number in 0..paths.nodes.len() {
            paths.add_node(process, number, &throwing);
        }
        paths.add_inside(process, None, paths.nodes.len(), &throwing);
        paths
    }

    /// What is entered from `from` on, itself among it, without completing one of `avoid`.
    pub fn reachable<'b>(
        &self,
        from: &str,
        avoid: impl IntoIterator<Item = &'b str>,
    ) -> Reached<'_, 'a> {
        let start = self.index.get(from).map(|number| entered(*number));
        self.walk(start, &self.blocked(avoid), false)
    }

    /// What is entered from any start of the process on without completing one of `avoid`. A parallel join is
    /// passed only if every flow into it can be reached so: had one of its tokens passed a node of `avoid`, so
    /// has the request.
    pub fn unguarded<'b>(&self, avoid: impl IntoIterator<Item = &'b str>) -> Reached<'_, 'a> {
        let begin = Some(entered(self.nodes.len()));
        self.walk(begin, &self.blocked(avoid), true)
    }

    /// What can be entered at all.
    pub fn reached(&self) -> Reached<'_, 'a> {
        let begin = Some(entered(self.nodes.len()));
        self.walk(begin, &self.blocked([]), false)
    }

    /// The number of the node with this id.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Nodes by number.
    pub(super) fn nodes(&self) -> &[&'a Node] {
        &self.nodes
    }

    /// The node that a point belongs to; none for those of the process itself.
    pub(super) fn node_of(&self, point: usize) -> Option<&'a Node> {
        self.nodes.get(point / 3).copied()
    }

    /// Points a token can be at next, none of them by skipping an activity.
    pub(super) fn next(&self, point: usize) -> impl Iterator<Item = usize> {
        let ways = self.ways.get(point).into_iter().flatten();
        ways.chain(self.aside.get(point).into_iter().flatten())
            .copied()
    }

    /// How many points there are.
    pub(super) fn points(&self) -> usize {
        self.ways.len()
    }

    fn blocked<'b>(&self, avoid: impl IntoIterator<Item = &'b str>) -> Vec<bool> {
        let mut blocked = vec![false; self.nodes.len()];
        for id in avoid {
            let number = self.index.get(id).copied();
            if let Some(slot) = number.and_then(|number| blocked.get_mut(number)) {
                *slot = true;
            }
        }
        blocked
    }

    /// Points reached. A node that is blocked is entered, but left only by its boundary events.
    fn walk(&self, from: Option<usize>, blocked: &[bool], joining: bool) -> Reached<'_, 'a> {
        let mut seen = vec![false; self.points()];
        let mut missing = self.joins.clone();
        let mut waiting: Vec<usize> = from.into_iter().collect();
        while let Some(point) = waiting.pop() {
            if joining && !last_flow(&mut missing, point) {
                continue;
            }
            match seen.get_mut(point) {
                Some(slot) if !*slot => *slot = true,
                _ => continue,
            }
            let number = point / 3;
            let is_entry = point == entered(number);
            if !(is_entry && blocked.get(number).copied().unwrap_or(false)) {
                waiting.extend(self.ways.get(point).into_iter().flatten());
            }
            if is_entry && self.skippable.get(number).copied().unwrap_or(false) {
                waiting.push(left(number));
            }
            waiting.extend(self.aside.get(point).into_iter().flatten());
        }
        let entered_ones = (0..self.nodes.len()).map(|n| seen.get(entered(n)).copied());
        Reached::new(self, entered_ones.map(Option::unwrap_or_default).collect())
    }

    /// Scopes inside which something can be thrown, by number.
    fn throwers(&mut self) -> BTreeSet<usize> {
        let outermost = self.nodes.len();
        let mut throwing = BTreeSet::new();
        for number in 0..outermost {
            let Some(node) = self.nodes.get(number) else {
                continue;
            };
            if !throws(node) {
                continue;
            }
            let mut scope = self.scope_of(number);
            self.add(entered(number), thrown(scope));
            while throwing.insert(scope) && scope != outermost {
                let outer = self.scope_of(scope);
                self.add(thrown(scope), thrown(outer));
                scope = outer;
            }
        }
        throwing
    }

    fn scope_of(&self, number: usize) -> usize {
        let parent = self.nodes.get(number).and_then(|n| n.parent.as_deref());
        parent
            .and_then(|id| self.index.get(id).copied())
            .unwrap_or(self.nodes.len())
    }

    fn add(&mut self, from: usize, to: usize) {
        if let Some(ways) = self.ways.get_mut(from) {
            ways.push(to);
        }
    }

    fn add_node(&mut self, process: &'a Process, number: usize, throwing: &BTreeSet<usize>) {
        let Some(node) = self.nodes.get(number).copied() else {
            return;
        };
        if node.children.is_empty() {
            self.add(entered(number), left(number));
        } else {
            self.add_inside(process, Some(node), number, throwing);
        }
        for flow in process.outgoing(node) {
            if let Some(target) = self.index.get(flow.target.as_str()).copied() {
                self.add(left(number), entered(target));
            }
        }
        if ends_its_scope(process, node) {
            self.add(left(number), left(self.scope_of(number)));
        }
        if node.kind == NodeKind::ParallelGateway && node.incoming.len() > 1 {
            self.joins.insert(entered(number), node.incoming.len());
        }
        for event in process.boundary(node) {
            self.add_boundary(event, number, throwing);
        }
    }

    fn add_boundary(&mut self, event: &'a Node, host: usize, throwing: &BTreeSet<usize>) {
        let Some(event_number) = self.index.get(event.id.as_str()).copied() else {
            return;
        };
        if catches_thrown(event) && throwing.contains(&host) {
            self.add(thrown(host), entered(event_number));
        } else if let Some(aside) = self.aside.get_mut(entered(host)) {
            aside.push(entered(event_number));
        }
    }

    /// What begins when a scope is entered, and the event sub-processes in it.
    fn add_inside(
        &mut self,
        process: &'a Process,
        scope: Option<&'a Node>,
        number: usize,
        throwing: &BTreeSet<usize>,
    ) {
        let children = || process.children(scope.map(|node| node.id.as_str()));
        let has_start = children().any(|child| child.element == "startEvent");
        let begins = |child: &&Node| {
            if has_start {
                child.element == "startEvent" || child.self_starting
            } else {
                child.incoming.is_empty() && child.attached_to.is_none()
            }
        };
        for child in children().filter(begins) {
            let Some(child_number) = self.index.get(child.id.as_str()).copied() else {
                continue;
            };
            let caught = process
                .children(Some(&child.id))
                .any(|start| child.self_starting && catches_thrown(start));
            let from = if caught && throwing.contains(&number) {
                thrown(number)
            } else {
                entered(number)
            };
            self.add(from, entered(child_number));
        }
    }
}

/// Whether a point may be passed: a join only by the last of its flows.
fn last_flow(missing: &mut BTreeMap<usize, usize>, point: usize) -> bool {
    let Some(flows) = missing.get_mut(&point) else {
        return true;
    };
    *flows = flows.saturating_sub(1);
    *flows == 0
}

/// Whether an error or escalation can come out of a node. Connectors and other workflows report errors too.
fn throws(node: &Node) -> bool {
    match &node.kind {
        NodeKind::EndEvent(End::Error(_) | End::Escalation(_))
        | NodeKind::ThrowEvent(Throw::Escalation(_))
        | NodeKind::ServiceTask
        | NodeKind::SendTask
        | NodeKind::CallActivity => true,
        kind => matches!(kind, NodeKind::Other(_)) && node.element.ends_with("Task"),
    }
}

fn catches_thrown(event: &Node) -> bool {
    matches!(
        &event.kind,
        NodeKind::BoundaryEvent {
            trigger: Trigger::Error(_) | Trigger::Escalation(_),
            ..
        } | NodeKind::StartEvent(Some(Trigger::Error(_) | Trigger::Escalation(_)))
    )
}

/// Whether the scope can be left where this node is left. An event sub-process that does not interrupt ends
/// beside its scope, and an error leaves it by other ways.
fn ends_its_scope(process: &Process, node: &Node) -> bool {
    match &node.kind {
        NodeKind::EndEvent(End::Error(_)) => false,
        NodeKind::SubProcess { event: true } => {
            let mut starts = process.children(Some(&node.id));
            starts.any(|start| start.element == "startEvent" && start.interrupting)
        }
        _ => node.outgoing.is_empty(),
    }
}
