//! What may be written where, and what a decision covers.

use std::collections::BTreeSet;

use crate::{
    act::approval::Covered,
    connector::{Connector, Disclosure},
    data::Data,
    definition::Definition,
    field::{FieldValue, Open, Writes},
    form::{Form, Kind},
    refusal::Refusal,
    sorted::SortedMap,
    state::{Instance, Seat, Task},
};

/// Whether the mandatory fields of a form must be there.
#[derive(Clone, Copy)]
pub enum Required<'a> {
    /// They must be in the writes.
    Given,
    /// They must be in the writes or have been written before.
    GivenOrWritten(&'a Instance),
    /// Only what changes is written.
    No,
}

/// Checks what a person writes against the form.
pub fn accept(form: Option<&Form>, writes: &Writes, required: Required<'_>) -> Result<(), Refusal> {
    if !writes.within_limits() {
        return Err(Refusal::FieldsBeyondLimits);
    }
    for (path, value) in writes.iter() {
        let unknown = || Refusal::FieldUnknown {
            path: path.to_owned(),
        };
        let field = form
            .and_then(|form| form.field(path))
            .filter(|field| !field.disabled)
            .ok_or_else(unknown)?;
        match (&value, field.sealed.is_some()) {
            (FieldValue::Open(_), true) => return Err(disclosure(path, "sealed")),
            (FieldValue::Sealed(_), false) => return Err(disclosure(path, "open")),
            (FieldValue::Sealed(_), true) => {}
            // No act carries one.
            (FieldValue::Derived(_), _) => return Err(disclosure(path, "open")),
            (FieldValue::Open(open), false) => {
                field
                    .accepts(open)
                    .map_err(|expected| Refusal::FieldValue {
                        path: path.to_owned(),
                        expected,
                    })?
            }
        }
    }
    let written_before = |path: &str| match required {
        Required::Given => false,
        Required::GivenOrWritten(instance) => instance.fields.contains_key(path),
        Required::No => true,
    };
    let mandatory = form
        .into_iter()
        .flat_map(Form::writable)
        .filter(|field| field.required);
    for field in mandatory {
        let path = field.path.as_str();
        let given = writes.open.contains_key(path) || writes.sealed.contains_key(path);
        if !given && !written_before(path) {
            return Err(Refusal::FieldMissing {
                path: path.to_owned(),
            });
        }
    }
    Ok(())
}

fn disclosure(path: &str, wanted: &'static str) -> Refusal {
    Refusal::FieldDisclosure {
        path: path.to_owned(),
        wanted,
    }
}

/// Checks what a connector answered: declared outputs only, each optional, open or sealed as declared.
pub fn accept_outputs(
    definition: &Definition,
    connector: &Connector,
    outputs: &Writes,
) -> Result<(), Refusal> {
    if !outputs.within_limits() {
        return Err(Refusal::FieldsBeyondLimits);
    }
    for (path, value) in outputs.iter() {
        let declared = connector
            .outputs
            .get(path)
            .ok_or_else(|| Refusal::FieldUnknown {
                path: path.to_owned(),
            })?;
        match (&value, declared.data) {
            (FieldValue::Derived(_), _) => return Err(disclosure(path, "open")),
            (FieldValue::Open(_), Disclosure::Sealed) => return Err(disclosure(path, "sealed")),
            (FieldValue::Sealed(_), Disclosure::Open) => return Err(disclosure(path, "open")),
            (FieldValue::Sealed(_), Disclosure::Sealed) => {}
            (FieldValue::Open(open), Disclosure::Open) => {
                let kind = definition.field(path).and_then(|info| info.kind.as_ref());
                if let Err(expected) = output_fits(kind, open) {
                    return Err(Refusal::FieldValue {
                        path: path.to_owned(),
                        expected: expected.into(),
                    });
                }
            }
        }
    }
    Ok(())
}

/// Checks what an operator or a message writes: declared fields, open or sealed as declared, of a fitting type, and, where
/// forms ask for the field, a value that one of these forms would take.
pub fn accept_fields(definition: &Definition, writes: &Writes) -> Result<(), Refusal> {
    if !writes.within_limits() {
        return Err(Refusal::FieldsBeyondLimits);
    }
    for (path, value) in writes.iter() {
        let info = definition
            .field(path)
            .ok_or_else(|| Refusal::FieldUnknown {
                path: path.to_owned(),
            })?;
        match (&value, info.is_sealed()) {
            (FieldValue::Open(_) | FieldValue::Derived(_), true) => {
                return Err(disclosure(path, "sealed"));
            }
            (FieldValue::Sealed(_), false) => return Err(disclosure(path, "open")),
            (FieldValue::Sealed(_), true) | (FieldValue::Derived(_), false) => {}
            (FieldValue::Open(open), false) => {
                let fits = field_fits(info.kind.as_ref(), open).map_err(str::to_owned);
                fits.and_then(|()| some_form_takes(definition, path, open))
                    .map_err(|expected| Refusal::FieldValue {
                        path: path.to_owned(),
                        expected,
                    })?;
            }
        }
    }
    Ok(())
}

