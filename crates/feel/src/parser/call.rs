//! Calls: of built-ins by their names, and of whatever an expression yields; arguments by position or by name.

use super::{Clock, KEYWORDS, Parser};
use crate::ast::{Kind, Node};
use crate::builtins::{self, Builtin};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::TokenKind;
use crate::value::Value;

/// Arguments and, if they are named, the name of each.
struct Given {
    arguments: Vec<Node>,
    names: Vec<String>,
}

impl Parser<'_> {
    /// The built-in with the longest name that stands here, followed by `(`.
    pub(super) fn called(&self) -> Option<&'static Builtin> {
        let TokenKind::Name(first) = self.kind() else {
            return None;
        };
        builtins::all()
            .filter(|function| function.name.starts_with(first.as_str()))
            .filter(|function| self.clock == Clock::Allowed || !function.needs_clock())
            .filter(|function| {
                let words = function.words().count();
                self.spells(function) && matches!(self.peek(words).kind, TokenKind::Symbol("("))
            })
            .max_by_key(|function| function.words().count())
    }

    /// The built-in with several words whose name stands here, as a value.
    pub(super) fn spelt(&self) -> Option<&'static Builtin> {
        builtins::all()
            .filter(|function| function.words().count() > 1 && self.spells(function))
            .max_by_key(|function| function.words().count())
    }

    fn spells(&self, function: &Builtin) -> bool {
        function.words().enumerate().all(
            |(ahead, word)| matches!(&self.peek(ahead).kind, TokenKind::Name(found) if found == word),
        )
    }

    /// The words up to a `(`, if nothing but words that are no keywords stand before it.
    pub(super) fn called_name(&self) -> Option<String> {
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
                | TokenKind::Other(_)
                | TokenKind::End => return None,
            }
        }
    }

    /// A call of a built-in.
    pub(super) fn call(&mut self, function: &'static Builtin) -> Result<Node, ParseError> {
        let at = self.at();
        self.skip(function.words().count());
        self.demand("(")?;
        let Given { arguments, names } = self.arguments()?;
        let arguments = if names.is_empty() {
            if self.is_symbol(")") && !function.takes(arguments.len()) {
                let problem = ParseProblem::WrongArity {
                    name: function.name,
                    given: arguments.len(),
                };
                return Err(self.error(problem));
            }
            arguments
        } else {
            self.in_order(function, arguments, &names)?
        };
        self.demand(")")?;
        Ok(Node {
            kind: Kind::Call {
                function,
                arguments,
            },
            at,
        })
    }

    /// Named arguments at the positions of their parameters, null where none is given.
    fn in_order(
        &self,
        function: &'static Builtin,
        arguments: Vec<Node>,
        names: &[String],
    ) -> Result<Vec<Node>, ParseError> {
        let Some(places) = function.places(names) else {
            let function = function.name;
            return Err(self.error(ParseProblem::UnknownParameter { function }));
        };
        let mut ordered: Vec<Node> = places
            .iter()
            .map(|_| Node {
                kind: Kind::Literal(Value::Null),
                at: self.at(),
            })
            .collect();
        for (name, argument) in names.iter().zip(arguments) {
            let place = places
                .iter()
                .position(|place| *place == Some(name.as_str()));
            if let Some(slot) = place.and_then(|place| ordered.get_mut(place)) {
                *slot = argument;
            }
        }
        Ok(ordered)
    }

    /// A call of what `function` yields.
    pub(super) fn invocation(&mut self, function: Node) -> Result<Node, ParseError> {
        let at = function.at;
        self.demand("(")?;
        let Given { arguments, names } = self.arguments()?;
        self.demand(")")?;
        Ok(Node {
            kind: Kind::Invoke {
                function: Box::new(function),
                arguments,
                names,
            },
            at,
        })
    }

    /// Arguments up to `)`, which stays.
    fn arguments(&mut self) -> Result<Given, ParseError> {
        let colon = |kind: &TokenKind| matches!(kind, TokenKind::Symbol(":"));
        let mut given = Given {
            arguments: Vec::new(),
            names: Vec::new(),
        };
        if self.name_length(colon).is_none() {
            given.arguments = self.expressions(")")?;
            return Ok(given);
        }
        loop {
            given.names.push(self.declared_name(colon)?);
            self.demand(":")?;
            given.arguments.push(self.expression()?);
            if !self.take(",") {
                return Ok(given);
            }
        }
    }
}
