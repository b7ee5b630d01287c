//! Values that the kernel derives itself: results of scripts, decisions, mappings and loops.
//!
//! INVARIANT: a [`Data`] is an exact copy of what an expression gave, so that reading it again gives an equal value. A
//! sealed value stays the commitment it is; ranges and functions have no stored form and are refused.
//!
//! New kind of value: a variant, its two conversions, and a row in the tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    commitment::Commitment,
    digest::Digest,
    field::{FieldValue, Open},
    form::Kind,
    limits,
};

/// A derived value that has no form of its own in acts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Data {
    /// Nothing.
    Null,
    /// True or false.
    Boolean(bool),
    /// A decimal number.
    Number(String),
    /// Text.
    Text(String),
    /// A day.
    Date(String),
    /// A time of day.
    Time(String),
    /// A day with a time of day.
    DateTime(String),
    /// A duration in months.
    Months(i64),
    /// A duration of days, hours, minutes and seconds.
    DaysTime(String),
    /// Values in order.
    List(Vec<Data>),
    /// Values by name.
    Context(BTreeMap<String, Data>),
    /// The commitment to a sealed value, moved whole.
    Sealed(Commitment),
}

impl Data {
    /// The stored form; an error names what has none.
    pub fn of(value: &feel::Value) -> Result<Self, &'static str> {
        Ok(match value {
            feel::Value::Null => Self::Null,
            feel::Value::Boolean(truth) => Self::Boolean(*truth),
            feel::Value::Number(number) => Self::Number(number.to_string()),
            feel::Value::String(text) => Self::Text(text.clone()),
            feel::Value::Date(date) => Self::Date(date.to_string()),
            feel::Value::Time(time) => Self::Time(time.to_string()),
            feel::Value::DateTime(at) => Self::DateTime(at.to_string()),
            feel::Value::YearsMonths(duration) => Self::Months(duration.months()),
            feel::Value::DaysTime(duration) => Self::DaysTime(duration.to_string()),
            feel::Value::List(items) => {
                Self::List(items.iter().map(Self::of).collect::<Result<_, _>>()?)
            }
            feel::Value::Context(entries) => {
                let entry = |(key, value): (&String, &feel::Value)| {
                    Ok::<_, &'static str>((key.clone(), Self::of(value)?))
                };
                Self::Context(entries.iter().map(entry).collect::<Result<_, _>>()?)
            }
            feel::Value::Opaque(handle) => {
                Self::Sealed(commitment(handle).ok_or("a sealed value")?)
            }
            feel::Value::Range(_) | feel::Value::Function(_) => return Err(value.type_name()),
        })
    }

    /// The value as expressions see it.
    pub fn to_value(&self) -> feel::Value {
        match self {
            Self::Null => feel::Value::Null,
            Self::Boolean(truth) => feel::Value::Boolean(*truth),
            Self::Number(text) => read(text, feel::Value::Number),
            Self::Text(text) => feel::Value::from(text.as_str()),
            Self::Date(text) => read(text, feel::Value::Date),
            Self::Time(text) => read(text, feel::Value::Time),
            Self::DateTime(text) => read(text, feel::Value::DateTime),
            Self::Months(months) => feel::YearsMonthsDuration::new(*months)
                .map_or(feel::Value::Null, feel::Value::YearsMonths),
            Self::DaysTime(text) => read(text, feel::Value::DaysTime),
            Self::List(items) => feel::Value::List(items.iter().map(Self::to_value).collect()),
            Self::Context(entries) => {
                let entry = |(key, value): (&String, &Self)| (key.clone(), value.to_value());
                feel::Value::Context(entries.iter().map(entry).collect())
            }
            Self::Sealed(commitment) => feel::Value::Opaque(commitment.to_string()),
        }
    }

    /// As a page shows it and a decision covers it: a plain value, or the text FEEL would write.
    pub fn to_open(&self) -> Open {
        match self {
            Self::Boolean(truth) => Open::Boolean(*truth),
            Self::Number(text) | Self::Text(text) | Self::Date(text) => Open::Text(text.clone()),
            other => Open::Text(other.to_value().to_string()),
        }
    }

    /// Roughly the bytes it holds, for the limit of one value.
    fn weight(&self) -> usize {
        match self {
            Self::Null | Self::Boolean(_) | Self::Months(_) => 8,
            Self::Number(text)
            | Self::Text(text)
            | Self::Date(text)
            | Self::Time(text)
            | Self::DateTime(text)
            | Self::DaysTime(text) => 8 + text.len(),
            Self::List(items) => items
                .iter()
                .fold(8, |sum: usize, item| sum.saturating_add(item.weight())),
            Self::Context(entries) => entries.iter().fold(8, |sum: usize, (key, entry)| {
                sum.saturating_add(8 + key.len() + entry.weight())
            }),
            Self::Sealed(_) => 40,
        }
    }
}

fn read<T: std::str::FromStr>(text: &str, value: impl FnOnce(T) -> feel::Value) -> feel::Value {
    text.parse().map_or(feel::Value::Null, value)
}

fn commitment(handle: &str) -> Option<Commitment> {
    Digest::parse(handle).map(Commitment)
}

