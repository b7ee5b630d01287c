//! Functions that make lists of lists: `append`, `concatenate`, `sublist`, `union`, `flatten` and their like.
//!
//! Positions count from 1, negative ones from the end.

use super::{ANY, Arguments, Builtin};
use crate::eval::call::apply;
use crate::eval::comparison::equal;
use crate::eval::refuse;
use crate::limits::Meter;
use crate::number::Number;
use crate::session::Session;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("sublist", (2, 3), sublist).named(&[&["list", "start position", "length"]]),
    Builtin::new("append", (1, ANY), append).named(&[&["list", "item"]]),
    Builtin::new("concatenate", (1, ANY), concatenate).named(&[&["list"]]),
    Builtin::new("insert before", (3, 3), insert_before).named(&[&["list", "position", "newItem"]]),
    Builtin::new("remove", (2, 2), remove).named(&[&["list", "position"]]),
    Builtin::new("reverse", (1, 1), reverse).named(&[&["list"]]),
    Builtin::new("index of", (2, 2), index_of).named(&[&["list", "match"]]),
    Builtin::new("union", (1, ANY), union).named(&[&["list"]]),
    Builtin::new("distinct values", (1, 1), distinct_values).named(&[&["list"]]),
    Builtin::new("duplicate values", (1, 1), duplicate_values).named(&[&["list"]]),
    Builtin::new("flatten", (1, 1), flatten).named(&[&["list"]]),
    Builtin::new("partition", (2, 2), partition).named(&[&["list", "size"]]),
    Builtin::new("is empty", (1, 1), is_empty).named(&[&["list"]]),
    Builtin::calling("list replace", (3, 3), list_replace).named(&[
        &["list", "position", "newItem"],
        &["list", "match", "newItem"],
    ]),
];

/// A copy of items, charged for.
fn copied<'v>(
    items: impl IntoIterator<Item = &'v Value>,
    meter: &mut Meter,
) -> Result<Vec<Value>, Failure> {
    let mut copies = Vec::new();
    for item in items {
        meter.spend(1)?;
        meter.grow(1)?;
        copies.push(meter.copy(item)?);
    }
    Ok(copies)
}

/// The index of the position in a list of `length`; none if it lies outside.
fn index(position: i32, length: usize) -> Option<usize> {
    let steps = usize::try_from(position.unsigned_abs()).ok()?;
    let index = if position > 0 {
        steps - 1
    } else {
        length.checked_sub(steps)?
    };
    (index < length).then_some(index)
}

fn sublist(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let start = index(arguments.whole(1)?, items.len())
        .ok_or_else(|| arguments.bad("a position in the list"))?;
    let left = items.len() - start;
    let length = if arguments.has(2) {
        usize::try_from(arguments.whole(2)?)
            .ok()
            .filter(|length| *length <= left)
            .ok_or_else(|| arguments.bad("a length within the list"))?
    } else {
        left
    };
    Ok(Value::List(copied(
        items.iter().skip(start).take(length),
        meter,
    )?))
}

/// The first argument's items, then the other arguments as items.
fn append(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let more = arguments.values.iter().skip(1).map(AsRef::as_ref);
    Ok(Value::List(copied(items.iter().chain(more), meter)?))
}

fn concatenate(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut joined = Vec::new();
    for at in 0..arguments.values.len() {
        joined.append(&mut copied(arguments.listed(at)?, meter)?);
    }
    Ok(Value::List(joined))
}

fn insert_before(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let position = arguments.whole(1)?;
    // One may insert before the end too.
    let end = usize::try_from(position).is_ok_and(|position| position == items.len() + 1);
    let at = if end {
        items.len()
    } else {
        index(position, items.len()).ok_or_else(|| arguments.bad("a position in the list"))?
    };
    let mut longer = copied(items, meter)?;
    meter.grow(1)?;
    longer.insert(at, meter.copy(arguments.any(2))?);
    Ok(Value::List(longer))
}

