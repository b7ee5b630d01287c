//! From diagrams and their files to numbered nodes with parsed expressions.
//!
//! INVARIANT: numbers follow document order, called workflows behind their caller, so an instance means the same to every
//! reader of the version.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Definition, Flow, Node, NodeKind, coverage, field_table,
    files::{PROCESS, invalid},
    kind::Kinds,
    locals::{Locals, Names, View},
    outer_start::{self, OuterStarts},
    units::{self, Slot, Tree, Unit},
};
use crate::{
    act::version,
    form::Form,
    limits,
    lookup::Lookup,
    refusal::Refusal,
    state::{NodeIx, instance::FlowIx},
};

/// Reads, numbers and checks.
pub(super) fn compile(
    manifest: &version::Create,
    lookup: &dyn Lookup,
    assumed: Option<&str>,
) -> Result<Definition, Refusal> {
    let units = units::load(manifest, lookup)?;
    let tree = Tree::of(&units)?;
    let (fields, locals) = field_table::build(&tree)?;
    let mut build = Build::new(&tree, &locals, &fields)?;
    build.assumed = assumed;
    let mut nodes = Vec::new();
    for (ix, slot) in tree.iter() {
        nodes.push(build.node(ix, slot)?);
    }
    let mut flows = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        for flow in unit.process()?.flows_in_order() {
            flows.push(build.flow(at, flow)?);
        }
    }
    build.refuse_unused()?;
    let outer = build.outer;
    link(&mut nodes);
    let start = starts(&tree, &mut nodes)?;
    let top = |(ix, node): (NodeIx, &Node)| {
        let handles = matches!(node.kind, NodeKind::Handler { .. });
        (node.parent.is_none() && handles).then_some(ix)
    };
    let handlers = numbered(&nodes).filter_map(top).collect();
    let mut definition = Definition {
        nodes,
        flows,
        start,
        timer_starts: outer.timers,
        handlers,
        message_starts: outer.messages,
        forms: forms(&units),
        fields,
    };
    coverage::set_guards(&mut definition);
    coverage::check(&mut definition, &tree, &locals)?;
    Ok(definition)
}

fn numbered(nodes: &[Node]) -> impl Iterator<Item = (NodeIx, &Node)> {
    (0..=u16::MAX).map(NodeIx).zip(nodes)
}

/// All forms, those of called workflows under the call's id.
fn forms(units: &[Unit]) -> BTreeMap<String, Form> {
    let all = units.iter().flat_map(|unit| {
        let forms = unit.files.forms.iter();
        forms.map(|(id, form)| (format!("{}{id}", unit.prefix), form.clone()))
    });
    all.collect()
}

/// Notes at each activity what sits on it and what begins inside it, and which steps cannot be skipped.
fn link(nodes: &mut [Node]) {
    let events: Vec<(NodeIx, Option<NodeIx>, Option<NodeIx>)> = numbered(nodes)
        .filter_map(|(ix, node)| match node.kind {
            NodeKind::Border { .. } => Some((ix, node.host, None)),
            NodeKind::Handler { .. } => Some((ix, None, node.parent)),
            _ => None,
        })
        .collect();
    for (ix, host, parent) in events {
        if let Some(host) = host.and_then(|host| nodes.get_mut(usize::from(host.0))) {
            host.borders.push(ix);
        }
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(usize::from(parent.0))) {
            parent.handlers.push(ix);
        }
    }
    let binding: Vec<Option<NodeIx>> = nodes
        .iter()
        .filter(|node| node.binding)
        .map(|node| node.parent)
        .collect();
    for mut around in binding {
        // Once marked, so is everything around it.
        while let Some(node) = around.and_then(|ix| nodes.get_mut(usize::from(ix.0)))
            && !node.binding
        {
            node.binding = true;
            around = node.parent;
        }
    }
}

