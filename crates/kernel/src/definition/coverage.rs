//! The rule that a guarded effect reads only what its approvals covered.
//!
//! A connector call is *guarded* when an approval can lead to it. Everything a guarded call reads, in its inputs and in
//! its path, must be
//! - covered: on every way to the call some approval has shown it in its form, or
//! - a local value that was taken from covered fields alone: a later write to one of them blocks the call, or
//! - an output that the call names in its property `countersign.uncovered` (names, comma-separated).
//!
//! What was shown to every token is computed as the greatest solution of: nothing at the start; at a parallel join, what
//! was shown on *any* incoming flow (the join waits for all of them); at every other node, an inclusive join among them,
//! what was shown on *all* incoming flows; behind an approval, the fields of its form besides. An event on a border and
//! an event sub-process may happen as soon as what they belong to is entered, so they have what was shown by then and
//! nothing more: a deadline leaves an approval without it. An activity is left with what was shown at every end of its
//! inside. A loop over nothing would show nothing: where a loop holds an approval, an empty list stops it, and
//! otherwise nothing inside was shown. Each token's history satisfies these equations step by step, so the solution is
//! sound, cycles included.
//!
//! A name is what it means at its place: a local value shown in a form is not the field of the same name.
//!
//! A call that no approval leads to is not guarded: lint warns about it, and nothing is restricted.

use std::collections::BTreeSet;

use super::{
    Definition, Node, NodeKind,
    files::{PROCESS, invalid},
    locals::{COUNTERS, Locals, View, root},
    units::Tree,
    ways::{self, Before, Point},
};
use crate::{refusal::Refusal, state::NodeIx};

/// Names of a property that lists outputs a guarded call may read though no approval covered them.
const UNCOVERED: &str = "countersign.uncovered";

/// A name by the activity it is local to; none for a field.
type Name<'a> = (Option<NodeIx>, &'a str);

/// Names; `None` stands for all of them, where no token comes.
type Shown<'a> = Option<BTreeSet<Name<'a>>>;

/// Notes at each connector call the approvals it can be reached from.
pub(super) fn set_guards(definition: &mut Definition) {
    let approvals: Vec<NodeIx> = definition
        .nodes()
        .filter(|(_, node)| matches!(node.kind, NodeKind::Approval(_)))
        .map(|(ix, _)| ix)
        .collect();
    for approval in approvals {
        for ix in ways::reachable(definition, approval) {
            let Some(node) = definition.nodes.get_mut(usize::from(ix.0)) else {
                continue;
            };
            if matches!(node.kind, NodeKind::Connector(_)) {
                node.guards.push(approval);
            }
        }
    }
}

/// Refuses a guarded call that reads more than was covered, and notes which local values it takes on trust in fields.
pub(super) fn check(
    definition: &mut Definition,
    tree: &Tree<'_>,
    locals: &Locals,
) -> Result<(), Refusal> {
    let mut taken = Vec::new();
    let shown = Showing::of(definition, locals).solve();
    for ((ix, node), shown) in definition.nodes().zip(&shown) {
        let NodeKind::Connector(_) = &node.kind else {
            continue;
        };
        let uncovered = named_uncovered(definition, tree, ix)?;
        if node.guards.is_empty() {
            continue;
        }
        let call = Guarded {
            locals,
            ix,
            shown,
            uncovered,
        };
        taken.push((ix, call.takes(node)?));
    }
    for (ix, owners) in taken {
        if let Some(node) = definition.nodes.get_mut(usize::from(ix.0)) {
            node.taken = owners.into_iter().collect();
        }
    }
    Ok(())
}

/// A guarded call and what was shown before it.
struct Guarded<'a> {
    locals: &'a Locals,
    ix: NodeIx,
    shown: &'a Shown<'a>,
    uncovered: BTreeSet<String>,
}

impl Guarded<'_> {
    fn is_shown(&self, name: Name<'_>) -> bool {
        self.shown
            .as_ref()
            .is_none_or(|shown| shown.contains(&name))
    }

    /// The activities whose local values the call reads though no form showed them.
    fn takes(&self, node: &Node) -> Result<BTreeSet<NodeIx>, Refusal> {
        let NodeKind::Connector(call) = &node.kind else {
            return Ok(BTreeSet::new());
        };
        let mut owners = BTreeSet::new();
        let inputs = call.inputs.iter().map(|(_, expression)| expression);
        for path in inputs.chain([&call.path]).flat_map(|e| e.variables()) {
            let name = root(&path);
            let local = self.locals.sees(View::Inside(self.ix), name);
            let owner = local.map(|(owner, _)| owner);
            if self.is_shown((owner, name)) {
                continue;
            }
            let missing = match local {
                None if self.uncovered.contains(name) => None,
                None => Some(name),
                Some(_) if COUNTERS.contains(&name) => None,
                Some((owner, local)) => {
                    owners.insert(owner);
                    let covered = |root: &&String| {
                        self.is_shown((None, root)) || self.uncovered.contains(*root)
                    };
                    local.roots.iter().find(|root| !covered(root)).map(|_| name)
                }
            };
            if let Some(path) = missing {
                let reason = format!(
                    "service task `{}` reads `{path}`, which the approvals before it do not show on every path; \
                     show it in their forms, or name an output in the property {UNCOVERED}",
                    node.name
                );
                return Err(invalid(PROCESS, reason));
            }
        }
        Ok(owners)
    }
}

