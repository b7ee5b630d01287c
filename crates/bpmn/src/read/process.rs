//! One `process` element to a graph.

use std::collections::BTreeMap;

use roxmltree::Node as Xml;

use super::{bpmn_children, kind, unnamed};
use crate::position::Positions;
use crate::{Extension, Flow, Node, Position, Process, Unnamed};

pub(super) fn read(
    element: Xml<'_, '_>,
    positions: &Positions<'_>,
    nameless: &mut Vec<Unnamed>,
) -> Process {
    let mut process = Process {
        id: element.attribute("id").unwrap_or_default().to_owned(),
        name: name(element),
        executable: element.attribute("isExecutable") == Some("true"),
        nodes: BTreeMap::new(),
        flows: BTreeMap::new(),
        order: Vec::new(),
        flow_order: Vec::new(),
        extension: Extension::read(element),
        position: positions.at(element.range().start),
    };
    take_scope(element, None, positions, nameless, &mut process);
    connect(&mut process);
    process
}

/// Reads the content of a process or sub-process. Recursion is bounded by the depth limit of XML.
fn take_scope(
    scope: Xml<'_, '_>,
    parent: Option<&str>,
    positions: &Positions<'_>,
    nameless: &mut Vec<Unnamed>,
    process: &mut Process,
) {
    for element in bpmn_children(scope) {
        let local = element.tag_name().name();
        if local != "sequenceFlow" && !kind::is_node(local) {
            continue;
        }
        let position = positions.at(element.range().start);
        let id = element.attribute("id").filter(|id| !id.trim().is_empty());
        let Some(id) = id else {
            nameless.push(unnamed(element, position));
            continue;
        };
        if local == "sequenceFlow" {
            add_flow(flow(element, id, parent, position), process);
            continue;
        }
        add_node(node(element, id, parent, position), process);
        if kind::is_scope(local) {
            take_scope(element, Some(id), positions, nameless, process);
        }
    }
}

fn add_node(node: Node, process: &mut Process) {
    if !process.nodes.contains_key(&node.id) {
        process.order.push(node.id.clone());
        process.nodes.insert(node.id.clone(), node);
    }
}

fn add_flow(flow: Flow, process: &mut Process) {
    if !process.flows.contains_key(&flow.id) {
        process.flow_order.push(flow.id.clone());
        process.flows.insert(flow.id.clone(), flow);
    }
}

fn node(element: Xml<'_, '_>, id: &str, parent: Option<&str>, position: Position) -> Node {
    Node {
        id: id.to_owned(),
        name: name(element),
        kind: kind::of(element),
        element: element.tag_name().name().to_owned(),
        events: kind::events(element),
        parent: parent.map(str::to_owned),
        attached_to: element.attribute("attachedToRef").map(str::to_owned),
        self_starting: kind::is_self_starting(element),
        incoming: Vec::new(),
        outgoing: Vec::new(),
        extension: Extension::read(element),
        position,
    }
}

fn flow(element: Xml<'_, '_>, id: &str, parent: Option<&str>, position: Position) -> Flow {
    Flow {
        id: id.to_owned(),
        source: element
            .attribute("sourceRef")
            .unwrap_or_default()
            .to_owned(),
        target: element
            .attribute("targetRef")
            .unwrap_or_default()
            .to_owned(),
        condition: condition(element),
        name: name(element),
        parent: parent.map(str::to_owned),
        position,
    }
}

fn condition(flow: Xml<'_, '_>) -> Option<String> {
    let element =
        bpmn_children(flow).find(|child| child.tag_name().name() == "conditionExpression")?;
    let text: String = element
        .children()
        .filter(Xml::is_text)
        .filter_map(|child| child.text())
        .collect();
    Some(text.trim().to_owned())
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
