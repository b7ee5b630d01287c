//! The process graph.
//!
//! INVARIANT: maps are keyed by id and ordered; `order`, `outgoing` and `incoming` follow the order of
//! the file, which is what decides between the flows of an exclusive gateway.
//!
//! INVARIANT: of several elements with one id the first is kept and the rest are listed as
//! duplicates, an error of lint; a flow may name a node that is not there, another error of lint.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Extension, Flow, Node, NodeKind, Position};

/// A BPMN file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Id of the `definitions`.
    pub id: Option<String>,
    /// All processes, in document order. A pool without a process has none.
    pub processes: Vec<Process>,
    /// The platform the file was drawn for, such as `Camunda Cloud`.
    pub platform: Option<String>,
    /// Ids used more than once.
    pub duplicates: Vec<Duplicate>,
    /// Nodes and flows without an id; they are in no process.
    pub unnamed: Vec<Unnamed>,
    /// Ids that the diagram draws, as a shape or an edge.
    pub drawn: BTreeSet<String>,
    /// Where `definitions` starts.
    pub position: Position,
}

impl Document {
    /// The process that runs: the only executable one, if there is exactly one.
    pub fn main(&self) -> Option<&Process> {
        let mut executable = self.processes.iter().filter(|process| process.executable);
        let first = executable.next();
        if executable.next().is_some() {
            None
        } else {
            first
        }
    }
}

/// An id that was already taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The id.
    pub id: String,
    /// Where it was used first.
    pub first: Position,
    /// Where it is used again.
    pub position: Position,
}

/// A node or flow without an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnamed {
    /// Name of the XML element.
    pub element: String,
    /// Where it starts.
    pub position: Position,
}

/// One process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Id, empty if the file gives none.
    pub id: String,
    /// Name shown to people.
    pub name: Option<String>,
    /// What the drawing says of it, its blanks joined; none if it says nothing.
    pub documentation: Option<String>,
    /// Whether the file marks it as executable.
    pub executable: bool,
    /// Nodes by id, those inside sub-processes too (see [`Node::parent`]).
    pub nodes: BTreeMap<String, Node>,
    /// Sequence flows by id.
    pub flows: BTreeMap<String, Flow>,
    /// Ids of the nodes in document order.
    pub order: Vec<String>,
    /// Ids of the flows in document order.
    pub flow_order: Vec<String>,
    /// Ids of the nodes that lie in no sub-process, in document order.
    pub top: Vec<String>,
    /// What the process itself says in extension elements.
    pub extension: Extension,
    /// Where it starts.
    pub position: Position,
}

impl Process {
    /// The node with this id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The flow with this id.
    pub fn flow(&self, id: &str) -> Option<&Flow> {
        self.flows.get(id)
    }

    /// All nodes in document order.
    pub fn nodes_in_order(&self) -> impl Iterator<Item = &Node> {
        self.order.iter().filter_map(|id| self.nodes.get(id))
    }

    /// All flows in document order.
    pub fn flows_in_order(&self) -> impl Iterator<Item = &Flow> {
        self.flow_order.iter().filter_map(|id| self.flows.get(id))
    }

    /// Nodes of the process itself, without those inside sub-processes, in document order.
    pub fn top(&self) -> impl Iterator<Item = &Node> {
        self.children(None)
    }

    /// Nodes directly inside a sub-process, or of the process itself, in document order.
    pub fn children(&self, scope: Option<&str>) -> impl Iterator<Item = &Node> {
        let inside = match scope {
            None => Some(&self.top),
            Some(id) => self.nodes.get(id).map(|node| &node.children),
        };
        let ids = inside.into_iter().flatten();
        ids.filter_map(|id| self.nodes.get(id))
    }

    /// Boundary events on an activity, in document order.
    pub fn boundary<'a>(&'a self, host: &'a Node) -> impl Iterator<Item = &'a Node> {
        host.boundary.iter().filter_map(|id| self.nodes.get(id))
    }

    /// The plain start event, where a person begins, if there is exactly one. Others, started by a
    /// timer or a message, may stand beside it.
    pub fn start(&self) -> Option<&Node> {
        let mut starts = self
            .top()
            .filter(|node| node.kind == NodeKind::StartEvent(None));
        let first = starts.next();
        if starts.next().is_some() { None } else { first }
    }

    /// Flows that leave a node, in document order.
    pub fn outgoing<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Flow> {
        node.outgoing.iter().filter_map(|id| self.flows.get(id))
    }

    /// Flows that enter a node, in document order.
    pub fn incoming<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Flow> {
        node.incoming.iter().filter_map(|id| self.flows.get(id))
    }

    /// Name shown to people, or the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}
