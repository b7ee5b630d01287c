//! Whether a value is the one expected, by the kit's rules.

use std::sync::LazyLock;

use feel::{Number, Value};

use super::cases::converted;

/// Numbers that differ by less are taken for equal.
static TOLERANCE: LazyLock<Number> = LazyLock::new(|| "0.00000001".parse().unwrap());

pub fn matches(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => close(expected, found),
        (Value::List(expected), Value::List(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(expected, found)| matches(expected, found))
        }
        (Value::Context(expected), Value::Context(found)) => {
            expected.len() == found.len()
                && expected.iter().all(|(name, expected)| {
                    found
                        .get(name)
                        .is_some_and(|found| matches(expected, found))
                })
        }
        // XML Schema cannot write every date, time or duration; then the text of one stands for it.
        (Value::String(text), found) if !matches!(found, Value::String(_)) => function_of(found)
            .and_then(|function| converted(function, text))
            .is_some_and(|expected| expected == *found),
        (expected, found) => expected == found,
    }
}

fn close(expected: &Number, found: &Number) -> bool {
    if expected == found {
        return true;
    }
    let difference = expected.minus(*found);
    difference.is_ok_and(|difference| difference.abs() < *TOLERANCE)
}

fn function_of(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Date(_) => "date",
        Value::Time(_) => "time",
        Value::DateTime(_) => "date and time",
        Value::YearsMonths(_) | Value::DaysTime(_) => "duration",
        _ => return None,
    })
}
