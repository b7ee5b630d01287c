//! Built-in functions, one file a group.
//!
//! INVARIANT: a built-in is a function of its arguments. It charges the meter for what it reads and builds, before it does.
//!
//! To add one: write the function in its group's file, add a line to the group's `ALL`, and rows to the tables in
//! `tests/all/builtins.rs`. A name may have several words; the parser prefers the longest.

mod any;
mod calendar;
mod context;
mod conversion;
mod interval;
mod list;
mod number;
mod pattern;
mod rearrange;
mod sort;
mod statistics;
mod string;
mod temporal;
mod text;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::eval::refuse;
use crate::limits::Meter;
use crate::number::{Number, Rounding};
use crate::session::Session;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

/// A built-in function.
#[derive(Debug)]
pub(crate) struct Builtin {
    pub(crate) name: &'static str,
    /// The fewest and the most arguments.
    pub(crate) arity: (usize, usize),
    pub(crate) absent: Absent,
    pub(crate) run: Run,
    /// The names of the parameters; more than one list if the arguments may be of more than one kind.
    signatures: &'static [&'static [&'static str]],
}

/// How a built-in runs.
#[derive(Debug)]
pub(crate) enum Run {
    /// On its arguments alone.
    Plain(Plain),
    /// Calling other functions, or asking for the time.
    Calling(Calling),
}

/// What a variable or entry is that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// Null, with a warning.
    Warns,
    /// Null.
    IsNull,
}

/// As many arguments as are written.
const ANY: usize = usize::MAX;

type Plain = fn(&Arguments<'_, '_>, &mut Meter) -> Result<Value, Failure>;
type Calling = fn(&Arguments<'_, '_>, &mut Session) -> Result<Value, Failure>;

impl Builtin {
    const fn new(name: &'static str, arity: (usize, usize), run: Plain) -> Self {
        Self {
            name,
            arity,
            absent: Absent::Warns,
            run: Run::Plain(run),
            signatures: &[],
        }
    }

    /// A function that calls others or asks for the time.
    const fn calling(name: &'static str, arity: (usize, usize), run: Calling) -> Self {
        Self {
            name,
            arity,
            absent: Absent::Warns,
            run: Run::Calling(run),
            signatures: &[],
        }
    }

    /// The function with names for its parameters.
    const fn named(self, signatures: &'static [&'static [&'static str]]) -> Self {
        Self { signatures, ..self }
    }

    /// For each position the name of its argument, if one of `names` is that; none if the names fit no signature.
    pub(crate) fn places(&self, names: &[String]) -> Option<Vec<Option<&'static str>>> {
        let given = |parameter: &str| names.iter().filter(|name| *name == parameter).count();
        self.signatures.iter().find_map(|signature| {
            let last = signature.iter().rposition(|name| given(name) == 1)?;
            let count: usize = signature.iter().map(|name| given(name)).sum();
            if count != names.len() || last + 1 < self.arity.0 {
                return None;
            }
            let place = |name: &&'static str| (given(name) == 1).then_some(*name);
            Some(signature.iter().take(last + 1).map(place).collect())
        })
    }

    /// Whether the function asks for the time.
    pub(crate) fn needs_clock(&self) -> bool {
        matches!(self.name, "now" | "today")
    }

    /// A function that may ask about what does not exist.
    const fn on_absent(name: &'static str, arity: (usize, usize), run: Plain) -> Self {
        Self {
            name,
            arity,
            absent: Absent::IsNull,
            run: Run::Plain(run),
            signatures: &[],
        }
    }

    /// The words of the name.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.name.split(' ')
    }

    pub(crate) fn takes(&self, arguments: usize) -> bool {
        (self.arity.0..=self.arity.1).contains(&arguments)
    }
}

/// Every built-in.
pub(crate) fn all() -> impl Iterator<Item = &'static Builtin> {
    [
        any::ALL,
        calendar::ALL,
        context::ALL,
        conversion::ALL,
        interval::ALL,
        list::ALL,
        number::ALL,
        pattern::ALL,
        rearrange::ALL,
        sort::ALL,
        statistics::ALL,
        string::ALL,
        temporal::ALL,
        text::ALL,
    ]
    .into_iter()
    .flatten()
}

/// The arguments of one call.
pub(crate) struct Arguments<'a, 'v> {
    pub(crate) function: &'static str,
    pub(crate) values: &'a [Cow<'v, Value>],
}

impl<'a> Arguments<'a, '_> {
    /// The argument at `index`; one that was not given is null.
    fn any(&self, index: usize) -> &'a Value {
        self.values.get(index).map_or(&Value::Null, AsRef::as_ref)
    }

    fn is_given(&self, index: usize) -> bool {
        index < self.values.len()
    }

    fn string(&self, index: usize) -> Result<&'a str, Failure> {
        match single(self.any(index)) {
            Value::String(text) => Ok(text),
            other => Err(refuse(self.function, other)),
        }
    }

    fn number(&self, index: usize) -> Result<Number, Failure> {
        match single(self.any(index)) {
            Value::Number(number) => Ok(*number),
            other => Err(refuse(self.function, other)),
        }
    }

    /// A whole number of 32 bits; what stands behind the point is dropped, as the standard has it.
    fn whole(&self, index: usize) -> Result<i32, Failure> {
        let number = self.number(index)?;
        let towards_zero = if number.is_negative() {
            Rounding::Ceiling
        } else {
            Rounding::Floor
        };
        let whole = number.round(0, towards_zero)?.to_i64();
        whole
            .and_then(|whole| i32::try_from(whole).ok())
            .ok_or_else(|| self.bad("a number below 2^31"))
    }

    fn list(&self, index: usize) -> Result<&'a [Value], Failure> {
        match self.any(index) {
            Value::List(items) => Ok(items),
            other => Err(refuse(self.function, other)),
        }
    }

    /// The items of the list at `index`; a value that is no list is a list of one.
    fn listed(&self, index: usize) -> Result<&'a [Value], Failure> {
        match self.any(index) {
            Value::List(items) => Ok(items),
            wrong @ (Value::Null | Value::Opaque(_)) => Err(refuse(self.function, wrong)),
            only => Ok(std::slice::from_ref(only)),
        }
    }

    fn context(&self, index: usize) -> Result<&'a BTreeMap<String, Value>, Failure> {
        match single(self.any(index)) {
            Value::Context(entries) => Ok(entries),
            other => Err(refuse(self.function, other)),
        }
    }

    /// Whether the argument is there and not null.
    fn has(&self, index: usize) -> bool {
        !self.any(index).is_null()
    }

    /// The items of the one list given, or else the arguments themselves.
    fn items(&self) -> Vec<&'a Value> {
        match self.values {
            [only] => match only.as_ref() {
                Value::List(items) => items.iter().collect(),
                other => vec![other],
            },
            values => values.iter().map(AsRef::as_ref).collect(),
        }
    }

    /// The failure of an argument that is not what it should be.
    fn bad(&self, expected: &'static str) -> Failure {
        Failure::Null(WarningKind::BadArgument {
            operation: self.function,
            expected,
        })
    }
}

/// The item of a list of one, any other value itself.
fn single(value: &Value) -> &Value {
    match value {
        Value::List(items) => match items.as_slice() {
            [only] => only,
            _ => value,
        },
        _ => value,
    }
}
