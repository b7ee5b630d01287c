//! Functions that cut and join strings: `substring before`, `substring after`, `string join`, `trim`, `is blank`; and `to base64`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Arguments, Builtin};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("substring before", (2, 2), substring_before).named(&[&["string", "match"]]),
    Builtin::new("substring after", (2, 2), substring_after).named(&[&["string", "match"]]),
    Builtin::new("string join", (1, 4), string_join).named(&[&[
        "list",
        "delimiter",
        "prefix",
        "suffix",
    ]]),
    Builtin::new("trim", (1, 1), trim).named(&[&["string"]]),
    Builtin::new("is blank", (1, 1), is_blank).named(&[&["string"]]),
    Builtin::new("to base64", (1, 1), to_base64).named(&[&["value"]]),
];

/// What stands before the first occurrence; nothing if there is none.
fn substring_before(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (text, part) = (arguments.string(0)?, arguments.string(1)?);
    meter.read(text.len() + part.len())?;
    let before = text.split_once(part).map_or("", |(before, _)| before);
    meter.grow(before.len())?;
    Ok(Value::from(before))
}

/// What stands behind the first occurrence; nothing if there is none.
fn substring_after(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (text, part) = (arguments.string(0)?, arguments.string(1)?);
    meter.read(text.len() + part.len())?;
    let after = text.split_once(part).map_or("", |(_, after)| after);
    meter.grow(after.len())?;
    Ok(Value::from(after))
}

/// The strings of a list with a delimiter between them; null is passed over.
fn string_join(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let optional = |index: usize| match arguments.any(index) {
        Value::Null => Ok(""),
        _ => arguments.string(index),
    };
    let (delimiter, prefix, suffix) = (optional(1)?, optional(2)?, optional(3)?);
    if arguments.values.len() == 3 {
        return Err(arguments.bad("a suffix beside the prefix"));
    }
    let items = arguments.listed(0)?;
    let mut joined = String::from(prefix);
    meter.grow(prefix.len() + suffix.len())?;
    let mut first = true;
    for item in items {
        meter.spend(1)?;
        let text = match item {
            Value::String(text) => text,
            Value::Null => continue,
            other => return Err(refuse(arguments.function, other)),
        };
        if !first {
            meter.grow(delimiter.len())?;
            joined.push_str(delimiter);
        }
        first = false;
        meter.grow(text.len())?;
        joined.push_str(text);
    }
    joined.push_str(suffix);
    Ok(Value::String(joined))
}

/// The string without white space around it.
fn trim(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    meter.grow(text.len())?;
    Ok(Value::from(text.trim()))
}

/// Whether the string holds nothing but white space.
fn is_blank(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    Ok(Value::Boolean(text.trim().is_empty()))
}

/// The bytes of the text in UTF-8, in the standard alphabet with padding.
fn to_base64(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    meter.grow(text.len().div_ceil(3).saturating_mul(4))?;
    Ok(Value::String(STANDARD.encode(text)))
}
