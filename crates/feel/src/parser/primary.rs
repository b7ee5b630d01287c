//! Primary expressions: literals, variables, calls, parentheses, lists and contexts.
//!
//! A call is recognised before a variable: the longest built-in name, in one word or several, that is followed by `(`.

use std::collections::BTreeSet;

use super::{Parser, RESERVED, short};
use crate::ast::{Kind, Node};
use crate::builtins::{self, Builtin};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::TokenKind;
use crate::number::Number;
use crate::value::Value;

/// Words that are operators or parts of a form, and so never a variable.
const KEYWORDS: [&str; 8] = ["and", "or", "if", "then", "else", "in", "between", "not"];
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
            TokenKind::Symbol(_) | TokenKind::End => return Err(self.unexpected("a value")),
        };
        self.advance();
        Ok(Node { kind, at })
    }

    fn number(&self, text: &str) -> Result<Kind, ParseError> {
        let number = text.parse::<Number>();
        let out_of_range = |_| self.error(ParseProblem::NumberOutOfRange { text: short(text) });
        Ok(Kind::Literal(Value::Number(number.map_err(out_of_range)?)))
    }

    /// A constant, call or variable that begins with the name `word`.
    fn word(&mut self, word: String) -> Result<Node, ParseError> {
        let at = self.at();
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
        if let Some(function) = self.called() {
            return self.call(function);
        }
        if KEYWORDS.contains(&word.as_str()) || RESERVED.contains(&word.as_str()) {
            return Err(self.unexpected("a value"));
        }
        if let Some(name) = self.called_name() {
            return Err(self.error(ParseProblem::UnknownFunction { name: short(&name) }));
        }
        self.advance();
        Ok(Node {
            kind: Kind::Name(word),
            at,
        })
    }

    /// The built-in with the longest name that stands here, followed by `(`.
    fn called(&self) -> Option<&'static Builtin> {
        builtins::all()
            .filter(|function| self.calls(function))
            .max_by_key(|function| function.words().count())
    }

    fn calls(&self, function: &Builtin) -> bool {
        let words = function.words().count();
        matches!(self.peek(words).kind, TokenKind::Symbol("("))
            && function
                .words()
                .enumerate()
                .all(|(ahead, word)| matches!(&self.peek(ahead).kind, TokenKind::Name(found) if found == word))
    }

    /// The words up to a `(`, if nothing but words that are no keywords stand before it.
    fn called_name(&self) -> Option<String> {
        let mut words = Vec::new();
        loop {
            match &self.peek(words.len()).kind {
                TokenKind::Name(word) if words.len() < 4 && !KEYWORDS.contains(&word.as_str()) => {
                    words.push(word.as_str())
                }
                TokenKind::Symbol("(") => return Some(words.join(" ")),
                TokenKind::Name(_)
                | TokenKind::Number(_)
                | TokenKind::String(_)
                | TokenKind::QuotedName(_)
                | TokenKind::Symbol(_)
                | TokenKind::End => return None,
            }
        }
    }

    fn call(&mut self, function: &'static Builtin) -> Result<Node, ParseError> {
        let at = self.at();
        for _ in function.words() {
            self.advance();
        }
        self.demand("(")?;
        let arguments = self.expressions(")")?;
        if self.is_symbol(")") && !function.takes(arguments.len()) {
            let problem = ParseProblem::WrongArity {
                name: function.name,
                given: arguments.len(),
            };
            return Err(self.error(problem));
        }
        self.demand(")")?;
        Ok(Node {
            kind: Kind::Call {
                function,
                arguments,
            },
            at,
        })
    }

    fn parenthesised(&mut self) -> Result<Node, ParseError> {
        self.demand("(")?;
        let inside = self.expression()?;
        self.demand(")")?;
        Ok(inside)
    }

    fn list(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("[")?;
        let items = self.expressions("]")?;
        self.demand("]")?;
        Ok(Node {
            kind: Kind::List(items),
            at,
        })
    }

    /// Expressions with commas between them, up to `end`, which stays.
    fn expressions(&mut self, end: &str) -> Result<Vec<Node>, ParseError> {
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
        let (mut entries, mut keys) = (Vec::new(), BTreeSet::new());
        if !self.is_symbol("}") {
            entries.push(self.entry(&mut keys)?);
            while self.take(",") {
                entries.push(self.entry(&mut keys)?);
            }
        }
        self.demand("}")?;
        Ok(Node {
            kind: Kind::Context(entries),
            at,
        })
    }

    /// One entry, whose key is not among `keys` and is added to them.
    fn entry(&mut self, keys: &mut BTreeSet<String>) -> Result<(String, Node), ParseError> {
        let (TokenKind::Name(key) | TokenKind::QuotedName(key) | TokenKind::String(key)) =
            self.kind().clone()
        else {
            return Err(self.unexpected("a key"));
        };
        if !keys.insert(key.clone()) {
            return Err(self.error(ParseProblem::DuplicateKey { key: short(&key) }));
        }
        self.advance();
        self.demand(":")?;
        Ok((key, self.expression()?))
    }
}
