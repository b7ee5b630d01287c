//! Functions on strings. Lengths and positions count characters (code points), from 1.

use super::{Arguments, Builtin};
use crate::limits::Meter;
use crate::number::Number;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("contains", (2, 2), contains).named(&[&["string", "match"]]),
    Builtin::new("starts with", (2, 2), starts_with).named(&[&["string", "match"]]),
    Builtin::new("ends with", (2, 2), ends_with).named(&[&["string", "match"]]),
    Builtin::new("string length", (1, 1), string_length).named(&[&["string"]]),
    Builtin::new("upper case", (1, 1), upper_case).named(&[&["string"]]),
    Builtin::new("lower case", (1, 1), lower_case).named(&[&["string"]]),
    Builtin::new("substring", (2, 3), substring).named(&[&["string", "start position", "length"]]),
];

fn contains(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    compared(arguments, meter, |text, part| text.contains(part))
}

fn starts_with(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    compared(arguments, meter, |text, part| text.starts_with(part))
}

fn ends_with(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    compared(arguments, meter, |text, part| text.ends_with(part))
}

fn compared(
    arguments: &Arguments<'_, '_>,
    meter: &mut Meter,
    holds: fn(&str, &str) -> bool,
) -> Result<Value, Failure> {
    let (text, part) = (arguments.string(0)?, arguments.string(1)?);
    meter.read(text.len() + part.len())?;
    Ok(Value::Boolean(holds(text, part)))
}

fn string_length(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    Ok(Value::Number(Number::from(text.chars().count() as u64)))
}

fn upper_case(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    mapped(arguments, meter, str::to_uppercase)
}

fn lower_case(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    mapped(arguments, meter, str::to_lowercase)
}

fn mapped(
    arguments: &Arguments<'_, '_>,
    meter: &mut Meter,
    map: fn(&str) -> String,
) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    // A character maps to at most three, of no more than three times its bytes.
    meter.grow(3 * text.len())?;
    Ok(Value::String(map(text)))
}

/// From a position, counted from the end if negative, for a length or to the end.
fn substring(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    let start = arguments.whole(1)?;
    let length = if arguments.is_given(2) {
        arguments.whole(2)?
    } else {
        i32::MAX
    };
    if start == 0 {
        return Err(arguments.bad("a position other than 0"));
    }
    if length < 1 {
        return Err(arguments.bad("a length of at least 1"));
    }
    let steps = start.unsigned_abs() as usize;
    let before = if start > 0 {
        steps - 1
    } else {
        text.chars().count().saturating_sub(steps)
    };
    meter.grow(text.len())?;
    let length = length.unsigned_abs() as usize;
    Ok(Value::String(
        text.chars().skip(before).take(length).collect(),
    ))
}
