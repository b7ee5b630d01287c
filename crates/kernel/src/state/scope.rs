//! Scopes of a running request, and what waits in them for a time or a message.
//!
//! A scope is there for an activity that has something to hold: values of its own, nodes inside it, or events on its
//! border. An activity that runs for each item of a list has one scope for the loop and, inside it, one for each item.
//! The request itself is scope 0 and has no record.
//!
//! INVARIANT: a scope's parent is older than it, and no number is used twice in one request. What closes a scope closes
//! everything in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::instance::NodeIx;
use crate::{field::FieldValue, id::WaitId, sorted::SortedMap, time::Timestamp};

/// A scope by its number; 0 is the request itself.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Default, Serialize, Deserialize,
)]
pub struct ScopeId(pub u32);

impl ScopeId {
    /// The request itself.
    pub const REQUEST: Self = Self(0);
}

/// A node in one of the scopes that hold it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The scope.
    pub scope: ScopeId,
    /// The node.
    pub node: NodeIx,
}

/// An approval in its place in the loops around it. What one item's approval reached never counts for another item.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Seat {
    /// The approval.
    pub node: NodeIx,
    /// For each loop around it, outermost first, the number of the item, from 1.
    pub items: Vec<u32>,
}

impl Seat {
    /// Before all seats of an approval.
    pub fn first(node: NodeIx) -> Self {
        Self {
            node,
            items: Vec::new(),
        }
    }
}

/// An activity that holds something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scope {
    /// The activity.
    pub node: NodeIx,
    /// The scope around it.
    pub parent: ScopeId,
    /// Values that only what is inside sees.
    pub locals: SortedMap<String, FieldValue>,
    /// Whether a field that the locals were taken from was written since.
    pub stale: bool,
    /// For each loop around what is inside, outermost first, the number of the item, from 1.
    pub items: Vec<u32>,
    /// Of a loop: how far it has come.
    pub each: Option<Box<Loop>>,
}

/// How far an activity has come that runs for each item of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Loop {
    /// How many items there are.
    pub total: u32,
    /// How many were begun.
    pub begun: u32,
    /// How many are done.
    pub done: u32,
    /// Items not yet begun, the next one last.
    pub rest: Vec<FieldValue>,
    /// What the items gave, by the number of the item.
    pub results: BTreeMap<u32, FieldValue>,
}

/// A time or a message that is waited for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wait {
    /// The event, or the task that receives.
    pub node: NodeIx,
    /// The scope it lies in: of an event on a border, that of its activity.
    pub scope: ScopeId,
    /// What holds it.
    pub role: WaitRole,
    /// What is waited for.
    pub awaited: Awaited,
}

/// What holds a wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum WaitRole {
    /// A token, that goes on when it happens.
    Token,
    /// A token at an event-based gateway; the first wait of the gateway names the group.
    Gate(WaitId),
    /// An activity, on its border.
    Border,
    /// A scope, for an event sub-process.
    Start,
}

/// What is waited for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Awaited {
    /// A time.
    Timer(Timer),
    /// A message.
    Message(MessageKey),
}

/// A timer that was set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Timer {
    /// When it is due.
    pub due: Timestamp,
    /// Where the time was told: `UTC`, an offset, or a zone's name.
    pub zone: String,
    /// Of a repeating timer: how it repeats.
    pub repeats: Option<String>,
    /// Of a repeating timer: how often it is still due; always, if none.
    pub left: Option<u32>,
}

/// A message by its name and the key that says for which request.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct MessageKey {
    /// Its name.
    pub name: String,
    /// Its key.
    pub key: String,
}

impl Wait {
    /// Whether a token waits here, without which the request may go on or end.
    pub fn holds_token(&self) -> bool {
        matches!(self.role, WaitRole::Token | WaitRole::Gate(_))
    }

    /// The timer, if it is one.
    pub fn timer(&self) -> Option<&Timer> {
        match &self.awaited {
            Awaited::Timer(timer) => Some(timer),
            Awaited::Message(_) => None,
        }
    }

    /// The message, if it is one.
    pub fn message(&self) -> Option<&MessageKey> {
        match &self.awaited {
            Awaited::Message(message) => Some(message),
            Awaited::Timer(_) => None,
        }
    }
}
