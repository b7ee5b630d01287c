//! Decision tables: which rules match, and what the hit policy makes of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::admit::is_allowed;
use super::boxed::Logic;
use super::frame::Frame;
use super::phrases::{LEFT, OVER, RIGHT};
use crate::dmn::error::DecisionError;
use crate::dmn::link::{Linked, Literal, Tests};
use crate::dmn::logic::{Aggregation, HitPolicy, Input, Output, Rule, Table};
use crate::error::EvalError;
use crate::value::Value;

/// The values of a rule's outputs, in the order of the columns.
type Row = Vec<Value>;

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

    /// The value of an input; none if it is not allowed.
    fn input(
        &mut self,
        input: &Input<Linked>,
        frame: &Arc<Frame>,
    ) -> Result<Option<Value>, EvalError> {
        let value = self.literal(&input.expression, frame)?;
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

    fn hit(
        &mut self,
        table: &Table<Linked>,
        matching: &[usize],
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        if let (HitPolicy::Unique, [first, second, ..]) = (table.policy, matching) {
            return Ok(self.ambiguous(*first, *second));
        }
        let mut rows = Vec::with_capacity(matching.len());
        for number in matching {
            if let Some(rule) = table.rules.get(*number) {
                rows.push(self.row(table, rule, frame)?);
            }
        }
        match table.policy {
            HitPolicy::Unique | HitPolicy::First => self.first(table, rows),
            HitPolicy::Any => self.any(table, matching, rows),
            HitPolicy::Priority => {
                let rows = self.in_order(table, rows, frame)?;
                self.first(table, rows)
            }
            HitPolicy::OutputOrder => {
                let rows = self.in_order(table, rows, frame)?;
                self.list(table, rows)
            }
            HitPolicy::RuleOrder => self.list(table, rows),
            HitPolicy::Collect(aggregation) => {
                let list = self.list(table, rows)?;
                self.aggregate(aggregation, list)
            }
        }
    }

    fn ambiguous(&mut self, first: usize, second: usize) -> Value {
        let element = self.element.to_string();
        self.fail(DecisionError::Ambiguous {
            element,
            first: first.saturating_add(1),
            second: second.saturating_add(1),
        })
    }

    fn row(
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

    fn assembled(&mut self, table: &Table<Linked>, row: Row) -> Result<Value, EvalError> {
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

    fn first(&mut self, table: &Table<Linked>, rows: Vec<Row>) -> Result<Value, EvalError> {
        match rows.into_iter().next() {
            Some(row) => self.assembled(table, row),
            None => Ok(Value::Null),
        }
    }

    fn list(&mut self, table: &Table<Linked>, rows: Vec<Row>) -> Result<Value, EvalError> {
        self.session.meter.grow(rows.len())?;
        let values = rows
            .into_iter()
            .map(|row| self.assembled(table, row))
            .collect::<Result<_, _>>()?;
        Ok(Value::List(values))
    }

    /// All rules that match must have equal outputs.
    fn any(
        &mut self,
        table: &Table<Linked>,
        matching: &[usize],
        rows: Vec<Row>,
    ) -> Result<Value, EvalError> {
        let Some((first, others)) = rows.split_first() else {
            return Ok(Value::Null);
        };
        for (at, other) in others.iter().enumerate() {
            for (left, right) in first.iter().zip(other) {
                if !self.equal(left, right)? {
                    let rule = |at: usize| matching.get(at).copied().unwrap_or_default();
                    return Ok(self.ambiguous(rule(0), rule(at.saturating_add(1))));
                }
            }
        }
        self.first(table, rows)
    }

    fn equal(&mut self, left: &Value, right: &Value) -> Result<bool, EvalError> {
        if left.is_null() && right.is_null() {
            return Ok(true);
        }
        let mut frame = Frame::default();
        frame.set(LEFT, Arc::new(self.session.copy(left)?));
        frame.set(RIGHT, Arc::new(self.session.copy(right)?));
        let graph = Arc::clone(self.graph);
        let equal = self.literal(&graph.phrases.equal, &frame)?;
        Ok(equal == Value::Boolean(true))
    }

    /// The rows by the priority of their outputs, of the first column first; rows of the same stay in the order of the rules.
    fn in_order(
        &mut self,
        table: &Table<Linked>,
        rows: Vec<Row>,
        frame: &Arc<Frame>,
    ) -> Result<Vec<Row>, EvalError> {
        let mut ranked = Vec::with_capacity(rows.len());
        let mut orders = Vec::with_capacity(table.outputs.len());
        for output in &table.outputs {
            orders.push(match &output.order {
                None => Vec::new(),
                Some(order) => match self.literal(order, frame)? {
                    Value::List(values) => values,
                    other => vec![other],
                },
            });
        }
        for row in rows {
            let mut rank = Vec::with_capacity(row.len());
            for (value, order) in row.iter().zip(&orders) {
                rank.push(self.rank(value, order)?);
            }
            ranked.push((rank, row));
        }
        ranked.sort_by(|(left, _), (right, _)| left.cmp(right));
        Ok(ranked.into_iter().map(|(_, row)| row).collect())
    }

    /// The place of the value in the order; a value that is not in it comes last.
    fn rank(&mut self, value: &Value, order: &[Value]) -> Result<usize, EvalError> {
        for (place, candidate) in order.iter().enumerate() {
            if self.equal(value, candidate)? {
                return Ok(place);
            }
        }
        Ok(order.len())
    }

    fn aggregate(
        &mut self,
        aggregation: Option<Aggregation>,
        list: Value,
    ) -> Result<Value, EvalError> {
        let graph = Arc::clone(self.graph);
        let phrase = match aggregation {
            None => return Ok(list),
            Some(Aggregation::Sum) => &graph.phrases.sum,
            Some(Aggregation::Count) => &graph.phrases.count,
            Some(Aggregation::Least) => &graph.phrases.least,
            Some(Aggregation::Greatest) => &graph.phrases.greatest,
        };
        let mut frame = Frame::default();
        frame.set(OVER, Arc::new(list));
        self.literal(phrase, &frame)
    }
}
