//! Operators, from the loosest to the tightest: `or`, `and`, comparisons with `between` and `in`, `+ -`, `* /`, `**`, unary
//! minus, paths.
//!
//! All but comparisons chain, from left to right, into one node of the tree.

use super::Parser;
use crate::ast::{Comparison, Kind, Node, Operation, Operator, Step};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::TokenKind;
use crate::value::Value;

/// The most filters and calls behind one another in one text, the first of each chain not counted.
const LINKS: u32 = 256;

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
        match self.kind() {
            TokenKind::Symbol(_) | TokenKind::Name(_) => self.compared(left),
            _ => Ok(left),
        }
    }

    /// What `left` is compared with, if anything.
    fn compared(&mut self, left: Node) -> Result<Node, ParseError> {
        let at = self.at();
        let kind = if let Some(comparison) = self.comparison_symbol() {
            Kind::Compare {
                left: Box::new(left),
                comparison,
                right: Box::new(self.sum()?),
            }
        } else if self.take_word("between") {
            self.between(left)?
        } else if self.take_word("instance") {
            self.demand_word("of")?;
            Kind::InstanceOf {
                value: Box::new(left),
                kind: Box::new(self.type_name()?),
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

    fn between(&mut self, value: Node) -> Result<Kind, ParseError> {
        let low = Box::new(self.sum()?);
        self.demand_word("and")?;
        Ok(Kind::Between {
            value: Box::new(value),
            low,
            high: Box::new(self.sum()?),
        })
    }

    pub(super) fn comparison_symbol(&mut self) -> Option<Comparison> {
        let TokenKind::Symbol(symbol) = self.kind() else {
            return None;
        };
        let comparison = Comparison::of(symbol)?;
        self.advance();
        Some(comparison)
    }

    pub(super) fn sum(&mut self) -> Result<Node, ParseError> {
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

    /// A primary expression with what stands behind it: `.step`, `[filter]`, `(arguments)`.
    fn path(&mut self) -> Result<Node, ParseError> {
        let base = self.primary()?;
        match self.kind() {
            TokenKind::Symbol("." | "[" | "(") => self.links(base),
            _ => Ok(base),
        }
    }

    fn links(&mut self, mut base: Node) -> Result<Node, ParseError> {
        let mut first = true;
        loop {
            if self.is_symbol(".") {
                base = self.steps(base)?;
            } else if self.is_symbol("[") && self.begins_expression(1) {
                base = self.filter(base)?;
            } else if self.is_symbol("(") && !matches!(base.kind, Kind::Literal(_)) {
                base = self.invocation(base)?;
            } else {
                return Ok(base);
            }
            if !first {
                self.chained()?;
            }
            first = false;
        }
    }

    fn filter(&mut self, base: Node) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("[")?;
        let condition = Box::new(self.filter_condition()?);
        self.demand("]")?;
        Ok(Node {
            kind: Kind::Filter {
                base: Box::new(base),
                condition,
            },
            at,
        })
    }

    /// Counts filters and calls behind one another: each is a level of the tree, though not of the text.
    fn chained(&mut self) -> Result<(), ParseError> {
        self.links += 1;
        if self.links > LINKS {
            return Err(self.error(ParseProblem::TooDeep { limit: LINKS }));
        }
        Ok(())
    }

    fn filter_condition(&mut self) -> Result<Node, ParseError> {
        self.filters += 1;
        let condition = self.expression();
        self.filters -= 1;
        condition
    }

    fn steps(&mut self, base: Node) -> Result<Node, ParseError> {
        let mut steps = Vec::new();
        while self.take(".") {
            let at = self.at();
            let name = self.step_name()?;
            steps.push(Step { name, at });
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
