//! Hit policies: what a table makes of the rules that match.

use std::sync::Arc;

use super::boxed::Logic;
use super::frame::Frame;
use super::phrases::{LEFT, OVER, RIGHT};
use super::table::Row;
use crate::dmn::error::DecisionError;
use crate::dmn::link::Linked;
use crate::dmn::logic::{Aggregation, HitPolicy, Table};
use crate::error::EvalError;
use crate::value::Value;

impl Logic<'_> {
    /// The value of a table of which rules match.
    pub(super) fn hit(
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
