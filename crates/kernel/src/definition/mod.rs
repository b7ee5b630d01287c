//! The runnable form of a version: its diagram, forms, rules and connectors, read once and checked against each other.
//!
//! INVARIANT: a [`Definition`] is a pure function of a manifest and the record blobs it names by digest; the same
//! manifest gives the same definition for ever. Nothing is parsed when a request runs.
//!
//! INVARIANT: whatever is compiled can run: every form, rule and connector that the diagram names is pinned, every
//! expression reads declared fields of the right disclosure, and an effect behind approvals reads only what they covered
//! (see `coverage`).
//!
//! New kind of node: a variant of [`NodeKind`], its reading in `compile`, its step in `process::run`.

mod compile;
mod connector_call;
mod coverage;
mod field_table;
mod files;
mod isolated;
mod kind;
mod locals;
mod node;
pub(crate) mod outer_start;
#[cfg(test)]
mod tests;
mod units;
mod ways;

use std::collections::BTreeMap;

pub use node::{
    DecisionNode, Each, MessageNode, Node, NodeKind, ScriptNode, Thrown, TimerNode, Trigger,
};

use crate::{
    act::version,
    connector::Connector,
    digest::Digest,
    form::{Form, Kind},
    id::{ConnectorId, RuleId},
    lookup::Lookup,
    refusal::Refusal,
    rule::Rule,
    state::NodeIx,
    state::instance::FlowIx,
};

/// A runnable version.
#[derive(Clone, Debug)]
pub struct Definition {
    nodes: Vec<Node>,
    flows: Vec<Flow>,
    start: Option<NodeIx>,
    timer_starts: Vec<(NodeIx, TimerNode)>,
    handlers: Vec<NodeIx>,
    message_starts: BTreeMap<String, NodeIx>,
    forms: BTreeMap<String, Form>,
    fields: BTreeMap<String, FieldInfo>,
}

/// An approval and its pinned rule.
#[derive(Clone, Debug)]
pub struct ApprovalNode {
    /// The rule's name.
    pub id: RuleId,
    /// The rule file.
    pub digest: Digest,
    /// The rule.
    pub rule: Rule,
}

/// A connector call and its pinned connector.
#[derive(Clone, Debug)]
pub struct ConnectorNode {
    /// The connector's name.
    pub id: ConnectorId,
    /// The connector file.
    pub digest: Digest,
    /// The connector.
    pub connector: Connector,
    /// The HTTP method, one the scope allows.
    pub method: String,
    /// The path below the base: an expression over open fields, or a constant that the scope allows.
    pub path: feel::Expression,
    /// What the call's body holds: dotted target and the expression that gives it.
    pub inputs: Vec<(String, feel::Expression)>,
    /// Errors that answers stand for, by status: thrown instead of an incident.
    pub errors: BTreeMap<u32, String>,
}

/// A sequence flow.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its id in the file.
    pub id: String,
    /// The node it leaves.
    pub from: NodeIx,
    /// The node it enters.
    pub to: NodeIx,
    /// When it is taken.
    pub condition: Option<feel::Expression>,
}

/// What the version declares about a field path, wherever it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldInfo {
    /// What it holds; `None` for an output that no form shows.
    pub kind: Option<Kind>,
    /// What people read.
    pub label: String,
    /// Open or sealed.
    pub disclosure: FieldDisclosure,
    /// Whether a connector, a message or the kernel writes it.
    pub output: bool,
    /// Whether the kernel derives it: it may have parts.
    pub derived: bool,
}

/// How a field is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldDisclosure {
    /// In the clear.
    Open,
    /// Committed to, with the retention period the forms name; a connector output alone has none.
    Sealed {
        /// ISO 8601 period.
        retention: Option<String>,
    },
}

impl FieldInfo {
    /// Whether only a commitment is known.
    pub fn is_sealed(&self) -> bool {
        matches!(self.disclosure, FieldDisclosure::Sealed { .. })
    }
}

impl Definition {
    /// Reads and checks everything a manifest pins.
    pub fn compile(manifest: &version::Create, lookup: &dyn Lookup) -> Result<Self, Refusal> {
        compile::compile(manifest, lookup, None)
    }

