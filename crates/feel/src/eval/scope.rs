//! Variables: what the forms around a place bind, innermost first, then what the caller's scope knows, then built-ins.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Evaluation, Lent, NULL};
use crate::builtins::{self, Absent};
use crate::error::EvalError;
use crate::function::{BuiltinFunction, Function};
use crate::scope::Scope;
use crate::value::Value;
use crate::warning::WarningKind;

/// What a place of an expression sees.
#[derive(Clone, Copy)]
pub(crate) struct Env<'e> {
    scope: &'e dyn Scope,
    innermost: Option<&'e Frame<'e>>,
}

/// What one form binds, and the forms around it.
pub(super) struct Frame<'e> {
    bound: Bound<'e>,
    outer: Option<&'e Frame<'e>>,
}

/// The names a form binds.
pub(super) enum Bound<'e> {
    /// A variable.
    One(&'e str, &'e Value),
    /// The entries of a context so far, or the parameters of a function.
    Entries(&'e [(&'e str, Value)]),
    /// The item of a list that is filtered, whose entries are variables.
    Item(&'e Value),
}

impl<'e> Env<'e> {
    pub(crate) fn new(scope: &'e dyn Scope) -> Self {
        Self {
            scope,
            innermost: None,
        }
    }

    /// The frame that binds `bound` inside this place.
    pub(super) fn frame(self, bound: Bound<'e>) -> Frame<'e> {
        Frame {
            bound,
            outer: self.innermost,
        }
    }

    /// This place with `frame` around it.
    pub(super) fn inside<'i>(self, frame: &'i Frame<'i>) -> Env<'i>
    where
        'e: 'i,
    {
        Env {
            scope: self.scope,
            innermost: Some(frame),
        }
    }

    /// The value of `name` and the number of names passed over on the way to it.
    fn find(self, name: &str) -> (Option<Lent<'e>>, usize) {
        let (mut frame, mut passed) = (self.innermost, 0);
        while let Some(here) = frame {
            passed += match here.bound {
                Bound::Entries(entries) => entries.len(),
                Bound::One(..) | Bound::Item(_) => 1,
            };
            if let Some(value) = here.bound.get(name) {
                return (Some(Cow::Borrowed(value)), passed);
            }
            frame = here.outer;
        }
        (self.scope.get(name), passed)
    }
}

impl<'e> Bound<'e> {
    fn get(&self, name: &str) -> Option<&'e Value> {
        match self {
            Self::One(bound, value) => (*bound == name).then_some(*value),
            Self::Entries(entries) => entries
                .iter()
                .rev()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value),
            Self::Item(item) => match item {
                Value::Context(entries) if entries.contains_key(name) => entries.get(name),
                item => (name == "item").then_some(*item),
            },
        }
    }
}

impl Evaluation<'_> {
    pub(super) fn variable<'e>(
        &mut self,
        name: &str,
        at: u32,
        env: Env<'e>,
        absent: Absent,
    ) -> Result<Lent<'e>, EvalError> {
        let (found, passed) = env.find(name);
        self.session.meter.spend(passed as u64 / 64)?;
        if let Some(value) = found {
            return Ok(value);
        }
        if absent == Absent::Warns {
            if let Some(builtin) = builtins::all().find(|builtin| builtin.name == name) {
                let function = Function::Builtin(BuiltinFunction(builtin));
                return Ok(Cow::Owned(Value::Function(Arc::new(function))));
            }
            self.warn(WarningKind::NoVariable(name.to_owned()), at);
        }
        Ok(NULL)
    }

    /// The value of a variable that a defined function takes along, to keep; none if there is none.
    pub(super) fn taken(&mut self, name: &str, env: Env<'_>) -> Result<Option<Value>, EvalError> {
        match env.find(name).0 {
            Some(value) => self.session.meter.copy(&value).map(Some),
            None => Ok(None),
        }
    }
}
