//! Evaluation: one walk over the tree.
//!
//! Values that the tree, the scope or an enclosing form own are lent, not copied, so a comparison of a variable with a
//! constant allocates nothing. Each part of the tree charges one step and one level of depth.
//!
//! `scope` finds variables; the other files each hold one group of forms.
//!
//! INVARIANT: a failing operation yields null and a warning ([`Evaluation::settle`]); only limits, sealed values and a missing
//! clock end the walk.

mod arithmetic;
pub(crate) mod call;
mod collection;
pub(crate) mod comparison;
mod filter;
mod iteration;
mod logic;
mod property;
mod scope;
mod temporal;
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use crate::ast::{Kind, Node};
use crate::builtins::Absent;
use crate::error::EvalError;
use crate::position::Position;
use crate::session::Session;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

use scope::Bound;
pub(crate) use scope::Env;

/// A value lent by the tree, the scope or an enclosing form, or made on the way.
type Lent<'e> = Cow<'e, Value>;

const NULL: Lent<'static> = Cow::Owned(Value::Null);

/// One evaluation of one expression.
pub(crate) struct Evaluation<'s> {
    session: &'s mut Session,
    source: &'s Arc<str>,
}

impl<'s> Evaluation<'s> {
    pub(crate) fn new(session: &'s mut Session, source: &'s Arc<str>) -> Self {
        Self { session, source }
    }

    /// The value of `node`, to keep.
    pub(crate) fn value<'e>(&mut self, node: &'e Node, env: Env<'e>) -> Result<Value, EvalError> {
        match self.lent(node, env)? {
            Cow::Borrowed(value) => self.session.meter.copy(value),
            Cow::Owned(value) => Ok(value),
        }
    }

    /// The value of `node`.
    fn lent<'e>(&mut self, node: &'e Node, env: Env<'e>) -> Result<Lent<'e>, EvalError> {
        self.session.meter.spend(1)?;
        self.session.meter.enter()?;
        // Handed on as it is: to take it out and wrap it up again costs as much as evaluating a comparison.
        let value = self.part(node, env);
        self.session.meter.leave();
        value
    }

    fn part<'e>(&mut self, node: &'e Node, env: Env<'e>) -> Result<Lent<'e>, EvalError> {
        match &node.kind {
            Kind::Literal(value) => Ok(Cow::Borrowed(value)),
            Kind::Name(name) => self.variable(name, node.at, env, Absent::Warns),
            Kind::Path { base, steps } => self.path(base, steps, env, Absent::Warns),
            Kind::Negate(operand) => self.negate(operand, node.at, env),
            Kind::And(operands) => self.decided_by(false, "and", operands, env),
            Kind::Or(operands) => self.decided_by(true, "or", operands, env),
            Kind::Arithmetic { first, rest } => self.arithmetic(first, rest, env),
            Kind::Compare {
                left,
                comparison,
                right,
            } => self.compare(left, *comparison, right, node.at, env),
            Kind::If { condition, yes, no } => self.choose(condition, yes, no, env),
            Kind::List(items) => self.list(items, env),
            Kind::Context(entries) => self.context(entries, env),
            Kind::Call {
                function,
                arguments,
            } => self.call(function, arguments, node.at, env),
            _ => self.longer_part(node, env),
        }
    }

    /// The rarer forms, apart so that a level of the common ones takes little stack.
    fn longer_part<'e>(&mut self, node: &'e Node, env: Env<'e>) -> Result<Lent<'e>, EvalError> {
        let at = node.at;
        match &node.kind {
            Kind::Between { value, low, high } => self.between(value, low, high, at, env),
            Kind::In { value, tests } => self.contained(value, tests, at, env),
            Kind::InstanceOf { value, kind } => self.instance_of(value, kind, at, env),
            Kind::Filter { base, condition } => self.filter(base, condition, at, env),
            Kind::For { iterators, body } => self.each(iterators, body, env),
            Kind::Quantified {
                decider,
                iterators,
                body,
            } => self.quantified(*decider, iterators, body, env),
            Kind::Range(ends) => self.range(ends, at, env),
            Kind::Function(definition) => self.define(definition, None, at, env),
            Kind::Invoke {
                function,
                arguments,
                names,
            } => self.invoke(function, arguments, names, at, env),
            _ => Ok(NULL),
        }
    }

    /// The value of `node`, where a variable or entry that is missing is null without a warning.
    fn lent_or_absent<'e>(&mut self, node: &'e Node, env: Env<'e>) -> Result<Lent<'e>, EvalError> {
        match &node.kind {
            Kind::Name(name) => self.variable(name, node.at, env, Absent::IsNull),
            Kind::Path { base, steps } => self.path(base, steps, env, Absent::IsNull),
            _ => self.lent(node, env),
        }
    }

    /// A failed operation becomes null and a warning.
    fn settle<'e>(
        &mut self,
        result: Result<Value, Failure>,
        at: u32,
    ) -> Result<Lent<'e>, EvalError> {
        match result {
            Ok(value) => Ok(Cow::Owned(value)),
            Err(Failure::Null(kind)) => {
                self.warn(kind, at);
                Ok(NULL)
            }
            Err(Failure::Stop(error)) => Err(error),
        }
    }

    fn warn(&mut self, kind: WarningKind, at: u32) {
        let source = self.source;
        self.session.warn_at(kind, || Position::of(source, at));
    }
}

/// The failure of `operation` on a value it does not take: a sealed one ends the evaluation.
pub(crate) fn refuse(operation: &'static str, value: &Value) -> Failure {
    match value {
        Value::Opaque(_) => Failure::Stop(EvalError::Sealed { operation }),
        other => Failure::Null(WarningKind::WrongType {
            operation,
            found: other.type_name(),
        }),
    }
}
