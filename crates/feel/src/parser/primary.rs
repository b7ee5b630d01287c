//! Primary expressions: literals, variables, calls, parentheses, lists and contexts.
//!
//! A call is recognised before a variable: the longest built-in name, in one word or several, that is followed by `(`. A
//! longer known name comes before both.

use std::collections::BTreeSet;

use super::{KEYWORDS, Parser, RESERVED, short};
use crate::ast::{Kind, Node};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::TokenKind;
use crate::names::Spelling;
use crate::number::Number;
use crate::temporal;
use crate::value::Value;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        let kind = match self.kind().clone() {
            TokenKind::Number(text) => self.number(&text)?,
            TokenKind::String(text) => Kind::Literal(Value::String(text)),
            TokenKind::QuotedName(name) => Kind::Name(name),
            TokenKind::Name(word) => return self.word(word),
            TokenKind::Symbol("(") => return self.parenthesised(),
            TokenKind::Symbol("[") => return self.list(),
            TokenKind::Symbol("{") => return self.context(),
            TokenKind::Symbol("]") if self.begins_expression(1) => return self.open_range(),
            TokenKind::Symbol("@") => return self.literal(),
            TokenKind::Other(_) | TokenKind::Symbol(_) | TokenKind::End => {
                return Err(self.unexpected("a value"));
            }
        };
        self.advance();
        Ok(Node { kind, at })
    }

    /// `@"2026-01-31"`
    fn literal(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("@")?;
        let TokenKind::String(text) = self.kind() else {
            return Err(self.unexpected("a string"));
        };
        let Some(value) = temporal::literal(text) else {
            let text = short(text);
            return Err(self.error(ParseProblem::BadLiteral { text }));
        };
        self.advance();
        Ok(Node {
            kind: Kind::Literal(value),
            at,
        })
    }

    fn number(&self, text: &str) -> Result<Kind, ParseError> {
        let number = text.parse::<Number>();
        let out_of_range = |_| self.error(ParseProblem::NumberOutOfRange { text: short(text) });
        Ok(Kind::Literal(Value::Number(number.map_err(out_of_range)?)))
    }

    /// A constant, call or variable that begins with the name `word`.
    fn word(&mut self, word: String) -> Result<Node, ParseError> {
        let at = self.at();
        let known = self.known_name();
        if let Some((name, length, _)) = known.as_ref().filter(|(_, length, _)| *length > 1) {
            let called = self.called().map_or(0, |function| function.words().count());
            if *length > called {
                self.skip(*length);
                return Ok(Node {
                    kind: Kind::Name(name.clone()),
                    at,
                });
            }
        }
        let constant = match word.as_str() {
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            "null" => Some(Value::Null),
            _ => None,
        };
        if let Some(value) = constant {
            self.advance();
            return Ok(Node {
                kind: Kind::Literal(value),
                at,
            });
        }
        if let Some(form) = self.textual(&word)? {
            return Ok(form);
        }
        let own = known.as_ref().is_some_and(|(_, _, own)| *own);
        if let Some(function) = self
            .called()
            .filter(|function| !own || function.words().count() > 1)
        {
            return self.call(function);
        }
        if KEYWORDS.contains(&word.as_str()) || RESERVED.contains(&word.as_str()) {
            return Err(self.unexpected("a value"));
        }
        if let Some(function) = self.spelt().filter(|_| known.is_none()) {
            self.skip(function.words().count());
            return Ok(Node {
                kind: Kind::Name(function.name.to_owned()),
                at,
            });
        }
        if let Some(name) = self.called_name().filter(|_| known.is_none()) {
            return Err(self.error(ParseProblem::UnknownFunction { name: short(&name) }));
        }
        self.advance();
        Ok(Node {
            kind: Kind::Name(word),
            at,
        })
    }

    fn parenthesised(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("(")?;
        if let Some(comparison) = self.comparison_symbol() {
            return self.one_ended(comparison);
        }
        let inside = self.expression()?;
        if self.is_symbol("..") {
            return self.range_from(inside, false, at);
        }
        self.demand(")")?;
        Ok(inside)
    }

    fn list(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("[")?;
        let mut items = self.expressions("]")?;
        if self.is_symbol("..")
            && items.len() == 1
            && let Some(low) = items.pop()
        {
            return self.range_from(low, true, at);
        }
        self.demand("]")?;
        Ok(Node {
            kind: Kind::List(items),
            at,
        })
    }

    /// Expressions with commas between them, up to `end`, which stays.
    pub(super) fn expressions(&mut self, end: &str) -> Result<Vec<Node>, ParseError> {
        let mut expressions = Vec::new();
        if self.is_symbol(end) {
            return Ok(expressions);
        }
        expressions.push(self.expression()?);
        while self.take(",") {
            expressions.push(self.expression()?);
        }
        Ok(expressions)
    }

    fn context(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("{")?;
        let outside = self.declared.len();
        let (mut entries, mut keys) = (Vec::new(), BTreeSet::new());
        if !self.is_symbol("}") {
            entries.push(self.entry(&mut keys)?);
            while self.take(",") {
                entries.push(self.entry(&mut keys)?);
            }
        }
        self.demand("}")?;
        self.declared.truncate(outside);
        Ok(Node {
            kind: Kind::Context(entries),
            at,
        })
    }

    /// One entry, whose key is not among `keys` and is added to them.
    fn entry(&mut self, keys: &mut BTreeSet<String>) -> Result<(String, Node), ParseError> {
        let at = self.at();
        let colon = |kind: &TokenKind| matches!(kind, TokenKind::Symbol(":"));
        let key = match self.kind().clone() {
            TokenKind::String(key) => {
                self.advance();
                key
            }
            TokenKind::Name(_) | TokenKind::QuotedName(_) => self.declared_name(colon)?,
            TokenKind::Number(_) | TokenKind::Symbol(_) | TokenKind::Other(_) | TokenKind::End => {
                return Err(self.unexpected("a key"));
            }
        };
        if !keys.insert(key.clone()) {
            let problem = ParseProblem::DuplicateKey { key: short(&key) };
            return Err(self.error_at(at, problem));
        }
        self.demand(":")?;
        // A function knows itself by its key.
        let is_function = self.is_word("function");
        if is_function {
            self.declare(&key);
        }
        let value = self.expression()?;
        if !is_function {
            self.declare(&key);
        }
        self.members
            .extend(Spelling::of(&key).filter(|spelling| spelling.tokens.len() > 1));
        Ok((key, value))
    }
}
