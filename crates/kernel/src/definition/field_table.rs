//! The field table: what a version declares about each field path, over all its forms and connector outputs.
//!
//! INVARIANT: one path means one thing in a version. A path that is open here and sealed there, holds another type, or is
//! kept for another period is refused.

use std::collections::BTreeMap;

use super::{
    FieldDisclosure, FieldInfo,
    files::{Files, invalid},
};
use crate::{
    connector::Disclosure,
    form::{Field, Kind},
    limits,
    refusal::Refusal,
};

/// Builds the table.
pub(super) fn build(files: &Files) -> Result<BTreeMap<String, FieldInfo>, Refusal> {
    let mut table: BTreeMap<String, FieldInfo> = BTreeMap::new();
    for (id, form) in &files.forms {
        for field in &form.fields {
            declare(&mut table, &field.path, of_field(field))
                .map_err(|reason| invalid(&format!("forms/{id}.form"), reason))?;
        }
    }
    for (id, (_, connector)) in &files.connectors {
        for (path, output) in &connector.outputs {
            let disclosure = match output.data {
                Disclosure::Open => FieldDisclosure::Open,
                Disclosure::Sealed => FieldDisclosure::Sealed { retention: None },
            };
            let info = FieldInfo {
                kind: None,
                label: path.clone(),
                disclosure,
                output: true,
            };
            declare(&mut table, path, info)
                .map_err(|reason| invalid(&format!("connectors/{id}.json"), reason))?;
        }
    }
    if table.len() > limits::FIELDS {
        return Err(invalid(
            "version",
            format_args!("more than {} fields", limits::FIELDS),
        ));
    }
    Ok(table)
}

fn of_field(field: &Field) -> FieldInfo {
    let disclosure = match &field.sealed {
        None => FieldDisclosure::Open,
        Some(period) => FieldDisclosure::Sealed {
            retention: Some(period.clone()),
        },
    };
    FieldInfo {
        kind: Some(field.kind.clone()),
        label: field.label.clone(),
        disclosure,
        output: false,
    }
}

fn declare(
    table: &mut BTreeMap<String, FieldInfo>,
    path: &str,
    info: FieldInfo,
) -> Result<(), String> {
    let Some(known) = table.get_mut(path) else {
        table.insert(path.to_owned(), info);
        return Ok(());
    };
    match (&known.disclosure, &info.disclosure) {
        (FieldDisclosure::Open, FieldDisclosure::Open) => {}
        (
            FieldDisclosure::Sealed { retention: Some(a) },
            FieldDisclosure::Sealed { retention: Some(b) },
        ) if a != b => {
            return Err(format!(
                "field `{path}` is kept for {a} elsewhere in this version, for {b} here"
            ));
        }
        (FieldDisclosure::Sealed { retention }, FieldDisclosure::Sealed { retention: also }) => {
            known.disclosure = FieldDisclosure::Sealed {
                retention: retention.clone().or_else(|| also.clone()),
            };
        }
        (FieldDisclosure::Open, FieldDisclosure::Sealed { .. })
        | (FieldDisclosure::Sealed { .. }, FieldDisclosure::Open) => {
            return Err(format!(
                "field `{path}` is open in one place of this version and sealed in another"
            ));
        }
    }
    match (&known.kind, &info.kind) {
        (Some(a), Some(b)) if type_of(a) != type_of(b) => {
            return Err(format!(
                "field `{path}` holds {} elsewhere in this version, {} here",
                type_of(a),
                type_of(b)
            ));
        }
        (None, Some(_)) => known.kind = info.kind,
        (Some(_) | None, Some(_) | None) => {}
    }
    known.output |= info.output;
    Ok(())
}

/// The type a kind holds, as an expression sees it. A choice on one form may be shown as text on another.
fn type_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::LongText | Kind::Choice(_) => "text",
        Kind::Number => "a number",
        Kind::Choices(_) => "a list",
        Kind::Checkbox => "true or false",
        Kind::Date => "a date",
    }
}
