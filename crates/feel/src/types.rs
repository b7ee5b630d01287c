//! Types: what `instance of` asks for and what item definitions are made of.
//!
//! INVARIANT: null belongs to `Null` and `Any` alone; what may be null beside is the caller's rule.

use std::collections::BTreeMap;

use crate::function::Function;
use crate::value::Value;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Every value.
    Any,
    /// Null alone.
    Null,
    /// `true` and `false`.
    Boolean,
    /// Numbers.
    Number,
    /// Strings.
    String,
    /// Dates.
    Date,
    /// Times of day.
    Time,
    /// Dates with a time of day.
    DateTime,
    /// Durations of years and months.
    YearsMonths,
    /// Durations of days, hours, minutes and seconds.
    DaysTime,
    /// Lists whose items are of a type.
    List(Box<Type>),
    /// Contexts with at least these entries; without any, all contexts.
    Context(BTreeMap<String, Type>),
    /// Functions, with the types of parameters and result if they are told.
    Function(Option<Box<FunctionType>>),
    /// Ranges of a type.
    Range(Box<Type>),
}

/// The types of a function's parameters and result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionType {
    /// Those of the parameters.
    pub parameters: Vec<Type>,
    /// That of the result.
    pub result: Type,
}

impl Type {
    /// The simple type with the name `name`, such as `number` or `date and time`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Any" => Self::Any,
            "Null" | "null" => Self::Null,
            "boolean" => Self::Boolean,
            "number" => Self::Number,
            "string" => Self::String,
            "date" => Self::Date,
            "time" => Self::Time,
            "date and time" | "dateTime" => Self::DateTime,
            "years and months duration" | "yearMonthDuration" => Self::YearsMonths,
            "days and time duration" | "dayTimeDuration" => Self::DaysTime,
            "list" => Self::List(Box::new(Self::Any)),
            "context" => Self::Context(BTreeMap::new()),
            "function" => Self::Function(None),
            "range" => Self::Range(Box::new(Self::Any)),
            _ => return None,
        })
    }

    /// Whether `value` is of this type. A sealed value is only of the type `Any`.
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (Self::Null, Value::Null)
            | (Self::Boolean, Value::Boolean(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Date, Value::Date(_))
            | (Self::Time, Value::Time(_))
            | (Self::DateTime, Value::DateTime(_))
            | (Self::YearsMonths, Value::YearsMonths(_))
            | (Self::DaysTime, Value::DaysTime(_))
            | (Self::Function(None), Value::Function(_)) => true,
            (Self::List(item), Value::List(items)) => items
                .iter()
                .all(|value| value.is_null() || item.holds(value)),
            (Self::Context(entries), Value::Context(values)) => {
                entries.iter().all(|(name, kind)| {
                    values
                        .get(name)
                        .is_some_and(|value| value.is_null() || kind.holds(value))
                })
            }
            (Self::Range(kind), Value::Range(range)) => [range.low(), range.high()]
                .into_iter()
                .flatten()
                .all(|end| kind.holds(end)),
            (Self::Function(Some(kind)), Value::Function(function)) => kind.describes(function),
            _ => false,
        }
    }
}

impl FunctionType {
    /// Whether `function` takes arguments of the parameters' types. What it yields is only known once it is called.
    fn describes(&self, function: &Function) -> bool {
        match function {
            Function::Defined(defined) => {
                defined.parameters.len() == self.parameters.len()
                    && defined
                        .parameters
                        .iter()
                        .zip(&self.parameters)
                        .all(|(own, asked)| own.kind == Type::Any || own.kind == *asked)
            }
            Function::Builtin(_) | Function::Supplied(_) => function
                .arity()
                .is_none_or(|arity| arity == self.parameters.len()),
        }
    }
}

/// The value as one of the type `kind`, if it is one or can be made one: a list of one item is its item, an item is a list of
/// one, a date is that day's midnight in UTC. Null is of every type. None if it cannot be.
pub fn coerce(value: Value, kind: &Type) -> Option<Value> {
    if value.is_null() || kind.holds(&value) {
        return Some(value);
    }
    match (kind, value) {
        (Type::List(item), value) if item.holds(&value) => Some(Value::List(vec![value])),
        (Type::DateTime, Value::Date(date)) => Some(Value::DateTime(date.midnight_utc())),
        (kind, Value::List(mut items)) if items.len() == 1 => {
            items.pop().filter(|only| kind.holds(only))
        }
        _ => None,
    }
}
