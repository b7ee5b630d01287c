//! A FEEL value as JSON.
//!
//! INVARIANT: a number with up to 15 significant digits is a JSON number that reads back as the same decimal; one with
//! more is a string, so that no reader loses digits. What JSON has no form for is its FEEL text.

use feel::{Number, Value};
use serde_json::{Value as Json, json};

/// Digits that every reader of JSON keeps: a double holds any 15.
const DIGITS: usize = 15;

/// The value as JSON.
pub fn value(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Number(number) => self::number(*number),
        Value::String(text) => json!(text),
        Value::List(items) => items.iter().map(self::value).collect(),
        Value::Context(entries) => entries
            .iter()
            .map(|(name, entry)| (name.clone(), self::value(entry)))
            .collect(),
        Value::Date(date) => json!(date.to_string()),
        Value::Time(time) => json!(time.to_string()),
        Value::DateTime(instant) => json!(instant.to_string()),
        Value::YearsMonths(duration) => json!(duration.to_string()),
        Value::DaysTime(duration) => json!(duration.to_string()),
        Value::Range(_) | Value::Function(_) | Value::Opaque(_) => json!(value.to_string()),
    }
}

fn number(number: Number) -> Json {
    let text = number.to_string();
    if significant(&text) > DIGITS {
        return json!(text);
    }
    if let Some(whole) = number.to_i64() {
        return json!(whole);
    }
    match text.parse::<f64>() {
        // A double that is zero or infinite has lost what the decimal says.
        Ok(double) if double.is_finite() && double != 0.0 => json!(double),
        _ => json!(text),
    }
}

/// Digits between the first and the last that is not zero.
fn significant(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_as_long_as_no_digit_is_lost() {
        let rows = [
            ("0", "0"),
            ("-7", "-7"),
            ("1.50", "1.5"),
            ("0.1", "0.1"),
            ("123456789012345", "123456789012345"),
            ("1234567890123456", r#""1234567890123456""#),
            ("0.1234567890123456", r#""0.1234567890123456""#),
            ("9007199254740993", r#""9007199254740993""#),
        ];
        for (text, want) in rows {
            let number: Number = text.parse().unwrap();
            assert_eq!(value(&Value::Number(number)).to_string(), want, "{text}");
        }
    }
}
