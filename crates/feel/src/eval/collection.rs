//! Lists, contexts and paths into them.
//!
//! A path into a list is the list of that path into each item. An entry of a context sees the entries before it as variables.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Evaluation, Lent, NULL, refuse};
use crate::ast::{Node, Step};
use crate::builtins::Absent;
use crate::error::EvalError;
use crate::value::Value;
use crate::warning::WarningKind;

impl<'e> Evaluation<'e> {
    pub(super) fn list(&mut self, nodes: &'e [Node]) -> Result<Lent<'e>, EvalError> {
        self.meter.grow(nodes.len())?;
        let items = nodes
            .iter()
            .map(|node| self.value(node))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Cow::Owned(Value::List(items)))
    }

    pub(super) fn context(&mut self, nodes: &'e [(String, Node)]) -> Result<Lent<'e>, EvalError> {
        let outside = self.bound.len();
        for (key, node) in nodes {
            self.meter.grow(1 + key.len())?;
            let value = self.value(node)?;
            self.bound.push((key, value));
        }
        let entries = self
            .bound
            .split_off(outside)
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Ok(Cow::Owned(Value::Context(
            entries.collect::<BTreeMap<_, _>>(),
        )))
    }

    pub(super) fn path(
        &mut self,
        base: &'e Node,
        steps: &'e [Step],
        absent: Absent,
    ) -> Result<Lent<'e>, EvalError> {
        let mut value = match absent {
            Absent::IsNull => self.lent_or_absent(base)?,
            Absent::Warns => self.lent(base)?,
        };
        for step in steps {
            self.meter.spend(1)?;
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
                self.meter.enter()?;
                self.meter.grow(items.len())?;
                let mut found = Vec::with_capacity(items.len());
                for item in items {
                    self.meter.spend(1)?;
                    found.push(match self.step(item, step, absent)? {
                        Cow::Borrowed(entry) => self.meter.copy(entry)?,
                        Cow::Owned(entry) => entry,
                    });
                }
                self.meter.leave();
                Ok(Cow::Owned(Value::List(found)))
            }
            Value::Null if absent == Absent::IsNull => Ok(NULL),
            other => Ok(Cow::Owned(
                self.settle(Err(refuse(".", other)), step.at)?.into_owned(),
            )),
        }
    }

    fn no_entry(&mut self, step: &Step, absent: Absent) -> Lent<'static> {
        if absent == Absent::Warns {
            self.warn(WarningKind::NoEntry(step.name.clone()), step.at);
        }
        NULL
    }
}
