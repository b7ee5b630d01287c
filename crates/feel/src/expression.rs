//! Expressions: parsed once, evaluated often.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::{Kind, Node};
use crate::error::{EvalError, ParseError, ParseProblem};
use crate::eval::{Env, Evaluation};
use crate::limits::Limits;
use crate::names::Names;
use crate::parser::{self, Clock};
use crate::position::Position;
use crate::scope::Scope;
use crate::session::Session;
use crate::value::Value;
use crate::variables;
use crate::warning::Warning;

/// A parsed expression. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Expression {
    source: Arc<str>,
    root: Arc<Node>,
}

/// What an evaluation yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The value.
    pub value: Value,
    /// What failed on the way; empty if nothing did.
    pub warnings: Vec<Warning>,
}

impl Expression {
    /// Parses `source` as an expression, without a clock: `now` and `today` are refused here.
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        let root = parser::parse(source, 0, &Names::new(), Clock::Refused)?;
        Ok(Self {
            source: source.into(),
            root: Arc::new(root),
        })
    }

    /// Parses `source` as an expression that may use `names`, and may ask for the time: evaluated without a clock,
    /// that ends the evaluation.
    pub fn parse_in(source: &str, names: &Names) -> Result<Self, ParseError> {
        let root = parser::parse(source, 0, names, Clock::Allowed)?;
        Ok(Self {
            source: source.into(),
            root: Arc::new(root),
        })
    }

    /// Parses an attribute or text of a BPMN file: after a leading `=` it is an expression, otherwise the string itself.
    pub fn parse_bpmn(source: &str) -> Result<Self, ParseError> {
        let blank = source.len() - source.trim_start().len();
        if source.trim_start().starts_with('=') {
            let root = parser::parse(source, blank + 1, &Names::new(), Clock::Refused)?;
            return Ok(Self {
                source: source.into(),
                root: Arc::new(root),
            });
        }
        if source.len() > Limits::SOURCE_BYTES {
            let problem = ParseProblem::TooLong {
                limit: Limits::SOURCE_BYTES,
            };
            return Err(ParseError {
                position: Position::of(source, 0),
                problem,
            });
        }
        let root = Node {
            kind: Kind::Literal(Value::from(source)),
            at: 0,
        };
        Ok(Self {
            source: source.into(),
            root: Arc::new(root),
        })
    }

    /// The text the expression was parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The paths from a variable that the expression reads, such as `amount` or `vendor.name`.
    pub fn variables(&self) -> BTreeSet<String> {
        variables::read_by(&self.root)
    }

    /// Evaluates the expression over the variables of `scope`, within `limits`.
    pub fn evaluate(&self, scope: &dyn Scope, limits: &Limits) -> Result<Outcome, EvalError> {
        let mut session = Session::new(limits);
        let value = self.evaluate_in(scope, &mut session)?;
        Ok(Outcome {
            value,
            warnings: session.into_warnings(),
        })
    }

    /// Evaluates the expression over the variables of `scope`, as a part of `session`.
    pub fn evaluate_in(
        &self,
        scope: &dyn Scope,
        session: &mut Session,
    ) -> Result<Value, EvalError> {
        Evaluation::new(session, &self.source).value(&self.root, Env::new(scope))
    }
}
