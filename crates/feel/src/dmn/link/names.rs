//! Which names the expressions of a model may use beside the variables in their scope.
//!
//! An expression reaches into values by the names of their entries, which stand in types, contexts, relations and tables
//! anywhere in the models. A name of letters and blanks alone is taken for one wherever it stands; a name with signs, such
//! as `a-b`, could mean a computation, so it is taken for one only where it is in scope, or after a point.

use super::load::Loaded;
use crate::Names;
use crate::dmn::logic::{Body, Boxed, Entry, Form, Function, Table, Written};
use crate::dmn::model::{Item, Model, Shape};

/// The names that every expression of all models knows.
pub(super) fn vocabulary(loaded: &Loaded) -> Names {
    let mut words = Vec::new();
    for each in &loaded.models {
        elements(each, &mut words);
    }
    let (plain, others): (Vec<&str>, Vec<&str>) = words
        .iter()
        .map(String::as_str)
        .filter(|name| !name.chars().all(char::is_alphanumeric))
        .partition(|name| is_plain(name));
    Names::new().with(plain).with_entries(others)
}

/// Those names, and the names by which `model` knows others.
pub(super) fn with_imports(words: &Names, model: &Model) -> Names {
    words.with(model.imports.iter().map(|import| import.name.as_str()))
}

fn is_plain(name: &str) -> bool {
    name.contains(' ')
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == ' ' || letter == '_')
        && !name.split(' ').any(is_keyword)
}

/// Words that FEEL reads as part of its grammar: names with them are known in their scope alone.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "in"
            | "if"
            | "then"
            | "else"
            | "for"
            | "return"
            | "some"
            | "every"
            | "satisfies"
            | "between"
            | "instance"
            | "of"
            | "not"
            | "function"
            | "null"
            | "true"
            | "false"
    )
}

fn elements(model: &Model, words: &mut Vec<String>) {
    words.extend(model.imports.iter().map(|import| import.name.clone()));
    words.extend(model.inputs.iter().map(|input| input.variable.name.clone()));
    for service in &model.services {
        words.push(service.variable.name.clone());
    }
    for item in &model.items {
        components(item, words);
    }
    for decision in &model.decisions {
        words.push(decision.variable.name.clone());
        entries(&decision.logic, words);
    }
    for knowledge in &model.knowledge {
        words.push(knowledge.variable.name.clone());
        parts(&knowledge.function, words);
    }
}

fn components(item: &Item, words: &mut Vec<String>) {
    if let Shape::Context(items) = &item.shape {
        for component in items {
            words.push(component.name.clone());
            components(component, words);
        }
    }
}

fn parts(function: &Function<Written>, words: &mut Vec<String>) {
    words.extend(
        function
            .parameters
            .iter()
            .map(|parameter| parameter.name.clone()),
    );
    if let Body::Boxed(body) = &function.body {
        entries(body, words);
    }
}

fn entries(boxed: &Boxed<Written>, words: &mut Vec<String>) {
    match &boxed.form {
        Form::Literal(_) | Form::Nothing => {}
        Form::Context(items) => items.iter().for_each(|item| entry(item, words)),
        Form::Relation { columns, rows } => {
            words.extend(columns.iter().map(|column| column.name.clone()));
            rows.iter().flatten().for_each(|cell| entries(cell, words));
        }
        Form::List(items) => items.iter().for_each(|item| entries(item, words)),
        Form::Invocation { function, bindings } => {
            entries(function, words);
            bindings.iter().for_each(|(_, value)| entries(value, words));
        }
        Form::Function(function) => parts(function, words),
        Form::Table(table) => outputs(table, words),
        Form::Conditional { condition, yes, no } => [condition, yes, no]
            .into_iter()
            .for_each(|part| entries(part, words)),
        Form::Iteration(iteration) => {
            entries(&iteration.over, words);
            entries(&iteration.body, words);
        }
    }
}

fn entry(entry: &Entry<Written>, words: &mut Vec<String>) {
    words.extend(entry.variable.iter().map(|variable| variable.name.clone()));
    entries(&entry.value, words);
}

fn outputs(table: &Table<Written>, words: &mut Vec<String>) {
    words.extend(
        table
            .outputs
            .iter()
            .filter_map(|output| output.name.clone()),
    );
}
