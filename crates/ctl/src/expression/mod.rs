//! What `feel` and `decide` share: contexts from text, answers as JSON, and batches of lines.
//!
//! INVARIANT: a batch gives exactly one flushed line for each line it is given, whatever stands there.

mod batch;

use std::collections::BTreeMap;

use feel::{Expression, Limits, Names, Value};

pub(crate) use batch::{Line, each_line};
pub(crate) use engine::feel_json::value as json_value;

/// What one evaluation may take here: more than in a workflow, and below two seconds.
pub(crate) const LIMITS: Limits = Limits {
    fuel: 3_000_000,
    depth: 256,
    size: 1 << 23,
};

/// The variables that a context in FEEL gives, such as `{"Monthly Salary": 1, day: @"2026-11-22"}`. No text is none.
pub(crate) fn context(text: Option<&str>) -> Result<BTreeMap<String, Value>, String> {
    let Some(text) = text else {
        return Ok(BTreeMap::new());
    };
    let expression = Expression::parse(text).map_err(|error| format!("the context: {error}"))?;
    let outcome = expression
        .evaluate(&Value::Null, &LIMITS)
        .map_err(|error| format!("the context: {error}"))?;
    if let Some(warning) = outcome.warnings.first() {
        return Err(format!("the context: {warning}"));
    }
    match outcome.value {
        Value::Context(entries) => Ok(entries),
        other => Err(format!("the context is {}", other.type_name())),
    }
}

/// The names an expression can use: those of the variables, and after a point those of all contexts in them.
pub(crate) fn names(variables: &BTreeMap<String, Value>) -> Names {
    let mut entries = Vec::new();
    for value in variables.values() {
        collect(value, &mut entries);
    }
    Names::new()
        .with(variables.keys().map(String::as_str))
        .with_entries(entries)
}

/// No deeper than the limits under which the context was made.
fn collect<'v>(value: &'v Value, into: &mut Vec<&'v str>) {
    match value {
        Value::Context(entries) => {
            for (name, entry) in entries {
                into.push(name);
                collect(entry, into);
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, into)),
        _ => {}
    }
}