/// Where the process and each inside begins.
fn starts(tree: &Tree<'_>, nodes: &mut [Node]) -> Result<Option<NodeIx>, Refusal> {
    let mut inside: BTreeMap<NodeIx, NodeIx> = BTreeMap::new();
    for (ix, slot) in tree.iter() {
        let (is_start, plain) = match &slot.node.kind {
            bpmn::NodeKind::StartEvent(trigger) => (true, trigger.is_none()),
            _ => (false, false),
        };
        let Some(parent) = slot.parent.filter(|_| is_start) else {
            continue;
        };
        let called = slot.node.parent.is_none();
        if called && !plain {
            continue;
        }
        if inside.insert(parent, ix).is_some() {
            let label = tree.slot(parent).map_or("", |slot| slot.node.label());
            return Err(invalid(
                PROCESS,
                format_args!("`{label}` begins in several places"),
            ));
        }
    }
    for (ix, slot) in tree.iter() {
        let Some(node) = nodes.get_mut(usize::from(ix.0)) else {
            continue;
        };
        node.start = inside.get(&ix).copied();
        if node.kind.holds_nodes() && node.start.is_none() {
            let label = slot.node.label();
            return Err(invalid(
                PROCESS,
                format_args!("`{label}` has no single start"),
            ));
        }
    }
    outer_start::plain(tree)
}

struct Build<'a> {
    tree: &'a Tree<'a>,
    locals: &'a Locals,
    fields: &'a field_table::Table,
    flows: Vec<BTreeMap<&'a str, FlowIx>>,
    used: Vec<BTreeSet<String>>,
    outer: OuterStarts,
    /// The form of a plain start or task that names none, where a diagram is tried out.
    assumed: Option<&'a str>,
}

impl<'a> Build<'a> {
    fn new(
        tree: &'a Tree<'a>,
        locals: &'a Locals,
        fields: &'a field_table::Table,
    ) -> Result<Self, Refusal> {
        let mut numbers = (0..=u16::MAX).map(FlowIx);
        let mut flows = Vec::new();
        for unit in tree.units {
            let order = unit.process()?.flow_order.iter().map(String::as_str);
            flows.push(order.zip(numbers.by_ref()).collect::<BTreeMap<_, _>>());
        }
        if flows.iter().map(BTreeMap::len).sum::<usize>() > limits::FLOWS {
            let reason = format!("more than {} sequence flows", limits::FLOWS);
            return Err(invalid(PROCESS, reason));
        }
        Ok(Self {
            tree,
            locals,
            fields,
            flows,
            used: vec![BTreeSet::new(); tree.units.len()],
            outer: OuterStarts::default(),
            assumed: None,
        })
    }

    fn node(&mut self, ix: NodeIx, slot: &Slot<'a>) -> Result<Node, Refusal> {
        let node = slot.node;
        if node.outgoing.len() > limits::TOKENS {
            let reason = format!(
                "`{}` has more than {} outgoing flows",
                node.id,
                limits::TOKENS
            );
            return Err(invalid(PROCESS, reason));
        }
        let unit = self.tree.units.get(slot.unit);
        let unit = unit.ok_or_else(|| invalid(PROCESS, "a step lies in no workflow"))?;
        let form = node
            .extension
            .form_id
            .clone()
            .or_else(|| self.assumed_form(slot));
        let mut used = BTreeSet::new();
        if let Some(form) = &form {
            if !unit.files.forms.contains_key(form) {
                return Err(missing(node, "form", form));
            }
            used.insert(format!("forms/{form}.form"));
        }
        let numbers = self.flows.get(slot.unit);
        let flow = |id: &String| numbers.and_then(|numbers| numbers.get(id.as_str()).copied());
        let kinds = Kinds {
            ix,
            slot,
            tree: self.tree,
            files: &unit.files,
            locals: self.locals,
            fields: self.fields,
        };
        let read = kinds.read(&flow, &mut used)?;
        self.outer.note(ix, kinds.outer_start()?)?;
        if let Some(all) = self.used.get_mut(slot.unit) {
            all.extend(used);
        }
        let mandatory = node.extension.properties.get("countersign.step");
        let mandatory = mandatory.is_some_and(|value| value.trim() == "mandatory");
        Ok(Node {
            id: format!("{}{}", unit.prefix, node.id),
            name: node.label().to_owned(),
            incoming: node.incoming.iter().filter_map(flow).collect(),
            outgoing: node.outgoing.iter().filter_map(flow).collect(),
            form: form.map(|form| format!("{}{form}", unit.prefix)),
            guards: Vec::new(),
            parent: slot.parent,
            host: slot.host,
            borders: Vec::new(),
            handlers: Vec::new(),
            start: None,
            inputs: kinds.inputs()?,
            outputs: kinds.outputs()?,
            each: kinds.each()?,
            roots: self.locals.roots(ix),
            taken: Vec::new(),
            binding: mandatory || matches!(read, NodeKind::Approval(_)),
            kind: read,
        })
    }

