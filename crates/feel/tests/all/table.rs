//! Tables: an expression over a context written as JSON, and what comes of it.

use std::collections::BTreeMap;

use feel::{EvalError, Expression, Limits, Outcome, Value};

/// The value that JSON writes; numbers keep their digits, and `{"$sealed": "handle"}` is a sealed value.
pub fn value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Boolean(*truth),
        serde_json::Value::Number(number) => Value::Number(number.to_string().parse().unwrap()),
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(value).collect()),
        serde_json::Value::Object(entries) => match entries.get("$sealed") {
            Some(handle) => Value::Opaque(handle.as_str().unwrap().to_owned()),
            None => Value::Context(
                entries
                    .iter()
                    .map(|(key, entry)| (key.clone(), value(entry)))
                    .collect(),
            ),
        },
    }
}

/// The variables that a JSON object writes.
pub fn scope(json: &str) -> BTreeMap<String, Value> {
    match value(&serde_json::from_str(json).unwrap()) {
        Value::Context(entries) => entries,
        other => panic!("{other} is no scope"),
    }
}

/// Evaluates `source` over the variables of `json`.
pub fn evaluate(source: &str, json: &str) -> Result<Outcome, EvalError> {
    let expression =
        Expression::parse(source).unwrap_or_else(|error| panic!("`{source}`: {error}"));
    expression.evaluate(&scope(json), &Limits::V1)
}

/// A row: expression, variables, the value as FEEL writes it followed by ` !code` for each warning, and the reason.
pub type Row = (&'static str, &'static str, &'static str, &'static str);

/// The value and the warnings' codes (without `feel.warning.`), or the error's code, in one line.
fn shown(outcome: Result<Outcome, EvalError>) -> String {
    match outcome {
        Ok(outcome) => outcome
            .warnings
            .iter()
            .fold(outcome.value.to_string(), |line, warning| {
                format!(
                    "{line} !{}",
                    warning.kind.code().trim_start_matches("feel.warning.")
                )
            }),
        Err(error) => error.code().to_owned(),
    }
}

/// Checks every row, and names all that differ at once.
pub fn check(rows: &[Row]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(source, variables, expected, why)| {
            let found = shown(evaluate(source, variables));
            (found != *expected).then(|| {
                format!("{source}  over {variables}\n  gave {found}\n  not  {expected}: {why}")
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
