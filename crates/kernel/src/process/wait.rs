//! Waiting for times and messages, and what happens when they come.
//!
//! INVARIANT: a due time is computed once, at log time, when the wait begins. A timer that repeats gets a new name each
//! time, so that no act fires it twice. Of the targets of an event-based gateway exactly one happens.

use super::{Advance, Site, Trace, call::Stop, run::Run};
use crate::{
    definition::{MessageNode, NodeKind, TimerNode, Trigger},
    field::{FieldValue, Writes},
    id::WaitId,
    limits,
    schedule::{Kind, Schedule},
    state::{
        Awaited, Event, Instance, MessageKey, NodeIx, Phase, Place, ScopeId, Timer, Wait, WaitRole,
        instance::FlowIx,
    },
};

/// A timer is due.
pub fn fire(site: Site<'_>, instance: &Instance, timer: WaitId) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.happened(timer, Vec::new());
    run.finish()
}

/// A message comes.
pub fn receive(site: Site<'_>, instance: &Instance, wait: WaitId, fields: &Writes) -> Advance {
    let mut run = Run::new(site, instance.clone());
    let brought = fields.iter();
    let brought = brought.map(|(path, value)| (path.to_owned(), value));
    run.happened(wait, brought.collect());
    run.finish()
}

impl Run<'_> {
    /// Sets what waits on a border or in a scope. Errors and escalations are found when they are thrown.
    pub(super) fn arm(
        &mut self,
        scope: ScopeId,
        events: &[NodeIx],
        role: WaitRole,
    ) -> Result<(), Stop> {
        for node in events {
            let Some(trigger) = self.node(*node).and_then(|node| node.kind.trigger()) else {
                continue;
            };
            if let Some(awaited) = self.awaited(scope, *node, trigger)? {
                self.set(Place { scope, node: *node }, role, awaited);
            }
        }
        Ok(())
    }

    /// A token waits for an event.
    pub(super) fn wait_for(&mut self, at: Place, trigger: &Trigger) {
        match self.awaited(at.scope, at.node, trigger) {
            Ok(Some(awaited)) => {
                self.set(at, WaitRole::Token, awaited);
            }
            Ok(None) => self.done(at.scope, at.node),
            Err(stop) => self.raise(at, Phase::Body, None, stop),
        }
    }

    /// A token waits for the first of several events.
    pub(super) fn open_gate(&mut self, at: Place) {
        let mut group = Vec::new();
        let flows = self.node(at.node).map(|node| node.outgoing.as_slice());
        for flow in flows.unwrap_or_default() {
            let target = self.site.definition.flow(*flow).map(|flow| flow.to);
            let trigger = target.and_then(|ix| Some((ix, self.node(ix)?.kind.trigger()?)));
            let Some((node, trigger)) = trigger else {
                continue;
            };
            match self.awaited(at.scope, node, trigger) {
                Ok(Some(awaited)) => group.push((node, awaited)),
                Ok(None) => {}
                Err(stop) => return self.raise(at, Phase::Body, None, stop),
            }
        }
        self.pass(at.node);
        let mut first = None;
        for (node, awaited) in group {
            let place = Place {
                scope: at.scope,
                node,
            };
            let id = self.set(place, WaitRole::Token, awaited);
            let gate = *first.get_or_insert(id);
            if let Some(wait) = self.instance.waits.get_mut(&id) {
                wait.role = WaitRole::Gate(gate);
            }
        }
        if first.is_none() {
            self.touched.insert(at.scope);
        }
    }

    fn set(&mut self, at: Place, role: WaitRole, awaited: Awaited) -> WaitId {
        let id = self.next_wait();
        let request = self.instance.id;
        self.events.push(match &awaited {
            Awaited::Timer(timer) => Event::TimerSet(request, id, timer.due),
            Awaited::Message(_) => Event::MessageAwaited(request, id),
        });
        let wait = Wait {
            node: at.node,
            scope: at.scope,
            role,
            awaited,
        };
        self.instance.waits.insert(id, wait);
        id
    }

    fn awaited(
        &self,
        scope: ScopeId,
        node: NodeIx,
        trigger: &Trigger,
    ) -> Result<Option<Awaited>, Stop> {
        let id = self.node(node).map_or("", |node| node.id.as_str());
        match trigger {
            Trigger::Error(_) | Trigger::Escalation(_) => Ok(None),
            Trigger::Timer(timer) => self.timer(scope, timer, id).map(Awaited::Timer).map(Some),
            Trigger::Message(message) => self
                .message(scope, message, id)
                .map(Awaited::Message)
                .map(Some),
        }
    }

    fn timer(&self, scope: ScopeId, timer: &TimerNode, id: &str) -> Result<Timer, Stop> {
        let place = format!("timer of `{id}`");
        let wrong = |reason: String| Stop::expression(format!("{place}: {reason}"));
        let evaluated;
        let schedule = match timer {
            TimerNode::Constant(schedule) => schedule,
            TimerNode::Expression(kind, expression) => {
                let value = self.evaluate(expression, scope, &place)?;
                evaluated = Schedule::of(*kind, &value).map_err(wrong)?;
                &evaluated
            }
        };
        let due = schedule.due(self.site.kernel.state.time);
        Ok(Timer {
            due: due.ok_or_else(|| wrong("it is never due".into()))?,
            zone: schedule.zone.clone(),
            repeats: schedule.repeats.clone(),
            left: schedule.times,
        })
    }

    fn message(&self, scope: ScopeId, message: &MessageNode, id: &str) -> Result<MessageKey, Stop> {
        let text = |expression: &feel::Expression, what: &str| {
            let place = format!("{what} of `{id}`");
            let text = match self.evaluate(expression, scope, &place)? {
                feel::Value::String(text) => text,
                feel::Value::Number(number) => number.to_string(),
                other => {
                    let reason = format!("{place}: it is {}, not text", other.type_name());
                    return Err(Stop::expression(reason));
                }
            };
            if text.is_empty() || text.len() > limits::MESSAGE_BYTES {
                let reason = format!("{place}: it has not 1 to {} bytes", limits::MESSAGE_BYTES);
                return Err(Stop::expression(reason));
            }
            Ok(text)
        };
        Ok(MessageKey {
            name: text(&message.name, "message name")?,
            key: text(&message.key, "correlation key")?,
        })
    }

    /// What was waited for has happened.
    fn happened(&mut self, id: WaitId, brought: Vec<(String, FieldValue)>) {
        let Some(wait) = self.instance.waits.get(&id).cloned() else {
            return;
        };
        let (scope, node) = (wait.scope, wait.node);
        match wait.role {
            WaitRole::Token => {
                self.close_wait(id);
                self.happen(scope, node, brought);
            }
            WaitRole::Gate(gate) => {
                let others = self.instance.waits.iter();
                let others: Vec<WaitId> = others
                    .filter(|(_, other)| other.role == WaitRole::Gate(gate))
                    .map(|(id, _)| *id)
                    .collect();
                for other in others {
                    self.close_wait(other);
                }
                self.trace.extend(self.gate_flow(node).map(Trace::Flow));
                self.happen(scope, node, brought);
            }
            WaitRole::Border => {
                self.again(id, &wait);
                self.cross(scope, node, brought);
            }
            WaitRole::Start => {
                self.again(id, &wait);
                self.start_handler(scope, node, brought);
            }
        }
    }

    /// The flow by which a gate leads to one of its events; none where several do.
    fn gate_flow(&self, event: NodeIx) -> Option<FlowIx> {
        let definition = self.site.definition;
        let incoming = self.node(event)?.incoming.iter().copied();
        let mut gates = incoming.filter(|flow| {
            let source = definition.flow(*flow).map(|flow| flow.from);
            source.is_some_and(|ix| {
                self.node(ix)
                    .is_some_and(|node| matches!(node.kind, NodeKind::EventGate))
            })
        });
        let flow = gates.next();
        flow.filter(|_| gates.next().is_none())
    }

    /// What does not interrupt stays: a message as it is, a repeating timer until its next time.
    fn again(&mut self, id: WaitId, wait: &Wait) {
        let interrupting = matches!(
            self.node(wait.node).map(|node| &node.kind),
            Some(
                NodeKind::Border {
                    interrupting: true,
                    ..
                } | NodeKind::Handler {
                    interrupting: true,
                    ..
                }
            )
        );
        let stays = matches!(wait.awaited, Awaited::Message(_));
        if stays && !interrupting {
            return;
        }
        self.close_wait(id);
        if let Some(timer) = wait.timer().filter(|_| !interrupting).and_then(next) {
            let place = Place {
                scope: wait.scope,
                node: wait.node,
            };
            self.set(place, wait.role, Awaited::Timer(timer));
        }
    }

    /// A token crosses the border of an activity on an event, which ends if the event interrupts.
    pub(super) fn cross(
        &mut self,
        scope: ScopeId,
        border: NodeIx,
        brought: Vec<(String, FieldValue)>,
    ) {
        let interrupting = matches!(
            self.node(border).map(|node| &node.kind),
            Some(NodeKind::Border {
                interrupting: true,
                ..
            })
        );
        let parent = if interrupting {
            self.close_scope(scope)
        } else {
            self.instance.scopes.get(&scope).map(|scope| scope.parent)
        };
        if let Some(parent) = parent {
            self.happen(parent, border, brought);
        }
    }

    /// An event has happened: what it brought is written, or seen by its outputs, and its token goes on.
    pub(super) fn happen(
        &mut self,
        scope: ScopeId,
        node: NodeIx,
        brought: Vec<(String, FieldValue)>,
    ) {
        let mapped = self.node(node).is_some_and(|node| !node.outputs.is_empty());
        if brought.is_empty() && !mapped {
            return self.done(scope, node);
        }
        if !mapped {
            self.derive(brought);
            return self.done(scope, node);
        }
        let own = if self.is_own(scope, node) {
            scope
        } else {
            self.open_scope(node, scope)
        };
        if let Some(own) = self.instance.scopes.get_mut(&own) {
            own.locals.extend(brought);
        }
        self.done(own, node);
    }
}

/// A repeating timer's next time.
pub fn next(timer: &Timer) -> Option<Timer> {
    let repeats = timer.repeats.as_deref()?;
    let left = match timer.left {
        None => None,
        Some(left) if left > 1 => Some(left - 1),
        Some(_) => return None,
    };
    let schedule = Schedule::parse(Kind::Cycle, repeats).ok()?;
    Some(Timer {
        due: schedule.next(timer.due)?,
        left,
        ..timer.clone()
    })
}
