//! `+ - * / **` and unary minus on numbers, `+` on strings.

use std::borrow::Cow;

use super::{Evaluation, Lent, refuse};
use crate::ast::{Node, Operation, Operator};
use crate::error::EvalError;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl<'e> Evaluation<'e> {
    pub(super) fn arithmetic(
        &mut self,
        first: &'e Node,
        rest: &'e [Operation],
    ) -> Result<Lent<'e>, EvalError> {
        let mut result = self.lent(first)?;
        for operation in rest {
            let operand = self.lent(&operation.operand)?;
            let computed = apply(operation.operator, &result, &operand, &mut self.meter);
            result = self.settle(computed, operation.at)?;
        }
        Ok(result)
    }

    pub(super) fn negate(&mut self, operand: &'e Node, at: u32) -> Result<Lent<'e>, EvalError> {
        let value = self.lent(operand)?;
        match value.as_ref() {
            Value::Number(number) => Ok(Cow::Owned(Value::Number(number.negated()))),
            other => self.settle(Err(refuse("-", other)), at),
        }
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
                Operator::Power => {
                    let exponent = right
                        .to_i64()
                        .and_then(|exponent| i32::try_from(exponent).ok());
                    let expected = "a whole number below 2^31 as exponent";
                    left.power(exponent.ok_or(WarningKind::BadArgument {
                        operation: "**",
                        expected,
                    })?)?
                }
            };
            Ok(Value::Number(number))
        }
        (Value::String(left), Value::String(right)) if operator == Operator::Plus => {
            meter.read(left.len() + right.len())?;
            meter.grow(left.len() + right.len())?;
            Ok(Value::String([left.as_str(), right.as_str()].concat()))
        }
        _ => Err(refuse_either(operator, left, right)),
    }
}

/// The failure of the operand at fault: a sealed one first, then the left one unless it would have fitted.
fn refuse_either(operator: Operator, left: &Value, right: &Value) -> Failure {
    let fits = |value: &Value| {
        matches!(
            (value, operator),
            (Value::Number(_), _) | (Value::String(_), Operator::Plus)
        )
    };
    let at_fault =
        if matches!(right, Value::Opaque(_)) || (fits(left) && !matches!(left, Value::Opaque(_))) {
            right
        } else {
            left
        };
    refuse(operator.symbol(), at_fault)
}
