//! The rule that a guarded effect reads only what its approvals covered.
//!
//! A connector call is *guarded* when an approval can lead to it. Everything a guarded call reads, in its inputs and in
//! its path, must be
//! - covered: on every way to the call some approval has shown it in its form, or
//! - a connector output that the service task names in its property `countersign.uncovered` (names, comma-separated).
//!
//! What was shown to every token is computed as the greatest solution of: nothing at the start; at a parallel join, what
//! was shown on *any* incoming flow (the join waits for all of them); at every other node, what was shown on *all*
//! incoming flows; behind an approval, the fields of its form besides. Each token's history satisfies these equations step by
//! step, so the solution is sound, cycles included; a loop back past an approval loses nothing that the way in had not.
//!
//! A call that no approval leads to is not guarded: lint warns about it, and nothing is restricted.

use std::collections::BTreeSet;

use super::{
    Definition, NodeKind,
    files::{PROCESS, invalid},
};
use crate::{refusal::Refusal, state::NodeIx};

/// Names of a property that lists outputs a guarded call may read though no approval covered them.
const UNCOVERED: &str = "countersign.uncovered";

/// Notes at each connector call the approvals it can be reached from.
pub(super) fn set_guards(definition: &mut Definition) {
    let approvals: Vec<NodeIx> = definition
        .nodes()
        .filter(|(_, node)| matches!(node.kind, NodeKind::Approval(_)))
        .map(|(ix, _)| ix)
        .collect();
    for approval in approvals {
        for ix in reachable(definition, approval) {
            let Some(node) = definition.nodes.get_mut(usize::from(ix.0)) else {
                continue;
            };
            if matches!(node.kind, NodeKind::Connector(_)) {
                node.guards.push(approval);
            }
        }
    }
}

fn successors(definition: &Definition, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
    let flows = definition
        .node(ix)
        .map(|node| node.outgoing.as_slice())
        .unwrap_or_default();
    flows
        .iter()
        .filter_map(|flow| definition.flow(*flow))
        .map(|flow| flow.to)
}

fn reachable(definition: &Definition, from: NodeIx) -> BTreeSet<NodeIx> {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<NodeIx> = successors(definition, from).collect();
    while let Some(ix) = waiting.pop() {
        if seen.insert(ix) {
            waiting.extend(successors(definition, ix));
        }
    }
    seen
}

/// Refuses a guarded call that reads more than was covered.
pub(super) fn check(definition: &Definition, process: &bpmn::Process) -> Result<(), Refusal> {
    let shown = fields_shown(definition);
    for ((_, node), shown) in definition.nodes().zip(&shown) {
        let NodeKind::Connector(call) = &node.kind else {
            continue;
        };
        let uncovered = named_uncovered(definition, process, &node.id)?;
        if node.guards.is_empty() {
            continue;
        }
        let covered = |path: &str| shown.as_ref().is_none_or(|shown| shown.contains(path));
        let expressions = call
            .inputs
            .iter()
            .map(|(_, expression)| expression)
            .chain([&call.path]);
        for path in expressions.flat_map(|expression| expression.variables()) {
            if !covered(&path) && !uncovered.contains(&path) {
                let reason = format!(
                    "service task `{}` reads `{path}`, which the approvals before it do not show on every path; \
                     show it in their forms, or name an output in the property {UNCOVERED}",
                    node.name
                );
                return Err(invalid(PROCESS, reason));
            }
        }
    }
    Ok(())
}

fn named_uncovered(
    definition: &Definition,
    process: &bpmn::Process,
    id: &str,
) -> Result<BTreeSet<String>, Refusal> {
    let property = process
        .node(id)
        .and_then(|node| node.extension.properties.get(UNCOVERED));
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
        Some(name) => Err(invalid(
            PROCESS,
            format_args!("`{id}`: {UNCOVERED} names `{name}`, which is no connector output"),
        )),
        None => Ok(names),
    }
}

/// Field paths; `None` stands for all of them, where no token comes.
type Shown<'a> = Option<BTreeSet<&'a str>>;

/// For each node the fields that approvals showed to every token entering it.
fn fields_shown(definition: &Definition) -> Vec<Shown<'_>> {
    let mut entering: Vec<Shown<'_>> = vec![None; definition.nodes.len()];
    if let Some(start) = entering.get_mut(usize::from(definition.start.0)) {
        *start = Some(BTreeSet::new());
    }
    let sources = sources(definition);
    // Sets only shrink, and each change shrinks one, so this ends.
    let mut waiting: BTreeSet<NodeIx> = successors(definition, definition.start).collect();
    while let Some(ix) = waiting.pop_first() {
        let next = entering_of(definition, &sources, &entering, ix);
        let Some(slot) = entering.get_mut(usize::from(ix.0)) else {
            continue;
        };
        if *slot != next && ix != definition.start {
            *slot = next;
            waiting.extend(successors(definition, ix));
        }
    }
    entering
}

fn sources(definition: &Definition) -> Vec<Vec<NodeIx>> {
    let mut sources = vec![Vec::new(); definition.nodes.len()];
    for (ix, node) in definition.nodes() {
        for flow in node
            .outgoing
            .iter()
            .filter_map(|flow| definition.flow(*flow))
        {
            if let Some(slot) = sources.get_mut(usize::from(flow.to.0)) {
                slot.push(ix);
            }
        }
    }
    sources
}

fn entering_of<'a>(
    definition: &'a Definition,
    sources: &[Vec<NodeIx>],
    entering: &[Shown<'a>],
    ix: NodeIx,
) -> Shown<'a> {
    let leaving = |source: &NodeIx| {
        let mut shown = entering.get(usize::from(source.0)).cloned().flatten()?;
        if definition.approval(*source).is_some() {
            let form = definition.form(*source);
            shown.extend(
                form.into_iter()
                    .flat_map(|form| &form.fields)
                    .map(|field| field.path.as_str()),
            );
        }
        Some(shown)
    };
    let mut ways = sources
        .get(usize::from(ix.0))
        .into_iter()
        .flatten()
        .map(leaving);
    let first = ways.next().flatten();
    let joins = definition
        .node(ix)
        .is_some_and(|node| matches!(node.kind, NodeKind::Parallel));
    ways.fold(first, |sum, way| match (sum, way) {
        // At a join "all" absorbs, elsewhere it is neutral.
        (None, _) | (_, None) if joins => None,
        (None, other) | (other, None) => other,
        (Some(a), Some(b)) if joins => Some(a.union(&b).copied().collect()),
        (Some(a), Some(b)) => Some(a.intersection(&b).copied().collect()),
    })
}
