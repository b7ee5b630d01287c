//! Forms that begin with a word: `if`, `for`, `some`, `every`, `function`.

use super::Parser;
use crate::ast::{Definition, Iteration, Kind, Node};
use crate::error::ParseError;
use crate::function::Parameter;
use crate::lexer::TokenKind;
use crate::types::Type;
use crate::variables;

impl Parser<'_> {
    /// The form that the word which stands here begins; none if it begins none.
    pub(super) fn textual(&mut self, word: &str) -> Option<Result<Node, ParseError>> {
        let rule = match word {
            "if" => Self::condition,
            "for" => Self::each,
            "some" => |parser: &mut Self| parser.quantified(true),
            "every" => |parser: &mut Self| parser.quantified(false),
            "function" if matches!(self.peek(1).kind, TokenKind::Symbol("(")) => Self::definition,
            _ => return None,
        };
        if self.known_name().is_some_and(|(_, length, _)| length > 1) {
            return None;
        }
        Some(rule(self))
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

    fn each(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand_word("for")?;
        let outside = self.declared.len();
        let iterators = self.iterators()?;
        self.demand_word("return")?;
        self.declare("partial");
        let body = Box::new(self.expression()?);
        self.declared.truncate(outside);
        Ok(Node {
            kind: Kind::For { iterators, body },
            at,
        })
    }

    fn quantified(&mut self, decider: bool) -> Result<Node, ParseError> {
        let at = self.at();
        self.advance();
        let outside = self.declared.len();
        let iterators = self.iterators()?;
        self.demand_word("satisfies")?;
        let body = Box::new(self.expression()?);
        self.declared.truncate(outside);
        Ok(Node {
            kind: Kind::Quantified {
                decider,
                iterators,
                body,
            },
            at,
        })
    }

    /// `name in list, name in from..to`; the names stay declared.
    fn iterators(&mut self) -> Result<Vec<Iteration>, ParseError> {
        let mut iterators = Vec::new();
        loop {
            let name =
                self.declared_name(|kind| matches!(kind, TokenKind::Name(word) if word == "in"))?;
            self.demand_word("in")?;
            let from = self.expression()?;
            let to = if self.take("..") {
                Some(self.expression()?)
            } else {
                None
            };
            self.declare(&name);
            iterators.push(Iteration { name, from, to });
            if !self.take(",") {
                return Ok(iterators);
            }
        }
    }

    fn definition(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.advance();
        self.demand("(")?;
        let parameters = self.parameters()?;
        self.demand(")")?;
        let outside = self.declared.len();
        for parameter in &parameters {
            self.declare(&parameter.name);
        }
        let external = self.take_word("external");
        let body = self.expression()?;
        self.declared.truncate(outside);
        let bound = parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect();
        let reads = variables::roots(&body, bound).into_iter().collect();
        let definition = Definition {
            parameters: parameters.into(),
            body: (!external).then(|| body.into()),
            reads,
        };
        Ok(Node {
            kind: Kind::Function(Box::new(definition)),
            at,
        })
    }

    fn parameters(&mut self) -> Result<Vec<Parameter>, ParseError> {
        let mut parameters = Vec::new();
        if self.is_symbol(")") {
            return Ok(parameters);
        }
        loop {
            let name =
                self.declared_name(|kind| matches!(kind, TokenKind::Symbol(":" | "," | ")")))?;
            let kind = if self.take(":") {
                self.type_name()?
            } else {
                Type::Any
            };
            parameters.push(Parameter { name, kind });
            if !self.take(",") {
                return Ok(parameters);
            }
        }
    }
}