    /// The same for trying a diagram out: its plain start and its tasks show `form` where they name none. No version
    /// is ever read so.
    pub fn compile_assuming(
        manifest: &version::Create,
        lookup: &dyn Lookup,
        form: &str,
    ) -> Result<Self, Refusal> {
        compile::compile(manifest, lookup, Some(form))
    }

    /// The node at this place.
    pub fn node(&self, ix: NodeIx) -> Option<&Node> {
        self.nodes.get(usize::from(ix.0))
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIx, &Node)> {
        (0..=u16::MAX).map(NodeIx).zip(&self.nodes)
    }

    /// The node with this id.
    pub fn find(&self, id: &str) -> Option<NodeIx> {
        self.nodes()
            .find(|(_, node)| node.id == id)
            .map(|(ix, _)| ix)
    }

    /// The flow at this place.
    pub fn flow(&self, ix: FlowIx) -> Option<&Flow> {
        self.flows.get(usize::from(ix.0))
    }

    /// Where a request begins that a person submits; none, if only times and messages start it.
    pub fn start(&self) -> Option<NodeIx> {
        self.start
    }

    /// Where requests begin by themselves, and when.
    pub fn timer_starts(&self) -> &[(NodeIx, TimerNode)] {
        &self.timer_starts
    }

    /// Where it begins when it is tried out: at the plain start, else by the first time, else by a message.
    pub fn first_start(&self) -> Option<NodeIx> {
        let timer = self.timer_starts.first().map(|(ix, _)| *ix);
        let message = self.message_starts.values().min().copied();
        self.start.or(timer).or(message)
    }

    /// Event sub-processes of the process itself.
    pub fn handlers(&self) -> &[NodeIx] {
        &self.handlers
    }

    /// Where a message of this name begins a request.
    pub fn message_start(&self, name: &str) -> Option<NodeIx> {
        self.message_starts.get(name).copied()
    }

    /// The activities around a node, innermost first.
    pub fn around(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
        let parent = |ix: NodeIx| self.node(ix).and_then(|node| node.parent);
        std::iter::successors(parent(ix), move |ix| parent(*ix))
    }

    /// How many loops lie around both nodes, or are one of them.
    pub fn common_loops(&self, a: NodeIx, b: NodeIx) -> usize {
        let loops = |ix: NodeIx| -> Vec<NodeIx> {
            let around = std::iter::once(ix).chain(self.around(ix));
            let is_loop = |ix: &NodeIx| self.node(*ix).is_some_and(|node| node.each.is_some());
            around.filter(is_loop).collect()
        };
        let (a, b) = (loops(a), loops(b));
        // Innermost first: the common ones are at the ends.
        let pairs = a.iter().rev().zip(b.iter().rev());
        pairs.take_while(|(a, b)| a == b).count()
    }

    /// The form a node shows.
    pub fn form(&self, ix: NodeIx) -> Option<&Form> {
        self.forms.get(self.node(ix)?.form.as_ref()?)
    }

    /// The form a requester fills in.
    pub fn start_form(&self) -> Option<&Form> {
        self.form(self.start?)
    }

    /// All forms by their id.
    pub fn forms(&self) -> &BTreeMap<String, Form> {
        &self.forms
    }

    /// What is declared about a field.
    pub fn field(&self, path: &str) -> Option<&FieldInfo> {
        self.fields.get(path)
    }

    /// All declared fields by path.
    pub fn fields(&self) -> &BTreeMap<String, FieldInfo> {
        &self.fields
    }

    /// The approval at this node.
    pub fn approval(&self, ix: NodeIx) -> Option<&ApprovalNode> {
        match &self.node(ix)?.kind {
            NodeKind::Approval(approval) => Some(approval),
            _ => None,
        }
    }

    /// The rule of the approval at this node.
    pub fn rule(&self, ix: NodeIx) -> Option<&Rule> {
        self.approval(ix).map(|approval| &approval.rule)
    }

    /// The connector call at this node.
    pub fn connector(&self, ix: NodeIx) -> Option<&ConnectorNode> {
        match &self.node(ix)?.kind {
            NodeKind::Connector(call) => Some(call),
            _ => None,
        }
    }
}
