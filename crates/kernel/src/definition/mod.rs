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
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

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
    start: NodeIx,
    forms: BTreeMap<String, Form>,
    fields: BTreeMap<String, FieldInfo>,
}

/// A node of the diagram.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its id in the file.
    pub id: String,
    /// What people read: its name, or its id.
    pub name: String,
    /// What happens here.
    pub kind: NodeKind,
    /// The form it shows.
    pub form: Option<String>,
    /// Flows that enter it, in document order.
    pub incoming: Vec<FlowIx>,
    /// Flows that leave it, in document order.
    pub outgoing: Vec<FlowIx>,
    /// Of a connector call: the approvals it can be reached from. One of them being void blocks it.
    pub guards: Vec<NodeIx>,
}

/// What happens at a node.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// The request begins.
    Start,
    /// A token ends.
    End,
    /// A person completes a form.
    Task,
    /// The people a rule names decide.
    Approval(Box<ApprovalNode>),
    /// A connector is called.
    Connector(Box<ConnectorNode>),
    /// The first flow whose condition is true, else the default.
    Exclusive {
        /// Taken when no condition is true.
        default: Option<FlowIx>,
    },
    /// Waits for one token on each incoming flow, then takes all outgoing ones.
    Parallel,
}

impl NodeKind {
    /// The stable name, for pages.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Task => "task",
            Self::Approval(_) => "approval",
            Self::Connector(_) => "connector",
            Self::Exclusive { .. } => "exclusive",
            Self::Parallel => "parallel",
        }
    }
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
}

/// A sequence flow.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its id in the file.
    pub id: String,
    /// The node it enters.
    pub to: NodeIx,
    /// When it is taken.
    pub condition: Option<feel::Expression>,
}

/// What the version declares about a field path, wherever it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldInfo {
    /// What it holds; `None` for a connector output that no form shows.
    pub kind: Option<Kind>,
    /// What people read.
    pub label: String,
    /// Open or sealed.
    pub disclosure: FieldDisclosure,
    /// Whether a connector writes it.
    pub output: bool,
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
        compile::compile(manifest, lookup)
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

    /// Where a request begins.
    pub fn start(&self) -> NodeIx {
        self.start
    }

    /// The form a node shows.
    pub fn form(&self, ix: NodeIx) -> Option<&Form> {
        self.forms.get(self.node(ix)?.form.as_ref()?)
    }

    /// The form a requester fills in.
    pub fn start_form(&self) -> Option<&Form> {
        self.form(self.start)
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
            NodeKind::Start
            | NodeKind::End
            | NodeKind::Task
            | NodeKind::Connector(_)
            | NodeKind::Exclusive { .. }
            | NodeKind::Parallel => None,
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
            NodeKind::Start
            | NodeKind::End
            | NodeKind::Task
            | NodeKind::Approval(_)
            | NodeKind::Exclusive { .. }
            | NodeKind::Parallel => None,
        }
    }
}
