//! The tree of an expression.
//!
//! Chains such as `a and b and c` are one node with many operands, so the depth of a tree follows the nesting of the text,
//! not its length.
//!
//! INVARIANT: a call has a number of arguments its function takes, a path has at least one step, a chain at least two operands.

use crate::builtins::Builtin;
use crate::value::Value;

/// A part of an expression and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// The byte a message about this part points at.
    pub(crate) at: u32,
}

/// What a part is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A constant.
    Literal(Value),
    /// A variable.
    Name(String),
    /// `base.step.step`
    Path { base: Box<Node>, steps: Vec<Step> },
    /// `-operand`
    Negate(Box<Node>),
    /// `a and b and c`
    And(Vec<Node>),
    /// `a or b or c`
    Or(Vec<Node>),
    /// Operators of one rank, applied from left to right.
    Arithmetic {
        first: Box<Node>,
        rest: Vec<Operation>,
    },
    /// `left < right` and its like.
    Compare {
        left: Box<Node>,
        comparison: Comparison,
        right: Box<Node>,
    },
    /// `value between low and high`
    Between {
        value: Box<Node>,
        low: Box<Node>,
        high: Box<Node>,
    },
    /// `value in (test, test)`
    In { value: Box<Node>, tests: Vec<Test> },
    /// `if condition then yes else no`
    If {
        condition: Box<Node>,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// `[a, b]`
    List(Vec<Node>),
    /// `{a: 1, b: a}`
    Context(Vec<(String, Node)>),
    /// `function(a, b)`
    Call {
        function: &'static Builtin,
        arguments: Vec<Node>,
    },
}

/// `.name`
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) at: u32,
}

/// An operator with its right operand.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) operator: Operator,
    pub(crate) at: u32,
    pub(crate) operand: Node,
}

/// One test of `in`: without a comparison, being equal to the operand or one of its items.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) comparison: Option<Comparison>,
    pub(crate) operand: Node,
}

/// An operator of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Divide,
    Power,
}

impl Operator {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
            Self::Power => "**",
        }
    }
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The comparison that `symbol` writes.
    pub(crate) fn of(symbol: &str) -> Option<Self> {
        [
            Self::Equal,
            Self::NotEqual,
            Self::Less,
            Self::LessOrEqual,
            Self::Greater,
            Self::GreaterOrEqual,
        ]
        .into_iter()
        .find(|comparison| comparison.symbol() == symbol)
    }
}
