//! The parser: recursive descent, one function a rank of operators, from the loosest to the tightest.
//!
//! This file holds the tokens' side of it and `if`; `operators` the ranks from `or` down to paths; `primary` what operators
//! stand between.
//!
//! INVARIANT: the parser returns for every text. Each nested expression passes through [`Parser::nested`], which bounds
//! the recursion; each loop consumes a token.

mod operators;
mod primary;

use crate::ast::{Kind, Node};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::{Token, TokenKind, tokens};
use crate::limits::Limits;
use crate::position::Position;

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

/// Words and signs of forms that this version of the language does not have.
const RESERVED: [&str; 11] = [
    "for",
    "some",
    "every",
    "return",
    "satisfies",
    "instance",
    "function",
    "external",
    "..",
    "@",
    "->",
];

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
            TokenKind::Name(word) if RESERVED.contains(&word.as_str()) => {
                return self.reserved(word);
            }
            TokenKind::Symbol(sign) if RESERVED.contains(sign) => return self.reserved(sign),
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
}

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
