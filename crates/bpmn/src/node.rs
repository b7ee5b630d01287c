//! Steps, events, gateways, and the flows between them.
//!
//! INVARIANT: [`NodeKind`] says all that the executor does at a node; what it does not say cannot run
//! and is [`NodeKind::Other`], with the reason.

use crate::{End, Extension, Message, MultiInstance, Position, Throw, Trigger};

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
    /// Nodes that lie directly inside it, in document order.
    pub children: Vec<String>,
    /// The activity a boundary event sits on.
    pub attached_to: Option<String>,
    /// Boundary events that sit on it, in document order.
    pub boundary: Vec<String>,
    /// Whether the activity or scope is cancelled when this event happens: a boundary event or the
    /// start of an event sub-process. True for all else.
    pub interrupting: bool,
    /// Begins without an incoming flow by its nature: event sub-process, link catch, compensation.
    pub self_starting: bool,
    /// Runs once for each item of a list.
    pub multi_instance: Option<MultiInstance>,
    /// A default flow named by an element that cannot have one.
    pub misplaced_default: Option<String>,
    /// References to errors, messages and escalations that lead nowhere.
    pub unresolved: Vec<Unresolved>,
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

    /// A task, call or sub-process: what can carry boundary events. Read by the name of its element,
    /// so that it holds for those that do not run too.
    pub fn is_activity(&self) -> bool {
        let ends = |ending| self.element.ends_with(ending);
        self.element == "task"
            || ends("Task")
            || ends("ubProcess")
            || matches!(self.element.as_str(), "transaction" | "callActivity")
    }
}

/// A reference by id that could not be followed while reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The attribute that refers, such as `errorRef`.
    pub attribute: &'static str,
    /// The id it names.
    pub reference: String,
    /// Whether the file has that element, which then lacks the code it is matched by.
    pub known: bool,
}

/// What the executor does at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Where a scope begins. Plain at the top: its form is the request form.
    StartEvent(Option<Trigger>),
    /// Where a token ends.
    EndEvent(End),
    /// Waits for a timer or a message.
    CatchEvent(Trigger),
    /// Passes at once, and may throw.
    ThrowEvent(Throw),
    /// Sits on the activity named by [`Node::attached_to`].
    BoundaryEvent {
        /// What it waits for while the activity runs.
        trigger: Trigger,
        /// Whether the activity is cancelled.
        interrupting: bool,
    },
    /// A user task; an approval when its extension names a rule.
    UserTask,
    /// A service task: a connector call.
    ServiceTask,
    /// A connector call that sends something.
    SendTask,
    /// Waits for a message.
    ReceiveTask(Message),
    /// Evaluates an expression.
    ScriptTask,
    /// Evaluates a decision.
    BusinessRuleTask,
    /// Work outside the system, and tasks of no type: passes at once.
    ManualTask,
    /// Runs another workflow and waits for it.
    CallActivity,
    /// Holds nodes of its own, named by [`Node::children`].
    SubProcess {
        /// Started by an event while its surroundings run, not by a flow.
        event: bool,
    },
    /// Takes the first flow whose condition is true, else the default.
    ExclusiveGateway {
        /// Id of the default flow.
        default: Option<String>,
    },
    /// Waits for one token on each incoming flow, then takes all outgoing ones.
    ParallelGateway,
    /// Takes every flow whose condition is true, else the default; joins those that can still come.
    InclusiveGateway {
        /// Id of the default flow.
        default: Option<String>,
    },
    /// Waits for all its targets; the first to happen is taken.
    EventBasedGateway,
    /// Read and drawn, but not run. The text names the element and what of it stands in the way,
    /// such as `complexGateway` or `startEvent with signalEventDefinition`.
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

    /// Name shown to people, or the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}
