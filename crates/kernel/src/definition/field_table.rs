//! The field table: what a version declares about each field path, over all its forms, connector outputs, messages and
//! the values that steps derive; those of called workflows among them.
//!
//! INVARIANT: one path means one thing in a version. A path that is open here and sealed there, holds another type, or is
//! kept for another period is refused.

use std::collections::BTreeMap;

use super::{
    FieldDisclosure, FieldInfo,
    files::{Files, PROCESS, invalid},
    isolated,
    locals::{Locals, View, moved},
    units::{Slot, Tree},
};
use crate::{
    connector::Disclosure,
    field::is_path,
    form::{Field, Kind},
    limits,
    refusal::Refusal,
    state::NodeIx,
};

/// What is read of a step's extension: names of fields that a message brings, comma-separated.
const MESSAGE_FIELDS: &str = "countersign.fields";

/// How often a sealed value may be handed from name to name.
const HANDS: usize = 16;

/// Fields by path.
pub(super) type Table = BTreeMap<String, FieldInfo>;

/// Builds the table, and the names that only a part of the diagram sees.
pub(super) fn build(tree: &Tree<'_>) -> Result<(Table, Locals), Refusal> {
    let mut declared = Table::new();
    for unit in tree.units {
        add_files(&mut declared, &unit.files)?;
    }
    let mut table = declared.clone();
    for _ in 0..HANDS {
        let locals = Locals::of(tree, &|name| {
            table.get(name).is_some_and(FieldInfo::is_sealed)
        });
        let mut next = declared.clone();
        for (ix, slot) in tree.iter() {
            add_derived(&mut next, &table, &locals, ix, slot)?;
        }
        if next.len() > limits::FIELDS {
            let reason = format!("more than {} fields", limits::FIELDS);
            return Err(invalid("version", reason));
        }
        // What is sealed follows the names a value is handed through; more is known after each pass.
        if next == table {
            isolated::check(tree, &table, &locals)?;
            return Ok((table, locals));
        }
        table = next;
    }
    Err(invalid(
        PROCESS,
        format_args!("a sealed value is handed on more than {HANDS} times"),
    ))
}

fn add_files(table: &mut Table, files: &Files) -> Result<(), Refusal> {
    for (id, form) in &files.forms {
        for field in &form.fields {
            declare(table, &field.path, of_field(field))
                .map_err(|reason| invalid(&format!("forms/{id}.form"), reason))?;
        }
    }
    for (id, (_, connector)) in &files.connectors {
        for (path, output) in &connector.outputs {
            let disclosure = match output.data {
                Disclosure::Open => FieldDisclosure::Open,
                Disclosure::Sealed => FieldDisclosure::Sealed { retention: None },
            };
            declare(table, path, of_output(path, disclosure, false))
                .map_err(|reason| invalid(&format!("connectors/{id}.json"), reason))?;
        }
    }
    Ok(())
}

fn of_output(path: &str, disclosure: FieldDisclosure, derived: bool) -> FieldInfo {
    FieldInfo {
        kind: None,
        label: path.to_owned(),
        disclosure,
        output: true,
        derived,
    }
}

/// Fields that a step writes by itself.
fn add_derived(
    next: &mut Table,
    table: &Table,
    locals: &Locals,
    ix: NodeIx,
    slot: &Slot<'_>,
) -> Result<(), Refusal> {
    let wrong = |reason: String| {
        let (label, at) = (slot.node.label(), slot.node.position);
        invalid(PROCESS, format_args!("`{label}` at {at}: {reason}"))
    };
    for (target, source) in written(slot.node) {
        if !is_path(target) {
            let target: String = target.chars().take(80).collect();
            return Err(wrong(format!("`{target}` is no name of a field")));
        }
        let disclosure = source
            .and_then(moved)
            .map_or(FieldDisclosure::Open, |name| {
                sealed_as(table, locals, ix, name)
            });
        declare(next, target, of_output(target, disclosure, true)).map_err(wrong)?;
    }
    for path in message_fields(slot.node) {
        if !is_path(path) {
            return Err(wrong(format!(
                "{MESSAGE_FIELDS} names `{path}`, which is no field"
            )));
        }
        declare(next, path, of_output(path, FieldDisclosure::Open, false)).map_err(wrong)?;
    }
    Ok(())
}

/// How a field is kept that takes this name whole.
fn sealed_as(table: &Table, locals: &Locals, ix: NodeIx, name: &str) -> FieldDisclosure {
    let field = |name: &str| table.get(name).map(|info| info.disclosure.clone());
    match locals.sees(View::Inside(ix), name) {
        Some((_, local)) if local.sealed => local
            .roots
            .iter()
            .find_map(|root| field(root))
            .unwrap_or(FieldDisclosure::Sealed { retention: None }),
        Some(_) => FieldDisclosure::Open,
        None => field(name).unwrap_or(FieldDisclosure::Open),
    }
}

/// Fields that a step derives, with the text they are taken from where a name may be moved whole.
pub(super) fn written(node: &bpmn::Node) -> impl Iterator<Item = (&str, Option<&str>)> {
    let extension = &node.extension;
    let outputs = extension
        .outputs
        .iter()
        .map(|(source, target)| (target.as_str(), Some(source.as_str())));
    // With outputs, a result is seen by them alone.
    let result = result_name(node).filter(|_| extension.outputs.is_empty());
    let each = node.multi_instance.as_ref();
    let collected = each.and_then(|each| each.output_collection.as_deref());
    outputs
        .chain(result.map(|name| (name, None)))
        .chain(collected.map(|name| (name, None)))
}

/// The name that takes the result of a script or decision.
pub(super) fn result_name(node: &bpmn::Node) -> Option<&str> {
    let extension = &node.extension;
    match node.kind {
        bpmn::NodeKind::ScriptTask => extension.script.as_ref()?.result_variable.as_deref(),
        bpmn::NodeKind::BusinessRuleTask => extension
            .called_decision
            .as_ref()?
            .result_variable
            .as_deref(),
        _ => None,
    }
}

/// Fields that a message brings.
pub(super) fn message_fields(node: &bpmn::Node) -> impl Iterator<Item = &str> {
    let property = node.extension.properties.get(MESSAGE_FIELDS);
    let names = property.map(String::as_str).unwrap_or_default().split(',');
    names.map(str::trim).filter(|name| !name.is_empty())
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
        derived: false,
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
    known.derived |= info.derived;
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
