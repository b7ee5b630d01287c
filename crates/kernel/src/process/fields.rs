//! What may be written where, and what a decision covers.

use crate::{
    act::approval::Covered,
    connector::{Connector, Disclosure},
    definition::Definition,
    field::{FieldValue, Open, Writes},
    form::{Form, Kind},
    refusal::Refusal,
    state::{Instance, NodeIx},
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

/// Exactly what the form of a node shows, sorted by path: open values, commitments, or neither where nothing is written.
pub fn covers(definition: &Definition, instance: &Instance, node: NodeIx) -> Vec<Covered> {
    let form = definition.form(node);
    let mut covers: Vec<Covered> = form
        .into_iter()
        .flat_map(|form| &form.fields)
        .map(
            |field| match instance.fields.get(&field.path).map(|field| &field.value) {
                None => Covered {
                    open: None,
                    path: field.path.clone(),
                    sealed: None,
                },
                Some(FieldValue::Open(open)) => Covered {
                    open: Some(open.clone()),
                    path: field.path.clone(),
                    sealed: None,
                },
                Some(FieldValue::Sealed(commitment)) => Covered {
                    open: None,
                    path: field.path.clone(),
                    sealed: Some(*commitment),
                },
            },
        )
        .collect();
    covers.sort_by(|a, b| a.path.cmp(&b.path));
    covers
}
