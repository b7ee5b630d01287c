//! Functions on lists: `list contains`, `count`, `sum`, `min`, `max`. The last three also take their items as arguments.

use std::cmp::Ordering;

use super::{ANY, Arguments, Builtin};
use crate::eval::comparison::{equal, order};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::number::Number;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("list contains", (2, 2), list_contains).named(&[&["list", "element"]]),
    Builtin::new("count", (1, 1), count).named(&[&["list"]]),
    Builtin::new("sum", (1, ANY), sum).named(&[&["list"]]),
    Builtin::new("min", (1, ANY), min).named(&[&["list"]]),
    Builtin::new("max", (1, ANY), max).named(&[&["list"]]),
];

/// Whether an item equals the value; items of other types do not.
fn list_contains(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (items, wanted) = (arguments.list(0)?, arguments.any(1));
    for item in items {
        if equal(item, wanted, meter)? == Some(true) {
            return Ok(Value::Boolean(true));
        }
    }
    Ok(Value::Boolean(false))
}

fn count(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?.len();
    Ok(Value::Number(Number::from(items as u64)))
}

/// The sum of numbers; null for none.
fn sum(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.items();
    if items.is_empty() {
        return Ok(Value::Null);
    }
    let mut total = Number::ZERO;
    for item in items {
        meter.spend(1)?;
        match item {
            Value::Number(number) => total = total.plus(*number)?,
            other => return Err(refuse(arguments.function, other)),
        }
    }
    Ok(Value::Number(total))
}

fn min(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    extreme(arguments, Ordering::Less, meter)
}

fn max(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    extreme(arguments, Ordering::Greater, meter)
}

/// The number or string that all others are on the other side of; null for none.
fn extreme(
    arguments: &Arguments<'_, '_>,
    side: Ordering,
    meter: &mut Meter,
) -> Result<Value, Failure> {
    let items = arguments.items();
    let Some((first, rest)) = items.split_first() else {
        return Ok(Value::Null);
    };
    let has_order = matches!(
        first,
        Value::Number(_)
            | Value::String(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::YearsMonths(_)
            | Value::DaysTime(_)
    );
    if !has_order {
        return Err(refuse(arguments.function, first));
    }
    let mut best = *first;
    for item in rest {
        meter.spend(1)?;
        if order(item, best, arguments.function, meter)? == side {
            best = item;
        }
    }
    Ok(meter.copy(best)?)
}