    fn assumed_form(&self, slot: &Slot<'_>) -> Option<String> {
        let start =
            slot.node.kind == bpmn::NodeKind::StartEvent(None) && slot.node.parent.is_none();
        let task = slot.node.kind == bpmn::NodeKind::UserTask && !slot.node.is_approval();
        let takes = slot.unit == 0 && (start || task);
        self.assumed.filter(|_| takes).map(str::to_owned)
    }

    fn flow(&self, unit: usize, flow: &bpmn::Flow) -> Result<Flow, Refusal> {
        let wrong = |reason: String| {
            invalid(
                PROCESS,
                format_args!("flow `{}` at {}: {reason}", flow.id, flow.position),
            )
        };
        let to = self.tree.find(unit, &flow.target);
        let from = self.tree.find(unit, &flow.source);
        let (Some(from), Some(to)) = (from, to) else {
            return Err(wrong("it leads nowhere".into()));
        };
        let condition = match &flow.condition {
            None => None,
            Some(text) => {
                let names = Names {
                    locals: self.locals,
                    fields: self.fields,
                    view: View::Around(from),
                    brought: BTreeSet::new(),
                };
                let expression = super::locals::timed(text).map_err(wrong)?;
                names.reads_open(&expression).map_err(wrong)?;
                Some(expression)
            }
        };
        let prefix = self
            .tree
            .units
            .get(unit)
            .map_or("", |unit| unit.prefix.as_str());
        Ok(Flow {
            id: format!("{prefix}{}", flow.id),
            from,
            to,
            condition,
        })
    }

    /// What reviewers see pinned is what runs: a file that the diagram never names is refused.
    fn refuse_unused(&self) -> Result<(), Refusal> {
        for (unit, used) in self.tree.units.iter().zip(&self.used) {
            let files = &unit.files;
            let forms = files.forms.keys().map(|id| format!("forms/{id}.form"));
            let rules = files.rules.keys().map(|id| format!("rules/{id}.json"));
            let connectors = files
                .connectors
                .keys()
                .map(|id| format!("connectors/{id}.json"));
            let decisions = files
                .decisions
                .keys()
                .map(|id| format!("decisions/{id}.dmn"));
            let called = files.called.keys().map(|id| format!("called/{id}"));
            let mut all = forms
                .chain(rules)
                .chain(connectors)
                .chain(decisions)
                .chain(called);
            if let Some(file) = all.find(|file| !used.contains(file)) {
                let reason = "the diagram does not name it; take it out of the version";
                return Err(invalid(&file, reason));
            }
        }
        Ok(())
    }
}

pub(super) fn missing(node: &bpmn::Node, what: &str, name: &str) -> Refusal {
    let name: String = name.chars().take(80).collect();
    invalid(
        PROCESS,
        format_args!(
            "`{}` names {what} `{name}`, which the version does not pin",
            node.label()
        ),
    )
}
