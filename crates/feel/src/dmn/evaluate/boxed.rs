//! Boxed expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::admit::admit;
use super::frame::Frame;
use super::function::Closure;
use super::phrases::{self, FUNCTION};
use crate::dmn::error::DecisionError;
use crate::dmn::link::types::Kind;
use crate::dmn::link::{Graph, Linked, Literal};
use crate::dmn::logic::{Body, Boxed, Entry, Form, Function, Variable};
use crate::error::EvalError;
use crate::function::Function as FunctionValue;
use crate::session::Session;
use crate::value::Value;
use crate::warning::WarningKind;

/// The evaluation of the logic of one element.
pub(super) struct Logic<'r> {
    pub(super) graph: &'r Arc<Graph>,
    /// The name of the element, for messages.
    pub(super) element: &'r Arc<str>,
    pub(super) session: &'r mut Session,
}

impl Logic<'_> {
    /// The value of `boxed`, as one of its type.
    pub(super) fn value(
        &mut self,
        boxed: &Boxed<Linked>,
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        self.named_value(boxed, frame, None)
    }

    fn named_value(
        &mut self,
        boxed: &Boxed<Linked>,
        frame: &Arc<Frame>,
        name: Option<&str>,
    ) -> Result<Value, EvalError> {
        self.session.spend(1)?;
        self.session.meter.enter()?;
        let value = self.form(&boxed.form, frame, name)?;
        self.session.meter.leave();
        self.typed(value, boxed.type_of.as_ref(), "the result")
    }

    fn form(
        &mut self,
        form: &Form<Linked>,
        frame: &Arc<Frame>,
        name: Option<&str>,
    ) -> Result<Value, EvalError> {
        match form {
            Form::Nothing => Ok(self.fail(DecisionError::NoLogic {
                element: self.element.to_string(),
            })),
            Form::Literal(literal) => self.literal(literal, frame),
            Form::Context(entries) => self.context(entries, frame),
            Form::Relation { columns, rows } => self.relation(columns, rows, frame),
            Form::List(items) => Ok(Value::List(self.all(items, frame)?)),
            Form::Invocation { function, bindings } => self.invocation(function, bindings, frame),
            Form::Function(function) => self.function(function, frame, name),
            Form::Table(table) => self.table(table, frame),
            Form::Conditional { condition, yes, no } => {
                let part = match self.value(condition, frame)? {
                    Value::Boolean(true) => yes,
                    Value::Opaque(_) => return Err(EvalError::Sealed { operation: "if" }),
                    _ => no,
                };
                self.value(part, frame)
            }
            Form::Iteration(iteration) => self.iteration(iteration, frame),
        }
    }

    /// A failure of the decision: null, and the reason kept.
    pub(super) fn fail(&mut self, error: DecisionError) -> Value {
        self.session.warn(WarningKind::Decision(Box::new(error)));
        Value::Null
    }

    /// The value as one of the type; null if it is not.
    pub(super) fn typed(
        &mut self,
        value: Value,
        kind: Option<&Kind>,
        what: &'static str,
    ) -> Result<Value, EvalError> {
        let Some(kind) = kind else {
            return Ok(value);
        };
        match admit(self.graph, value, kind, self.session)? {
            Some(value) => Ok(value),
            None => Ok(self.fail(DecisionError::NotAllowed {
                element: self.element.to_string(),
                what,
            })),
        }
    }

    pub(super) fn literal(&mut self, literal: &Literal, frame: &Frame) -> Result<Value, EvalError> {
        match &literal.parsed {
            Ok(expression) => expression.evaluate_in(frame, self.session),
            Err(problem) => Ok(self.fail(DecisionError::NotFeel {
                element: self.element.to_string(),
                problem: problem.to_string(),
                position: literal.at,
            })),
        }
    }

    fn all(
        &mut self,
        items: &[Boxed<Linked>],
        frame: &Arc<Frame>,
    ) -> Result<Vec<Value>, EvalError> {
        self.session.meter.grow(items.len())?;
        items.iter().map(|item| self.value(item, frame)).collect()
    }

    /// Entries see those before them. An entry without a name is the result.
    fn context(
        &mut self,
        entries: &[Entry<Linked>],
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        let mut inside = Arc::new(Frame::on(frame));
        let mut values = BTreeMap::new();
        for entry in entries {
            let Some(variable) = &entry.variable else {
                return self.value(&entry.value, &inside);
            };
            let value = self.named_value(&entry.value, &inside, Some(&variable.name))?;
            let value = self.typed(value, variable.type_of.as_ref(), "an entry")?;
            self.session.meter.grow(1 + variable.name.len())?;
            values.insert(variable.name.clone(), self.session.copy(&value)?);
            let (mut extended, copied) = Frame::extended(inside);
            self.session.spend(copied as u64)?;
            extended.set(&variable.name, Arc::new(value));
            inside = Arc::new(extended);
        }
        Ok(Value::Context(values))
    }

    fn relation(
        &mut self,
        columns: &[Variable<Linked>],
        rows: &[Vec<Boxed<Linked>>],
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        let mut list = Vec::with_capacity(rows.len());
        for row in rows {
            let mut entries = BTreeMap::new();
            for (column, cell) in columns.iter().zip(row) {
                let value = self.value(cell, frame)?;
                let value = self.typed(value, column.type_of.as_ref(), "a cell")?;
                self.session.meter.grow(1 + column.name.len())?;
                entries.insert(column.name.clone(), value);
            }
            list.push(Value::Context(entries));
        }
        self.session.meter.grow(list.len())?;
        Ok(Value::List(list))
    }

    fn invocation(
        &mut self,
        function: &Boxed<Linked>,
        bindings: &[(String, Boxed<Linked>)],
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        let mut arguments = Frame::default();
        arguments.set(FUNCTION, Arc::new(self.value(function, frame)?));
        let mut names = Vec::with_capacity(bindings.len());
        for (number, (name, value)) in bindings.iter().enumerate() {
            let value = self.value(value, frame)?;
            arguments.set(&phrases::argument(number), Arc::new(value));
            names.push(name.clone());
        }
        self.session
            .meter
            .read(names.iter().map(String::len).sum())?;
        let call = phrases::call(&names, crate::Position::START);
        self.literal(&call, &arguments)
    }

    fn function(
        &mut self,
        function: &Function<Linked>,
        frame: &Arc<Frame>,
        name: Option<&str>,
    ) -> Result<Value, EvalError> {
        let Body::Boxed(body) = &function.body else {
            let external = Closure::external(self.graph, self.element, function);
            return Ok(supplied(external));
        };
        self.session.meter.grow(1 + function.parameters.len())?;
        Ok(supplied(Closure::new(
            self.graph,
            self.element,
            &function.parameters,
            body,
            frame,
            name,
        )))
    }
}

/// The value that the function is.
pub(super) fn supplied(closure: Closure) -> Value {
    Value::Function(Arc::new(FunctionValue::Supplied(Arc::new(closure))))
}
