//! Functions as values.
//!
//! A function is a built-in, one that an expression defines (with the variables it reads taken along), or one that is
//! supplied from outside, such as a business knowledge model.
//!
//! INVARIANT: two functions are equal only if they are the same one.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use crate::ast::Node;
use crate::builtins::Builtin;
use crate::error::EvalError;
use crate::session::Session;
use crate::types::Type;
use crate::value::Value;

/// A function that is supplied from outside.
pub trait Callable: Debug + Send + Sync {
    /// Its name, for messages.
    fn name(&self) -> &str;
    /// The names of its parameters, in order.
    fn parameters(&self) -> &[String];
    /// Its value for `arguments`, one for each parameter in order. What fails yields null and leaves a warning with
    /// the session; an error ends the evaluation.
    fn call(&self, arguments: Vec<Value>, session: &mut Session) -> Result<Value, EvalError>;
    /// Gives the values it keeps away, as it is about to be dropped (see [`take_apart`]).
    fn release(&mut self, kept: &mut Vec<Value>) {
        let _ = kept;
    }
}

/// A function.
#[derive(Debug)]
pub enum Function {
    /// One of the language.
    Builtin(BuiltinFunction),
    /// One that an expression defines.
    Defined(DefinedFunction),
    /// One from outside.
    Supplied(Arc<dyn Callable>),
}

/// A function of the language.
#[derive(Debug)]
pub struct BuiltinFunction(pub(crate) &'static Builtin);

/// A function that an expression defines.
#[derive(Debug)]
pub struct DefinedFunction {
    pub(crate) parameters: Arc<[Parameter]>,
    pub(crate) body: Arc<Node>,
    pub(crate) source: Arc<str>,
    /// The variables that the body reads, as they were where it was defined.
    pub(crate) captured: BTreeMap<String, Value>,
    /// The entry of a context that the function is, by which its body knows it.
    pub(crate) own_name: Option<String>,
}

/// A parameter of a defined function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: Type,
}

impl Drop for DefinedFunction {
    fn drop(&mut self) {
        take_apart(std::mem::take(&mut self.captured).into_values().collect());
    }
}

/// Drops values. Functions may keep each other in a chain of any length, which is dropped link by link here and not by
/// recursion.
pub(crate) fn take_apart(mut left: Vec<Value>) {
    while let Some(value) = left.pop() {
        match value {
            Value::List(items) => left.extend(items),
            Value::Context(entries) => left.extend(entries.into_values()),
            Value::Function(mut function) => match Arc::get_mut(&mut function) {
                Some(Function::Defined(last)) => {
                    left.extend(std::mem::take(&mut last.captured).into_values());
                }
                Some(Function::Supplied(supplied)) => {
                    if let Some(last) = Arc::get_mut(supplied) {
                        last.release(&mut left);
                    }
                }
                Some(Function::Builtin(_)) | None => {}
            },
            _ => {}
        }
    }
}

impl Function {
    /// The number of parameters, if it is fixed.
    pub fn arity(&self) -> Option<usize> {
        match self {
            Self::Builtin(function) => {
                let (fewest, most) = function.0.arity;
                (fewest == most).then_some(fewest)
            }
            Self::Defined(function) => Some(function.parameters.len()),
            Self::Supplied(function) => Some(function.parameters().len()),
        }
    }

    /// The name, if it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Builtin(function) => Some(function.0.name),
            Self::Defined(function) => function.own_name.as_deref(),
            Self::Supplied(function) => Some(function.name()),
        }
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Builtin(left), Self::Builtin(right)) => std::ptr::eq(left.0, right.0),
            (Self::Supplied(left), Self::Supplied(right)) => Arc::ptr_eq(left, right),
            (Self::Defined(left), Self::Defined(right)) => {
                Arc::ptr_eq(&left.body, &right.body) && left.captured == right.captured
            }
            (Self::Builtin(_) | Self::Supplied(_) | Self::Defined(_), _) => false,
        }
    }
}

impl Eq for Function {}
