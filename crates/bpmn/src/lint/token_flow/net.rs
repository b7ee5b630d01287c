//! One scope as places and steps of a game of tokens.
//!
//! A place is a flow, or the way from an activity to one of its boundary events. A step takes tokens from the
//! places that lead into it and puts tokens on one of its alternatives.

use std::collections::BTreeMap;

use crate::{End, Node, NodeKind, Process};

/// Places named by all alternatives of a scope, at most; beyond that the scope is not played.
const MOST: usize = 200_000;

/// What a step needs before it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// A token on any place; each token moves on its own.
    Any,
    /// A token on every place.
    All,
    /// A token on every place that one can still come to.
    Inclusive,
    /// Takes each token out of the game.
    End,
    /// Ends the game.
    Terminate,
}

/// A step: a node of the diagram.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub(super) id: &'a str,
    pub(super) join: Join,
    /// Places that lead into it.
    pub(super) incoming: Vec<usize>,
    /// Ways to go on; on each place of the one chosen comes a token.
    pub(super) alternatives: Vec<Vec<usize>>,
    /// Place in an order that goes with the flows, loops aside.
    pub(super) rank: usize,
}

impl Step<'_> {
    /// Whether several paths come together here without waiting for each other.
    pub(super) fn is_merge(&self) -> bool {
        self.join == Join::Any && self.incoming.len() > 1
    }
}

/// The game of one scope.
#[derive(Debug)]
pub(super) struct Net<'a> {
    pub(super) steps: Vec<Step<'a>>,
    /// The step each place leads to.
    pub(super) targets: Vec<usize>,
    /// Sets of steps that begin together; one set begins the game.
    pub(super) starts: Vec<Vec<usize>>,
}

impl<'a> Net<'a> {
    /// Reads the game off a scope; none if its tokens jump, or if it has too many ways to go on.
    pub(super) fn of(process: &'a Process, scope: Option<&str>) -> Option<Self> {
        let nodes: Vec<&Node> = process
            .children(scope)
            .filter(|node| !matches!(node.kind, NodeKind::SubProcess { event: true }))
            .collect();
        if nodes.iter().any(|node| jumps(node)) {
            return None;
        }
        let numbers: BTreeMap<&str, usize> = nodes
            .iter()
            .enumerate()
            .map(|(n, node)| (node.id.as_str(), n))
            .collect();
        let mut net = Self {
            steps: nodes.iter().map(|node| step(node)).collect(),
            targets: Vec::new(),
            starts: starts(&nodes),
        };
        let mut size = 0_usize;
        for (number, node) in nodes.iter().enumerate() {
            let events = node.boundary.len().saturating_add(1);
            size =
                size.saturating_add(events.saturating_mul(node.outgoing.len().saturating_add(1)));
            if size > MOST {
                return None;
            }
            net.connect(process, &numbers, number, node);
        }
        net.rank();
        Some(net)
    }

    fn connect(
        &mut self,
        process: &'a Process,
        numbers: &BTreeMap<&str, usize>,
        number: usize,
        node: &'a Node,
    ) {
        let flows = process.outgoing(node);
        let targets = flows.filter_map(|flow| numbers.get(flow.target.as_str()).copied());
        let main: Vec<usize> = targets
            .collect::<Vec<_>>()
            .into_iter()
            .map(|t| self.place(t))
            .collect();
        let mut alternatives = match &node.kind {
            NodeKind::ExclusiveGateway { .. } | NodeKind::EventBasedGateway => each(&main),
            NodeKind::InclusiveGateway { .. } => subsets(&main),
            NodeKind::Other(_) if node.element.ends_with("Gateway") => subsets(&main),
            // Conditions out of a task are misplaced; they are meant to exclude each other.
            _ if has_conditions(process, node) => each(&main),
            _ => vec![main.clone()],
        };
        for event in process
            .boundary(node)
            .filter(|event| !event.outgoing.is_empty())
        {
            let Some(target) = numbers.get(event.id.as_str()).copied() else {
                continue;
            };
            let place = self.place(target);
            let mut taken = if event.interrupting {
                Vec::new()
            } else {
                main.clone()
            };
            taken.push(place);
            alternatives.push(taken);
        }
        if let Some(step) = self.steps.get_mut(number) {
            step.alternatives = alternatives;
        }
    }

