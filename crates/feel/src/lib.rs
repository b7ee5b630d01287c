//! FEEL expressions: parsed, bounded, deterministic.
//!
//! An [`Expression`] is parsed once and evaluated often, over a [`Scope`] that knows the variables and under
//! [`Limits`] that say how much work, nesting and memory one evaluation may take. The language is that of
//! DMN 1.5 with what Camunda adds, without external functions. Names with spaces must be known ([`Names`],
//! [`Expression::parse_in`]); in BPMN a leading `=` marks an expression ([`Expression::parse_bpmn`]). Evaluations that belong
//! together share a [`Session`].
//!
//! An operation that fails yields null and a [`Warning`]; the evaluation goes on. What a caller does with null
//! or a warning is the caller's decision (the kernel stops the instance). Three things are errors instead:
//! exceeding a limit, reading a sealed value ([`Value::Opaque`]), which may only be moved whole, and asking for the time where
//! no clock is given.
//!
//! INVARIANT: the outcome is a function of the text, the scope, the limits and the time that is given alone. There is no
//! input or output, no floating point number, no hash map, and no input that panics.
//!
//! The way of an expression: `lexer` cuts the text into tokens, `parser` builds the tree of `ast`, `eval` walks it and
//! calls `builtins`. A new built-in goes into `builtins/<group>.rs`; a new form of expression needs a `Kind` in
//! `ast`, a rule in `parser` and a rule in `eval`, and the compiler names all three places.

mod ast;
mod builtins;
pub mod dmn;
mod error;
mod eval;
mod expression;
mod function;
mod lexer;
mod limits;
mod names;
mod number;
mod parser;
mod position;
mod range;
mod scope;
mod session;
mod temporal;
mod types;
mod unary;
mod value;
mod variables;
mod warning;

pub use error::{EvalError, ParseError, ParseProblem};
pub use expression::{Expression, Outcome};
pub use function::{BuiltinFunction, Callable, DefinedFunction, Function};
pub use limits::{Bound, Limits};
pub use names::{Names, normalised};
pub use number::{Number, NumberError, Rounding};
pub use position::Position;
pub use range::Range;
pub use scope::Scope;
pub use session::Session;
pub use temporal::{Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration, Zone};
pub use types::{FunctionType, Type, coerce};
pub use unary::UnaryTests;
pub use value::Value;
pub use warning::{Warning, WarningKind};
