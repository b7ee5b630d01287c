//! `string` and `number`: from values to text and back.

use super::{Arguments, Builtin};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::number::Number;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("string", (1, 1), string).named(&[&["from"]]),
    Builtin::new("number", (1, 3), number).named(&[&[
        "from",
        "grouping separator",
        "decimal separator",
    ]]),
];

/// A string is itself, null is null, anything else is written as FEEL writes it.
fn string(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let value = arguments.any(0);
    match value {
        Value::Null => return Ok(Value::Null),
        Value::String(_) => return Ok(meter.copy(value)?),
        Value::Date(date) => return written(date, meter),
        Value::Time(time) => return written(time, meter),
        Value::DateTime(at) => return written(at, meter),
        Value::YearsMonths(duration) => return written(duration, meter),
        Value::DaysTime(duration) => return written(duration, meter),
        Value::Boolean(_)
        | Value::Number(_)
        | Value::Range(_)
        | Value::Function(_)
        | Value::List(_)
        | Value::Context(_)
        | Value::Opaque(_) => {}
    }
    charge(value, arguments.function, meter)?;
    Ok(Value::String(value.to_string()))
}

/// A date, time or duration as text.
fn written(value: &dyn std::fmt::Display, meter: &mut Meter) -> Result<Value, Failure> {
    meter.grow(64)?;
    Ok(Value::String(value.to_string()))
}

/// Charges for writing `value` out, and refuses it if a part of it is sealed.
fn charge(value: &Value, operation: &'static str, meter: &mut Meter) -> Result<(), Failure> {
    meter.spend(1)?;
    match value {
        Value::Null | Value::Boolean(_) => meter.grow(5)?,
        Value::Number(number) => meter.grow(number.written_length())?,
        Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_)
        | Value::YearsMonths(_)
        | Value::DaysTime(_)
        | Value::Function(_) => meter.grow(80)?,
        Value::Range(range) => {
            for end in [range.low(), range.high()].into_iter().flatten() {
                charge(end, operation, meter)?;
            }
            meter.grow(4)?;
        }
        // An escaped character takes two bytes.
        Value::String(text) => meter.grow(2 + 2 * text.len())?,
        Value::List(items) => {
            meter.enter()?;
            meter.grow(2 + 2 * items.len())?;
            for item in items {
                charge(item, operation, meter)?;
            }
            meter.leave();
        }
        Value::Context(entries) => {
            meter.enter()?;
            for (key, entry) in entries {
                meter.grow(6 + 2 * key.len())?;
                charge(entry, operation, meter)?;
            }
            meter.leave();
        }
        Value::Opaque(_) => return Err(refuse(operation, value)),
    }
    Ok(())
}

/// The number a string writes. A second argument names the separator of groups (space, comma or point, or null), a third the decimal
/// separator (comma or point, or null).
fn number(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    if let (Value::Number(number), false) = (arguments.any(0), arguments.is_given(1)) {
        return Ok(Value::Number(*number));
    }
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    let group = separator(arguments, 1, &[" ", ",", "."])?;
    let point = separator(arguments, 2, &[",", "."])?.unwrap_or(".");
    if group == Some(point) {
        return Err(arguments.bad("two different separators"));
    }
    let ungrouped = group.map_or_else(|| text.to_owned(), |group| text.replace(group, ""));
    let foreign_point = point != "." && ungrouped.contains('.');
    let plain = if point == "." {
        ungrouped
    } else {
        ungrouped.replace(point, ".")
    };
    let parsed = plain.parse::<Number>().ok().filter(|_| !foreign_point);
    parsed
        .map(Value::Number)
        .ok_or_else(|| arguments.bad("a string that is a number"))
}

fn separator<'a>(
    arguments: &Arguments<'a, '_>,
    index: usize,
    allowed: &[&str],
) -> Result<Option<&'a str>, Failure> {
    if arguments.any(index).is_null() {
        return Ok(None);
    }
    let text = arguments.string(index)?;
    if allowed.contains(&text) {
        Ok(Some(text))
    } else {
        Err(arguments.bad("a space, comma or point as separator"))
    }
}
