//! Types as `instance of` and parameters name them: `number`, `date and time`, `list<string>`, `context<a: number>`,
//! `function<number> -> string`.

use std::collections::BTreeMap;

use super::{Parser, short};
use crate::error::{ParseError, ParseProblem};
use crate::lexer::TokenKind;
use crate::limits::Limits;
use crate::types::{FunctionType, Type};

/// Names of types with several words.
const LONG: [&str; 3] = [
    "date and time",
    "years and months duration",
    "days and time duration",
];

impl Parser<'_> {
    pub(super) fn type_name(&mut self) -> Result<Type, ParseError> {
        if self.depth >= Limits::NESTING {
            return Err(self.error(ParseProblem::TooDeep {
                limit: Limits::NESTING,
            }));
        }
        self.depth += 1;
        let kind = self.type_inside();
        self.depth -= 1;
        kind
    }

    fn type_inside(&mut self) -> Result<Type, ParseError> {
        if let Some((name, length)) = self.known_type() {
            self.skip(length);
            return Ok(name);
        }
        let TokenKind::Name(word) = self.kind().clone() else {
            return Err(self.unexpected("a type"));
        };
        let generic = matches!(self.peek(1).kind, TokenKind::Symbol("<"));
        match (word.as_str(), generic) {
            ("list", true) => Ok(Type::List(Box::new(self.type_argument()?))),
            ("range", true) => Ok(Type::Range(Box::new(self.type_argument()?))),
            ("context", true) => self.context_type(),
            ("function", true) => self.function_type(),
            (name, _) => match Type::named(name) {
                Some(kind) => {
                    self.advance();
                    Ok(kind)
                }
                None => Err(self.error(ParseProblem::UnknownType { name: short(name) })),
            },
        }
    }

    /// A type with several words, or one that the caller knows, and the number of its tokens.
    fn known_type(&self) -> Option<(Type, usize)> {
        let long = LONG.into_iter().find(|name| {
            name.split(' ').enumerate().all(|(ahead, word)| {
                matches!(&self.peek(ahead).kind, TokenKind::Name(found) if found == word)
            })
        });
        if let Some(name) = long {
            return Type::named(name).map(|kind| (kind, name.split(' ').count()));
        }
        let (kind, length) = self.names.longest_type(|ahead| self.peek(ahead).text())?;
        Some((kind.clone(), length))
    }

    fn type_argument(&mut self) -> Result<Type, ParseError> {
        self.advance();
        self.demand("<")?;
        let kind = self.type_name()?;
        self.demand(">")?;
        Ok(kind)
    }

    fn context_type(&mut self) -> Result<Type, ParseError> {
        self.advance();
        self.demand("<")?;
        let mut entries = BTreeMap::new();
        loop {
            let name = self.declared_name(|kind| matches!(kind, TokenKind::Symbol(":")))?;
            self.demand(":")?;
            entries.insert(name, self.type_name()?);
            if !self.take(",") {
                self.demand(">")?;
                return Ok(Type::Context(entries));
            }
        }
    }

    fn function_type(&mut self) -> Result<Type, ParseError> {
        self.advance();
        self.demand("<")?;
        let mut parameters = Vec::new();
        while !self.is_symbol(">") {
            parameters.push(self.type_name()?);
            if !self.take(",") {
                break;
            }
        }
        self.demand(">")?;
        self.demand("->")?;
        let result = self.type_name()?;
        Ok(Type::Function(Some(Box::new(FunctionType {
            parameters,
            result,
        }))))
    }
}
