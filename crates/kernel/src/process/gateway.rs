//! Gateways: which flows are taken, and which tokens wait for others.
//!
//! INVARIANT: a condition gives true or false; anything else stops. A parallel join waits for a token on each flow, an
//! inclusive one until no token of its scope can still reach a flow that has none; surplus tokens stay for the next
//! round. Whether a token can reach a flow is read from the diagram: over flows, and from an activity over the events on
//! its border, never through the join itself.

use std::collections::BTreeSet;

use super::{call::Stop, run::Run};
use crate::{
    definition::NodeKind,
    state::{IncidentCode, NodeIx, Phase, Place, ScopeId, instance::FlowIx},
};

impl Run<'_> {
    /// A token arrives; at a join it waits, and true says that it goes on.
    pub(super) fn gather(&mut self, at: Place, flow: FlowIx) -> bool {
        let Some(join) = self.node(at.node).filter(|node| node.is_join()) else {
            return true;
        };
        let joins = &mut self.instance.joins;
        joins.update(at, |waiting| {
            waiting.update(flow, |count| *count = count.saturating_add(1));
        });
        let has = |flow| {
            joins
                .get(&at)
                .is_some_and(|waiting| waiting.contains_key(flow))
        };
        if !join.incoming.iter().all(has) {
            return false;
        }
        self.release(at);
        true
    }

    /// One token of each flow that has some is taken from a join.
    fn release(&mut self, at: Place) {
        let Some(waiting) = self.instance.joins.get_mut(&at) else {
            return;
        };
        waiting.retain(|_, count| {
            *count = count.saturating_sub(1);
            *count > 0
        });
        if waiting.is_empty() {
            self.instance.joins.remove(&at);
        }
    }

    /// An inclusive join that nothing more can come to goes on; false if there is none.
    pub(super) fn fire_join(&mut self) -> bool {
        let inclusive = |place: &Place| {
            let node = self.node(place.node);
            node.is_some_and(|node| matches!(node.kind, NodeKind::Inclusive { .. }))
        };
        let mut joins = self.instance.joins.keys().filter(|place| inclusive(place));
        let Some(at) = joins.find(|place| !self.more_can_come(place)).copied() else {
            return false;
        };
        self.release(at);
        self.enter(at.scope, at.node);
        true
    }

    /// Whether a token of the scope can still reach a flow of the join that has none.
    fn more_can_come(&self, at: &Place) -> bool {
        let definition = self.site.definition;
        let filled = self.instance.joins.get(at);
        let incoming = self.node(at.node).map(|node| node.incoming.as_slice());
        let unfilled = incoming
            .unwrap_or_default()
            .iter()
            .filter(|flow| filled.is_none_or(|filled| !filled.contains_key(flow)));
        let mut waiting: Vec<NodeIx> = unfilled
            .filter_map(|flow| definition.flow(*flow))
            .map(|flow| flow.from)
            .collect();
        let tokens = self.tokens(at.scope);
        let mut seen = BTreeSet::new();
        while let Some(ix) = waiting.pop() {
            if ix == at.node || !seen.insert(ix) {
                continue;
            }
            if tokens.contains(&ix) {
                return true;
            }
            let node = definition.node(ix);
            let incoming = node
                .map(|node| node.incoming.as_slice())
                .unwrap_or_default();
            let sources = incoming.iter().filter_map(|flow| definition.flow(*flow));
            waiting.extend(sources.map(|flow| flow.from));
            waiting.extend(node.and_then(|node| node.host));
        }
        false
    }

    /// The nodes of a scope at which something is.
    fn tokens(&self, scope: ScopeId) -> BTreeSet<NodeIx> {
        let instance = &self.instance;
        let tasks = instance.tasks.values().filter(|task| !task.reopened);
        let places = tasks
            .map(|task| (task.scope, task.node))
            .chain(instance.jobs.values().map(|job| (job.scope, job.node)))
            .chain(instance.incidents.values().map(|i| (i.scope, i.node)))
            .chain(instance.joins.keys().map(|place| (place.scope, place.node)))
            .chain(
                instance
                    .scopes
                    .values()
                    .map(|inner| (inner.parent, inner.node)),
            )
            .chain(
                instance
                    .waits
                    .values()
                    .filter(|wait| wait.holds_token())
                    .map(|wait| (wait.scope, wait.node)),
            );
        places
            .filter(|(within, _)| *within == scope)
            .map(|(_, node)| node)
            .collect()
    }

    /// Where only joins are left in a scope, no token is under way that could ever fill them.
    pub(super) fn stop_stuck_joins(&mut self) {
        let mut stuck: Vec<Place> = Vec::new();
        for at in self.instance.joins.keys() {
            let known = stuck.last().is_some_and(|last| last.scope == at.scope);
            let only_joins = || {
                let joins = self.instance.joins.keys();
                let joins: BTreeSet<NodeIx> = joins
                    .filter(|join| join.scope == at.scope)
                    .map(|join| join.node)
                    .collect();
                !self.holds_more_than_joins(at.scope) && self.tokens(at.scope) == joins
            };
            if !known && only_joins() {
                stuck.push(*at);
            }
        }
        for at in stuck {
            let detail = "a join waits for a flow that no token can take any more".into();
            let code = IncidentCode::NoFlow;
            self.raise(at, Phase::Body, None, Stop { code, detail });
        }
    }

    /// Whether something is open in a scope itself besides tokens at joins.
    fn holds_more_than_joins(&self, scope: ScopeId) -> bool {
        let instance = &self.instance;
        instance.tasks.values().any(|task| task.scope == scope)
            || instance.jobs.values().any(|job| job.scope == scope)
            || instance.incidents.values().any(|i| i.scope == scope)
            || instance.scopes.values().any(|inner| inner.parent == scope)
            || instance
                .waits
                .values()
                .any(|wait| wait.scope == scope && wait.holds_token())
    }

    /// The first flow whose condition is true, in document order; else the default.
    pub(super) fn choose(&self, at: Place, default: Option<FlowIx>) -> Result<FlowIx, Stop> {
        for flow in self
            .outgoing(at.node)
            .iter()
            .copied()
            .filter(|flow| Some(*flow) != default)
        {
            if self.holds(at.scope, flow)? {
                return Ok(flow);
            }
        }
        default.ok_or_else(no_flow)
    }

    /// Every flow whose condition is true; else the default.
    pub(super) fn choose_all(
        &self,
        at: Place,
        default: Option<FlowIx>,
    ) -> Result<Vec<FlowIx>, Stop> {
        let mut taken = Vec::new();
        for flow in self
            .outgoing(at.node)
            .iter()
            .copied()
            .filter(|flow| Some(*flow) != default)
        {
            if self.holds(at.scope, flow)? {
                taken.push(flow);
            }
        }
        match (taken.is_empty(), default) {
            (false, _) => Ok(taken),
            (true, Some(default)) => Ok(vec![default]),
            (true, None) => Err(no_flow()),
        }
    }

    fn outgoing(&self, node: NodeIx) -> &[FlowIx] {
        self.node(node)
            .map(|node| node.outgoing.as_slice())
            .unwrap_or_default()
    }

    /// Whether a flow's condition is true; one without a condition always is.
    fn holds(&self, scope: ScopeId, ix: FlowIx) -> Result<bool, Stop> {
        let Some(flow) = self.site.definition.flow(ix) else {
            return Ok(false);
        };
        let Some(condition) = &flow.condition else {
            return Ok(true);
        };
        let place = format!("condition of flow `{}`", flow.id);
        match self.evaluate(condition, scope, &place)? {
            feel::Value::Boolean(truth) => Ok(truth),
            other => Err(Stop::expression(format!(
                "{place}: it is {}",
                other.type_name()
            ))),
        }
    }
}

fn no_flow() -> Stop {
    Stop {
        code: IncidentCode::NoFlow,
        detail: "no condition is true".into(),
    }
}
