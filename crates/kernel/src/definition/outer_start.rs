//! Where requests of a version begin: at its one plain start, at messages, and by themselves at times.
//!
//! INVARIANT: a process has at most one plain start, and at least one start. The time of a start reads no field: it is worked
//! out when the version comes into force, before any request.

use std::collections::BTreeMap;

use super::{
    TimerNode,
    files::{PROCESS, invalid},
    locals::timed,
    units::{Tree, Unit},
};
use crate::{refusal::Refusal, schedule::Schedule, state::NodeIx, time::Timestamp};

/// Why a time is refused that comes too often to be looked at.
pub(crate) const FLOODS: &str = "it would start more than 5 requests within a minute";

/// What begins a request besides a person with a form.
pub(super) enum OuterStart {
    /// A message of this name.
    Message(String),
    /// A time.
    Timer(TimerNode),
}

/// The time of a start, which stands before every field.
pub(super) fn time(timer: &bpmn::Timer) -> Result<TimerNode, String> {
    if timer.kind == bpmn::TimerKind::Duration {
        return Err(
            "a start waits for a date or a cycle: nothing says after what a duration".into(),
        );
    }
    if !timer.text.starts_with('=') {
        let schedule = Schedule::parse(timer.kind, &timer.text)?;
        if schedule.due(Timestamp::default()).is_none() {
            return Err("it is never due".into());
        }
        if schedule.floods(Timestamp::default()) {
            return Err(FLOODS.into());
        }
        return Ok(TimerNode::Constant(schedule));
    }
    let expression = timed(&timer.text)?;
    match expression.variables().first() {
        None => Ok(TimerNode::Expression(timer.kind, expression)),
        Some(name) => {
            let name: String = name.chars().take(80).collect();
            Err(format!(
                "its time reads `{name}`, but before a request begins there are no fields"
            ))
        }
    }
}

/// Where requests begin that no person submits with a form.
#[derive(Default)]
pub(super) struct OuterStarts {
    pub(super) messages: BTreeMap<String, NodeIx>,
    pub(super) timers: Vec<(NodeIx, TimerNode)>,
}

impl OuterStarts {
    pub(super) fn note(&mut self, ix: NodeIx, start: Option<OuterStart>) -> Result<(), Refusal> {
        match start {
            None => {}
            Some(OuterStart::Timer(timer)) => self.timers.push((ix, timer)),
            Some(OuterStart::Message(name)) if self.messages.contains_key(&name) => {
                let reason = format!("two starts wait for the message `{name}`");
                return Err(invalid(PROCESS, reason));
            }
            Some(OuterStart::Message(name)) => {
                self.messages.insert(name, ix);
            }
        }
        Ok(())
    }
}

/// The plain start of the process itself; none, if only times and messages start it.
pub(super) fn plain(tree: &Tree<'_>) -> Result<Option<NodeIx>, Refusal> {
    let main = tree.units.first().map(Unit::process).transpose()?;
    let starts = || {
        let top = main.iter().flat_map(|main| main.top());
        top.filter_map(|node| match &node.kind {
            bpmn::NodeKind::StartEvent(trigger) => Some((node, trigger.is_none())),
            _ => None,
        })
    };
    let mut plain = starts().filter(|(_, plain)| *plain);
    match (plain.next(), plain.next()) {
        (Some((start, _)), None) => Ok(tree.find(0, &start.id)),
        (None, _) if starts().next().is_some() => Ok(None),
        _ => Err(invalid(PROCESS, "the process has no single start")),
    }
}
