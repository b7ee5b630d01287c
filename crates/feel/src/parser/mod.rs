//! The parser: recursive descent, one function a rank of operators, from the loosest to the tightest.
//!
//! `if`, `or`, `and`, comparisons with `between` and `in`, `+ -`, `* /`, `**`, unary minus, paths, and then the
//! primary expressions (see `primary`). Comparisons do not chain.
//!
//! INVARIANT: the parser returns for every text. Each nested expression passes through [`Parser::nested`], which bounds
//! the recursion; each loop consumes a token.

mod primary;

use crate::ast::{Comparison, Kind, Node, Operation, Operator, Step, Test};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::{Token, TokenKind, tokens};
use crate::limits::Limits;
use crate::position::Position;
use crate::value::Value;

/// The tree of the expression that begins at the byte `start` of `source` and fills the rest of it.
pub(crate) fn parse(source: &str, start: usize) -> Result<Node, ParseError> {
    if source.len() > Limits::SOURCE_BYTES {
        let problem = ParseProblem::TooLong {
            limit: Limits::SOURCE_BYTES,
        };
        return Err(ParseError {
            position: Position::of(source, 0),
            problem,
        });
    }
    let tokens = tokens(source, start)?;
    let mut parser = Parser {
        source,
        tokens,
        next: 0,
        depth: 0,
    };
    let root = parser.expression()?;
    match parser.kind() {
        TokenKind::End => Ok(root),
        TokenKind::Symbol("[") => Err(parser.reserved("[")),
        TokenKind::Symbol("..") => Err(parser.reserved("..")),
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    /// The token that comes next; never past the end token.
    next: usize,
    depth: u32,
}

const END: Token = Token {
    kind: TokenKind::End,
    at: u32::MAX,
};

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> &Token {
        self.tokens
            .get(self.next + ahead)
            .or(self.tokens.last())
            .unwrap_or(&END)
    }

    fn kind(&self) -> &TokenKind {
        &self.peek(0).kind
    }

    fn at(&self) -> u32 {
        self.peek(0).at
    }

    fn advance(&mut self) {
        self.next = (self.next + 1).min(self.tokens.len());
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.kind(), TokenKind::Symbol(found) if *found == symbol)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(), TokenKind::Name(found) if found == word)
    }

    /// Takes `symbol` if it comes next.
    fn take(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        if found {
            self.advance();
        }
        found
    }

    /// Takes the keyword `word` if it comes next.
    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn demand(&mut self, symbol: &'static str) -> Result<(), ParseError> {
        if self.take(symbol) {
            Ok(())
        } else {
            Err(self.unexpected(symbol))
        }
    }

    fn demand_word(&mut self, word: &'static str) -> Result<(), ParseError> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.unexpected(word))
        }
    }

    /// A problem at the next token.
    fn error(&self, problem: ParseProblem) -> ParseError {
        let offset = self
            .at()
            .min(u32::try_from(self.source.len()).unwrap_or(u32::MAX));
        ParseError {
            position: Position::of(self.source, offset),
            problem,
        }
    }

    fn unexpected(&self, expected: &'static str) -> ParseError {
        let found = match self.kind() {
            TokenKind::Number(text) => format!("number `{}`", short(text)),
            TokenKind::String(text) => format!("string `{}`", short(text)),
            TokenKind::Name(text) | TokenKind::QuotedName(text) => format!("`{}`", short(text)),
            TokenKind::Symbol(symbol) => format!("`{symbol}`"),
            TokenKind::End => "end".to_owned(),
        };
        self.error(ParseProblem::Unexpected { found, expected })
    }

    fn reserved(&self, word: &str) -> ParseError {
        self.error(ParseProblem::Reserved {
            word: word.to_owned(),
        })
    }

    /// Parses one level further down.
    fn nested(
        &mut self,
        rule: fn(&mut Self) -> Result<Node, ParseError>,
    ) -> Result<Node, ParseError> {
        if self.depth >= Limits::NESTING {
            return Err(self.error(ParseProblem::TooDeep {
                limit: Limits::NESTING,
            }));
        }
        self.depth += 1;
        let node = rule(self);
        self.depth -= 1;
        node
    }

    fn expression(&mut self) -> Result<Node, ParseError> {
        self.nested(|parser| {
            if parser.is_word("if") {
                parser.condition()
            } else {
                parser.disjunction()
            }
        })
    }

    fn condition(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand_word("if")?;
        let condition = Box::new(self.expression()?);
        self.demand_word("then")?;
        let yes = Box::new(self.expression()?);
        self.demand_word("else")?;
        let no = Box::new(self.expression()?);
        Ok(Node {
            kind: Kind::If { condition, yes, no },
            at,
        })
    }

    fn disjunction(&mut self) -> Result<Node, ParseError> {
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

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
