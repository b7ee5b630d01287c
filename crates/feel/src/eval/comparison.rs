//! `= != < <= > >=`, `between` and `in`.
//!
//! Anything equals or differs from null. Otherwise values of different types are not comparable: the result is null with a
//! warning (`in`: false with a warning), so a condition on the wrong type stops a process instead of choosing a way. Only numbers and strings have
//! an order; strings compare by code point.
//!
//! Beside the literal `null`, a missing variable or entry is null without a warning: `x = null` is a question, not a mistake.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Evaluation, Lent};
use crate::ast::{Comparison, Kind, Node, Test};
use crate::error::EvalError;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl<'e> Evaluation<'e> {
    pub(super) fn compare(
        &mut self,
        left: &'e Node,
        comparison: Comparison,
        right: &'e Node,
        at: u32,
    ) -> Result<Lent<'e>, EvalError> {
        let (left, right) = if asks_for_null(comparison, left, right) {
            (self.lent_or_absent(left)?, self.lent_or_absent(right)?)
        } else {
            (self.lent(left)?, self.lent(right)?)
        };
        let result = holds(&left, comparison, &right, &mut self.meter);
        self.settle(result.map(Value::Boolean), at)
    }

    pub(super) fn between(
        &mut self,
        value: &'e Node,
        low: &'e Node,
        high: &'e Node,
        at: u32,
    ) -> Result<Lent<'e>, EvalError> {
        let (value, low, high) = (self.lent(value)?, self.lent(low)?, self.lent(high)?);
        let meter = &mut self.meter;
        let result = holds(&value, Comparison::GreaterOrEqual, &low, meter)
            .and_then(|above| Ok(holds(&value, Comparison::LessOrEqual, &high, meter)? && above));
        self.settle(result.map(Value::Boolean), at)
    }

    /// Whether a test holds. One that cannot be made does not hold; unless another does, there is a warning.
    pub(super) fn contained(
        &mut self,
        value: &'e Node,
        tests: &'e [Test],
        at: u32,
    ) -> Result<Lent<'e>, EvalError> {
        let value = self.lent(value)?;
        let mut undecided = None;
        for test in tests {
            let operand = self.lent(&test.operand)?;
            match passes(&value, test.comparison, &operand, &mut self.meter) {
                Ok(true) => return Ok(Cow::Owned(Value::Boolean(true))),
                Ok(false) => {}
                Err(Failure::Null(kind)) => undecided = Some(kind),
                Err(Failure::Stop(error)) => return Err(error),
            }
        }
        if let Some(kind) = undecided {
            self.warn(kind, at);
        }
        Ok(Cow::Owned(Value::Boolean(false)))
    }
}

fn asks_for_null(comparison: Comparison, left: &Node, right: &Node) -> bool {
    let is_null = |node: &Node| matches!(node.kind, Kind::Literal(Value::Null));
    matches!(comparison, Comparison::Equal | Comparison::NotEqual)
        && (is_null(left) || is_null(right))
}

fn passes(
    value: &Value,
    comparison: Option<Comparison>,
    operand: &Value,
    meter: &mut Meter,
) -> Result<bool, Failure> {
    if let Some(comparison) = comparison {
        return holds(value, comparison, operand, meter);
    }
    let Value::List(items) = operand else {
        return holds(value, Comparison::Equal, operand, meter);
    };
    let mut undecided = None;
    for item in items {
        match equal(value, item, meter)? {
            Some(true) => return Ok(true),
            Some(false) => {}
            None => undecided = Some(not_comparable(value, item)),
        }
    }
    if matches!(value, Value::List(_)) {
        return Ok(equal(value, operand, meter)? == Some(true));
    }
    undecided.map_or(Ok(false), Err)
}

/// Whether the comparison holds.
fn holds(
    left: &Value,
    comparison: Comparison,
    right: &Value,
    meter: &mut Meter,
) -> Result<bool, Failure> {
    let symbol = comparison.symbol();
    match comparison {
        Comparison::Equal => equality(left, right, symbol, meter),
        Comparison::NotEqual => Ok(!equality(left, right, symbol, meter)?),
        Comparison::Less => Ok(order(left, right, symbol, meter)?.is_lt()),
        Comparison::LessOrEqual => Ok(order(left, right, symbol, meter)?.is_le()),
        Comparison::Greater => Ok(order(left, right, symbol, meter)?.is_gt()),
        Comparison::GreaterOrEqual => Ok(order(left, right, symbol, meter)?.is_ge()),
    }
}

fn equality(
    left: &Value,
    right: &Value,
    operation: &'static str,
    meter: &mut Meter,
) -> Result<bool, Failure> {
    refuse_sealed(left, right, operation)?;
    equal(left, right, meter)?.ok_or_else(|| not_comparable(left, right))
}

/// The order of two numbers or two strings.
pub(crate) fn order(
    left: &Value,
    right: &Value,
    operation: &'static str,
    meter: &mut Meter,
) -> Result<Ordering, Failure> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(left.cmp(right)),
        (Value::String(left), Value::String(right)) => {
            meter.read(left.len().min(right.len()))?;
            Ok(left.cmp(right))
        }
        _ => {
            refuse_sealed(left, right, operation)?;
            Err(not_comparable(left, right))
        }
    }
}

fn refuse_sealed(left: &Value, right: &Value, operation: &'static str) -> Result<(), EvalError> {
    if matches!(left, Value::Opaque(_)) || matches!(right, Value::Opaque(_)) {
        return Err(EvalError::Sealed { operation });
    }
    Ok(())
}

fn not_comparable(left: &Value, right: &Value) -> Failure {
    Failure::Null(WarningKind::NotComparable {
        left: left.type_name(),
        right: right.type_name(),
    })
}

/// Whether two values are equal; none if their types differ and neither is null. Inside lists and contexts such items differ.
pub(crate) fn equal(
    left: &Value,
    right: &Value,
    meter: &mut Meter,
) -> Result<Option<bool>, EvalError> {
    meter.spend(1)?;
    meter.enter()?;
    let result = match (left, right) {
        (Value::Opaque(_), _) | (_, Value::Opaque(_)) => {
            return Err(EvalError::Sealed { operation: "=" });
        }
        (Value::Null, other) | (other, Value::Null) => Some(other.is_null()),
        (Value::Boolean(left), Value::Boolean(right)) => Some(left == right),
        (Value::Number(left), Value::Number(right)) => Some(left == right),
        (Value::String(left), Value::String(right)) => {
            meter.read(left.len().min(right.len()))?;
            Some(left == right)
        }
        (Value::List(left), Value::List(right)) => {
            Some(left.len() == right.len() && all_equal(left.iter().zip(right), meter)?)
        }
        (Value::Context(left), Value::Context(right)) => Some(
            left.keys().eq(right.keys()) && all_equal(left.values().zip(right.values()), meter)?,
        ),
        _ => None,
    };
    meter.leave();
    Ok(result)
}

fn all_equal<'v>(
    pairs: impl Iterator<Item = (&'v Value, &'v Value)>,
    meter: &mut Meter,
) -> Result<bool, EvalError> {
    for (left, right) in pairs {
        if equal(left, right, meter)? != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}
