//! Lists, contexts, ranges and paths into them.
//!
//! A path into a list is the list of that path into each item. An entry of a context sees the entries before it as variables.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::comparison::order;
use super::property::property;
use super::{Bound, Env, Evaluation, Lent, NULL, refuse};
use crate::ast::{Ends, Kind, Node, Step};
use crate::builtins::Absent;
use crate::error::EvalError;
use crate::range::Range;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl Evaluation<'_> {
    pub(super) fn list<'e>(
        &mut self,
        nodes: &'e [Node],
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        self.session.meter.grow(nodes.len())?;
        let items = nodes
            .iter()
            .map(|node| self.value(node, env))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Cow::Owned(Value::List(items)))
    }

    pub(super) fn context<'e>(
        &mut self,
        nodes: &'e [(String, Node)],
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut entries: Vec<(&str, Value)> = Vec::with_capacity(nodes.len());
        for (key, node) in nodes {
            self.session.meter.grow(1 + key.len())?;
            let frame = env.frame(Bound::Entries(&entries));
            let value = match &node.kind {
                Kind::Function(definition) => self
                    .define(definition, Some(key), node.at, env.inside(&frame))?
                    .into_owned(),
                _ => self.value(node, env.inside(&frame))?,
            };
            entries.push((key, value));
        }
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Ok(Cow::Owned(Value::Context(
            entries.collect::<BTreeMap<_, _>>(),
        )))
    }

    /// A range of ends that have an order among each other; an end that is null makes no range.
    pub(super) fn range<'e>(
        &mut self,
        ends: &'e Ends,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut end = |node: &'e Option<Node>| match node {
            Some(node) => self.value(node, env),
            None => Ok(Value::Null),
        };
        let (low, mut high) = (end(&ends.low)?, end(&ends.high)?);
        if ends.high.is_none() && ends.high_included {
            // `(= low)`
            high = low.clone();
        }
        let is_open = |node: &Option<Node>, value: &Value| node.is_some() && value.is_null();
        let checked = match (&low, &high) {
            _ if is_open(&ends.low, &low) || is_open(&ends.high, &high) => {
                Err(refuse("..", &Value::Null))
            }
            (Value::Null, only) | (only, Value::Null) => {
                order(only, only, "..", &mut self.session.meter)
            }
            (low, high) => order(low, high, "..", &mut self.session.meter),
        };
        let result = checked.map(|_| {
            let range = Range::new((low, ends.low_included), (high, ends.high_included));
            Value::Range(Arc::new(range))
        });
        self.settle(result, at)
    }

    pub(super) fn path<'e>(
        &mut self,
        base: &'e Node,
        steps: &'e [Step],
        env: Env<'e>,
        absent: Absent,
    ) -> Result<Lent<'e>, EvalError> {
        let mut value = match absent {
            Absent::IsNull => self.lent_or_absent(base, env)?,
            Absent::Warns => self.lent(base, env)?,
        };
        for step in steps {
            self.session.meter.spend(1)?;
            value = match value {
                Cow::Borrowed(value) => self.step(value, step, absent)?,
                Cow::Owned(Value::Context(mut entries)) => match entries.remove(&step.name) {
                    Some(entry) => Cow::Owned(entry),
                    None => self.no_entry(step, absent),
                },
                Cow::Owned(value) => Cow::Owned(self.step(&value, step, absent)?.into_owned()),
            };
        }
        Ok(value)
    }

    fn step<'v>(
        &mut self,
        value: &'v Value,
        step: &Step,
        absent: Absent,
    ) -> Result<Lent<'v>, EvalError> {
        match value {
            Value::Context(entries) => match entries.get(&step.name) {
                Some(entry) => Ok(Cow::Borrowed(entry)),
                None => Ok(self.no_entry(step, absent)),
            },
            Value::List(items) => {
                self.session.meter.enter()?;
                self.session.meter.grow(items.len())?;
                let mut found = Vec::with_capacity(items.len());
                for item in items {
                    self.session.meter.spend(1)?;
                    found.push(match self.step(item, step, absent)? {
                        Cow::Borrowed(entry) => self.session.meter.copy(entry)?,
                        Cow::Owned(entry) => entry,
                    });
                }
                self.session.meter.leave();
                Ok(Cow::Owned(Value::List(found)))
            }
            Value::Null if absent == Absent::IsNull => Ok(NULL),
            other => {
                let failed: fn(&Value, &Step) -> Failure = |other, step| match other {
                    Value::Null
                    | Value::Boolean(_)
                    | Value::Number(_)
                    | Value::String(_)
                    | Value::Function(_)
                    | Value::Opaque(_) => refuse(".", other),
                    _ => WarningKind::NoEntry(step.name.clone()).into(),
                };
                let found = property(other, &step.name).ok_or_else(|| failed(other, step));
                self.settle(found, step.at)
            }
        }
    }

    fn no_entry(&mut self, step: &Step, absent: Absent) -> Lent<'static> {
        if absent == Absent::Warns {
            self.warn(WarningKind::NoEntry(step.name.clone()), step.at);
        }
        NULL
    }
}
