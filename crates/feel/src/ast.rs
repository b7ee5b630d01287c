//! The tree of an expression.
//!
//! Chains such as `a and b and c` are one node with many operands, so the depth of a tree follows the nesting of the text,
//! not its length.
//!
//! INVARIANT: a call has a number of arguments its function takes, a path has at least one step, a chain at least two operands.

use std::sync::Arc;

use crate::builtins::Builtin;
use crate::function::Parameter;
use crate::types::Type;
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
    /// `base[condition]`
    Filter {
        base: Box<Node>,
        condition: Box<Node>,
    },
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
    /// `value instance of kind`
    InstanceOf { value: Box<Node>, kind: Box<Type> },
    /// `if condition then yes else no`
    If {
        condition: Box<Node>,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// `for a in x, b in y return body`
    For {
        iterators: Vec<Iteration>,
        body: Box<Node>,
    },
    /// `some a in x satisfies body`, or `every` if that is what decides it is false.
    Quantified {
        decider: bool,
        iterators: Vec<Iteration>,
        body: Box<Node>,
    },
    /// `[a, b]`
    List(Vec<Node>),
    /// `{a: 1, b: a}`
    Context(Vec<(String, Node)>),
    /// `[low..high]`; a missing end is open to infinity.
    Range(Box<Ends>),
    /// `function(a, b) body`
    Function(Box<Definition>),
    /// `name(a, b)` of a built-in.
    Call {
        function: &'static Builtin,
        arguments: Vec<Node>,
    },
    /// `function(a, b)` of any function.
    Invoke {
        function: Box<Node>,
        arguments: Vec<Node>,
        /// The names of the arguments, if they are named.
        names: Vec<String>,
    },
}

/// `.name`
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) at: u32,
}

/// `name in from`, or `name in from..to`.
#[derive(Debug)]
pub(crate) struct Iteration {
    pub(crate) name: String,
    pub(crate) from: Node,
    pub(crate) to: Option<Node>,
}

/// The ends of a range and whether they belong to it. One that is missing is open to infinity and does not belong to it; an
/// upper end that is missing and belongs to it is the lower end.
#[derive(Debug)]
pub(crate) struct Ends {
    pub(crate) low: Option<Node>,
    pub(crate) low_included: bool,
    pub(crate) high: Option<Node>,
    pub(crate) high_included: bool,
}

/// A function that an expression defines.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) parameters: Arc<[Parameter]>,
    /// None if the function is external, which is not supported.
    pub(crate) body: Option<Arc<Node>>,
    /// The variables that the body reads beside its parameters.
    pub(crate) reads: Vec<String>,
}

/// An operator with its right operand.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) operator: Operator,
    pub(crate) at: u32,
    pub(crate) operand: Node,
}

/// One test of `in` or of unary tests.
#[derive(Debug)]
pub(crate) enum Test {
    /// `< operand` and its like.
    Compare(Comparison, Node),
    /// Being equal to the operand, one of its items, or in its range.
    Matches(Node),
    /// The operand speaks of the input `?` and is true.
    Holds(Node),
    /// `not(tests)`
    Not(Vec<Test>),
    /// `-`, which everything passes.
    Any,
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
