//! Operators, from the loosest to the tightest: `or`, `and`, comparisons with `between` and `in`, `+ -`, `* /`, `**`, unary
//! minus, paths.
//!
//! All but comparisons chain, from left to right, into one node of the tree.

use super::Parser;
use crate::ast::{Comparison, Kind, Node, Operation, Operator, Step, Test};
use crate::error::ParseError;
use crate::lexer::TokenKind;
use crate::value::Value;

impl Parser<'_> {
    pub(super) fn disjunction(&mut self) -> Result<Node, ParseError> {
        self.logic("or", Self::conjunction, Kind::Or)
    }

    fn conjunction(&mut self) -> Result<Node, ParseError> {
        self.logic("and", Self::comparison, Kind::And)
    }

    /// Operands of `rule` with `word` between them.
    fn logic(
        &mut self,
        word: &str,
        rule: fn(&mut Self) -> Result<Node, ParseError>,
        kind: fn(Vec<Node>) -> Kind,
    ) -> Result<Node, ParseError> {
        let first = rule(self)?;
        if !self.is_word(word) {
            return Ok(first);
        }
        let at = first.at;
        let mut operands = vec![first];
        while self.take_word(word) {
            operands.push(rule(self)?);
        }
        Ok(Node {
            kind: kind(operands),
            at,
        })
    }

    fn comparison(&mut self) -> Result<Node, ParseError> {
        let left = self.sum()?;
        let at = self.at();
        let kind = if let Some(comparison) = self.comparison_symbol() {
            Kind::Compare {
                left: Box::new(left),
                comparison,
                right: Box::new(self.sum()?),
            }
        } else if self.take_word("between") {
            let low = Box::new(self.sum()?);
            self.demand_word("and")?;
            Kind::Between {
                value: Box::new(left),
                low,
                high: Box::new(self.sum()?),
            }
        } else if self.take_word("in") {
            Kind::In {
                value: Box::new(left),
                tests: self.tests()?,
            }
        } else {
            return Ok(left);
        };
        Ok(Node { kind, at })
    }

    fn comparison_symbol(&mut self) -> Option<Comparison> {
        let TokenKind::Symbol(symbol) = self.kind() else {
            return None;
        };
        let comparison = Comparison::of(symbol)?;
        self.advance();
        Some(comparison)
    }

    /// What follows `in`: one test, or several in parentheses.
    fn tests(&mut self) -> Result<Vec<Test>, ParseError> {
        if !self.take("(") {
            return Ok(vec![self.test(Self::sum)?]);
        }
        let mut tests = vec![self.test(Self::expression)?];
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
        Ok(Test {
            comparison: self.comparison_symbol(),
            operand: rule(self)?,
        })
    }

    fn sum(&mut self) -> Result<Node, ParseError> {
        self.arithmetic(&[Operator::Plus, Operator::Minus], Self::product)
    }

    fn product(&mut self) -> Result<Node, ParseError> {
        self.arithmetic(&[Operator::Times, Operator::Divide], Self::power)
    }

    fn power(&mut self) -> Result<Node, ParseError> {
        self.arithmetic(&[Operator::Power], Self::unary)
    }

    /// Operands of `rule` with one of `operators` between them.
    fn arithmetic(
        &mut self,
        operators: &[Operator],
        rule: fn(&mut Self) -> Result<Node, ParseError>,
    ) -> Result<Node, ParseError> {
        let first = rule(self)?;
        let mut rest = Vec::new();
        loop {
            let at = self.at();
            let Some(operator) = operators
                .iter()
                .copied()
                .find(|operator| self.is_symbol(operator.symbol()))
            else {
                break;
            };
            self.advance();
            rest.push(Operation {
                operator,
                at,
                operand: rule(self)?,
            });
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let at = first.at;
        Ok(Node {
            kind: Kind::Arithmetic {
                first: Box::new(first),
                rest,
            },
            at,
        })
    }

    fn unary(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        if !self.take("-") {
            return self.path();
        }
        let operand = self.nested(Self::unary)?;
        let kind = match operand.kind {
            Kind::Literal(Value::Number(number)) => Kind::Literal(Value::Number(number.negated())),
            _ => Kind::Negate(Box::new(operand)),
        };
        Ok(Node { kind, at })
    }

    fn path(&mut self) -> Result<Node, ParseError> {
        let base = self.primary()?;
        let mut steps = Vec::new();
        while self.take(".") {
            let at = self.at();
            let (TokenKind::Name(name) | TokenKind::QuotedName(name)) = self.kind() else {
                return Err(self.unexpected("a name"));
            };
            steps.push(Step {
                name: name.clone(),
                at,
            });
            self.advance();
        }
        if steps.is_empty() {
            return Ok(base);
        }
        let at = base.at;
        Ok(Node {
            kind: Kind::Path {
                base: Box::new(base),
                steps,
            },
            at,
        })
    }
}
