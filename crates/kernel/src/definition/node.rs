//! Nodes of a runnable version: what each does, and what lies in and around it.
//!
//! INVARIANT: everything an expression or a timer needs is parsed here; a constant time is read.
//!
//! New kind of node: a variant of [`NodeKind`], its name, its reading in `definition::kind`, its step in `process::run`.

use std::collections::BTreeSet;

use super::{ApprovalNode, ConnectorNode};
use crate::{
    digest::Digest,
    schedule::{Kind as TimerKind, Schedule},
    state::{NodeIx, instance::FlowIx},
};

/// A node of the diagram.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its id in the file; inside a called workflow with the call's id and `/` before it.
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
    /// The activity it lies in; none at the top.
    pub parent: Option<NodeIx>,
    /// Of an event on a border: the activity.
    pub host: Option<NodeIx>,
    /// Events on its border.
    pub borders: Vec<NodeIx>,
    /// Event sub-processes directly inside it.
    pub handlers: Vec<NodeIx>,
    /// Where its inside begins.
    pub start: Option<NodeIx>,
    /// Values that it takes in, seen only inside it: name and expression.
    pub inputs: Vec<(String, feel::Expression)>,
    /// Fields that it writes when it is done: name and expression.
    pub outputs: Vec<(String, feel::Expression)>,
    /// Runs for each item of a list.
    pub each: Option<Box<Each>>,
    /// Fields that its inputs and items were taken from, directly or not.
    pub roots: BTreeSet<String>,
    /// Of a guarded call: the activities around it whose inputs or items it reads though no approval shows them. A write to
    /// what they were taken from blocks it.
    pub taken: Vec<NodeIx>,
    /// Whether it is an approval or a mandatory step, or holds one: then it cannot be skipped.
    pub binding: bool,
}

/// What happens at a node.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A scope begins.
    Start,
    /// A token ends.
    End,
    /// Its scope ends with all tokens in it.
    Terminate,
    /// An error or escalation is thrown.
    Throw(Thrown),
    /// A person completes a form.
    Task,
    /// The people a rule names decide.
    Approval(Box<ApprovalNode>),
    /// A connector is called.
    Connector(Box<ConnectorNode>),
    /// Nothing: work outside the system, or a mark.
    Pass,
    /// An expression is evaluated.
    Script(Box<ScriptNode>),
    /// A decision is made by a table.
    Decision(Box<DecisionNode>),
    /// Waits for a time or a message.
    Catch(Trigger),
    /// Waits while the activity it sits on is open.
    Border {
        /// What for.
        trigger: Trigger,
        /// Whether the activity ends.
        interrupting: bool,
    },
    /// The first flow whose condition is true, else the default.
    Exclusive {
        /// Taken when no condition is true.
        default: Option<FlowIx>,
    },
    /// Every flow whose condition is true, else the default; joins what can still come.
    Inclusive {
        /// Taken when no condition is true.
        default: Option<FlowIx>,
    },
    /// Waits for one token on each incoming flow, then takes all outgoing ones.
    Parallel,
    /// Waits for all its targets; the first to happen is taken.
    EventGate,
    /// Holds nodes of its own.
    SubProcess,
    /// An event sub-process: begins when its event happens while its surroundings are open.
    Handler {
        /// What begins it.
        trigger: Trigger,
        /// Whether everything else in its surroundings ends.
        interrupting: bool,
    },
    /// Another workflow, whose nodes lie inside.
    Call(Digest),
}

/// What waits are for.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// A time.
    Timer(Box<TimerNode>),
    /// A message.
    Message(Box<MessageNode>),
    /// An error with this code; without one, any.
    Error(Option<String>),
    /// An escalation with this code; without one, any.
    Escalation(Option<String>),
}

/// What is thrown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Thrown {
    /// An error with this code.
    Error(String),
    /// An escalation with this code.
    Escalation(String),
}

/// A timer: a constant, read, or an expression.
#[derive(Clone, Debug)]
pub enum TimerNode {
    /// A constant.
    Constant(Schedule),
    /// Evaluated when it is set.
    Expression(TimerKind, feel::Expression),
}

/// A message.
#[derive(Clone, Debug)]
pub struct MessageNode {
    /// Its name.
    pub name: feel::Expression,
    /// For which request: evaluated when it is waited for. Empty for a message that starts requests.
    pub key: feel::Expression,
    /// Fields it may bring.
    pub fields: BTreeSet<String>,
}

/// An expression and where its value goes.
#[derive(Clone, Debug)]
pub struct ScriptNode {
    /// The expression.
    pub expression: feel::Expression,
    /// The field, or the name that the step's outputs read.
    pub result: String,
}

/// A decision and where its result goes.
#[derive(Clone, Debug)]
pub struct DecisionNode {
    /// The file.
    pub digest: Digest,
    /// The models.
    pub models: feel::dmn::Models,
    /// The name of the decision.
    pub name: String,
    /// The field, or the name that the step's outputs read.
    pub result: String,
}

/// An activity that runs for each item of a list.
#[derive(Clone, Debug)]
pub struct Each {
    /// One after the other; else all at once.
    pub sequential: bool,
    /// The list.
    pub collection: feel::Expression,
    /// The name by which the item is seen.
    pub element: Option<String>,
    /// The field that takes the results.
    pub output: Option<String>,
    /// What an item gives.
    pub output_element: Option<feel::Expression>,
    /// Ends the loop when true, asked after each item.
    pub completion: Option<feel::Expression>,
}

impl NodeKind {
    /// The stable name, for pages.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Terminate => "terminate",
            Self::Throw(Thrown::Error(_)) => "error",
            Self::Throw(Thrown::Escalation(_)) => "escalation",
            Self::Task => "task",
            Self::Approval(_) => "approval",
            Self::Connector(_) => "connector",
            Self::Pass => "pass",
            Self::Script(_) => "script",
            Self::Decision(_) => "decision",
            Self::Catch(Trigger::Timer(_)) => "timer",
            Self::Catch(_) => "message",
            Self::Border { .. } => "border",
            Self::Exclusive { .. } => "exclusive",
            Self::Inclusive { .. } => "inclusive",
            Self::Parallel => "parallel",
            Self::EventGate => "event_gate",
            Self::SubProcess => "sub_process",
            Self::Handler { .. } => "event_sub_process",
            Self::Call(_) => "call",
        }
    }

    /// Whether nodes lie inside.
    pub fn holds_nodes(&self) -> bool {
        matches!(
            self,
            Self::SubProcess | Self::Handler { .. } | Self::Call(_)
        )
    }

    /// What an event waits for.
    pub fn trigger(&self) -> Option<&Trigger> {
        match self {
            Self::Catch(trigger) | Self::Border { trigger, .. } | Self::Handler { trigger, .. } => {
                Some(trigger)
            }
            _ => None,
        }
    }
}

impl Node {
    /// Whether it has a scope of its own while it is open.
    pub fn is_scope(&self) -> bool {
        self.each.is_some()
            || self.kind.holds_nodes()
            || !self.borders.is_empty()
            || !self.inputs.is_empty()
    }

    /// Whether it waits for several incoming tokens.
    pub fn is_join(&self) -> bool {
        self.incoming.len() > 1
            && matches!(self.kind, NodeKind::Parallel | NodeKind::Inclusive { .. })
    }
}
