//! Unary tests: what stands in the cells of a decision table, such as `< 10, [20..30]` or `not("a")`.
//!
//! The input of the tests is `?` within them. Tests that do not hold and tests that cannot be made are told apart: false
//! and null.

use std::{collections::BTreeSet, sync::Arc};

use crate::ast::Test;
use crate::error::{EvalError, ParseError};
use crate::eval::{Env, Evaluation};
use crate::expression::Outcome;
use crate::limits::Limits;
use crate::names::Names;
use crate::parser;
use crate::scope::Scope;
use crate::session::Session;
use crate::value::Value;
use crate::variables;

/// Parsed unary tests. Cloning them is cheap.
#[derive(Debug, Clone)]
pub struct UnaryTests {
    source: Arc<str>,
    tests: Arc<[Test]>,
}

impl UnaryTests {
    /// Parses `source` as unary tests that may use `names`.
    pub fn parse_in(source: &str, names: &Names) -> Result<Self, ParseError> {
        let tests = parser::parse_tests(source, names)?;
        Ok(Self {
            source: source.into(),
            tests: tests.into(),
        })
    }

    /// The text the tests were parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The paths from a variable that the tests read, besides their input.
    pub fn variables(&self) -> BTreeSet<String> {
        variables::read_by_tests(&self.tests)
    }

    /// Whether `input` passes one of the tests: true, false, or null if that cannot be told.
    pub fn test(
        &self,
        input: &Value,
        scope: &dyn Scope,
        limits: &Limits,
    ) -> Result<Outcome, EvalError> {
        let mut session = Session::new(limits);
        let value = self.test_in(input, scope, &mut session)?;
        Ok(Outcome {
            value,
            warnings: session.into_warnings(),
        })
    }

    /// Whether `input` passes one of the tests, as a part of `session`.
    pub fn test_in(
        &self,
        input: &Value,
        scope: &dyn Scope,
        session: &mut Session,
    ) -> Result<Value, EvalError> {
        Evaluation::new(session, &self.source).tests(input, &self.tests, Env::new(scope))
    }
}
