//! Warnings: what failed while a value was computed.
//!
//! INVARIANT: an operation that fails yields null and leaves a warning here. The first
//! [`crate::Limits::WARNINGS`] are kept; there is never none when something failed.

use std::fmt;

use crate::error::EvalError;
use crate::number::NumberError;
use crate::position::Position;

/// One failed operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where in the text the operation stands.
    pub position: Position,
    /// What failed.
    pub kind: WarningKind,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.position)
    }
}

/// The ways in which an operation fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningKind {
    /// The scope knows no variable of this name.
    NoVariable(String),
    /// The context has no entry of this name.
    NoEntry(String),
    /// The operation does not take a value of this type.
    WrongType {
        /// The operator or function.
        operation: &'static str,
        /// The type it was given.
        found: &'static str,
    },
    /// Two values of types that cannot be compared.
    NotComparable {
        /// Type of the left value.
        left: &'static str,
        /// Type of the right value.
        right: &'static str,
    },
    /// A call of something that is no function.
    NotAFunction(&'static str),
    /// A call with arguments that the function does not take.
    BadCall(String),
    /// `assert` found its condition not true, with the reason given.
    Assertion(String),
    /// Something outside of an expression failed, in words.
    Failed(String),
    /// A decision, or a part of one, has no value where it should have one.
    Decision(Box<crate::dmn::DecisionError>),
    /// A division by zero.
    DivisionByZero,
    /// A result too large to be held.
    OutOfRange,
    /// An argument of the right type with a value the function does not take.
    BadArgument {
        /// The function.
        operation: &'static str,
        /// What the argument should have been.
        expected: &'static str,
    },
}

impl WarningKind {
    /// A name of the kind that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoVariable(_) => "feel.warning.no_variable",
            Self::NoEntry(_) => "feel.warning.no_entry",
            Self::WrongType { .. } => "feel.warning.wrong_type",
            Self::NotComparable { .. } => "feel.warning.not_comparable",
            Self::NotAFunction(_) => "feel.warning.not_a_function",
            Self::BadCall(_) => "feel.warning.bad_call",
            Self::Assertion(_) => "feel.warning.assertion",
            Self::Failed(_) => "feel.warning.failed",
            Self::Decision(error) => error.code(),
            Self::DivisionByZero => "feel.warning.division_by_zero",
            Self::OutOfRange => "feel.warning.out_of_range",
            Self::BadArgument { .. } => "feel.warning.bad_argument",
        }
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVariable(name) => write!(f, "no variable `{name}`"),
            Self::NoEntry(name) => write!(f, "no entry `{name}` in the context"),
            Self::WrongType { operation, found } => {
                write!(f, "`{operation}` does not take {found}")
            }
            Self::NotComparable { left, right } => {
                write!(f, "{left} cannot be compared with {right}")
            }
            Self::NotAFunction(found) => write!(f, "{found} cannot be called"),
            Self::BadCall(name) => write!(f, "`{name}` does not take these arguments"),
            Self::Assertion(cause) => write!(f, "the assertion does not hold: {cause}"),
            Self::Failed(what) => f.write_str(what),
            Self::Decision(error) => write!(f, "{error}"),
            Self::DivisionByZero => f.write_str("division by zero"),
            Self::OutOfRange => f.write_str("the number is out of range"),
            Self::BadArgument {
                operation,
                expected,
            } => write!(f, "`{operation}` expects {expected}"),
        }
    }
}

/// How an operation ends that yields no value of its own.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The value is null, and a warning says why.
    Null(WarningKind),
    /// The evaluation ends.
    Stop(EvalError),
}

impl From<EvalError> for Failure {
    fn from(error: EvalError) -> Self {
        Self::Stop(error)
    }
}

impl From<WarningKind> for Failure {
    fn from(kind: WarningKind) -> Self {
        Self::Null(kind)
    }
}

impl From<NumberError> for Failure {
    fn from(error: NumberError) -> Self {
        Self::Null(match error {
            NumberError::DivisionByZero => WarningKind::DivisionByZero,
            NumberError::Malformed | NumberError::Inexact | NumberError::OutOfRange => {
                WarningKind::OutOfRange
            }
        })
    }
}
