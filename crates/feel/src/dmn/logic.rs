//! Boxed expressions: what a decision, a function or a part of either computes.
//!
//! The same tree exists twice: as read ([`Written`]: texts and type names) and as linked ([`super::link::Linked`]: parsed
//! expressions and resolved types), so one definition of the forms serves both.
//!
//! To add a form: a variant of [`Form`], its element in `read/logic.rs`, a line in `link/logic.rs`, and its rule in
//! `evaluate/boxed.rs`; the compiler names the last two.

use std::fmt::Debug;

use crate::position::Position;

/// What the leaves of the tree are.
pub(crate) trait Stage: Debug + Clone + 'static {
    /// An expression.
    type Literal: Debug + Clone;
    /// Unary tests.
    type Tests: Debug + Clone;
    /// A type.
    type Type: Debug + Clone;
}

/// The stage of a model that was read and not yet linked.
#[derive(Debug, Clone)]
pub(crate) struct Written;

impl Stage for Written {
    type Literal = Text;
    type Tests = Text;
    type Type = TypeName;
}

/// The text of an expression, and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) source: String,
    pub(crate) at: Position,
}

/// The name of a type, as an element refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeName {
    /// The namespace of the prefix, if the name was written with one.
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
}

/// A name and the type of its values.
#[derive(Debug, Clone)]
pub(crate) struct Variable<S: Stage> {
    pub(crate) name: String,
    pub(crate) type_of: Option<S::Type>,
}

/// A boxed expression and the type its values must have.
#[derive(Debug, Clone)]
pub(crate) struct Boxed<S: Stage> {
    pub(crate) form: Form<S>,
    pub(crate) type_of: Option<S::Type>,
}

/// What a boxed expression is.
#[derive(Debug, Clone)]
pub(crate) enum Form<S: Stage> {
    Literal(S::Literal),
    Context(Vec<Entry<S>>),
    Relation {
        columns: Vec<Variable<S>>,
        rows: Vec<Vec<Boxed<S>>>,
    },
    List(Vec<Boxed<S>>),
    Invocation {
        function: Box<Boxed<S>>,
        bindings: Vec<(String, Boxed<S>)>,
    },
    Function(Box<Function<S>>),
    Table(Box<Table<S>>),
    Conditional {
        condition: Box<Boxed<S>>,
        yes: Box<Boxed<S>>,
        no: Box<Boxed<S>>,
    },
    Iteration(Box<Iteration<S>>),
    /// Nothing was written, or something that is not FEEL.
    Nothing,
}

/// One entry of a context; the one without a name is its result.
#[derive(Debug, Clone)]
pub(crate) struct Entry<S: Stage> {
    pub(crate) variable: Option<Variable<S>>,
    pub(crate) value: Boxed<S>,
}

/// A function: parameters and what it computes of them.
#[derive(Debug, Clone)]
pub(crate) struct Function<S: Stage> {
    pub(crate) parameters: Vec<Variable<S>>,
    pub(crate) body: Body<S>,
}

/// What a function computes. The body is shared with the function values made of it.
#[derive(Debug, Clone)]
pub(crate) enum Body<S: Stage> {
    Boxed(std::sync::Arc<Boxed<S>>),
    /// Java or PMML, which are not run.
    External,
}

/// One expression, evaluated for each item of a list.
#[derive(Debug, Clone)]
pub(crate) struct Iteration<S: Stage> {
    pub(crate) kind: IterationKind,
    /// The name of the item.
    pub(crate) variable: Variable<S>,
    pub(crate) over: Boxed<S>,
    pub(crate) body: std::sync::Arc<Boxed<S>>,
}

/// What is made of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IterationKind {
    Filter,
    For,
    Some,
    Every,
}

/// A decision table.
#[derive(Debug, Clone)]
pub(crate) struct Table<S: Stage> {
    pub(crate) policy: HitPolicy,
    pub(crate) inputs: Vec<Input<S>>,
    pub(crate) outputs: Vec<Output<S>>,
    pub(crate) rules: Vec<Rule<S>>,
}

/// What a table makes of the rules that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HitPolicy {
    Unique,
    Any,
    Priority,
    First,
    RuleOrder,
    OutputOrder,
    Collect(Option<Aggregation>),
}

/// What a collecting table makes of the values collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aggregation {
    Sum,
    Count,
    Least,
    Greatest,
}

/// An input column.
#[derive(Debug, Clone)]
pub(crate) struct Input<S: Stage> {
    pub(crate) expression: S::Literal,
    pub(crate) type_of: Option<S::Type>,
    pub(crate) allowed: Option<S::Tests>,
}

/// An output column.
#[derive(Debug, Clone)]
pub(crate) struct Output<S: Stage> {
    pub(crate) name: Option<String>,
    pub(crate) type_of: Option<S::Type>,
    pub(crate) allowed: Option<S::Tests>,
    /// The allowed values as a list, in the order that gives them their priority.
    pub(crate) order: Option<S::Literal>,
    pub(crate) default: Option<S::Literal>,
}

/// A rule: one test an input, one expression an output.
#[derive(Debug, Clone)]
pub(crate) struct Rule<S: Stage> {
    pub(crate) tests: Vec<S::Tests>,
    pub(crate) outputs: Vec<S::Literal>,
}