fn remove(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let at = index(arguments.whole(1)?, items.len())
        .ok_or_else(|| arguments.bad("a position in the list"))?;
    let mut shorter = copied(items, meter)?;
    shorter.remove(at);
    Ok(Value::List(shorter))
}

fn reverse(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    Ok(Value::List(copied(items.iter().rev(), meter)?))
}

/// The positions of the items that equal a value.
fn index_of(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut positions = Vec::new();
    for (at, item) in arguments.listed(0)?.iter().enumerate() {
        if equal(item, arguments.any(1), meter)? == Some(true) {
            meter.grow(1)?;
            positions.push(Value::Number(Number::from(at as u64 + 1)));
        }
    }
    Ok(Value::List(positions))
}

fn is_among(items: &[Value], wanted: &Value, meter: &mut Meter) -> Result<bool, Failure> {
    for item in items {
        if equal(item, wanted, meter)? == Some(true) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn distinct<'v>(
    items: impl IntoIterator<Item = &'v Value>,
    meter: &mut Meter,
) -> Result<Value, Failure> {
    let mut found = Vec::new();
    for item in items {
        if !is_among(&found, item, meter)? {
            meter.grow(1)?;
            found.push(meter.copy(item)?);
        }
    }
    Ok(Value::List(found))
}

/// The items of all lists, each once.
fn union(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut all = Vec::new();
    for at in 0..arguments.values.len() {
        all.extend(arguments.listed(at)?);
    }
    distinct(all, meter)
}

fn distinct_values(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    distinct(arguments.listed(0)?, meter)
}

/// The items that occur more than once, each once.
fn duplicate_values(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let rest = items.get(at + 1..).unwrap_or(&[]);
        if is_among(rest, item, meter)? && !is_among(&found, item, meter)? {
            meter.grow(1)?;
            found.push(meter.copy(item)?);
        }
    }
    Ok(Value::List(found))
}

/// The items of the list and of the lists within it, at any depth.
fn flatten(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut flat = Vec::new();
    gather(arguments.listed(0)?, &mut flat, meter)?;
    Ok(Value::List(flat))
}

fn gather(items: &[Value], flat: &mut Vec<Value>, meter: &mut Meter) -> Result<(), Failure> {
    meter.enter()?;
    for item in items {
        meter.spend(1)?;
        match item {
            Value::List(inner) => gather(inner, flat, meter)?,
            other => {
                meter.grow(1)?;
                flat.push(meter.copy(other)?);
            }
        }
    }
    meter.leave();
    Ok(())
}

/// Lists of so many items each, the last perhaps shorter.
fn partition(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let size = usize::try_from(arguments.whole(1)?)
        .ok()
        .filter(|size| *size > 0)
        .ok_or_else(|| arguments.bad("a size of at least 1"))?;
    let mut parts = Vec::new();
    for part in arguments.listed(0)?.chunks(size) {
        meter.grow(1)?;
        parts.push(Value::List(copied(part, meter)?));
    }
    Ok(Value::List(parts))
}

fn is_empty(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    Ok(Value::Boolean(arguments.listed(0)?.is_empty()))
}

/// The list with another item at a position, or in place of each item for which a function of it and the new item is true.
fn list_replace(arguments: &Arguments<'_, '_>, session: &mut Session) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let new = arguments.any(2);
    let mut replaced = copied(items, &mut session.meter)?;
    let Value::Function(function) = arguments.any(1) else {
        let at = index(arguments.whole(1)?, items.len())
            .ok_or_else(|| arguments.bad("a position in the list"))?;
        if let Some(place) = replaced.get_mut(at) {
            *place = session.meter.copy(new)?;
        }
        return Ok(Value::List(replaced));
    };
    for place in &mut replaced {
        let pair = vec![session.meter.copy(place)?, session.meter.copy(new)?];
        match apply(function, pair, session)? {
            Value::Boolean(true) => *place = session.meter.copy(new)?,
            Value::Boolean(false) => {}
            other => return Err(refuse(arguments.function, &other)),
        }
    }
    Ok(Value::List(replaced))
}
