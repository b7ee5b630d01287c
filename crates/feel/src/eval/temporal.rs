//! Arithmetic of dates, times and durations.
//!
//! A date counts as its midnight in UTC where a moment is needed. The difference of two values of which only one has a zone
//! is null.

use crate::ast::Operator;
use crate::number::{Number, Rounding};
use crate::temporal::{DateTime, DaysTimeDuration, YearsMonthsDuration};
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

/// Whether the value is a date, time or duration.
pub(super) fn is_temporal(value: &Value) -> bool {
    matches!(
        value,
        Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::YearsMonths(_)
            | Value::DaysTime(_)
    )
}

/// The duration of the opposite length.
pub(super) fn negated(value: &Value) -> Option<Value> {
    match value {
        Value::YearsMonths(duration) => {
            YearsMonthsDuration::new(-duration.months()).map(Value::YearsMonths)
        }
        Value::DaysTime(duration) => DaysTimeDuration::new(-duration.nanos()).map(Value::DaysTime),
        _ => None,
    }
}

/// The result of `left operator right`; none if the operator does not take values of these types.
pub(super) fn apply(
    operator: Operator,
    left: &Value,
    right: &Value,
) -> Option<Result<Value, Failure>> {
    let result = match operator {
        Operator::Plus => plus(left, right).or_else(|| plus(right, left))?,
        Operator::Minus => minus(left, right)?,
        Operator::Times => times(left, right).or_else(|| times(right, left))?,
        Operator::Divide => return divide(left, right),
        Operator::Power => return None,
    };
    Some(result.ok_or(Failure::Null(WarningKind::OutOfRange)))
}

/// None if the types do not fit; none within if there is no such value.
fn plus(left: &Value, right: &Value) -> Option<Option<Value>> {
    Some(match (left, right) {
        (Value::Date(date), Value::YearsMonths(months)) => {
            date.plus_months(*months).map(Value::Date)
        }
        (Value::Date(date), Value::DaysTime(duration)) => date.plus(*duration).map(Value::Date),
        (Value::DateTime(at), Value::YearsMonths(months)) => {
            at.plus_months(*months).map(Value::DateTime)
        }
        (Value::DateTime(at), Value::DaysTime(duration)) => at.plus(*duration).map(Value::DateTime),
        (Value::Time(time), Value::DaysTime(duration)) => Some(Value::Time(time.plus(*duration))),
        (Value::YearsMonths(left), Value::YearsMonths(right)) => {
            YearsMonthsDuration::new(left.months() + right.months()).map(Value::YearsMonths)
        }
        (Value::DaysTime(left), Value::DaysTime(right)) => {
            DaysTimeDuration::new(left.nanos() + right.nanos()).map(Value::DaysTime)
        }
        _ => return None,
    })
}

fn minus(left: &Value, right: &Value) -> Option<Option<Value>> {
    if let Some(opposite) = negated(right) {
        return plus(left, &opposite);
    }
    let since = match (left, right) {
        (Value::Date(left), Value::Date(right)) => left.midnight().since(&right.midnight()),
        (Value::Date(left), Value::DateTime(right)) => left.midnight_utc().since(right),
        (Value::DateTime(left), Value::Date(right)) => left.since(&right.midnight_utc()),
        (Value::DateTime(left), Value::DateTime(right)) => DateTime::since(left, right),
        (Value::Time(left), Value::Time(right)) => left.since(right),
        _ => return None,
    };
    Some(since.map(Value::DaysTime))
}

fn times(left: &Value, right: &Value) -> Option<Option<Value>> {
    let Value::Number(factor) = right else {
        return None;
    };
    scaled(left, |length| length.times(*factor).ok())
}

fn divide(left: &Value, right: &Value) -> Option<Result<Value, Failure>> {
    let quotient = match (left, right) {
        (Value::YearsMonths(left), Value::YearsMonths(right)) => {
            Number::from(left.months()).divided_by(Number::from(right.months()))
        }
        (Value::DaysTime(left), Value::DaysTime(right)) => Number::scaled(left.nanos(), 0)
            .and_then(|left| left.divided_by(Number::scaled(right.nanos(), 0)?)),
        (left, Value::Number(divisor)) => {
            if divisor.is_zero() && is_temporal(left) {
                return Some(Err(WarningKind::DivisionByZero.into()));
            }
            let result = scaled(left, |length| length.divided_by(*divisor).ok())?;
            return Some(result.ok_or(Failure::Null(WarningKind::OutOfRange)));
        }
        _ => return None,
    };
    Some(quotient.map(Value::Number).map_err(Failure::from))
}

/// The duration with another length, a fraction of a month or nanosecond dropped.
fn scaled(value: &Value, length: impl Fn(Number) -> Option<Number>) -> Option<Option<Value>> {
    let (units, daily) = match value {
        Value::YearsMonths(duration) => (i128::from(duration.months()), false),
        Value::DaysTime(duration) => (duration.nanos(), true),
        _ => return None,
    };
    let scaled = || {
        let number = length(Number::scaled(units, 0).ok()?)?;
        let whole = number.round(0, Rounding::Down).ok()?.to_i128()?;
        if daily {
            DaysTimeDuration::new(whole).map(Value::DaysTime)
        } else {
            YearsMonthsDuration::new(i64::try_from(whole).ok()?).map(Value::YearsMonths)
        }
    };
    Some(scaled())
}
