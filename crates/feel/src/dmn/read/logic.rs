//! Boxed expressions.
//!
//! The recursion is as deep as the elements, which `guard` bounds.

use std::sync::Arc;

use super::element::Element;
use super::table;
use crate::dmn::error::ReadError;
use crate::dmn::logic::{
    Body, Boxed, Entry, Form, Function, Iteration, IterationKind, Variable, Written,
};

type Read = Result<Boxed<Written>, ReadError>;

const FORMS: [&str; 12] = [
    "literalExpression",
    "context",
    "relation",
    "list",
    "invocation",
    "functionDefinition",
    "decisionTable",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
];

/// The expression among the children of `element`.
pub(super) fn within(element: Element<'_>) -> Read {
    expressions(element)
        .next()
        .map_or(Ok(nothing()), expression)
}

fn expressions<'a>(element: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    element
        .children()
        .filter(|child| FORMS.contains(&child.tag()))
}

/// The expression in the child `tag` of `element`.
fn part(element: Element<'_>, tag: &'static str) -> Result<Box<Boxed<Written>>, ReadError> {
    let child = element.child(tag).ok_or_else(|| element.missing(tag))?;
    within(child).map(Box::new)
}

fn nothing() -> Boxed<Written> {
    Boxed {
        form: Form::Nothing,
        type_of: None,
    }
}

fn expression(element: Element<'_>) -> Read {
    let form = match element.tag() {
        "literalExpression" => literal(element),
        "context" => Form::Context(entries(element)?),
        "relation" => relation(element)?,
        "list" => Form::List(all(element)?),
        "invocation" => invocation(element)?,
        "functionDefinition" => Form::Function(Box::new(function(element)?)),
        "decisionTable" => Form::Table(Box::new(table::table(element)?)),
        "conditional" => Form::Conditional {
            condition: part(element, "if")?,
            yes: part(element, "then")?,
            no: part(element, "else")?,
        },
        "filter" => iteration(element, IterationKind::Filter, "match")?,
        "for" => iteration(element, IterationKind::For, "return")?,
        "some" => iteration(element, IterationKind::Some, "satisfies")?,
        "every" => iteration(element, IterationKind::Every, "satisfies")?,
        _ => Form::Nothing,
    };
    Ok(Boxed {
        form,
        type_of: element.type_of(),
    })
}

fn all(element: Element<'_>) -> Result<Vec<Boxed<Written>>, ReadError> {
    expressions(element).map(expression).collect()
}

/// An expression in a language other than FEEL is nothing that can be evaluated.
fn literal(element: Element<'_>) -> Form<Written> {
    let foreign = element
        .attribute("expressionLanguage")
        .is_some_and(|language| !language.to_ascii_lowercase().contains("feel"));
    match element.text() {
        Some(text) if !foreign => Form::Literal(text),
        _ => Form::Nothing,
    }
}

fn entries(element: Element<'_>) -> Result<Vec<Entry<Written>>, ReadError> {
    element
        .named("contextEntry")
        .map(|entry| {
            Ok(Entry {
                variable: entry
                    .child("variable")
                    .map(|variable| variable.variable())
                    .transpose()?,
                value: within(entry)?,
            })
        })
        .collect()
}

fn relation(element: Element<'_>) -> Result<Form<Written>, ReadError> {
    Ok(Form::Relation {
        columns: element
            .named("column")
            .map(|column| column.variable())
            .collect::<Result<_, _>>()?,
        rows: element.named("row").map(all).collect::<Result<_, _>>()?,
    })
}

fn invocation(element: Element<'_>) -> Result<Form<Written>, ReadError> {
    let bindings = element
        .named("binding")
        .map(|binding| {
            let parameter = binding
                .child("parameter")
                .ok_or_else(|| binding.missing("parameter"))?;
            Ok((parameter.name()?, within(binding)?))
        })
        .collect::<Result<_, ReadError>>()?;
    Ok(Form::Invocation {
        function: Box::new(within(element)?),
        bindings,
    })
}

/// A function definition, or the logic of a business knowledge model.
pub(super) fn function(element: Element<'_>) -> Result<Function<Written>, ReadError> {
    let parameters = element
        .named("formalParameter")
        .map(|parameter| parameter.variable())
        .collect::<Result<_, _>>()?;
    let kind = element.attribute("kind").unwrap_or("FEEL");
    let body = match kind.trim().to_ascii_uppercase().as_str() {
        "" | "F" | "FEEL" => Body::Boxed(Arc::new(within(element)?)),
        _ => Body::External,
    };
    Ok(Function { parameters, body })
}

/// The function of a business knowledge model that has no logic.
pub(super) fn no_function() -> Function<Written> {
    Function {
        parameters: Vec::new(),
        body: Body::Boxed(Arc::new(nothing())),
    }
}

fn iteration(
    element: Element<'_>,
    kind: IterationKind,
    body: &'static str,
) -> Result<Form<Written>, ReadError> {
    let name = match kind {
        IterationKind::Filter => "item".to_owned(),
        IterationKind::For | IterationKind::Some | IterationKind::Every => super::normalise(
            element
                .attribute("iteratorVariable")
                .ok_or_else(|| element.missing("iterator variable"))?,
        ),
    };
    let over = element.child("in");
    Ok(Form::Iteration(Box::new(Iteration {
        kind,
        variable: Variable {
            name,
            type_of: over.and_then(|over| over.type_of()),
        },
        over: *part(element, "in")?,
        body: Arc::new(*part(element, body)?),
    })))
}
