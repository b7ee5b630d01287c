//! `list[condition]`: the items for which a condition is true, or the one at a position.
//!
//! Within the condition `item` is the item, and the entries of an item that is a context are variables. A value that is no
//! list counts as a list of one, null as an empty one. A condition that is not true for an item leaves it out.

use std::borrow::Cow;

use super::{Bound, Env, Evaluation, Lent, NULL, refuse};
use crate::ast::{Kind, Node};
use crate::error::EvalError;
use crate::number::Number;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl Evaluation<'_> {
    pub(super) fn filter<'e>(
        &mut self,
        base: &'e Node,
        condition: &'e Node,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let base = self.lent(base, env)?;
        let items = match base.as_ref() {
            Value::List(items) => items.as_slice(),
            sealed @ Value::Opaque(_) => return self.settle(Err(refuse("[]", sealed)), at),
            Value::Null => &[],
            other => std::slice::from_ref(other),
        };
        if let Some(position) = self.position(items, condition, at, env)? {
            let Some(chosen) = chosen(items.len(), position) else {
                self.warn(
                    WarningKind::BadArgument {
                        operation: "[]",
                        expected: "a position in the list",
                    },
                    at,
                );
                return Ok(NULL);
            };
            return match base {
                Cow::Borrowed(Value::List(items)) => {
                    Ok(items.get(chosen).map_or(NULL, Cow::Borrowed))
                }
                Cow::Owned(Value::List(items)) => {
                    Ok(items.into_iter().nth(chosen).map_or(NULL, Cow::Owned))
                }
                only => Ok(only),
            };
        }
        let mut kept = Vec::new();
        for item in items {
            if self.passes_filter(item, condition, env)? {
                self.session.meter.grow(1)?;
                kept.push(self.session.meter.copy(item)?);
            }
        }
        Ok(Cow::Owned(Value::List(kept)))
    }

    /// The position that the condition is; none if it is a condition.
    fn position(
        &mut self,
        items: &[Value],
        condition: &Node,
        at: u32,
        env: Env<'_>,
    ) -> Result<Option<Number>, EvalError> {
        if let Kind::Literal(Value::Number(position)) = &condition.kind {
            self.session.meter.spend(1)?;
            return Ok(Some(*position));
        }
        let may_be = matches!(
            condition.kind,
            Kind::Name(_)
                | Kind::Path { .. }
                | Kind::Filter { .. }
                | Kind::Negate(_)
                | Kind::Arithmetic { .. }
                | Kind::If { .. }
                | Kind::Call { .. }
                | Kind::Invoke { .. }
        );
        let (true, Some(first)) = (may_be, items.first()) else {
            return Ok(None);
        };
        let frame = env.frame(Bound::Item(first));
        // Asked of the first item alone; what is missing there is told when each item is asked.
        let warned = self.session.warnings().len();
        let value = self.lent(condition, env.inside(&frame))?;
        match value.as_ref() {
            Value::Number(position) => Ok(Some(*position)),
            sealed @ Value::Opaque(_) => self.settle(Err(refuse("[]", sealed)), at).map(|_| None),
            _ => {
                self.session.forget_after(warned);
                Ok(None)
            }
        }
    }

    fn passes_filter(
        &mut self,
        item: &Value,
        condition: &Node,
        env: Env<'_>,
    ) -> Result<bool, EvalError> {
        let frame = env.frame(Bound::Item(item));
        let value = self.lent_or_absent(condition, env.inside(&frame))?;
        match value.as_ref() {
            Value::Boolean(truth) => Ok(*truth),
            Value::Null => Ok(false),
            other => {
                let failure = Err::<Value, Failure>(refuse("[]", other));
                self.settle(failure, condition.at)?;
                Ok(false)
            }
        }
    }
}

/// The index of the item at `position`, counted from 1, or from the end if negative.
fn chosen(length: usize, position: Number) -> Option<usize> {
    let position = position.to_i64()?;
    let steps = usize::try_from(position.unsigned_abs()).ok()?;
    let index = if position > 0 {
        steps.checked_sub(1)?
    } else {
        length.checked_sub(steps)?
    };
    (index < length).then_some(index)
}
