//! Functions on contexts: `get value`, `get entries`, `context`, `context put`, `context merge`.

use std::collections::BTreeMap;

use super::{Arguments, Builtin};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("get value", (2, 2), get_value).named(&[&["m", "key"], &["context", "key"]]),
    Builtin::new("get entries", (1, 1), get_entries).named(&[&["m"], &["context"]]),
    Builtin::new("context", (1, 1), context).named(&[&["entries"]]),
    Builtin::new("context put", (3, 3), context_put)
        .named(&[&["context", "key", "value"], &["context", "keys", "value"]]),
    Builtin::new("context merge", (1, 1), context_merge).named(&[&["contexts"]]),
];

/// The entry with a key, or with a list of keys each into the entry before; null if there is none.
fn get_value(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    arguments.context(0)?;
    let keys = match arguments.any(1) {
        Value::List(keys) => keys.as_slice(),
        key => std::slice::from_ref(key),
    };
    let mut found = arguments.any(0);
    for key in keys {
        meter.spend(1)?;
        let Value::String(key) = key else {
            return Err(refuse(arguments.function, key));
        };
        found = match found {
            Value::Context(entries) => entries.get(key).unwrap_or(&Value::Null),
            sealed @ Value::Opaque(_) => return Err(refuse(arguments.function, sealed)),
            _ => &Value::Null,
        };
    }
    if keys.is_empty() {
        return Ok(Value::Null);
    }
    Ok(meter.copy(found)?)
}

/// A list of contexts, each with the `key` and the `value` of an entry.
fn get_entries(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut entries = Vec::new();
    for (key, value) in arguments.context(0)? {
        meter.grow(12 + key.len())?;
        entries.push(Value::Context(BTreeMap::from([
            ("key".to_owned(), Value::from(key.as_str())),
            ("value".to_owned(), meter.copy(value)?),
        ])));
    }
    Ok(Value::List(entries))
}

/// The context of entries as `get entries` lists them. A key must not occur twice.
fn context(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut made = BTreeMap::new();
    for entry in arguments.listed(0)? {
        let Value::Context(entry) = entry else {
            return Err(refuse(arguments.function, entry));
        };
        let (Some(Value::String(key)), Some(value)) = (entry.get("key"), entry.get("value")) else {
            return Err(arguments.bad("entries with a key and a value"));
        };
        meter.grow(1 + key.len())?;
        if made.insert(key.clone(), meter.copy(value)?).is_some() {
            return Err(arguments.bad("each key once"));
        }
    }
    Ok(Value::Context(made))
}

/// The context with another value at a key, or at a path of keys.
fn context_put(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    arguments.context(0)?;
    let keys = match arguments.any(1) {
        Value::List(keys) => keys.as_slice(),
        key => std::slice::from_ref(key),
    };
    let mut names = Vec::with_capacity(keys.len());
    for key in keys {
        meter.spend(1)?;
        match key {
            Value::String(name) => names.push(name.as_str()),
            other => return Err(refuse(arguments.function, other)),
        }
    }
    if names.is_empty() {
        return Err(arguments.bad("a key"));
    }
    let mut whole = meter.copy(super::single(arguments.any(0)))?;
    let mut place = &mut whole;
    for name in names {
        meter.enter()?;
        meter.grow(1 + name.len())?;
        if matches!(place, Value::Null) {
            *place = Value::Context(BTreeMap::new());
        }
        let Value::Context(entries) = place else {
            return Err(refuse(arguments.function, place));
        };
        place = entries.entry(name.to_owned()).or_insert(Value::Null);
    }
    *place = meter.copy(arguments.any(2))?;
    for _ in keys {
        meter.leave();
    }
    Ok(whole)
}

/// One context of the entries of several; later ones win.
fn context_merge(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut merged = BTreeMap::new();
    for one in arguments.listed(0)? {
        let Value::Context(entries) = one else {
            return Err(refuse(arguments.function, one));
        };
        for (key, value) in entries {
            meter.grow(1 + key.len())?;
            merged.insert(key.clone(), meter.copy(value)?);
        }
    }
    Ok(Value::Context(merged))
}