/// A derived value as a request keeps it: plain wherever a plain value says the same, so that one value has one form.
/// A field that a form declares takes only what fits its kind.
pub fn derived(value: &feel::Value, kind: Option<&Kind>) -> Result<FieldValue, String> {
    if let feel::Value::Opaque(handle) = value {
        return commitment(handle)
            .map(FieldValue::Sealed)
            .ok_or_else(|| "it is no sealed value of this request".into());
    }
    let data = Data::of(value).map_err(|what| format!("it is {what}, which cannot be kept"))?;
    if data.weight() > limits::VALUE_BYTES {
        return Err(format!("it is larger than {} bytes", limits::VALUE_BYTES));
    }
    match kind {
        None => Ok(plain(data)),
        Some(kind) => fitted(data, kind)
            .ok_or_else(|| format!("it is {}, which the field cannot hold", value.type_name())),
    }
}

/// Roughly the bytes that a value holds.
pub fn weight(value: &FieldValue) -> usize {
    match value {
        FieldValue::Sealed(_) => 40,
        FieldValue::Derived(data) => data.weight(),
        FieldValue::Open(Open::Boolean(_) | Open::Integer(_)) => 8,
        FieldValue::Open(Open::Text(text)) => 8 + text.len(),
        FieldValue::Open(Open::List(items)) => items
            .iter()
            .fold(8, |sum: usize, item| sum.saturating_add(8 + item.len())),
    }
}

fn fitted(data: Data, kind: &Kind) -> Option<FieldValue> {
    let open = match (kind, data) {
        (_, Data::Null) => return Some(FieldValue::Derived(Data::Null)),
        (Kind::Number, Data::Number(text)) => Open::Text(text),
        (Kind::Checkbox, Data::Boolean(truth)) => Open::Boolean(truth),
        (Kind::Choices(_), Data::List(items)) => Open::List(texts(items).ok()?),
        (Kind::Date, Data::Date(text) | Data::Text(text)) => Open::Text(text),
        (Kind::Text | Kind::LongText | Kind::Choice(_), Data::Text(text)) => Open::Text(text),
        _ => return None,
    };
    Some(FieldValue::Open(open))
}

fn plain(data: Data) -> FieldValue {
    let open = match data {
        Data::Boolean(truth) => Open::Boolean(truth),
        Data::Text(text) => Open::Text(text),
        Data::Number(text) => match whole(&text) {
            Some(number) => Open::Integer(number),
            None => return FieldValue::Derived(Data::Number(text)),
        },
        Data::List(items) => match texts(items) {
            Ok(items) => Open::List(items),
            Err(items) => return FieldValue::Derived(Data::List(items)),
        },
        other => return FieldValue::Derived(other),
    };
    FieldValue::Open(open)
}

/// A whole number as acts write it, below 2^53.
fn whole(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.unsigned_abs() < 1 << 53 && number.to_string() == text).then_some(number)
}

fn texts(items: Vec<Data>) -> Result<Vec<String>, Vec<Data>> {
    if !items.iter().all(|item| matches!(item, Data::Text(_))) {
        return Err(items);
    }
    let text = |item| match item {
        Data::Text(text) => Some(text),
        _ => None,
    };
    Ok(items.into_iter().filter_map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let rows = [
            "null",
            "true",
            "12.50",
            "1e40",
            "7",
            "\"text\"",
            "date(\"2026-11-22\")",
            "time(\"09:30:00@Europe/Berlin\")",
            "date and time(\"2026-11-22T09:30:00Z\")",
            "duration(\"P1Y2M\")",
            "duration(\"-P1DT2H\")",
            "[1, \"a\", [null]]",
            "{a: 1, b: {c: [\"x\"]}}",
        ];
        for text in rows {
            let expression = feel::Expression::parse(text).unwrap();
            let scope = BTreeMap::<String, feel::Value>::new();
            let value = expression
                .evaluate(&scope, &feel::Limits::V1)
                .unwrap()
                .value;
            assert_eq!(Data::of(&value).unwrap().to_value(), value, "{text}");
            let kept = derived(&value, None).unwrap();
            let bytes = postcard::to_stdvec(&kept).unwrap();
            assert_eq!(postcard::from_bytes::<FieldValue>(&bytes).unwrap(), kept);
        }
    }

    #[test]
    fn a_declared_field_takes_only_what_fits() {
        let rows = [
            (feel::Value::from(3), Kind::Number, true),
            (feel::Value::from("3"), Kind::Number, false),
            (feel::Value::from("x"), Kind::Text, true),
            (feel::Value::from(3), Kind::Text, false),
            (feel::Value::from(true), Kind::Checkbox, true),
            (
                feel::Value::List(vec!["a".into()]),
                Kind::Choices(vec![]),
                true,
            ),
            (
                feel::Value::List(vec![1.into()]),
                Kind::Choices(vec![]),
                false,
            ),
            (feel::Value::Null, Kind::Number, true),
        ];
        for (value, kind, fits) in rows {
            assert_eq!(
                derived(&value, Some(&kind)).is_ok(),
                fits,
                "{value} in {kind:?}"
            );
        }
        let long = feel::Value::from("x".repeat(limits::VALUE_BYTES + 1));
        assert!(derived(&long, None).is_err(), "too large");
    }
}
