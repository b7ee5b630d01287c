//! What stops parsing and what stops evaluation.
//!
//! A failing operation is not among them: it yields null and a warning (see `warning`).

use crate::limits::Bound;
use crate::position::Position;

/// Why a text is not an expression, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at {position}")]
pub struct ParseError {
    /// The place of the first character that does not fit.
    pub position: Position,
    /// What is wrong there.
    pub problem: ParseProblem,
}

impl ParseError {
    /// A name of the problem that never changes.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }
}

/// The ways in which a text is not an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseProblem {
    /// The text is longer than [`crate::Limits::SOURCE_BYTES`].
    #[error("the expression is longer than {limit} bytes")]
    TooLong {
        /// The number of bytes allowed.
        limit: usize,
    },
    /// Parentheses, lists, contexts and the like are nested deeper than [`crate::Limits::NESTING`].
    #[error("the expression is nested deeper than {limit} levels")]
    TooDeep {
        /// The number of levels allowed.
        limit: u32,
    },
    /// A character that begins nothing.
    #[error("unexpected character `{found}`")]
    UnexpectedCharacter {
        /// The character.
        found: char,
    },
    /// A string, comment or quoted name that does not end.
    #[error("the {what} does not end")]
    Unterminated {
        /// `string`, `comment` or `name`.
        what: &'static str,
    },
    /// `\u` or `\U` in a string, not followed by the digits of a character.
    #[error("the escape in the string names no character")]
    BadEscape,
    /// A number that is too large to be held.
    #[error("the number `{text}` is out of range")]
    NumberOutOfRange {
        /// The number as written.
        text: String,
    },
    /// Something stands where something else must stand.
    #[error("unexpected {found}, expected {expected}")]
    Unexpected {
        /// What stands there.
        found: String,
        /// What could stand there.
        expected: &'static str,
    },
    /// A word or sign of a form that is not supported.
    #[error("`{word}` is reserved and not supported here")]
    Reserved {
        /// The word or sign.
        word: String,
    },
    /// A call of a function that does not exist.
    #[error("unknown function `{name}`")]
    UnknownFunction {
        /// The name as written.
        name: String,
    },
    /// A call of a function that answers otherwise each time: the time where there is no clock, chance, a new id.
    #[error("`{name}` gives another value each time, so that nobody could check the outcome again")]
    NotRepeatable {
        /// The name as written.
        name: String,
    },
    /// A call with too few or too many arguments.
    #[error("`{name}` takes another number of arguments than {given}")]
    WrongArity {
        /// The function.
        name: &'static str,
        /// The number of arguments given.
        given: usize,
    },
    /// A text after `@` that is no date, time or duration.
    #[error("`{text}` is no date, time or duration")]
    BadLiteral {
        /// The text.
        text: String,
    },
    /// A type that does not exist.
    #[error("unknown type `{name}`")]
    UnknownType {
        /// The name as written.
        name: String,
    },
    /// A function without a parameter of that name.
    #[error("`{function}` has no parameters with these names")]
    UnknownParameter {
        /// The function.
        function: &'static str,
    },
    /// A context that names one key twice.
    #[error("the key `{key}` occurs twice")]
    DuplicateKey {
        /// The key.
        key: String,
    },
}

impl ParseProblem {
    /// A name of the problem that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "feel.parse.too_long",
            Self::TooDeep { .. } => "feel.parse.too_deep",
            Self::UnexpectedCharacter { .. } => "feel.parse.unexpected_character",
            Self::Unterminated { .. } => "feel.parse.unterminated",
            Self::BadEscape => "feel.parse.bad_escape",
            Self::NumberOutOfRange { .. } => "feel.parse.number_out_of_range",
            Self::Unexpected { .. } => "feel.parse.unexpected",
            Self::Reserved { .. } => "feel.parse.reserved",
            Self::UnknownFunction { .. } => "feel.parse.unknown_function",
            Self::NotRepeatable { .. } => "feel.parse.not_repeatable",
            Self::WrongArity { .. } => "feel.parse.wrong_arity",
            Self::BadLiteral { .. } => "feel.parse.bad_literal",
            Self::UnknownType { .. } => "feel.parse.unknown_type",
            Self::UnknownParameter { .. } => "feel.parse.unknown_parameter",
            Self::DuplicateKey { .. } => "feel.parse.duplicate_key",
        }
    }
}

/// Why an evaluation has no outcome at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// The evaluation would exceed a limit.
    #[error("the evaluation exceeds its limit of {0}")]
    Limit(Bound),
    /// The time was asked for and no clock was given.
    #[error("`{function}` needs a clock, and there is none here")]
    NoClock {
        /// `now` or `today`.
        function: &'static str,
    },
    /// A sealed value was read; it may only be moved whole.
    #[error("`{operation}` cannot read a sealed value")]
    Sealed {
        /// What tried to read it.
        operation: &'static str,
    },
}

impl EvalError {
    /// A name of the error that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Limit(_) => "feel.eval.limit",
            Self::NoClock { .. } => "feel.eval.no_clock",
            Self::Sealed { .. } => "feel.eval.sealed",
        }
    }
}