    fn place(&mut self, target: usize) -> usize {
        let place = self.targets.len();
        self.targets.push(target);
        if let Some(step) = self.steps.get_mut(target) {
            step.incoming.push(place);
        }
        place
    }

    pub(super) fn target(&self, place: usize) -> Option<(usize, &Step<'a>)> {
        let number = *self.targets.get(place)?;
        Some((number, self.steps.get(number)?))
    }

    /// Numbers the steps by the reverse of the order in which a depth-first walk leaves them.
    fn rank(&mut self) {
        let mut seen = vec![false; self.steps.len()];
        let mut rank = self.steps.len();
        let roots: Vec<usize> = self.starts.iter().flatten().copied().collect();
        for root in roots {
            let mut walk = vec![(root, false)];
            while let Some((number, leaving)) = walk.pop() {
                if leaving {
                    rank = rank.saturating_sub(1);
                    if let Some(step) = self.steps.get_mut(number) {
                        step.rank = rank;
                    }
                    continue;
                }
                match seen.get_mut(number) {
                    Some(slot) if !*slot => *slot = true,
                    _ => continue,
                }
                walk.push((number, true));
                walk.extend(self.after(number).map(|next| (next, false)));
            }
        }
    }

    /// Steps that some alternative of this one leads to.
    pub(super) fn after(&self, number: usize) -> impl Iterator<Item = usize> {
        let alternatives = self.steps.get(number).map(|step| &step.alternatives);
        let places = alternatives.into_iter().flatten().flatten();
        places.filter_map(|place| self.targets.get(*place).copied())
    }
}

fn has_conditions(process: &Process, node: &Node) -> bool {
    let mut flows = process.outgoing(node);
    !node.element.ends_with("Gateway") && flows.any(|flow| flow.condition.is_some())
}

fn jumps(node: &Node) -> bool {
    node.events
        .iter()
        .any(|event| event == "linkEventDefinition")
}

fn step(node: &Node) -> Step<'_> {
    let join = match &node.kind {
        NodeKind::ParallelGateway => Join::All,
        NodeKind::InclusiveGateway { .. } => Join::Inclusive,
        NodeKind::EndEvent(End::Terminate | End::Error(_)) => Join::Terminate,
        // What these wait for is not known here; an inclusive join waits for the least.
        NodeKind::Other(_) if node.element.ends_with("Gateway") => Join::Inclusive,
        _ if node.element == "endEvent" => Join::End,
        _ => Join::Any,
    };
    Step {
        id: &node.id,
        join,
        incoming: Vec::new(),
        alternatives: Vec::new(),
        rank: 0,
    }
}

/// Start events exclude each other; without one, all that nothing leads to begins at once.
fn starts(nodes: &[&Node]) -> Vec<Vec<usize>> {
    let numbered = || nodes.iter().enumerate();
    let events: Vec<Vec<usize>> = numbered()
        .filter(|(_, node)| node.element == "startEvent")
        .map(|(number, _)| vec![number])
        .collect();
    if !events.is_empty() {
        return events;
    }
    let begins =
        |node: &Node| node.incoming.is_empty() && node.attached_to.is_none() && !node.self_starting;
    vec![
        numbered()
            .filter(|(_, node)| begins(node))
            .map(|(number, _)| number)
            .collect(),
    ]
}

fn each(places: &[usize]) -> Vec<Vec<usize>> {
    if places.is_empty() {
        return vec![Vec::new()];
    }
    places.iter().map(|place| vec![*place]).collect()
}

/// Every set of up to four places; of more, each alone and all together.
fn subsets(places: &[usize]) -> Vec<Vec<usize>> {
    const ALL_SETS: usize = 4;
    if places.len() < 2 {
        return each(places);
    }
    if places.len() > ALL_SETS {
        let mut sets = each(places);
        sets.push(places.to_vec());
        return sets;
    }
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for place in places {
        let with: Vec<Vec<usize>> = sets
            .iter()
            .map(|set| [set.as_slice(), &[*place]].concat())
            .collect();
        sets.extend(with);
    }
    sets.retain(|set| !set.is_empty());
    sets
}
