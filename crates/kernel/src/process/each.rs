//! Activities that run for each item of a list, one after the other or all at once.
//!
//! INVARIANT: the items are taken once, as the loop begins; a later write to the list changes none of them. At most
//! `limits::LOOPS` items. A loop that holds an approval or a mandatory step has at least one: nobody is asked about an
//! empty list, and nothing was approved by it.

use super::{
    call::Stop,
    run::{Arrival, Run, limit},
    scope::kept,
};
use crate::{
    definition::Each,
    field::FieldValue,
    limits,
    state::{IncidentCode, Loop, NodeIx, Phase, Place, ScopeId, WaitRole},
};

impl Run<'_> {
    /// A token enters a loop.
    pub(super) fn open_loop(&mut self, parent: ScopeId, node: NodeIx) {
        let scope = self.open_scope(node, parent);
        if let Err(stop) = self.begin_loop(scope, parent, node) {
            self.close_scope(scope);
            self.raise(
                Place {
                    scope: parent,
                    node,
                },
                Phase::Enter,
                None,
                stop,
            );
        }
    }

    fn begin_loop(&mut self, scope: ScopeId, parent: ScopeId, ix: NodeIx) -> Result<(), Stop> {
        let Some((node, each)) = self
            .node(ix)
            .and_then(|node| Some((node, node.each.as_deref()?)))
        else {
            return Ok(());
        };
        let place = format!("collection of `{}`", node.id);
        let items = match self.evaluate(&each.collection, parent, &place)? {
            feel::Value::List(items) => items,
            other => {
                let reason = format!("{place}: it is {}, not a list", other.type_name());
                return Err(Stop::expression(reason));
            }
        };
        if items.len() > limits::LOOPS {
            return Err(limit(format!("{place}: more than {} items", limits::LOOPS)));
        }
        if items.is_empty() && node.binding {
            return Err(Stop {
                code: IncidentCode::NoItems,
                detail: format!("{place}: it is empty, and nobody would be asked"),
            });
        }
        let total = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let mut rest: Vec<FieldValue> = items
            .iter()
            .map(|item| kept(item, &place))
            .collect::<Result<_, _>>()?;
        for item in &rest {
            self.charge(item)?;
        }
        rest.reverse();
        if let Some(own) = self.instance.scopes.get_mut(&scope) {
            own.each = Some(Box::new(Loop {
                total,
                rest,
                ..Loop::default()
            }));
        }
        self.arm(scope, &node.borders, WaitRole::Border)?;
        if total == 0 {
            self.loop_done(scope);
            return Ok(());
        }
        let first = if each.sequential { 1 } else { total };
        for _ in 0..first {
            self.arriving.push_back(Arrival::Item(scope));
        }
        Ok(())
    }

    /// The next item of a loop begins.
    pub(super) fn next_item(&mut self, scope: ScopeId) {
        let Some(own) = self.instance.scopes.get_mut(&scope) else {
            return;
        };
        let node = own.node;
        let Some(each) = own.each.as_deref_mut() else {
            return;
        };
        let Some(item) = each.rest.pop() else {
            return;
        };
        each.begun += 1;
        let number = each.begun;
        let inner = self.open_scope(node, scope);
        let element = self
            .node(node)
            .and_then(|node| node.each.as_ref()?.element.clone());
        if let Some(inner) = self.instance.scopes.get_mut(&inner) {
            inner.items.push(number);
            let counter = crate::field::Open::Integer(i64::from(number));
            inner
                .locals
                .insert("loopCounter".into(), FieldValue::Open(counter));
            inner.locals.extend(element.map(|name| (name, item)));
        }
        match self.step() {
            Ok(()) => self.begin(inner, node),
            Err(stop) => self.raise(Place { scope: inner, node }, Phase::Begin, None, stop),
        }
    }

    /// An item is done; `gives` says whether it has a result.
    pub(super) fn item_done(&mut self, scope: ScopeId, gives: bool) {
        let Some(ix) = self.instance.scopes.get(&scope).map(|own| own.node) else {
            return;
        };
        let Some(each) = self.node(ix).and_then(|node| node.each.as_deref()) else {
            return;
        };
        let at = Place { scope, node: ix };
        let result = match (&each.output_element, gives) {
            (Some(element), true) => {
                let place = "output element".to_owned();
                let value = self.evaluate(element, scope, &place);
                let value = value.and_then(|value| kept(&value, &place));
                match value.and_then(|value| self.charge(&value).map(|()| value)) {
                    Ok(value) => Some(value),
                    Err(stop) => return self.raise(at, Phase::Finish, None, stop),
                }
            }
            _ => None,
        };
        let complete = match self.count_item(scope, each) {
            Ok(complete) => complete,
            Err(stop) => {
                // Counted again when it is tried again.
                self.uncount(scope);
                return self.raise(at, Phase::Finish, None, stop);
            }
        };
        let number = self
            .instance
            .items(scope)
            .last()
            .copied()
            .unwrap_or_default();
        let Some(around) = self.close_scope(scope) else {
            return;
        };
        let Some(state) = self
            .instance
            .scopes
            .get_mut(&around)
            .and_then(|own| own.each.as_deref_mut())
        else {
            return;
        };
        if let Some(result) = result {
            state.results.insert(number, result);
        }
        if complete || state.done >= state.total {
            self.loop_done(around);
        } else if each.sequential {
            self.arriving.push_back(Arrival::Item(around));
        }
    }

    /// Counts an item as done and asks whether the loop is complete.
    fn count_item(&mut self, scope: ScopeId, each: &Each) -> Result<bool, Stop> {
        self.change_done(scope, |done| done.saturating_add(1));
        let Some(condition) = &each.completion else {
            return Ok(false);
        };
        match self.evaluate(condition, scope, "completion condition")? {
            feel::Value::Boolean(truth) => Ok(truth),
            other => {
                let reason = format!("completion condition: it is {}", other.type_name());
                Err(Stop::expression(reason))
            }
        }
    }

    fn uncount(&mut self, scope: ScopeId) {
        self.change_done(scope, |done| done.saturating_sub(1));
    }

    fn change_done(&mut self, scope: ScopeId, change: impl FnOnce(u32) -> u32) {
        let around = self.loop_of(scope);
        let own = around.and_then(|around| self.instance.scopes.get_mut(&around));
        if let Some(each) = own.and_then(|own| own.each.as_deref_mut()) {
            each.done = change(each.done);
        }
    }

    /// A loop is complete: what is still open in it ends, the results are written, and its token goes on.
    pub(super) fn loop_done(&mut self, scope: ScopeId) {
        let Some(own) = self.instance.scopes.get(&scope) else {
            return;
        };
        let ix = own.node;
        let results = own
            .each
            .as_ref()
            .map(|each| each.results.clone())
            .unwrap_or_default();
        let total = own.each.as_ref().map_or(0, |each| each.total);
        let output = self
            .node(ix)
            .and_then(|node| node.each.as_ref()?.output.clone());
        if let Some(field) = output {
            let result = |number| {
                let value = results.get(&number).map(super::values::value_of);
                value.unwrap_or_default()
            };
            let list = feel::Value::List((1..=total).map(result).collect());
            match self.fit(&field, &list, "output collection") {
                Ok(value) => self.derive(vec![(field, value)]),
                Err(stop) => {
                    // Kept whole, so that a person sees that the results do not fit.
                    self.close_contents(scope);
                    return self.raise(Place { scope, node: ix }, Phase::Finish, None, stop);
                }
            }
        }
        if let Some(parent) = self.close_scope(scope) {
            self.leave(parent, ix);
        }
    }
}
