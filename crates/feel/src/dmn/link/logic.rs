//! Boxed expressions, linked: every text parsed with the names in its scope, every type name resolved.
//!
//! A text that is not FEEL is kept with its problem: it makes the value null where it is evaluated, and nothing else.

use std::sync::Arc;

use super::types::{Kind, TypeNames, Types};
use crate::dmn::logic::{
    Body, Boxed, Entry, Form, Function, Input, Iteration, IterationKind, Output, Rule, Stage,
    Table, Text, Variable, Written,
};
use crate::position::Position;
use crate::{Expression, Names, ParseError, UnaryTests};

/// The stage of a model that was linked.
#[derive(Debug, Clone)]
pub(crate) struct Linked;

impl Stage for Linked {
    type Literal = Literal;
    type Tests = Tests;
    type Type = Kind;
}

/// A parsed expression.
#[derive(Debug, Clone)]
pub(crate) struct Literal {
    pub(crate) parsed: Result<Expression, ParseError>,
    /// Where the text stands in the file.
    pub(crate) at: Position,
}

impl Literal {
    pub(crate) fn parse(text: &Text, names: &Names) -> Self {
        Self {
            parsed: Expression::parse_in(&text.source, names),
            at: text.at,
        }
    }
}

/// Parsed unary tests.
#[derive(Debug, Clone)]
pub(crate) struct Tests {
    pub(crate) parsed: Result<UnaryTests, ParseError>,
    /// Where the text stands in the file.
    pub(crate) at: Position,
}

impl Tests {
    pub(crate) fn parse(text: &Text, names: &Names) -> Self {
        Self {
            parsed: UnaryTests::parse_in(&text.source, names),
            at: text.at,
        }
    }
}

/// Links expressions of any model.
pub(super) struct Linker<'l> {
    pub(super) types: &'l Types,
    pub(super) names: &'l TypeNames<'l>,
}

