//! `= != < <= > >=` and `between`, and what `in` needs of them.
//!
//! Anything equals or differs from null. Otherwise values of different types are not comparable: the result is null with a
//! warning (`in`: false with a warning), so a condition on the wrong type stops a process instead of choosing a way. Numbers, strings, dates,
//! times and durations have an order; strings compare by code point, times by the moment they are.
//!
//! Beside the literal `null`, a missing variable or entry is null without a warning: `x = null` is a question, not a mistake.

use std::{borrow::Cow, cmp::Ordering};

use super::{Env, Evaluation, Lent};
use crate::ast::{Comparison, Kind, Node};
use crate::error::EvalError;
use crate::limits::Meter;
use crate::range::Range;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl Evaluation<'_> {
    pub(super) fn compare<'e>(
        &mut self,
        left: &'e Node,
        comparison: Comparison,
        right: &'e Node,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let (left, right) = if asks_for_null(comparison, left, right) {
            (
                self.lent_or_absent(left, env)?,
                self.lent_or_absent(right, env)?,
            )
        } else {
            (self.lent(left, env)?, self.lent(right, env)?)
        };
        match holds(&left, comparison, &right, &mut self.session.meter) {
            Ok(truth) => Ok(Cow::Owned(Value::Boolean(truth))),
            Err(failure) => self.settle(Err(failure), at),
        }
    }

    pub(super) fn between<'e>(
        &mut self,
        value: &'e Node,
        low: &'e Node,
        high: &'e Node,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let (value, low, high) = (
            self.lent(value, env)?,
            self.lent(low, env)?,
            self.lent(high, env)?,
        );
        let meter = &mut self.session.meter;
        let result = holds(&value, Comparison::GreaterOrEqual, &low, meter)
            .and_then(|above| Ok(holds(&value, Comparison::LessOrEqual, &high, meter)? && above));
        self.settle(result.map(Value::Boolean), at)
    }
}

fn asks_for_null(comparison: Comparison, left: &Node, right: &Node) -> bool {
    let is_null = |node: &Node| matches!(node.kind, Kind::Literal(Value::Null));
    matches!(comparison, Comparison::Equal | Comparison::NotEqual)
        && (is_null(left) || is_null(right))
}

/// Whether the comparison holds.
pub(crate) fn holds(
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

/// The order of two numbers, strings, dates, times, moments or durations of one kind. A date is compared with a moment as its
/// midnight in UTC.
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
            temporal_order(left, right).ok_or_else(|| not_comparable(left, right))
        }
    }
}

fn temporal_order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Time(left), Value::Time(right)) => left.order(right),
        (Value::DateTime(left), Value::DateTime(right)) => left.order(right),
        (Value::YearsMonths(left), Value::YearsMonths(right)) => Some(left.cmp(right)),
        (Value::DaysTime(left), Value::DaysTime(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// Whether `value` lies in `range`.
pub(crate) fn contains(
    range: &Range,
    value: &Value,
    operation: &'static str,
    meter: &mut Meter,
) -> Result<bool, Failure> {
    let above = match range.low() {
        Some(low) => {
            let order = order(value, low, operation, meter)?;
            order.is_gt() || (order.is_eq() && range.low_included())
        }
        None => true,
    };
    let below = match range.high() {
        Some(high) => {
            let order = order(value, high, operation, meter)?;
            order.is_lt() || (order.is_eq() && range.high_included())
        }
        None => true,
    };
    Ok(above && below)
}

fn refuse_sealed(left: &Value, right: &Value, operation: &'static str) -> Result<(), EvalError> {
    if matches!(left, Value::Opaque(_)) || matches!(right, Value::Opaque(_)) {
        return Err(EvalError::Sealed { operation });
    }
    Ok(())
}

pub(crate) fn not_comparable(left: &Value, right: &Value) -> Failure {
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
        (Value::Date(_), Value::Date(_))
        | (Value::YearsMonths(_), Value::YearsMonths(_))
        | (Value::DaysTime(_), Value::DaysTime(_))
        | (Value::Function(_), Value::Function(_)) => Some(left == right),
        (Value::Time(left), Value::Time(right)) => Some(left.order(right) == Some(Ordering::Equal)),
        (Value::DateTime(left), Value::DateTime(right)) => {
            Some(left.order(right) == Some(Ordering::Equal))
        }
        (Value::Range(left), Value::Range(right)) => Some(
            (left.low_included(), left.high_included())
                == (right.low_included(), right.high_included())
                && all_equal(ends(left).into_iter().zip(ends(right)), meter)?,
        ),
        _ => None,
    };
    meter.leave();
    Ok(result)
}

/// Both ends, one that is open being null.
fn ends(range: &Range) -> [&Value; 2] {
    [range.low(), range.high()].map(|end| end.unwrap_or(&Value::Null))
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
