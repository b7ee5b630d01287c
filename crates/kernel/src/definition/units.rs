//! A version and the workflows it calls, each with its own files, and their nodes in one order.
//!
//! INVARIANT: the version's own nodes come first in document order, then those of called workflows in the order of their
//! calls, so a number means the same to every reader. Calls are named by digest and so cannot go in circles; their
//! depth and the number of all nodes are bounded before anything is compiled.

use std::collections::BTreeMap;

use super::files::{self, Files, PROCESS, invalid};
use crate::{
    act::version, digest::Digest, limits, lookup::Lookup, refusal::Refusal, state::NodeIx,
};

/// A version among those that run together.
pub(super) struct Unit {
    pub(super) files: Files,
    /// What its ids begin with: empty, or the id of the call and `/`.
    pub(super) prefix: String,
    /// The unit that calls it, and the id of the call there.
    pub(super) caller: Option<(usize, String)>,
    /// The version.
    pub(super) digest: Digest,
    depth: usize,
}

impl Unit {
    /// Its process.
    pub(super) fn process(&self) -> Result<&bpmn::Process, Refusal> {
        self.files
            .document
            .main()
            .ok_or_else(|| invalid(PROCESS, "no process is marked as executable"))
    }
}

/// Reads a version and all it calls.
pub(super) fn load(manifest: &version::Create, lookup: &dyn Lookup) -> Result<Vec<Unit>, Refusal> {
    let mut units = vec![Unit {
        files: files::read(manifest, lookup)?,
        prefix: String::new(),
        caller: None,
        digest: manifest.digest(),
        depth: 0,
    }];
    let mut nodes = 0;
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let process = unit.process()?;
        nodes += process.order.len();
        if nodes > limits::NODES {
            let reason = format!(
                "more than {} steps, called workflows included",
                limits::NODES
            );
            return Err(invalid(PROCESS, reason));
        }
        let calls = process
            .nodes_in_order()
            .filter(|node| node.kind == bpmn::NodeKind::CallActivity);
        let called: Vec<Unit> = calls
            .map(|call| called(unit, at, call, lookup))
            .collect::<Result<_, _>>()?;
        units.extend(called);
        at += 1;
        if units.len() > limits::NODES {
            return Err(invalid(
                PROCESS,
                format!("more than {} calls", limits::NODES),
            ));
        }
    }
    Ok(units)
}

fn called(unit: &Unit, at: usize, call: &bpmn::Node, lookup: &dyn Lookup) -> Result<Unit, Refusal> {
    let wrong = |reason: String| {
        invalid(
            PROCESS,
            format_args!("call `{}` at {}: {reason}", call.label(), call.position),
        )
    };
    if unit.depth >= limits::CALLS {
        return Err(wrong(format!(
            "more than {} workflows call each other, one inside the other",
            limits::CALLS
        )));
    }
    let name = call
        .extension
        .called_element
        .as_ref()
        .map(|called| called.process_id.as_str())
        .unwrap_or_default();
    let digest = unit
        .files
        .called
        .iter()
        .find(|(workflow, _)| workflow.as_str() == name)
        .map(|(_, digest)| *digest);
    let digest = digest.ok_or_else(|| {
        let name: String = name.chars().take(80).collect();
        wrong(format!("the version does not pin workflow `{name}`"))
    })?;
    let manifest = lookup
        .version(&digest)
        .filter(|manifest| manifest.digest() == digest)
        .ok_or_else(|| {
            wrong(format!(
                "version `{digest}` of workflow `{name}` is not there"
            ))
        })?;
    if manifest.workflow.as_str() != name {
        return Err(wrong(format!(
            "the pinned version is one of workflow `{}`, not of `{name}`",
            manifest.workflow
        )));
    }
    Ok(Unit {
        files: files::read(&manifest, lookup)?,
        prefix: format!("{}{}/", unit.prefix, call.id),
        caller: Some((at, call.id.clone())),
        digest,
        depth: unit.depth + 1,
    })
}

/// A node of a unit, and where it lies among all.
pub(super) struct Slot<'a> {
    pub(super) unit: usize,
    pub(super) node: &'a bpmn::Node,
    pub(super) parent: Option<NodeIx>,
    pub(super) host: Option<NodeIx>,
}

/// All nodes of all units.
pub(super) struct Tree<'a> {
    pub(super) units: &'a [Unit],
    pub(super) slots: Vec<Slot<'a>>,
    numbers: Vec<BTreeMap<&'a str, NodeIx>>,
}

impl<'a> Tree<'a> {
    pub(super) fn of(units: &'a [Unit]) -> Result<Self, Refusal> {
        let mut all = (0..=u16::MAX).map(NodeIx);
        let mut numbers = Vec::new();
        for unit in units {
            let order = unit.process()?.order.iter().map(String::as_str);
            // Zip asks its first side first: no number is lost at the end of a unit.
            numbers.push(order.zip(all.by_ref()).collect::<BTreeMap<_, _>>());
        }
        let mut tree = Self {
            units,
            slots: Vec::new(),
            numbers,
        };
        for (at, unit) in units.iter().enumerate() {
            for node in unit.process()?.nodes_in_order() {
                let caller = unit.caller.as_ref();
                let parent = match &node.parent {
                    Some(parent) => tree.find(at, parent),
                    None => caller.and_then(|(unit, call)| tree.find(*unit, call)),
                };
                let host = node.attached_to.as_ref().and_then(|id| tree.find(at, id));
                tree.slots.push(Slot {
                    unit: at,
                    node,
                    parent,
                    host,
                });
            }
        }
        Ok(tree)
    }

    /// The number of a node of a unit.
    pub(super) fn find(&self, unit: usize, id: &str) -> Option<NodeIx> {
        self.numbers.get(unit)?.get(id).copied()
    }

    pub(super) fn slot(&self, ix: NodeIx) -> Option<&Slot<'a>> {
        self.slots.get(usize::from(ix.0))
    }

    /// All nodes with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (NodeIx, &Slot<'a>)> {
        (0..=u16::MAX).map(NodeIx).zip(&self.slots)
    }

    /// The unit of a slot.
    pub(super) fn files(&self, slot: &Slot<'_>) -> Option<&'a Files> {
        self.units.get(slot.unit).map(|unit| &unit.files)
    }

    /// The unit that a call runs.
    pub(super) fn called(&self, unit: usize, id: &str) -> Option<usize> {
        self.units.iter().position(|other| {
            other
                .caller
                .as_ref()
                .is_some_and(|(at, call)| *at == unit && call == id)
        })
    }
}
