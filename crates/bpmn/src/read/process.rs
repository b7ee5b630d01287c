//! One `process` element to a graph.

use std::collections::BTreeMap;

use roxmltree::Node as Xml;

use super::reference::References;
use super::{bpmn_children, event, kind, text_of, unnamed};
use crate::position::Positions;
use crate::{Extension, Flow, Node, NodeKind, Position, Process, Unnamed};

pub(super) fn read(
    element: Xml<'_, '_>,
    positions: &Positions<'_>,
    references: &References,
    nameless: &mut Vec<Unnamed>,
) -> Process {
    let mut reader = Reader {
        positions,
        references,
        nameless,
        process: Process {
            id: element.attribute("id").unwrap_or_default().to_owned(),
            name: name(element),
            documentation: documentation(element),
            executable: matches!(element.attribute("isExecutable"), Some("true" | "1")),
            nodes: BTreeMap::new(),
            flows: BTreeMap::new(),
            order: Vec::new(),
            flow_order: Vec::new(),
            top: Vec::new(),
            extension: Extension::read(element),
            position: positions.at(element.range().start),
        },
    };
    reader.take_scope(element, None);
    let mut process = reader.process;
    connect(&mut process);
    nest(&mut process);
    process
}

/// The first documentation of the process itself.
fn documentation(element: Xml<'_, '_>) -> Option<String> {
    let mut said =
        bpmn_children(element).filter(|child| child.tag_name().name() == "documentation");
    let text = said.next().and_then(|said| said.text()).unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

struct Reader<'a> {
    positions: &'a Positions<'a>,
    references: &'a References,
    nameless: &'a mut Vec<Unnamed>,
    process: Process,
}

impl Reader<'_> {
    /// Reads the content of a process or sub-process. Recursion is bounded by the depth limit of XML.
    fn take_scope(&mut self, scope: Xml<'_, '_>, parent: Option<&str>) {
        for element in bpmn_children(scope) {
            let local = element.tag_name().name();
            if local != "sequenceFlow" && !kind::is_node(local) {
                continue;
            }
            let position = self.positions.at(element.range().start);
            let id = element.attribute("id").filter(|id| !id.trim().is_empty());
            let Some(id) = id else {
                self.nameless.push(unnamed(element, position));
                continue;
            };
            if local == "sequenceFlow" {
                self.add_flow(flow(element, id, parent, position));
                continue;
            }
            self.add_node(node(element, id, parent, position, self.references));
            if kind::is_scope(local) {
                self.take_scope(element, Some(id));
            }
        }
    }

    fn add_node(&mut self, node: Node) {
        let process = &mut self.process;
        if !process.nodes.contains_key(&node.id) {
            process.order.push(node.id.clone());
            process.nodes.insert(node.id.clone(), node);
        }
    }

    fn add_flow(&mut self, flow: Flow) {
        let process = &mut self.process;
        if !process.flows.contains_key(&flow.id) {
            process.flow_order.push(flow.id.clone());
            process.flows.insert(flow.id.clone(), flow);
        }
    }
}

fn node(
    element: Xml<'_, '_>,
    id: &str,
    parent: Option<&str>,
    position: Position,
    references: &References,
) -> Node {
    let mut unresolved = Vec::new();
    let kind = kind::of(element, references, &mut unresolved);
    let has_default = matches!(
        kind,
        NodeKind::ExclusiveGateway { .. } | NodeKind::InclusiveGateway { .. } | NodeKind::Other(_)
    );
    let default = kind::default_flow(element);
    Node {
        id: id.to_owned(),
        name: name(element),
        element: element.tag_name().name().to_owned(),
        events: kind::events(element),
        parent: parent.map(str::to_owned),
        children: Vec::new(),
        attached_to: element.attribute("attachedToRef").map(str::to_owned),
        boundary: Vec::new(),
        interrupting: event::is_interrupting(element),
        self_starting: kind::is_self_starting(element),
        multi_instance: kind::multi_instance(element),
        misplaced_default: default.filter(|_| !has_default),
        unresolved,
        incoming: Vec::new(),
        outgoing: Vec::new(),
        extension: Extension::read(element),
        position,
        kind,
    }
}

fn flow(element: Xml<'_, '_>, id: &str, parent: Option<&str>, position: Position) -> Flow {
    let end = |attribute| element.attribute(attribute).unwrap_or_default().to_owned();
    let condition =
        bpmn_children(element).find(|child| child.tag_name().name() == "conditionExpression");
    Flow {
        id: id.to_owned(),
        source: end("sourceRef"),
        target: end("targetRef"),
        condition: condition.map(text_of),
        name: name(element),
        parent: parent.map(str::to_owned),
        position,
    }
}

fn name(element: Xml<'_, '_>) -> Option<String> {
    let name = element.attribute("name")?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Flows are what connects: `incoming` and `outgoing` elements in the file only repeat them.
fn connect(process: &mut Process) {
    for id in &process.flow_order {
        let Some(flow) = process.flows.get(id) else {
            continue;
        };
        if let Some(source) = process.nodes.get_mut(&flow.source) {
            source.outgoing.push(id.clone());
        }
        if let Some(target) = process.nodes.get_mut(&flow.target) {
            target.incoming.push(id.clone());
        }
    }
}

/// Writes into each node what lies in it and what sits on it.
fn nest(process: &mut Process) {
    for id in &process.order {
        let Some(node) = process.nodes.get(id) else {
            continue;
        };
        let (parent, host) = (node.parent.clone(), node.attached_to.clone());
        match parent.and_then(|parent| process.nodes.get_mut(&parent)) {
            Some(parent) => parent.children.push(id.clone()),
            None => process.top.push(id.clone()),
        }
        if let Some(host) = host.and_then(|host| process.nodes.get_mut(&host)) {
            host.boundary.push(id.clone());
        }
    }
}