/// A route may count on what a form lets through, however the value came.
fn some_form_takes(definition: &Definition, path: &str, open: &Open) -> Result<(), String> {
    let typed = match open {
        // What a person would have typed.
        Open::Integer(number) => &Open::Text(number.to_string()),
        open => open,
    };
    let forms = definition.forms().values();
    let asking = forms.filter_map(|form| form.field(path).filter(|field| !field.disabled));
    let mut refused = None;
    for field in asking {
        match field.accepts(typed) {
            Ok(()) => return Ok(()),
            Err(expected) => refused = refused.or(Some(expected)),
        }
    }
    refused.map_or(Ok(()), Err)
}

fn field_fits(kind: Option<&Kind>, open: &Open) -> Result<(), &'static str> {
    match (kind, open) {
        (None | Some(Kind::Choices(_)), Open::List(_)) => Ok(()),
        (Some(Kind::Choices(_)), _) => Err("a list"),
        (kind, open) => output_fits(kind, open),
    }
}

fn output_fits(kind: Option<&Kind>, open: &Open) -> Result<(), &'static str> {
    match (kind, open) {
        (_, Open::List(_)) => Err("text, a number, or true or false"),
        (None, Open::Boolean(_) | Open::Integer(_) | Open::Text(_)) => Ok(()),
        (Some(Kind::Number), Open::Integer(_)) => Ok(()),
        (Some(Kind::Number), Open::Text(text)) if text.parse::<feel::Number>().is_ok() => Ok(()),
        (Some(Kind::Number), _) => Err("a number"),
        (Some(Kind::Checkbox), Open::Boolean(_)) => Ok(()),
        (Some(Kind::Checkbox), _) => Err("true or false"),
        (Some(Kind::Choices(_)), _) => Err("a list, which no connector gives"),
        (Some(Kind::Text | Kind::LongText | Kind::Choice(_) | Kind::Date), Open::Text(_)) => Ok(()),
        (Some(Kind::Text | Kind::LongText | Kind::Choice(_) | Kind::Date), _) => Err("text"),
    }
}

/// What a field path of a task's form means there: a local value, or else the field.
fn shown<'a>(
    definition: &Definition,
    instance: &'a Instance,
    task: &'a Task,
    path: &str,
) -> (bool, Option<&'a FieldValue>) {
    let seat = Seat {
        node: task.node,
        items: task.items.clone(),
    };
    // What was reopened lies in no scope any more: it shows what it showed when it was reached.
    let before = instance.approved.get(&seat).filter(|_| task.reopened);
    let here = instance.around(task.scope);
    let local = match before {
        Some(approved) => approved.locals.get(path),
        None => here.filter_map(|(_, scope)| scope.locals.get(path)).next(),
    };
    match local {
        Some(local) => (true, Some(local)),
        None => {
            let field = definition
                .field(path)
                .and_then(|_| instance.fields.get(path));
            (false, field.map(|field| &field.value))
        }
    }
}

/// The value that a task's form shows for a path: what the person sees and decides on.
pub fn value_shown<'a>(
    definition: &Definition,
    instance: &'a Instance,
    task: &'a Task,
    path: &str,
) -> Option<&'a FieldValue> {
    shown(definition, instance, task, path).1
}

fn paths<'a>(definition: &'a Definition, task: &Task) -> impl Iterator<Item = &'a str> {
    let form = definition.form(task.node).into_iter();
    form.flat_map(|form| &form.fields)
        .map(|field| field.path.as_str())
}

/// Local values that a task's form shows.
pub(super) fn locals(
    definition: &Definition,
    instance: &Instance,
    task: &Task,
) -> SortedMap<String, FieldValue> {
    let local = |path: &str| match shown(definition, instance, task, path) {
        (true, Some(value)) => Some((path.to_owned(), value.clone())),
        _ => None,
    };
    paths(definition, task).filter_map(local).collect()
}

/// Whether a task's form shows one of these fields, and not a local value of its name.
pub(super) fn shows(
    definition: &Definition,
    instance: &Instance,
    task: &Task,
    changed: &BTreeSet<String>,
) -> bool {
    paths(definition, task)
        .any(|path| changed.contains(path) && !shown(definition, instance, task, path).0)
}

/// Exactly what the form of a task shows, sorted by path: open values, commitments, or neither where nothing is written.
pub fn covers(definition: &Definition, instance: &Instance, task: &Task) -> Vec<Covered> {
    let mut covers: Vec<Covered> = paths(definition, task)
        .map(|path| {
            let (open, sealed) = match shown(definition, instance, task, path).1 {
                None => (None, None),
                Some(FieldValue::Open(open)) => (Some(open.clone()), None),
                Some(FieldValue::Derived(Data::Null)) => (None, None),
                Some(FieldValue::Derived(data)) => (Some(data.to_open()), None),
                Some(FieldValue::Sealed(commitment)) => (None, Some(*commitment)),
            };
            Covered {
                open,
                path: path.to_owned(),
                sealed,
            }
        })
        .collect();
    covers.sort_by(|a, b| a.path.cmp(&b.path));
    covers
}
