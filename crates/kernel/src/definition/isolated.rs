//! Where names must not meet: local names and fields that are written inside, and a call that keeps fields apart.
//!
//! All steps of a request share its fields, those of called workflows too. A call that says that it does not hand its
//! fields down, or takes none back, is run as it is where no one can tell: where caller and called workflow have no
//! such field in common. Otherwise it is refused, and an input under the name of the field says what was meant.

use std::collections::BTreeSet;

use super::{
    field_table::{Table, message_fields, written},
    files::{PROCESS, invalid},
    locals::{Locals, View, inputs},
    units::{Slot, Tree},
};
use crate::{connector::Connector, form::Form, id::ConnectorId, refusal::Refusal};

pub(super) fn check(tree: &Tree<'_>, table: &Table, locals: &Locals) -> Result<(), Refusal> {
    for (ix, slot) in tree.iter() {
        let wrong = |reason: String| {
            let (label, at) = (slot.node.label(), slot.node.position);
            invalid(PROCESS, format_args!("`{label}` at {at}: {reason}"))
        };
        // Fields that a message brings are no local names; own inputs are not seen by what a step writes.
        let shown = shows(tree, slot).into_iter();
        for (name, view) in shown
            .map(|name| (name, View::Inside(ix)))
            .chain(written(slot.node).map(|(name, _)| (name.to_owned(), View::Around(ix))))
        {
            if let Some((owner, _)) = locals.sees(view, &name) {
                let owner = tree.slot(owner).map_or("", |slot| slot.node.label());
                return Err(wrong(format!(
                    "it writes `{name}`, which is a value of `{owner}` here and no field"
                )));
            }
        }
        if slot.node.kind == bpmn::NodeKind::CallActivity {
            call(tree, table, slot).map_err(wrong)?;
        }
    }
    Ok(())
}

/// Fields that people, connectors and messages write at a step.
fn shows(tree: &Tree<'_>, slot: &Slot<'_>) -> Vec<String> {
    let Some(files) = tree.files(slot) else {
        return Vec::new();
    };
    let extension = &slot.node.extension;
    let form = extension
        .form_id
        .as_ref()
        .and_then(|id| files.forms.get(id));
    let fields = form
        .into_iter()
        .flat_map(Form::writable)
        .map(|field| field.path.clone());
    let connector = extension
        .connector()
        .and_then(ConnectorId::parse)
        .and_then(|id| files.connectors.get(&id));
    let outputs = connector
        .into_iter()
        .flat_map(|(_, connector): &(_, Connector)| connector.outputs.keys().cloned());
    fields
        .chain(outputs)
        .chain(message_fields(slot.node).map(str::to_owned))
        .collect()
}

fn call(tree: &Tree<'_>, table: &Table, slot: &Slot<'_>) -> Result<(), String> {
    let Some(element) = &slot.node.extension.called_element else {
        return Ok(());
    };
    if element.propagate_all_parent && element.propagate_all_child {
        return Ok(());
    }
    let Some(called) = tree.called(slot.unit, &slot.node.id) else {
        return Ok(());
    };
    let own = fields_of(tree, slot.unit, false);
    let given: BTreeSet<&str> = inputs(slot)
        .iter()
        .map(|(_, target)| target.as_str())
        .collect();
    let common = |all| -> Option<String> {
        let theirs = fields_of(tree, called, all);
        let mut names = theirs
            .into_iter()
            .filter(|name| own.contains(name) && table.contains_key(name));
        names.find(|name| !given.contains(name.as_str()))
    };
    if !element.propagate_all_parent
        && let Some(name) = common(false)
    {
        return Err(format!(
            "it hands no fields down, but the called workflow has a field `{name}` too; hand it down as an input"
        ));
    }
    if !element.propagate_all_child
        && let Some(name) = common(true)
    {
        return Err(format!(
            "it takes no fields back, but the called workflow writes `{name}`; let it take all fields back"
        ));
    }
    Ok(())
}

/// Fields of a unit: all, or those it writes.
fn fields_of(tree: &Tree<'_>, unit: usize, only_written: bool) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, slot) in tree.iter().filter(|(_, slot)| slot.unit == unit) {
        names.extend(shows(tree, slot));
        names.extend(written(slot.node).map(|(name, _)| name.to_owned()));
    }
    if !only_written && let Some(unit) = tree.units.get(unit) {
        let forms = unit.files.forms.values().flat_map(|form| &form.fields);
        names.extend(forms.map(|field| field.path.clone()));
    }
    names
}
