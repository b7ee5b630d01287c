//! Scopes: how activities begin, hold what is inside them, are done, and are cancelled.
//!
//! INVARIANT: closing a scope closes everything in it, with an event for each thing, in the order of kinds and names. An
//! approval that was reopened holds no token and lies in no scope: it outlives its activity, for effects wait for it.
//!
//! INVARIANT: an activity that cannot begin or be done stops with all it holds kept; a retry goes on from there.

use std::collections::BTreeSet;

use super::{
    call::Stop,
    run::{Arrival, Run},
};
use crate::{
    data::derived,
    definition::NodeKind,
    field::FieldValue,
    id::{JobId, TaskId, WaitId},
    state::{Awaited, Event, NodeIx, Phase, Place, Scope, ScopeId, Wait, WaitRole},
};

impl Run<'_> {
    /// A new scope for an activity.
    pub(super) fn open_scope(&mut self, node: NodeIx, parent: ScopeId) -> ScopeId {
        let id = ScopeId(self.instance.next_scope);
        self.instance.next_scope = self.instance.next_scope.saturating_add(1);
        let around = self.instance.scopes.get(&parent);
        let scope = Scope {
            node,
            parent,
            locals: Default::default(),
            stale: around.is_some_and(|around| around.node == node && around.stale),
            items: around
                .map(|around| around.items.clone())
                .unwrap_or_default(),
            each: None,
        };
        self.instance.scopes.insert(id, scope);
        id
    }

    /// Whether a scope is that of an activity itself, not one around it.
    pub(super) fn is_own(&self, scope: ScopeId, node: NodeIx) -> bool {
        let scope = self.instance.scopes.get(&scope);
        scope.is_some_and(|scope| scope.node == node)
    }

    /// The loop that a scope is an item of.
    pub(super) fn loop_of(&self, scope: ScopeId) -> Option<ScopeId> {
        let own = self.instance.scopes.get(&scope)?;
        let around = self.instance.scopes.get(&own.parent)?;
        (around.node == own.node && around.each.is_some()).then_some(own.parent)
    }

    /// An activity begins in its own scope: inputs, then what waits on its border and inside it, then its work.
    pub(super) fn begin(&mut self, scope: ScopeId, node: NodeIx) {
        if let Err(stop) = self.prepare(scope, node) {
            self.close_waits(scope);
            return self.raise(Place { scope, node }, Phase::Begin, None, stop);
        }
        self.perform(scope, node);
    }

    fn prepare(&mut self, scope: ScopeId, ix: NodeIx) -> Result<(), Stop> {
        let Some(node) = self.node(ix) else {
            return Ok(());
        };
        let mut locals = Vec::new();
        for (name, expression) in &node.inputs {
            let place = format!("input `{name}` of `{}`", node.id);
            let value = self.evaluate(expression, scope, &place)?;
            let value = kept(&value, &place)?;
            self.charge(&value)?;
            locals.push((name.clone(), value));
        }
        if let Some(own) = self.instance.scopes.get_mut(&scope) {
            own.locals.extend(locals);
        }
        if self.loop_of(scope).is_none() {
            self.arm(scope, &node.borders, WaitRole::Border)?;
        }
        self.arm(scope, &node.handlers, WaitRole::Start)
    }

    /// The work of a node is done: its outputs are written and its token goes on.
    pub(super) fn done(&mut self, scope: ScopeId, node: NodeIx) {
        if let Err(stop) = self.map_outputs(scope, node) {
            return self.raise(Place { scope, node }, Phase::Finish, None, stop);
        }
        self.left(scope, node, true);
    }

    /// A node is left, and its scope with it.
    pub(super) fn left(&mut self, scope: ScopeId, node: NodeIx, gives: bool) {
        if !self.is_own(scope, node) {
            return self.leave(scope, node);
        }
        if self.loop_of(scope).is_some() {
            return self.item_done(scope, gives);
        }
        if let Some(parent) = self.close_scope(scope) {
            self.leave(parent, node);
        }
    }

    fn map_outputs(&mut self, scope: ScopeId, ix: NodeIx) -> Result<(), Stop> {
        let Some(node) = self.node(ix) else {
            return Ok(());
        };
        let mut values = Vec::new();
        for (target, expression) in &node.outputs {
            let place = format!("output `{target}` of `{}`", node.id);
            let value = self.evaluate(expression, scope, &place)?;
            let value = self.fit(target, &value, &place)?;
            self.charge(&value)?;
            values.push((target.clone(), value));
        }
        self.derive(values);
        Ok(())
    }

    /// A derived value as the field of this name takes it.
    pub(super) fn fit(
        &self,
        field: &str,
        value: &feel::Value,
        place: &str,
    ) -> Result<FieldValue, Stop> {
        let info = self.site.definition.field(field);
        let kind = info.and_then(|info| info.kind.as_ref());
        derived(value, kind).map_err(|reason| Stop::expression(format!("{place}: {reason}")))
    }

    /// Whether nothing is under way in a scope.
    fn is_empty(&self, scope: ScopeId) -> bool {
        let instance = &self.instance;
        let within = |other: &ScopeId| *other == scope;
        !(instance.tasks.values().any(|task| within(&task.scope))
            || instance.jobs.values().any(|job| within(&job.scope))
            || instance.incidents.values().any(|i| within(&i.scope))
            || instance.joins.keys().any(|place| within(&place.scope))
            || instance.scopes.values().any(|inner| within(&inner.parent))
            || instance
                .waits
                .values()
                .any(|w| w.holds_token() && within(&w.scope)))
    }

    /// An activity inside which nothing is left is done; false if there is none.
    pub(super) fn close_done(&mut self) -> bool {
        // Younger scopes lie inside older ones.
        while let Some(id) = self.touched.pop_last() {
            let Some(scope) = self.instance.scopes.get(&id) else {
                continue;
            };
            let ix = scope.node;
            let holds =
                scope.each.is_none() && self.node(ix).is_some_and(|node| node.kind.holds_nodes());
            if holds && self.is_empty(id) {
                self.done(id, ix);
                return true;
            }
        }
        false
    }

    /// Ends a scope with all tokens in it.
    pub(super) fn terminate(&mut self, scope: ScopeId, node: NodeIx) {
        self.pass(node);
        self.close_contents(scope);
        self.touched.insert(scope);
    }

    /// Closes a scope and everything in it; says what is around it.
    pub(super) fn close_scope(&mut self, scope: ScopeId) -> Option<ScopeId> {
        self.close_contents(scope);
        self.close_waits(scope);
        let closed = self.instance.scopes.remove(&scope)?;
        self.touched.insert(closed.parent);
        Some(closed.parent)
    }

    /// Closes everything in a scope but what waits on its own border.
    pub(super) fn close_contents(&mut self, scope: ScopeId) {
        let mut within = BTreeSet::from([scope]);
        for (id, inner) in &self.instance.scopes {
            if within.contains(&inner.parent) {
                within.insert(*id);
            }
        }
        let request = self.instance.id;
        let tasks = self.instance.tasks.iter();
        let tasks: Vec<TaskId> = tasks
            .filter(|(_, task)| within.contains(&task.scope) && !task.reopened)
            .map(|(id, _)| *id)
            .collect();
        for task in tasks {
            self.close_task(&task);
        }
        let jobs = self.instance.jobs.iter();
        let jobs: Vec<JobId> = jobs
            .filter(|(_, job)| within.contains(&job.scope))
            .map(|(id, _)| *id)
            .collect();
        for job in jobs {
            self.instance.jobs.remove(&job);
            self.events.push(Event::JobClosed(request, job));
        }
        let incidents = self.instance.incidents.iter();
        let incidents: Vec<u32> = incidents
            .filter(|(_, incident)| within.contains(&incident.scope))
            .map(|(number, _)| *number)
            .collect();
        for incident in incidents {
            self.close_incident(incident);
        }
        let stays = |wait: &Wait| wait.scope == scope && wait.role == WaitRole::Border;
        let waits = self.instance.waits.iter();
        let waits: Vec<WaitId> = waits
            .filter(|(_, wait)| within.contains(&wait.scope) && !stays(wait))
            .map(|(id, _)| *id)
            .collect();
        for wait in waits {
            self.close_wait(wait);
        }
        self.instance
            .joins
            .retain(|place, _| !within.contains(&place.scope));
        self.instance
            .scopes
            .retain(|id, _| *id == scope || !within.contains(id));
        self.arriving.retain(|arrival| {
            let at = match arrival {
                Arrival::Flow(place, _) | Arrival::Start(place) => place.scope,
                Arrival::Item(scope) => *scope,
            };
            !within.contains(&at)
        });
    }

    /// Closes what waits in a scope itself, on its border too.
    pub(super) fn close_waits(&mut self, scope: ScopeId) {
        let waits = self.instance.waits.iter();
        let waits: Vec<WaitId> = waits
            .filter(|(_, wait)| wait.scope == scope)
            .map(|(id, _)| *id)
            .collect();
        for wait in waits {
            self.close_wait(wait);
        }
    }

    pub(super) fn close_wait(&mut self, id: WaitId) -> Option<Wait> {
        let wait = self.instance.waits.remove(&id)?;
        let request = self.instance.id;
        self.events.push(match wait.awaited {
            Awaited::Timer(_) => Event::TimerClosed(request, id),
            Awaited::Message(_) => Event::MessageClosed(request, id),
        });
        Some(wait)
    }

    /// An event sub-process begins; what came with its event is seen by its start.
    pub(super) fn start_handler(
        &mut self,
        scope: ScopeId,
        node: NodeIx,
        brought: Vec<(String, FieldValue)>,
    ) {
        let interrupting = self.node(node).is_some_and(|node| {
            matches!(
                node.kind,
                NodeKind::Handler {
                    interrupting: true,
                    ..
                }
            )
        });
        if interrupting {
            self.close_contents(scope);
        }
        let own = self.open_scope(node, scope);
        if let Err(stop) = self.prepare(own, node) {
            return self.raise(Place { scope: own, node }, Phase::Begin, None, stop);
        }
        match self.node(node).and_then(|node| node.start) {
            Some(start) => self.happen(own, start, brought),
            None => self.perform(own, node),
        }
    }
}

/// A value as a local name keeps it.
pub(super) fn kept(value: &feel::Value, place: &str) -> Result<FieldValue, Stop> {
    derived(value, None).map_err(|reason| Stop::expression(format!("{place}: {reason}")))
}
