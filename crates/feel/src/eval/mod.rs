//! Evaluation: one walk over the tree.
//!
//! Values that the tree or the scope own are lent, not copied, so a comparison of a variable with a constant allocates nothing.
//! Each part of the tree charges one step and one level of depth.
//!
//! INVARIANT: a failing operation yields null and a warning ([`Evaluation::settle`]); only limits and sealed values end the walk.

mod arithmetic;
mod collection;
pub(crate) mod comparison;
mod logic;

use std::borrow::Cow;

use crate::ast::{Kind, Node};
use crate::builtins::{Absent, Arguments, Builtin};
use crate::error::EvalError;
use crate::limits::{Limits, Meter};
use crate::position::Position;
use crate::scope::Scope;
use crate::value::Value;
use crate::warning::{Failure, Warning, WarningKind};

/// A value lent by the tree or the scope, or made on the way.
type Lent<'e> = Cow<'e, Value>;

const NULL: Lent<'static> = Cow::Owned(Value::Null);

/// One evaluation of one expression.
pub(crate) struct Evaluation<'e> {
    scope: &'e dyn Scope,
    source: &'e str,
    meter: Meter,
    /// The entries of the contexts around the current place, innermost last.
    bound: Vec<(&'e str, Value)>,
    warnings: Vec<Warning>,
}

impl<'e> Evaluation<'e> {
    pub(crate) fn new(scope: &'e dyn Scope, source: &'e str, limits: &Limits) -> Self {
        Self {
            scope,
            source,
            meter: Meter::new(limits),
            bound: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// The value of `node`, to keep.
    pub(crate) fn value(&mut self, node: &'e Node) -> Result<Value, EvalError> {
        match self.lent(node)? {
            Cow::Borrowed(value) => self.meter.copy(value),
            Cow::Owned(value) => Ok(value),
        }
    }

    /// The value of `node`.
    fn lent(&mut self, node: &'e Node) -> Result<Lent<'e>, EvalError> {
        self.meter.spend(1)?;
        self.meter.enter()?;
        let value = self.part(node)?;
        self.meter.leave();
        Ok(value)
    }

    fn part(&mut self, node: &'e Node) -> Result<Lent<'e>, EvalError> {
        match &node.kind {
            Kind::Literal(value) => Ok(Cow::Borrowed(value)),
            Kind::Name(name) => self.variable(name, node.at, Absent::Warns),
            Kind::Path { base, steps } => self.path(base, steps, Absent::Warns),
            Kind::Negate(operand) => self.negate(operand, node.at),
            Kind::And(operands) => self.and(operands),
            Kind::Or(operands) => self.or(operands),
            Kind::Arithmetic { first, rest } => self.arithmetic(first, rest),
            Kind::Compare {
                left,
                comparison,
                right,
            } => self.compare(left, *comparison, right, node.at),
            Kind::Between { value, low, high } => self.between(value, low, high, node.at),
            Kind::In { value, tests } => self.contained(value, tests, node.at),
            Kind::If { condition, yes, no } => self.choose(condition, yes, no),
            Kind::List(items) => self.list(items),
            Kind::Context(entries) => self.context(entries),
            Kind::Call {
                function,
                arguments,
            } => self.call(function, arguments, node.at),
        }
    }

    /// The value of `node`, where a variable or entry that is missing is null without a warning.
    fn lent_or_absent(&mut self, node: &'e Node) -> Result<Lent<'e>, EvalError> {
        match &node.kind {
            Kind::Name(name) => self.variable(name, node.at, Absent::IsNull),
            Kind::Path { base, steps } => self.path(base, steps, Absent::IsNull),
            _ => self.lent(node),
        }
    }

    fn variable(&mut self, name: &'e str, at: u32, absent: Absent) -> Result<Lent<'e>, EvalError> {
        self.meter.spend(self.bound.len() as u64 / 64)?;
        if let Some((_, value)) = self.bound.iter().rev().find(|(bound, _)| *bound == name) {
            return Ok(Cow::Owned(self.meter.copy(value)?));
        }
        let scope: &'e dyn Scope = self.scope;
        if let Some(value) = scope.get(name) {
            return Ok(value);
        }
        if absent == Absent::Warns {
            self.warn(WarningKind::NoVariable(name.to_owned()), at);
        }
        Ok(NULL)
    }

    fn call(
        &mut self,
        function: &'static Builtin,
        nodes: &'e [Node],
        at: u32,
    ) -> Result<Lent<'e>, EvalError> {
        let mut values = Vec::with_capacity(nodes.len());
        for node in nodes {
            let value = match function.absent {
                Absent::IsNull => self.lent_or_absent(node)?,
                Absent::Warns => self.lent(node)?,
            };
            values.push(value);
        }
        let result = (function.run)(
            &Arguments {
                function: function.name,
                values: &values,
            },
            &mut self.meter,
        );
        self.settle(result, at)
    }

    /// A failed operation becomes null and a warning.
    fn settle(&mut self, result: Result<Value, Failure>, at: u32) -> Result<Lent<'e>, EvalError> {
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
        if self.warnings.len() < Limits::WARNINGS {
            self.warnings.push(Warning {
                position: Position::of(self.source, at),
                kind,
            });
        }
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
