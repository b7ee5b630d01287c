//! Functions with patterns: `matches`, `replace`, `split`, `extract`.
//!
//! Patterns are those of XPath, brought to the syntax of a library whose time is linear in the text; back references,
//! which cannot be, are refused. Classes such as `\d` know ASCII only, so a result never depends on a release of Unicode.

use regex::{Regex, RegexBuilder};

use super::{Arguments, Builtin};
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::Failure;
use translate::{Flags, pattern, replacement};

mod translate;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("matches", (2, 3), matches).named(&[&["input", "pattern", "flags"]]),
    Builtin::new("replace", (3, 4), replace).named(&[&[
        "input",
        "pattern",
        "replacement",
        "flags",
    ]]),
    Builtin::new("split", (2, 2), split).named(&[&["string", "delimiter"]]),
    Builtin::new("extract", (2, 2), extract).named(&[&["string", "pattern"]]),
];

/// The longest pattern.
const LONGEST: usize = 1 << 12;

/// The pattern at `index`, charged for with the text it will be run over.
fn compiled(
    arguments: &Arguments<'_, '_>,
    index: usize,
    flags: Option<usize>,
    text: &str,
    meter: &mut Meter,
) -> Result<Regex, Failure> {
    let source = arguments.string(index)?;
    let flags = match flags {
        Some(index) if arguments.has(index) => arguments.string(index)?,
        _ => "",
    };
    let bad = || arguments.bad("a pattern and flags of XPath, without back references");
    if source.len() > LONGEST {
        return Err(bad());
    }
    // Compiling and running both take time by the length of the pattern.
    meter.spend(64 + source.len() as u64 * 4)?;
    meter.read(text.len().saturating_mul(1 + source.len() / 8))?;
    let flags = Flags::read(flags).ok_or_else(bad)?;
    RegexBuilder::new(&pattern(source, flags).ok_or_else(bad)?)
        .size_limit(1 << 20)
        .dfa_size_limit(1 << 20)
        .nest_limit(64)
        .build()
        .map_err(|_| bad())
}

fn matches(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    let regex = compiled(arguments, 1, Some(2), text, meter)?;
    Ok(Value::Boolean(regex.is_match(text)))
}

/// What one match after another charges: a search goes over what is left.
fn charge_match(text: &str, from: usize, meter: &mut Meter) -> Result<(), Failure> {
    Ok(meter.spend(1 + (text.len() - from.min(text.len())) as u64 / 256)?)
}

fn replace(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    let regex = compiled(arguments, 1, Some(3), text, meter)?;
    let with = arguments.string(2)?;
    meter.read(with.len())?;
    let literal = arguments.has(3) && arguments.string(3)?.contains('q');
    let with = replacement(with, literal)
        .ok_or_else(|| arguments.bad("a replacement with groups such as $1"))?;
    let (mut replaced, mut from) = (String::new(), 0);
    for found in regex.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        charge_match(text, whole.end(), meter)?;
        let before = replaced.len();
        replaced.push_str(text.get(from..whole.start()).unwrap_or(""));
        found.expand(&with, &mut replaced);
        from = whole.end();
        meter.grow(replaced.len() - before)?;
    }
    let rest = text.get(from..).unwrap_or("");
    meter.grow(rest.len())?;
    replaced.push_str(rest);
    Ok(Value::String(replaced))
}

fn split(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    let regex = compiled(arguments, 1, None, text, meter)?;
    let (mut parts, mut from) = (Vec::new(), 0);
    for found in regex.find_iter(text) {
        charge_match(text, found.end(), meter)?;
        let part = text.get(from..found.start()).unwrap_or("");
        meter.grow(1 + part.len())?;
        parts.push(Value::from(part));
        from = found.end();
    }
    let rest = text.get(from..).unwrap_or("");
    meter.grow(1 + rest.len())?;
    parts.push(Value::from(rest));
    Ok(Value::List(parts))
}

/// Every part that matches.
fn extract(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    let regex = compiled(arguments, 1, None, text, meter)?;
    let mut parts = Vec::new();
    for found in regex.find_iter(text) {
        charge_match(text, found.end(), meter)?;
        meter.grow(1 + found.len())?;
        parts.push(Value::from(found.as_str()));
    }
    Ok(Value::List(parts))
}