fn named_uncovered(
    definition: &Definition,
    tree: &Tree<'_>,
    ix: NodeIx,
) -> Result<BTreeSet<String>, Refusal> {
    let slot = tree.slot(ix);
    let property = slot.and_then(|slot| slot.node.extension.properties.get(UNCOVERED));
    let names = property
        .map(String::as_str)
        .unwrap_or_default()
        .split(',')
        .map(str::trim);
    let names: BTreeSet<String> = names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    match names
        .iter()
        .find(|name| !definition.field(name).is_some_and(|field| field.output))
    {
        Some(name) => {
            let id = slot.map_or("", |slot| slot.node.id.as_str());
            Err(invalid(
                PROCESS,
                format_args!("`{id}`: {UNCOVERED} names `{name}`, which is no connector output"),
            ))
        }
        None => Ok(names),
    }
}

/// The equations of what was shown, and their solution so far.
struct Showing<'a> {
    definition: &'a Definition,
    locals: &'a Locals,
    /// For each node, those with a flow to it.
    sources: Vec<Vec<NodeIx>>,
    entering: Vec<Shown<'a>>,
    leaving: Vec<Shown<'a>>,
}

impl<'a> Showing<'a> {
    fn of(definition: &'a Definition, locals: &'a Locals) -> Self {
        let mut sources = vec![Vec::new(); definition.nodes.len()];
        for flow in &definition.flows {
            if let Some(slot) = sources.get_mut(usize::from(flow.to.0)) {
                slot.push(flow.from);
            }
        }
        Self {
            definition,
            locals,
            sources,
            entering: vec![None; definition.nodes.len()],
            leaving: vec![None; definition.nodes.len()],
        }
    }

    /// Sets only shrink, and a node is looked at again only when one it depends on has shrunk, so this ends.
    fn solve(mut self) -> Vec<Shown<'a>> {
        let definition = self.definition;
        let mut waiting: BTreeSet<NodeIx> = definition.nodes().map(|(ix, _)| ix).collect();
        while let Some(ix) = waiting.pop_first() {
            let Some(node) = definition.node(ix) else {
                continue;
            };
            let entering = self.enters(ix);
            let mut changed = replace(&mut self.entering, ix, entering);
            let leaving = self.leaves(ix, node);
            changed |= replace(&mut self.leaving, ix, leaving);
            if changed {
                let flows = node
                    .outgoing
                    .iter()
                    .filter_map(|flow| definition.flow(*flow));
                waiting.extend(flows.map(|flow| flow.to));
                waiting.extend(node.borders.iter().chain(&node.handlers));
                waiting.extend(node.start.iter().chain(&node.parent));
            }
        }
        self.entering
    }

    fn at(&self, point: Point) -> Shown<'a> {
        let (sets, ix) = match point {
            Point::Entering(ix) => (&self.entering, ix),
            Point::Leaving(ix) => (&self.leaving, ix),
        };
        sets.get(usize::from(ix.0)).cloned().flatten()
    }

    fn enters(&self, ix: NodeIx) -> Shown<'a> {
        let sources = self.sources.get(usize::from(ix.0));
        let sources = sources.map(Vec::as_slice).unwrap_or_default();
        match ways::entering(self.definition, ix, sources) {
            Before::Nothing => Some(BTreeSet::new()),
            Before::Any(points) => self.any(&points),
            // A join waits for all: one that no token comes to by is never passed.
            Before::All(points) => {
                points
                    .iter()
                    .map(|point| self.at(*point))
                    .reduce(|a, b| match (a, b) {
                        (Some(a), Some(b)) => Some(a.union(&b).copied().collect()),
                        _ => None,
                    })?
            }
        }
    }

    fn any(&self, points: &[Point]) -> Shown<'a> {
        points
            .iter()
            .filter_map(|point| self.at(*point))
            .reduce(|a, b| a.intersection(&b).copied().collect())
    }

    fn leaves(&self, ix: NodeIx, node: &'a Node) -> Shown<'a> {
        let entering = self.at(Point::Entering(ix))?;
        if node.each.is_some() && !node.binding {
            return Some(entering);
        }
        if node.kind.holds_nodes() {
            return self.any(&ways::ends(self.definition, ix));
        }
        let mut shown = entering;
        if self.definition.approval(ix).is_some() {
            let form = self.definition.form(ix);
            let fields = form.into_iter().flat_map(|form| &form.fields);
            shown.extend(fields.map(|field| {
                let owner = self.locals.sees(View::Inside(ix), &field.path);
                (owner.map(|(owner, _)| owner), field.path.as_str())
            }));
        }
        Some(shown)
    }
}

fn replace<'a>(sets: &mut [Shown<'a>], ix: NodeIx, next: Shown<'a>) -> bool {
    match sets.get_mut(usize::from(ix.0)) {
        Some(slot) if *slot != next => {
            *slot = next;
            true
        }
        _ => false,
    }
}
