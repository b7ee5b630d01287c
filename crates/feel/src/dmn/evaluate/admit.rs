//! Whether a value is of the type that a model gives it.
//!
//! A value is made one of the type where DMN says so (a list of one item and its item, a date and its midnight), and is
//! refused otherwise. Null is of every type. Asking a sealed value for its type reads it, unless any type will do.

use std::collections::BTreeMap;

use crate::dmn::link::types::{ItemForm, ItemType, Kind};
use crate::dmn::link::{Graph, Tests};
use crate::error::EvalError;
use crate::session::Session;
use crate::types::{Type, coerce};
use crate::value::Value;

type Admitted = Result<Option<Value>, EvalError>;

/// The value as one of the type `kind`; none if it is not and cannot be made one.
pub(super) fn admit(graph: &Graph, value: Value, kind: &Kind, session: &mut Session) -> Admitted {
    session.spend(1)?;
    match kind {
        Kind::Base(Type::Any) => return Ok(Some(value)),
        _ if value.is_null() => return Ok(Some(value)),
        _ => {}
    }
    if let Value::Opaque(_) = value {
        return Err(EvalError::Sealed {
            operation: "type of a variable",
        });
    }
    let item = match kind {
        Kind::Base(base) => return Ok(coerce(value, base)),
        Kind::Item(number) => graph.types.item(*number),
    };
    let Some(item) = item else {
        return Ok(Some(value));
    };
    // A definition may name itself: the depth of the session ends that.
    session.nested(|session| {
        let admitted = match (value, item.collection) {
            (Value::List(items), true) => every(graph, items, item, session)?,
            (value, true) => one(graph, value, item, session)?.map(|item| Value::List(vec![item])),
            (value, false) => one(graph, value, item, session)?,
        };
        match (admitted, &item.constraint) {
            (Some(value), Some(tests)) if !value.is_null() => passes(value, tests, session),
            (admitted, _) => Ok(admitted),
        }
    })
}

fn every(graph: &Graph, items: Vec<Value>, kind: &ItemType, session: &mut Session) -> Admitted {
    let mut admitted = Vec::with_capacity(items.len());
    for item in items {
        match one(graph, item, kind, session)? {
            Some(item) => admitted.push(item),
            None => return Ok(None),
        }
    }
    Ok(Some(Value::List(admitted)))
}

/// The value as one of the definition, whether or not that is one of collections.
fn one(graph: &Graph, value: Value, item: &ItemType, session: &mut Session) -> Admitted {
    session.spend(1)?;
    if value.is_null() {
        return Ok(Some(value));
    }
    let admitted = match &item.form {
        ItemForm::Kind(kind) => admit(graph, value, kind, session)?,
        ItemForm::Function { .. } => {
            Some(value).filter(|value| matches!(value, Value::Function(_)))
        }
        ItemForm::Context(components) => match value {
            Value::Context(entries) => context(graph, entries, components, session)?,
            Value::List(mut items) if items.len() == 1 => match items.pop() {
                Some(Value::Context(entries)) => context(graph, entries, components, session)?,
                _ => None,
            },
            _ => None,
        },
    };
    match (admitted, &item.allowed) {
        (Some(value), Some(tests)) if !value.is_null() => passes(value, tests, session),
        (admitted, _) => Ok(admitted),
    }
}

/// Every component must be there; further entries may be.
fn context(
    graph: &Graph,
    mut entries: BTreeMap<String, Value>,
    components: &[(String, Kind)],
    session: &mut Session,
) -> Admitted {
    for (name, kind) in components {
        let Some(entry) = entries.remove(name) else {
            return Ok(None);
        };
        let Some(entry) = admit(graph, entry, kind, session)? else {
            return Ok(None);
        };
        entries.insert(name.clone(), entry);
    }
    Ok(Some(Value::Context(entries)))
}

/// The value, if it passes the tests. A list passes if each of its items does, or if it does as a whole.
fn passes(value: Value, tests: &Tests, session: &mut Session) -> Admitted {
    if is_allowed(&value, tests, session)? {
        return Ok(Some(value));
    }
    let Value::List(items) = &value else {
        return Ok(None);
    };
    for item in items {
        if !is_allowed(item, tests, session)? {
            return Ok(None);
        }
    }
    Ok(Some(value))
}

/// Whether the value passes the tests. Tests that are not FEEL allow everything.
pub(super) fn is_allowed(
    value: &Value,
    tests: &Tests,
    session: &mut Session,
) -> Result<bool, EvalError> {
    let Ok(parsed) = &tests.parsed else {
        return Ok(true);
    };
    let nothing: BTreeMap<String, Value> = BTreeMap::new();
    Ok(parsed.test_in(value, &nothing, session)? == Value::Boolean(true))
}
