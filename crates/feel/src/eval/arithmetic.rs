//! `+ - * / **` and unary minus on numbers, `+` on strings; on dates, times and durations see `temporal`.

use super::{Env, Evaluation, Lent, refuse, temporal};
use crate::ast::{Node, Operation, Operator};
use crate::error::EvalError;
use crate::limits::Meter;
use crate::number::Number;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl Evaluation<'_> {
    pub(super) fn arithmetic<'e>(
        &mut self,
        first: &'e Node,
        rest: &'e [Operation],
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut result = self.lent(first, env)?;
        for operation in rest {
            let operand = self.lent(&operation.operand, env)?;
            let computed = apply(
                operation.operator,
                &result,
                &operand,
                &mut self.session.meter,
            );
            result = self.settle(computed, operation.at)?;
        }
        Ok(result)
    }

    pub(super) fn negate<'e>(
        &mut self,
        operand: &'e Node,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let value = self.lent(operand, env)?;
        let negated = match value.as_ref() {
            Value::Number(number) => Some(Value::Number(number.negated())),
            other => temporal::negated(other),
        };
        let result = negated.ok_or_else(|| refuse("-", &value));
        self.settle(result, at)
    }
}

fn apply(
    operator: Operator,
    left: &Value,
    right: &Value,
    meter: &mut Meter,
) -> Result<Value, Failure> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            let number = match operator {
                Operator::Plus => left.plus(*right)?,
                Operator::Minus => left.minus(*right)?,
                Operator::Times => left.times(*right)?,
                Operator::Divide => left.divided_by(*right)?,
                Operator::Power => power(*left, *right, meter)?,
            };
            Ok(Value::Number(number))
        }
        (Value::String(left), Value::String(right)) if operator == Operator::Plus => {
            meter.read(left.len() + right.len())?;
            meter.grow(left.len() + right.len())?;
            Ok(Value::String([left.as_str(), right.as_str()].concat()))
        }
        _ => match temporal::apply(operator, left, right) {
            Some(result) => result,
            None => Err(refuse_either(operator, left, right)),
        },
    }
}

fn power(base: Number, exponent: Number, meter: &mut Meter) -> Result<Number, Failure> {
    let whole = exponent.to_i64();
    if let Some(exponent) = whole.and_then(|exponent| i32::try_from(exponent).ok()) {
        return Ok(base.power(exponent)?);
    }
    meter.spend(64)?;
    let raised = if whole.is_some() {
        None
    } else {
        base.raised(exponent)?
    };
    Ok(raised.ok_or(WarningKind::BadArgument {
        operation: "**",
        expected: "a whole number below 2^31 as exponent, or a base above zero",
    })?)
}

/// The failure of the operand at fault: a sealed one first, then the left one unless it would have fitted.
fn refuse_either(operator: Operator, left: &Value, right: &Value) -> Failure {
    let fits = |value: &Value| {
        matches!(
            (value, operator),
            (Value::Number(_), _) | (Value::String(_), Operator::Plus)
        ) || temporal::is_temporal(value)
    };
    let at_fault =
        if matches!(right, Value::Opaque(_)) || (fits(left) && !matches!(left, Value::Opaque(_))) {
            right
        } else {
            left
        };
    refuse(operator.symbol(), at_fault)
}
