//! Values: what variables hold and what expressions yield.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::function::Function;
use crate::number::Number;
use crate::range::Range;
use crate::temporal::{Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration};

/// A FEEL value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or the result of something that failed.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A decimal number.
    Number(Number),
    /// Text.
    String(String),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A day with a time of day.
    DateTime(DateTime),
    /// A duration of years and months.
    YearsMonths(YearsMonthsDuration),
    /// A duration of days, hours, minutes and seconds.
    DaysTime(DaysTimeDuration),
    /// The values between two ends.
    Range(Arc<Range>),
    /// A function.
    Function(Arc<Function>),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name.
    Context(BTreeMap<String, Value>),
    /// The handle of a sealed value. It may be moved whole; any operation that reads it ends the evaluation.
    Opaque(String),
}

impl Value {
    /// The name of the value's type, with its article, as messages use it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::DateTime(_) => "a date and time",
            Self::YearsMonths(_) => "a years and months duration",
            Self::DaysTime(_) => "a days and time duration",
            Self::Range(_) => "a range",
            Self::Function(_) => "a function",
            Self::List(_) => "a list",
            Self::Context(_) => "a context",
            Self::Opaque(_) => "a sealed value",
        }
    }

    /// Whether the value is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}

/// Three-valued truth: none is null.
impl From<Option<bool>> for Value {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Self::Null, Self::Boolean)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

impl From<BTreeMap<String, Value>> for Value {
    fn from(entries: BTreeMap<String, Value>) -> Self {
        Self::Context(entries)
    }
}

/// The value as FEEL would write it. A sealed value shows neither content nor handle, a function only its name.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(truth) => write!(f, "{truth}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::String(text) => write_quoted(f, text),
            Self::Date(date) => write!(f, "date(\"{date}\")"),
            Self::Time(time) => write!(f, "time(\"{time}\")"),
            Self::DateTime(at) => write!(f, "date and time(\"{at}\")"),
            Self::YearsMonths(duration) => write!(f, "duration(\"{duration}\")"),
            Self::DaysTime(duration) => write!(f, "duration(\"{duration}\")"),
            Self::Range(range) => write!(f, "{range}"),
            Self::Function(function) => write!(f, "<function {}>", function.name().unwrap_or("")),
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Self::Context(entries) => {
                f.write_str("{")?;
                for (at, (key, entry)) in entries.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { ", " })?;
                    write_key(f, key)?;
                    write!(f, ": {entry}")?;
                }
                f.write_str("}")
            }
            Self::Opaque(_) => f.write_str("<sealed>"),
        }
    }
}

fn write_key(f: &mut fmt::Formatter<'_>, key: &str) -> fmt::Result {
    let mut characters = key.chars();
    let plain = characters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|next| next.is_alphanumeric() || next == '_');
    if plain {
        f.write_str(key)
    } else {
        write_quoted(f, key)
    }
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write as _;
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            other => f.write_char(other)?,
        }
    }
    f.write_char('"')
}
