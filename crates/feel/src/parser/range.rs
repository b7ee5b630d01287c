//! Ranges: `[1..3]`, `(1..3)`, `]1..3[`, and with one end `(< 3)`.

use super::{Clock, KEYWORDS, Parser};
use crate::ast::{Comparison, Ends, Kind, Node};
use crate::error::ParseError;
use crate::lexer::TokenKind;
use crate::names::Names;
use crate::temporal;
use crate::value::Value;

impl Parser<'_> {
    /// The rest of a range whose lower end was read.
    pub(super) fn range_from(
        &mut self,
        low: Node,
        low_included: bool,
        at: u32,
    ) -> Result<Node, ParseError> {
        self.demand("..")?;
        let high = self.expression()?;
        let high_included = if self.take("]") {
            true
        } else if self.take(")") || self.take("[") {
            false
        } else {
            return Err(self.unexpected("]"));
        };
        let ends = Ends {
            low: Some(low),
            low_included,
            high: Some(high),
            high_included,
        };
        Ok(Node {
            kind: Kind::Range(Box::new(ends)),
            at,
        })
    }

    /// `]low..high[` and its like.
    pub(super) fn open_range(&mut self) -> Result<Node, ParseError> {
        let at = self.at();
        self.demand("]")?;
        let low = self.expression()?;
        self.range_from(low, false, at)
    }

    /// What follows `(` when a comparison does: a range with one end.
    pub(super) fn one_ended(&mut self, comparison: Comparison) -> Result<Node, ParseError> {
        let at = self.at();
        let end = Some(self.expression()?);
        self.demand(")")?;
        let range = |low: Option<Node>, high: Option<Node>, included: bool| Ends {
            low_included: low.is_some() && included,
            low,
            high_included: high.is_some() && included,
            high,
        };
        let ends = match comparison {
            Comparison::Less => range(None, end, false),
            Comparison::LessOrEqual => range(None, end, true),
            Comparison::Greater => range(end, None, false),
            Comparison::GreaterOrEqual => range(end, None, true),
            Comparison::Equal => Ends {
                low: end,
                low_included: true,
                high: None,
                high_included: true,
            },
            Comparison::NotEqual => return Err(self.unexpected("a range")),
        };
        Ok(Node {
            kind: Kind::Range(Box::new(ends)),
            at,
        })
    }

    /// Whether no expression begins with the token.
    fn ends_something(kind: &TokenKind) -> bool {
        match kind {
            TokenKind::Name(word) => KEYWORDS.contains(&word.as_str()),
            TokenKind::Symbol(symbol) => !matches!(*symbol, "-" | "(" | "[" | "{" | "@"),
            TokenKind::End | TokenKind::Other(_) => true,
            TokenKind::Number(_) | TokenKind::String(_) | TokenKind::QuotedName(_) => false,
        }
    }

    /// Whether the token `ahead` of the next can begin an expression: otherwise a `[` before it closes a range.
    pub(super) fn begins_expression(&self, ahead: usize) -> bool {
        match &self.peek(ahead).kind {
            TokenKind::Name(word) => {
                !KEYWORDS.contains(&word.as_str())
                    || ["if", "for", "some", "every", "function", "not"].contains(&word.as_str())
            }
            // `]` opens a range, if what follows could be its lower end.
            TokenKind::Symbol("]") => !Self::ends_something(&self.peek(ahead + 1).kind),
            TokenKind::Symbol(symbol) => matches!(*symbol, "-" | "(" | "[" | "{" | "@"),
            TokenKind::End | TokenKind::Other(_) => false,
            TokenKind::Number(_) | TokenKind::String(_) | TokenKind::QuotedName(_) => true,
        }
    }
}

/// The ends of a range that is written with constants, each with whether it belongs to the range.
pub(crate) struct ConstantRange {
    pub(crate) low: (Value, bool),
    pub(crate) high: (Value, bool),
}

/// The range that fills `source`; none if it is none, or an end is more than a constant.
pub(crate) fn parse_range(source: &str, names: &Names) -> Option<ConstantRange> {
    let mut parser = Parser::new(source, 0, names, Clock::Refused).ok()?;
    let low_included = match parser.kind() {
        TokenKind::Symbol("[") => true,
        TokenKind::Symbol("(" | "]") => false,
        _ => return None,
    };
    parser.advance();
    let low = parser.constant_end()?;
    parser.demand("..").ok()?;
    let high = parser.constant_end()?;
    let high_included = match parser.kind() {
        TokenKind::Symbol("]") => true,
        TokenKind::Symbol(")" | "[") => false,
        _ => return None,
    };
    parser.advance();
    parser.demand_end().ok()?;
    Some(ConstantRange {
        low: (low, low_included),
        high: (high, high_included),
    })
}

impl Parser<'_> {
    /// A constant, or null where nothing is written.
    fn constant_end(&mut self) -> Option<Value> {
        if matches!(self.kind(), TokenKind::Symbol(".." | "]" | ")")) {
            return Some(Value::Null);
        }
        let node = self.sum().ok()?;
        constant(&node)
    }
}

/// The value of a constant, or of a constructor of dates, times and durations from a text.
fn constant(node: &Node) -> Option<Value> {
    match &node.kind {
        Kind::Literal(value) => Some(value.clone()),
        Kind::Call {
            function,
            arguments,
        } => {
            let [
                Node {
                    kind: Kind::Literal(Value::String(text)),
                    ..
                },
            ] = arguments.as_slice()
            else {
                return None;
            };
            match function.name {
                "date" => text.parse().ok().map(Value::Date),
                "time" => text.parse().ok().map(Value::Time),
                "date and time" => text.parse().ok().map(Value::DateTime),
                "duration" => temporal::duration(text),
                _ => None,
            }
        }
        _ => None,
    }
}
