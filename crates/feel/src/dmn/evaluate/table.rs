//! Decision tables: which rules match, and the values of their outputs; `policy` says what is made of those.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::admit::is_allowed;
use super::boxed::Logic;
use super::frame::Frame;
use crate::dmn::error::DecisionError;
use crate::dmn::link::{Linked, Literal, Tests};
use crate::dmn::logic::{HitPolicy, Input, Output, Rule, Table};
use crate::error::EvalError;
use crate::value::Value;

/// The values of a rule's outputs, in the order of the columns.
pub(super) type Row = Vec<Value>;

impl Logic<'_> {
    /// The value of a table: of one output its value, of several a context of them.
    pub(super) fn table(
        &mut self,
        table: &Table<Linked>,
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        let mut inputs = Vec::with_capacity(table.inputs.len());
        for input in &table.inputs {
            match self.input(input, frame)? {
                Some(value) => inputs.push(value),
                None => return Ok(Value::Null),
            }
        }
        let matching = self.matching(table, &inputs, frame)?;
        if matching.is_empty() {
            return self.no_match(table, frame);
        }
        self.hit(table, &matching, frame)
    }

    /// The value of an input; none if it is not allowed, or is not written as FEEL.
    fn input(
        &mut self,
        input: &Input<Linked>,
        frame: &Arc<Frame>,
    ) -> Result<Option<Value>, EvalError> {
        let value = self.literal(&input.expression, frame)?;
        if input.expression.parsed.is_err() {
            return Ok(None);
        }
        let was_null = value.is_null();
        let value = self.typed(value, input.type_of.as_ref(), "an input")?;
        if value.is_null() {
            return Ok(was_null.then_some(value));
        }
        let Some(allowed) = &input.allowed else {
            return Ok(Some(value));
        };
        if self.allowed(&value, allowed)? {
            return Ok(Some(value));
        }
        self.not_allowed("an input");
        Ok(None)
    }

    fn allowed(&mut self, value: &Value, tests: &Tests) -> Result<bool, EvalError> {
        if is_allowed(value, tests, self.session)? {
            return Ok(true);
        }
        let Value::List(items) = value else {
            return Ok(false);
        };
        for item in items {
            if !is_allowed(item, tests, self.session)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn not_allowed(&mut self, what: &'static str) {
        let element = self.element.to_string();
        self.fail(DecisionError::NotAllowed { element, what });
    }

    /// The numbers of the rules that match; of a table whose first match counts, only that.
    fn matching(
        &mut self,
        table: &Table<Linked>,
        inputs: &[Value],
        frame: &Arc<Frame>,
    ) -> Result<Vec<usize>, EvalError> {
        let mut matching = Vec::new();
        for (number, rule) in table.rules.iter().enumerate() {
            if self.matches(rule, inputs, frame)? {
                matching.push(number);
                if table.policy == HitPolicy::First {
                    break;
                }
            }
        }
        Ok(matching)
    }

    fn matches(
        &mut self,
        rule: &Rule<Linked>,
        inputs: &[Value],
        frame: &Arc<Frame>,
    ) -> Result<bool, EvalError> {
        self.session.spend(1)?;
        for (tests, input) in rule.tests.iter().zip(inputs) {
            let passed = match &tests.parsed {
                Ok(parsed) => parsed.test_in(input, &**frame, self.session)?,
                Err(problem) => self.fail(DecisionError::NotFeel {
                    element: self.element.to_string(),
                    problem: problem.to_string(),
                    position: tests.at,
                }),
            };
            if passed != Value::Boolean(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The defaults, if there are any. A table that yields one rule and has none fails; one that collects yields null.
    fn no_match(&mut self, table: &Table<Linked>, frame: &Arc<Frame>) -> Result<Value, EvalError> {
        if table.outputs.iter().any(|output| output.default.is_some()) {
            let mut row = Row::with_capacity(table.outputs.len());
            for output in &table.outputs {
                row.push(match &output.default {
                    Some(default) => self.output(output, default, frame)?,
                    None => Value::Null,
                });
            }
            return self.assembled(table, row);
        }
        match table.policy {
            HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority | HitPolicy::First => {
                let element = self.element.to_string();
                Ok(self.fail(DecisionError::NoRule { element }))
            }
            HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(_) => {
                Ok(Value::Null)
            }
        }
    }

    pub(super) fn row(
        &mut self,
        table: &Table<Linked>,
        rule: &Rule<Linked>,
        frame: &Arc<Frame>,
    ) -> Result<Row, EvalError> {
        table
            .outputs
            .iter()
            .zip(&rule.outputs)
            .map(|(output, entry)| self.output(output, entry, frame))
            .collect()
    }

    fn output(
        &mut self,
        output: &Output<Linked>,
        entry: &Literal,
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        let value = self.literal(entry, frame)?;
        let value = self.typed(value, output.type_of.as_ref(), "an output")?;
        match &output.allowed {
            Some(allowed) if !value.is_null() && !self.allowed(&value, allowed)? => {
                self.not_allowed("an output");
                Ok(Value::Null)
            }
            _ => Ok(value),
        }
    }

    pub(super) fn assembled(
        &mut self,
        table: &Table<Linked>,
        row: Row,
    ) -> Result<Value, EvalError> {
        if let [_] = table.outputs.as_slice() {
            return Ok(row.into_iter().next().unwrap_or(Value::Null));
        }
        let mut entries = BTreeMap::new();
        for (output, value) in table.outputs.iter().zip(row) {
            let name = output.name.clone().unwrap_or_default();
            self.session.meter.grow(1 + name.len())?;
            entries.insert(name, value);
        }
        Ok(Value::Context(entries))
    }
}
