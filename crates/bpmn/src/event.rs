//! What events wait for and what they throw, and the repetition of an activity.
//!
//! INVARIANT: every text is kept as written. One that begins with an equals sign is FEEL. A name or code
//! that the file does not give is empty where one is needed, which lint reports as an error.

/// What a catching event waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// A point in time.
    Timer(Timer),
    /// A message.
    Message(Message),
    /// An error with this code; without one, any error.
    Error(Option<String>),
    /// An escalation with this code; without one, any escalation.
    Escalation(Option<String>),
}

/// When a timer is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// How the text is meant.
    pub kind: TimerKind,
    /// The time as written, trimmed.
    pub text: String,
}

/// How the text of a timer is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerKind {
    /// A date and time.
    Date,
    /// A time after the timer was set.
    Duration,
    /// Again and again: an ISO 8601 interval such as `R3/PT10H`, or cron.
    Cycle,
}

/// A message by name; the key says for which request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Name as written.
    pub name: String,
    /// `zeebe:subscription correlationKey`, as written.
    pub correlation_key: Option<String>,
}

/// What an intermediate event throws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Throw {
    /// Nothing: it only marks that a point was reached.
    None,
    /// An escalation with this code.
    Escalation(String),
    /// A message: a connector call, as of a send task.
    Message(Message),
}

/// What an end event does beside ending its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Nothing.
    None,
    /// Ends its scope with all tokens in it.
    Terminate,
    /// Throws an error with this code.
    Error(String),
    /// Throws an escalation with this code.
    Escalation(String),
    /// Sends a message: a connector call, as of a send task.
    Message(Message),
}

/// An activity that runs once for each item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultiInstance {
    /// One after the other; else all at once.
    pub sequential: bool,
    /// The list; empty if the file names none.
    pub collection: String,
    /// Name under which each run sees its item.
    pub element: Option<String>,
    /// Name of the list of results.
    pub output_collection: Option<String>,
    /// What each run adds to it.
    pub output_element: Option<String>,
    /// Ends all runs as soon as it is true.
    pub completion: Option<String>,
}
