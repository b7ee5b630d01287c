//! The parser: recursive descent, one function a rank of operators, from the loosest to the tightest.
//!
//! This file holds the tokens' side of it; `operators` the ranks from `or` down to paths, filters and calls; `primary` what
//! operators stand between; `textual` the forms that begin with a word; `names` which words are one name.
//!
//! INVARIANT: the parser returns for every text. Each nested expression passes through [`Parser::nested`], which bounds
//! the recursion; each loop consumes a token.

mod call;
mod names;
mod operators;
mod primary;
mod range;
mod textual;
mod types;
mod unary;

pub(crate) use range::parse_range;
pub(crate) use unary::parse_tests;

use crate::ast::Node;
use crate::error::{ParseError, ParseProblem};
use crate::lexer::{Token, TokenKind, tokens};
use crate::limits::Limits;
use crate::names::{Declared, Names};
use crate::position::Position;

/// The tree of the expression that begins at the byte `start` of `source` and fills the rest of it.
pub(crate) fn parse(
    source: &str,
    start: usize,
    names: &Names,
    clock: Clock,
) -> Result<Node, ParseError> {
    let mut parser = Parser::new(source, start, names, clock)?;
    let root = parser.expression()?;
    parser.demand_end()?;
    Ok(root)
}

/// Whether a text may ask for the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// `now` and `today` are functions.
    Allowed,
    /// They are refused.
    Refused,
}

struct Parser<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    /// The token that comes next; never past the end token.
    next: usize,
    depth: u32,
    names: &'s Names,
    clock: Clock,
    /// Names declared around the current place, innermost last.
    declared: Declared,
    /// The filters around the current place: within them the entries of items are variables.
    filters: u32,
    /// Filters and calls behind one another so far.
    links: u32,
    /// Keys of contexts anywhere before the current place.
    members: Declared,
}

/// Words that are operators or parts of a form, and so never a variable.
const KEYWORDS: [&str; 15] = [
    "and",
    "or",
    "if",
    "then",
    "else",
    "in",
    "between",
    "not",
    "for",
    "some",
    "every",
    "return",
    "satisfies",
    "instance",
    "function",
];
/// Words and signs of forms that stand only in one place.
const RESERVED: [&str; 2] = ["external", "->"];

const END: Token = Token {
    kind: TokenKind::End,
    at: u32::MAX,
};

impl<'s> Parser<'s> {
    fn new(
        source: &'s str,
        start: usize,
        names: &'s Names,
        clock: Clock,
    ) -> Result<Self, ParseError> {
        if source.len() > Limits::SOURCE_BYTES {
            let problem = ParseProblem::TooLong {
                limit: Limits::SOURCE_BYTES,
            };
            return Err(ParseError {
                position: Position::of(source, 0),
                problem,
            });
        }
        Ok(Self {
            source,
            tokens: tokens(source, start)?,
            next: 0,
            depth: 0,
            names,
            clock,
            declared: Declared::default(),
            members: Declared::default(),
            links: 0,
            filters: 0,
        })
    }

    fn demand_end(&self) -> Result<(), ParseError> {
        match self.kind() {
            TokenKind::End => Ok(()),
            _ => Err(self.unexpected("an operator or the end")),
        }
    }

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
        self.error_at(self.at(), problem)
    }

    fn error_at(&self, at: u32, problem: ParseProblem) -> ParseError {
        let offset = at.min(u32::try_from(self.source.len()).unwrap_or(u32::MAX));
        ParseError {
            position: Position::of(self.source, offset),
            problem,
        }
    }

    fn unexpected(&self, expected: &'static str) -> ParseError {
        let found = match self.kind() {
            TokenKind::Name(word) if RESERVED.contains(&word.as_str()) => {
                return self.reserved(word);
            }
            TokenKind::Symbol(sign) if RESERVED.contains(sign) => return self.reserved(sign),
            TokenKind::Number(text) => format!("number `{}`", short(text)),
            TokenKind::String(text) => format!("string `{}`", short(text)),
            TokenKind::Name(text) | TokenKind::QuotedName(text) => format!("`{}`", short(text)),
            TokenKind::Symbol(symbol) => format!("`{symbol}`"),
            TokenKind::Other(found) => {
                return self.error(ParseProblem::UnexpectedCharacter { found: *found });
            }
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
        self.nested(|parser| parser.disjunction())
    }
}

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
