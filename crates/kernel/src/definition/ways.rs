//! Where a request can come from each node, over flows and beside them.
//!
//! Beside its flows a token's history goes on: from an activity to what begins inside it, from the ends inside to behind
//! the activity, from anywhere inside to the events on its border, and from anywhere in a scope to its event
//! sub-processes. What may be reached this way is more than what any run reaches; nothing less.

use std::collections::BTreeSet;

use super::{Definition, Node, NodeKind, Trigger};
use crate::state::NodeIx;

/// Nodes that can come directly after this one.
pub(super) fn after(definition: &Definition, ix: NodeIx) -> Vec<NodeIx> {
    let Some(node) = definition.node(ix) else {
        return Vec::new();
    };
    let mut next: Vec<NodeIx> = flows(definition, node).collect();
    next.extend(node.start);
    // An activity and all that is open inside it may meet what waits around it.
    next.extend(&node.borders);
    for around in std::iter::once(None).chain(definition.around(ix).map(Some)) {
        let around = around.and_then(|around| definition.node(around));
        next.extend(around.into_iter().flat_map(|around| &around.borders));
        next.extend(around.map_or(&[][..], |around| around.handlers.as_slice()));
    }
    next.extend(definition.handlers());
    if node.outgoing.is_empty() {
        // The scope may end here: then its activity goes on.
        next.extend(behind(definition, node));
    }
    next
}

fn flows<'a>(definition: &'a Definition, node: &'a Node) -> impl Iterator<Item = NodeIx> + 'a {
    let taken = node.outgoing.iter();
    taken
        .filter_map(|flow| definition.flow(*flow))
        .map(|flow| flow.to)
}

/// What comes behind the activity that a node lies in; behind the one around it, if nothing leaves that.
fn behind(definition: &Definition, node: &Node) -> Vec<NodeIx> {
    let mut next = Vec::new();
    let mut around = node.parent;
    while let Some(activity) = around.and_then(|ix| definition.node(ix)) {
        next.extend(flows(definition, activity));
        if !activity.outgoing.is_empty() {
            break;
        }
        around = activity.parent;
    }
    next
}

/// Everything that can come after this node.
pub(super) fn reachable(definition: &Definition, from: NodeIx) -> BTreeSet<NodeIx> {
    let mut seen = BTreeSet::new();
    let mut waiting = after(definition, from);
    while let Some(ix) = waiting.pop() {
        if seen.insert(ix) {
            waiting.extend(after(definition, ix));
        }
    }
    seen
}

/// What a node's history certainly holds, put together from that of other places.
pub(super) enum Before {
    /// Where the request begins: nothing.
    Nothing,
    /// Any one of these histories; with none of them, no token comes here.
    Any(Vec<Point>),
    /// All of these histories.
    All(Vec<Point>),
}

/// A place in a token's history.
#[derive(Clone, Copy)]
pub(super) enum Point {
    /// As it enters a node.
    Entering(NodeIx),
    /// As it leaves one.
    Leaving(NodeIx),
}

/// How a token enters a node.
pub(super) fn entering(definition: &Definition, ix: NodeIx, sources: &[NodeIx]) -> Before {
    let Some(node) = definition.node(ix) else {
        return Before::Nothing;
    };
    let leaving = || sources.iter().copied().map(Point::Leaving).collect();
    match (&node.kind, node.parent) {
        // What is inside an activity when its event happens only adds to what was before it.
        (NodeKind::Border { .. }, _) => {
            Before::Any(node.host.map(Point::Entering).into_iter().collect())
        }
        (NodeKind::Start | NodeKind::Handler { .. }, Some(parent)) => {
            Before::Any(vec![Point::Entering(parent)])
        }
        (NodeKind::Start | NodeKind::Handler { .. }, None) => Before::Nothing,
        (NodeKind::Parallel, _) => Before::All(leaving()),
        _ => Before::Any(leaving()),
    }
}

/// How a token leaves an activity that holds nodes: by any way its scope can end.
pub(super) fn ends(definition: &Definition, ix: NodeIx) -> Vec<Point> {
    let inside = definition
        .nodes()
        .filter(|(_, node)| node.parent == Some(ix));
    let last = inside.filter(|(_, node)| match &node.kind {
        // While another event sub-process runs, the ends of the scope are passed too.
        NodeKind::Handler {
            interrupting,
            trigger,
        } => *interrupting || matches!(trigger, Trigger::Error(_)),
        _ => node.outgoing.is_empty(),
    });
    last.map(|(ix, _)| Point::Leaving(ix)).collect()
}
