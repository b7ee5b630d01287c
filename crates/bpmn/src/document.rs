//! The process graph.
//!
//! INVARIANT: maps are keyed by id and ordered; `order`, `outgoing` and `incoming` follow the order of
//! the file, which is what decides between the flows of an exclusive gateway.
//!
//! INVARIANT: of several elements with one id the first is kept and the rest are listed as
//! duplicates, an error of lint; a flow may name a node that is not there, another error of lint.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Extension, Position};

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
        self.nodes_in_order().filter(|node| node.parent.is_none())
    }

    /// The start event, if the process has exactly one that can run.
    pub fn start(&self) -> Option<&Node> {
        let mut starts = self.top().filter(|node| node.kind == NodeKind::StartEvent);
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

/// A step, event or gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Id.
    pub id: String,
    /// Name shown to people.
    pub name: Option<String>,
    /// What it is to the executor.
    pub kind: NodeKind,
    /// Local name of the XML element.
    pub element: String,
    /// Local names of its event definitions, such as `timerEventDefinition`.
    pub events: Vec<String>,
    /// The sub-process it lies in.
    pub parent: Option<String>,
    /// The activity a boundary event sits on.
    pub attached_to: Option<String>,
    /// Begins without an incoming flow by its nature: event sub-process, link catch, compensation.
    pub self_starting: bool,
    /// Ids of the flows that enter it, in document order.
    pub incoming: Vec<String>,
    /// Ids of the flows that leave it, in document order.
    pub outgoing: Vec<String>,
    /// What its extension elements say.
    pub extension: Extension,
    /// Where it starts.
    pub position: Position,
}

impl Node {
    /// Name shown to people, or the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// A user task that names a rule: people decide here.
    pub fn is_approval(&self) -> bool {
        self.kind == NodeKind::UserTask && self.extension.rule.is_some()
    }
}

/// What the executor does at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A plain start event; its form is the request form.
    StartEvent,
    /// A plain end event.
    EndEvent,
    /// A user task; an approval when its extension names a rule.
    UserTask,
    /// A service task: a connector call.
    ServiceTask,
    /// Takes the first flow whose condition is true, else the default.
    ExclusiveGateway {
        /// Id of the default flow.
        default: Option<String>,
    },
    /// Waits for one token on each incoming flow, then takes all outgoing ones.
    ParallelGateway,
    /// Read and drawn, but not run yet. The text names the element and what of it stands in the way,
    /// such as `scriptTask` or `startEvent with timerEventDefinition`.
    Other(String),
}

/// A sequence flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Id.
    pub id: String,
    /// Id of the node it leaves, as written.
    pub source: String,
    /// Id of the node it enters, as written.
    pub target: String,
    /// Condition as written, trimmed: `=amount > 500` is an expression.
    pub condition: Option<String>,
    /// Name shown to people.
    pub name: Option<String>,
    /// The sub-process it lies in.
    pub parent: Option<String>,
    /// Where it starts.
    pub position: Position,
}

impl Flow {
    /// The FEEL text of the condition, without its equals sign.
    pub fn expression(&self) -> Option<&str> {
        self.condition.as_deref()?.strip_prefix('=')
    }
}
