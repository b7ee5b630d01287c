//! Models that declare no inputs at all: what their tables and expressions read are inputs.
//!
//! DMN asks for each input to be declared and required. Modelers that keep decision tables beside processes leave both out,
//! since their engines hand every variable to every decision. Such a model means the same here as one with its inputs
//! declared.
//!
//! INVARIANT: a model that declares an input is left as it is. Only plain names are found; what a decision of the model,
//! one of its functions or an import is called is none.

use std::collections::BTreeSet;

use crate::dmn::logic::{Boxed, Form, Text, Variable, Written};
use crate::dmn::model::{Decision, InputData, Model, Reference};
use crate::position::Position;
use crate::{Expression, Names, UnaryTests};

/// No id of a file has a blank in it.
const ID: &str = "not declared ";

/// The model with its inputs declared.
pub(super) fn declare(mut model: Model) -> Model {
    if !model.inputs.is_empty() {
        return model;
    }
    let known = names(&model);
    let mut inputs = BTreeSet::new();
    for decision in &mut model.decisions {
        for (name, at) in read_by(decision) {
            if known.contains(&name) {
                continue;
            }
            decision.requires.push(Reference {
                namespace: None,
                id: format!("{ID}{name}"),
                at,
            });
            inputs.insert(name);
        }
    }
    model.inputs = inputs
        .into_iter()
        .map(|name| InputData {
            id: format!("{ID}{name}"),
            variable: Variable {
                name,
                type_of: None,
            },
        })
        .collect();
    model
}

/// What the elements of a model and its imports are called.
fn names(model: &Model) -> BTreeSet<String> {
    let decisions = model.decisions.iter().map(|each| &each.variable.name);
    let knowledge = model.knowledge.iter().map(|each| &each.variable.name);
    let services = model.services.iter().map(|each| &each.variable.name);
    let imports = model.imports.iter().map(|each| &each.name);
    let all = decisions.chain(knowledge).chain(services).chain(imports);
    all.cloned().collect()
}

/// The names that a decision reads, each where it is read first. What cannot be parsed is told when it is linked.
fn read_by(decision: &Decision) -> Vec<(String, Position)> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut add = |paths: BTreeSet<String>, at: Position| {
        for path in paths {
            let name = path.split('.').next().unwrap_or_default().to_owned();
            if seen.insert(name.clone()) {
                found.push((name, at));
            }
        }
    };
    let (literals, tests) = texts(&decision.logic);
    for text in literals {
        if let Ok(expression) = Expression::parse(&text.source) {
            add(expression.variables(), text.at);
        }
    }
    for text in tests {
        if let Ok(parsed) = UnaryTests::parse_in(&text.source, &Names::new()) {
            add(parsed.variables(), text.at);
        }
    }
    found
}

/// Expressions and unary tests of a literal expression or a table; other forms are written by those who declare inputs.
fn texts(logic: &Boxed<Written>) -> (Vec<&Text>, Vec<&Text>) {
    match &logic.form {
        Form::Literal(text) => (vec![text], vec![]),
        Form::Table(table) => {
            let inputs = table.inputs.iter().map(|input| &input.expression);
            let defaults = table.outputs.iter().filter_map(|out| out.default.as_ref());
            let outputs = table.rules.iter().flat_map(|rule| &rule.outputs);
            let tests = table.rules.iter().flat_map(|rule| &rule.tests);
            (
                inputs.chain(defaults).chain(outputs).collect(),
                tests.collect(),
            )
        }
        _ => (vec![], vec![]),
    }
}
