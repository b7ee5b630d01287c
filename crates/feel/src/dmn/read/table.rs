//! Decision tables.

use super::element::{Element, normalise};
use crate::dmn::error::ReadError;
use crate::dmn::logic::{Aggregation, HitPolicy, Input, Output, Rule, Table, Text, Written};

/// Reads a decision table. Each rule has as many tests as there are inputs, and as many entries as there are outputs.
pub(super) fn table(element: Element<'_>) -> Result<Table<Written>, ReadError> {
    let inputs = element
        .named("input")
        .map(input)
        .collect::<Result<Vec<_>, _>>()?;
    let outputs: Vec<_> = element.named("output").map(output).collect();
    if outputs.is_empty() {
        return Err(element.missing("output"));
    }
    let rules = element
        .named("rule")
        .map(|rule| self::rule(rule, inputs.len(), outputs.len()))
        .collect::<Result<_, _>>()?;
    Ok(Table {
        policy: policy(element)?,
        inputs,
        outputs,
        rules,
    })
}

fn policy(element: Element<'_>) -> Result<HitPolicy, ReadError> {
    let written = element.attribute("hitPolicy").unwrap_or("UNIQUE");
    Ok(match written.trim() {
        "UNIQUE" => HitPolicy::Unique,
        "ANY" => HitPolicy::Any,
        "PRIORITY" => HitPolicy::Priority,
        "FIRST" => HitPolicy::First,
        "RULE ORDER" => HitPolicy::RuleOrder,
        "OUTPUT ORDER" => HitPolicy::OutputOrder,
        "COLLECT" => HitPolicy::Collect(aggregation(element)?),
        other => return Err(unknown(element, "hit policy", other)),
    })
}

fn aggregation(element: Element<'_>) -> Result<Option<Aggregation>, ReadError> {
    let Some(written) = element.attribute("aggregation") else {
        return Ok(None);
    };
    Ok(Some(match written.trim() {
        "SUM" => Aggregation::Sum,
        "COUNT" => Aggregation::Count,
        "MIN" => Aggregation::Least,
        "MAX" => Aggregation::Greatest,
        other => return Err(unknown(element, "aggregation", other)),
    }))
}

fn unknown(element: Element<'_>, what: &'static str, value: &str) -> ReadError {
    ReadError::Unknown {
        what,
        value: value.chars().take(200).collect(),
        position: element.at(),
    }
}

fn input(element: Element<'_>) -> Result<Input<Written>, ReadError> {
    let expression = element
        .child("inputExpression")
        .ok_or_else(|| element.missing("expression"))?;
    Ok(Input {
        // An expression that is still to be written makes the decision null, and leaves the others alone.
        expression: cell(expression, ""),
        type_of: expression.type_of(),
        allowed: element.child("inputValues").and_then(|child| child.text()),
    })
}

fn output(element: Element<'_>) -> Output<Written> {
    let allowed = element.child("outputValues").and_then(|child| child.text());
    Output {
        name: element
            .attribute("name")
            .map(normalise)
            .filter(|name| !name.is_empty()),
        type_of: element.type_of(),
        order: allowed.clone(),
        allowed,
        default: element
            .child("defaultOutputEntry")
            .and_then(|child| child.text()),
    }
}

fn rule(element: Element<'_>, inputs: usize, outputs: usize) -> Result<Rule<Written>, ReadError> {
    let tests: Vec<_> = element.named("inputEntry").map(|e| cell(e, "-")).collect();
    let entries: Vec<_> = element
        .named("outputEntry")
        .map(|e| cell(e, "null"))
        .collect();
    if tests.len() != inputs {
        return Err(element.missing("one test for each input"));
    }
    if entries.len() != outputs {
        return Err(element.missing("one entry for each output"));
    }
    Ok(Rule {
        tests,
        outputs: entries,
    })
}

/// A cell that was left empty means `blank`.
fn cell(element: Element<'_>, blank: &str) -> Text {
    element.text().unwrap_or_else(|| Text {
        source: blank.to_owned(),
        at: element.at(),
    })
}
