//! Tests: what follows `in`, and what stands in the cells of a decision table.

use super::{Clock, Parser};
use crate::ast::{Kind, Node, Test};
use crate::error::ParseError;
use crate::lexer::TokenKind;
use crate::names::Names;
use crate::variables;

/// The unary tests that fill `source`.
pub(crate) fn parse_tests(source: &str, names: &Names) -> Result<Vec<Test>, ParseError> {
    let mut parser = Parser::new(source, 0, names, Clock::Allowed)?;
    let tests = if parser.is_symbol("-") && matches!(parser.peek(1).kind, TokenKind::End) {
        parser.advance();
        vec![Test::Any]
    } else {
        parser.unary_tests()?
    };
    parser.demand_end()?;
    Ok(tests)
}

impl Parser<'_> {
    /// Tests with commas between them, or all of them within `not()`.
    fn unary_tests(&mut self) -> Result<Vec<Test>, ParseError> {
        if let Some(tests) = self.negated_tests()? {
            return Ok(vec![tests]);
        }
        self.positive_tests()
    }

    /// `not(tests)`, if it is all there is.
    fn negated_tests(&mut self) -> Result<Option<Test>, ParseError> {
        if !self.is_word("not") || !matches!(self.peek(1).kind, TokenKind::Symbol("(")) {
            return Ok(None);
        }
        let start = self.next;
        self.skip(2);
        if let Ok(tests) = self.positive_tests()
            && self.take(")")
            && matches!(self.kind(), TokenKind::End)
        {
            return Ok(Some(Test::Not(tests)));
        }
        self.next = start;
        Ok(None)
    }

    fn positive_tests(&mut self) -> Result<Vec<Test>, ParseError> {
        let mut tests = vec![self.test(Self::expression)?];
        while self.take(",") {
            tests.push(self.test(Self::expression)?);
        }
        Ok(tests)
    }

    /// What follows `in`: one test, or several in parentheses.
    pub(super) fn tests(&mut self) -> Result<Vec<Test>, ParseError> {
        let at = self.at();
        if !self.take("(") {
            return Ok(vec![self.test(Self::sum)?]);
        }
        let first = self.test(Self::expression)?;
        if self.is_symbol("..")
            && let Test::Matches(low) | Test::Holds(low) = first
        {
            return Ok(vec![Test::Matches(self.range_from(low, false, at)?)]);
        }
        let mut tests = vec![first];
        while self.take(",") {
            tests.push(self.test(Self::expression)?);
        }
        self.demand(")")?;
        Ok(tests)
    }

    fn test(
        &mut self,
        rule: fn(&mut Self) -> Result<Node, ParseError>,
    ) -> Result<Test, ParseError> {
        if let Some(comparison) = self.comparison_symbol() {
            return Ok(Test::Compare(comparison, rule(self)?));
        }
        let operand = rule(self)?;
        if variables::reads_input(&operand) && !matches!(operand.kind, Kind::Name(_)) {
            return Ok(Test::Holds(operand));
        }
        Ok(Test::Matches(operand))
    }
}
