//! What of a run is neither a task nor a call: times and messages that are waited for, open activities, timers that fired.

use engine::Engine;
use kernel::{
    definition::Definition,
    state::{Instance, ScopeId},
};
use store::ActRow;

use crate::{
    ApiError,
    contract::requests::{EachView, FiredView, ScopeView, WaitView},
    view,
};

/// Times and messages that are waited for.
pub(super) fn waits(definition: &Definition, instance: &Instance) -> Vec<WaitView> {
    let waits = instance.waits.iter();
    waits
        .map(|(id, wait)| {
            let (timer, message) = (wait.timer(), wait.message());
            WaitView {
                wait: id.to_string(),
                element: view::node_id(definition, wait.node).unwrap_or_default(),
                step: view::node_name(definition, wait.node),
                kind: if timer.is_some() { "timer" } else { "message" }.to_owned(),
                holds_token: wait.holds_token(),
                due: timer.map(|timer| view::time(timer.due)),
                zone: timer.map(|timer| timer.zone.clone()),
                repeats: timer.and_then(|timer| timer.repeats.clone()),
                left: timer.and_then(|timer| timer.left),
                message: message.map(|message| message.name.clone()),
                key: message.map(|message| message.key.clone()),
            }
        })
        .collect()
}

/// Activities that are open and hold something. A scope is younger than the one around it.
pub(super) fn scopes(definition: &Definition, instance: &Instance) -> Vec<ScopeView> {
    let in_loop = |parent: ScopeId, node| {
        let parent = instance.scopes.get(&parent);
        parent.is_some_and(|parent| parent.node == node && parent.each.is_some())
    };
    let scopes = instance.scopes.iter();
    scopes
        .map(|(id, scope)| ScopeView {
            scope: id.0,
            parent: scope.parent.0,
            element: view::node_id(definition, scope.node).unwrap_or_default(),
            step: view::node_name(definition, scope.node),
            item: scope
                .items
                .last()
                .copied()
                .filter(|_| in_loop(scope.parent, scope.node)),
            each: scope.each.as_ref().map(|each| EachView {
                total: each.total,
                begun: each.begun,
                done: each.done,
            }),
        })
        .collect()
}

/// Timers that fired or, by the acts of the other name, began the request, and how late: log time at the act against the time it was due.
pub(super) fn fired(
    engine: &Engine,
    acts: &[ActRow],
    name: &str,
) -> Result<Vec<FiredView>, ApiError> {
    let mut found = Vec::new();
    for act in acts.iter().filter(|act| act.view.name == name) {
        let due = engine.read(|reader| reader.fired_due(act.index))?;
        if let Some(due) = due {
            found.push(FiredView {
                index: act.index,
                due: view::time(due),
                late_s: act.time.0.saturating_sub(due.0) / 1_000,
            });
        }
    }
    Ok(found)
}