impl Linker<'_> {
    /// The names, with those of the types that expressions of the model may name.
    pub(super) fn with_types(&self, model: usize, names: Names) -> Names {
        let known = self.names.known(self.types, model);
        known
            .into_iter()
            .fold(names, |names, (name, kind)| names.with_type(&name, kind))
    }

    pub(super) fn variable(&self, model: usize, variable: &Variable<Written>) -> Variable<Linked> {
        Variable {
            name: variable.name.clone(),
            type_of: variable
                .type_of
                .as_ref()
                .map(|name| self.names.resolve(model, name)),
        }
    }

    fn variables(&self, model: usize, variables: &[Variable<Written>]) -> Vec<Variable<Linked>> {
        variables
            .iter()
            .map(|variable| self.variable(model, variable))
            .collect()
    }

    /// Links `boxed`, whose value goes into something of the type `target`.
    pub(super) fn boxed(
        &self,
        model: usize,
        boxed: &Boxed<Written>,
        names: &Names,
        target: Option<&Kind>,
    ) -> Boxed<Linked> {
        let type_of = boxed
            .type_of
            .as_ref()
            .map(|name| self.names.resolve(model, name));
        let target = type_of.as_ref().or(target);
        let inner = |boxed: &Boxed<Written>| self.boxed(model, boxed, names, None);
        let form = match &boxed.form {
            Form::Nothing => Form::Nothing,
            Form::Literal(text) => Form::Literal(Literal::parse(text, names)),
            Form::Context(entries) => Form::Context(self.entries(model, entries, names)),
            Form::Relation { columns, rows } => Form::Relation {
                columns: self.variables(model, columns),
                rows: rows
                    .iter()
                    .map(|row| row.iter().map(inner).collect())
                    .collect(),
            },
            Form::List(items) => Form::List(items.iter().map(inner).collect()),
            Form::Invocation { function, bindings } => Form::Invocation {
                function: Box::new(inner(function)),
                bindings: bindings
                    .iter()
                    .map(|(name, value)| (name.clone(), inner(value)))
                    .collect(),
            },
            Form::Function(function) => {
                Form::Function(Box::new(self.function(model, function, names)))
            }
            Form::Table(table) => Form::Table(Box::new(self.table(model, table, names, target))),
            Form::Conditional { condition, yes, no } => Form::Conditional {
                condition: Box::new(inner(condition)),
                yes: Box::new(inner(yes)),
                no: Box::new(inner(no)),
            },
            Form::Iteration(iteration) => {
                Form::Iteration(Box::new(self.iteration(model, iteration, names)))
            }
        };
        Boxed { form, type_of }
    }

    /// Each entry sees those before it, and itself if it is a function.
    fn entries(
        &self,
        model: usize,
        entries: &[Entry<Written>],
        names: &Names,
    ) -> Vec<Entry<Linked>> {
        let mut names = names.clone();
        entries
            .iter()
            .map(|entry| {
                let variable = entry
                    .variable
                    .as_ref()
                    .map(|variable| self.variable(model, variable));
                names = names.with(variable.iter().map(|variable| variable.name.as_str()));
                let target = variable
                    .as_ref()
                    .and_then(|variable| variable.type_of.as_ref());
                Entry {
                    value: self.boxed(model, &entry.value, &names, target),
                    variable,
                }
            })
            .collect()
    }

    pub(super) fn function(
        &self,
        model: usize,
        function: &Function<Written>,
        names: &Names,
    ) -> Function<Linked> {
        let parameters = self.variables(model, &function.parameters);
        let names = names.with(parameters.iter().map(|parameter| parameter.name.as_str()));
        Function {
            parameters,
            body: match &function.body {
                Body::External => Body::External,
                Body::Boxed(body) => Body::Boxed(Arc::new(self.boxed(model, body, &names, None))),
            },
        }
    }

    fn iteration(
        &self,
        model: usize,
        iteration: &Iteration<Written>,
        names: &Names,
    ) -> Iteration<Linked> {
        let variable = self.variable(model, &iteration.variable);
        let inside = names.with([variable.name.as_str()]);
        let inside = match iteration.kind {
            IterationKind::For => inside.with(["partial"]),
            IterationKind::Filter | IterationKind::Some | IterationKind::Every => inside,
        };
        Iteration {
            kind: iteration.kind,
            variable,
            over: self.boxed(model, &iteration.over, names, None),
            body: Arc::new(self.boxed(model, &iteration.body, &inside, None)),
        }
    }

    fn table(
        &self,
        model: usize,
        table: &Table<Written>,
        names: &Names,
        target: Option<&Kind>,
    ) -> Table<Linked> {
        // The type of a table with one output is the type of that output.
        let target = target.filter(|_| table.outputs.len() == 1);
        Table {
            policy: table.policy,
            inputs: table
                .inputs
                .iter()
                .map(|input| self.input(model, input, names))
                .collect(),
            outputs: table
                .outputs
                .iter()
                .map(|output| self.output(model, output, names, target))
                .collect(),
            rules: table.rules.iter().map(|rule| linked(rule, names)).collect(),
        }
    }

    fn input(&self, model: usize, input: &Input<Written>, names: &Names) -> Input<Linked> {
        Input {
            expression: Literal::parse(&input.expression, names),
            type_of: input
                .type_of
                .as_ref()
                .map(|name| self.names.resolve(model, name)),
            allowed: input.allowed.as_ref().map(|text| Tests::parse(text, names)),
        }
    }

    fn output(
        &self,
        model: usize,
        output: &Output<Written>,
        names: &Names,
        target: Option<&Kind>,
    ) -> Output<Linked> {
        let type_of = output
            .type_of
            .as_ref()
            .map(|name| self.names.resolve(model, name));
        let order = output.order.as_ref().or_else(|| {
            let kind = type_of.as_ref().or(target)?;
            self.types.allowed_text(kind)
        });
        Output {
            name: output.name.clone(),
            allowed: output
                .allowed
                .as_ref()
                .map(|text| Tests::parse(text, names)),
            order: order.map(|text| {
                let list = Text {
                    source: format!("[{}]", text.source),
                    at: text.at,
                };
                Literal::parse(&list, names)
            }),
            default: output
                .default
                .as_ref()
                .map(|text| Literal::parse(text, names)),
            type_of,
        }
    }
}

fn linked(rule: &Rule<Written>, names: &Names) -> Rule<Linked> {
    Rule {
        tests: rule
            .tests
            .iter()
            .map(|text| Tests::parse(text, names))
            .collect(),
        outputs: rule
            .outputs
            .iter()
            .map(|text| Literal::parse(text, names))
            .collect(),
    }
}
