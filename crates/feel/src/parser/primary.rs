//! Primary expressions: literals, variables, calls, parentheses, lists and contexts.
//!
//! A call is recognised before a variable: the longest built-in name, in one word or several, that is followed by `(`. A
//! longer known name comes before both.

use std::collections::BTreeSet;

use super::{KEYWORDS, Parser, RESERVED, short};
use crate::ast::{Kind, Node};
use crate::builtins::Builtin;
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
            TokenKind::Name(word) => return self.word(&word),
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

    /// A constant, form, call or variable that begins with the name `word`.
    fn word(&mut self, word: &str) -> Result<Node, ParseError> {
        if let Some(node) = self.constant(word) {
            return Ok(node);
        }
        if let Some(form) = self.textual(word) {
            return form;
        }
        match self.called_builtin() {
            Some(function) => self.call(function),
            None => self.variable(word),
        }
    }

    /// `true`, `false` or `null`, unless a longer name begins with it.
    fn constant(&mut self, word: &str) -> Option<Node> {
        let value = match word {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            "null" => Value::Null,
            _ => return None,
        };
        if self.known_name().is_some_and(|(_, length, _)| length > 1) {
            return None;
        }
        let at = self.at();
        self.advance();
        Some(Node {
            kind: Kind::Literal(value),
            at,
        })
    }

    /// The built-in that is called here: a longer known name comes first, and a word that the expression declares itself.
    fn called_builtin(&self) -> Option<&'static Builtin> {
        let function = self.called()?;
        let words = function.words().count();
        let hidden = self
            .known_name()
            .is_some_and(|(_, length, own)| length > words || (own && length == words));
        (!hidden).then_some(function)
    }

    /// A variable, or a built-in that is named and not called.
    fn variable(&mut self, word: &str) -> Result<Node, ParseError> {
        let at = self.at();
        let known = self.known_name();
        let is_keyword = KEYWORDS.contains(&word) || RESERVED.contains(&word);
        let (name, length) = match known {
            Some((name, length, _)) if length > 1 || !is_keyword => (name, length),
            _ if is_keyword => return Err(self.unexpected("a value")),
            _ => match self.spelt() {
                Some(function) => (function.name.to_owned(), function.words().count()),
                None => (word.to_owned(), 1),
            },
        };
        if length == 1
            && self.known_name().is_none()
            && let Some(name) = self.called_name()
        {
            return Err(self.error(unknown(&name)));
        }
        self.skip(length);
        Ok(Node {
            kind: Kind::Name(name),
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
        if let Some(spelling) = Spelling::of(&key)
            && spelling.tokens.len() > 1
        {
            self.members.push(spelling);
        }
        Ok((key, value))
    }
}

/// What answers otherwise each time is known, and refused for that: the clock, and functions of other engines.
fn unknown(name: &str) -> ParseProblem {
    let name = short(name);
    match name.as_str() {
        "now" | "today" | "uuid" | "random number" => ParseProblem::NotRepeatable { name },
        _ => ParseProblem::UnknownFunction { name },
    }
}
