//! Tests of `in` and of decision tables.
//!
//! A value passes if one test holds. A test that cannot be made does not hold; unless another does, there is a warning, and
//! for null the result is null.

use std::borrow::Cow;

use super::comparison::{contains, equal, holds, not_comparable};
use super::{Bound, Env, Evaluation, Lent, refuse};
use crate::ast::{Kind, Node, Test};
use crate::error::EvalError;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

/// What came of tests.
enum Tested {
    Passed,
    Failed,
    /// None held, and one could not be made for this reason, if it has not been told yet.
    Undecided(Option<WarningKind>),
}

impl Evaluation<'_> {
    /// Whether `value in tests` holds.
    pub(super) fn contained<'e>(
        &mut self,
        value: &'e Node,
        tests: &'e [Test],
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let value = self.lent(value, env)?;
        let tested = self.any_passes(&value, tests, env)?;
        let result = match tested {
            Tested::Passed => Some(true),
            Tested::Failed => Some(false),
            Tested::Undecided(None) => None,
            Tested::Undecided(Some(kind)) => {
                self.warn(kind, at);
                (!value.is_null()).then_some(false)
            }
        };
        Ok(Cow::Owned(Value::from(result)))
    }

    /// The result of unary tests of `input`.
    pub(crate) fn tests(
        &mut self,
        input: &Value,
        tests: &[Test],
        env: Env<'_>,
    ) -> Result<Value, EvalError> {
        Ok(match self.any_passes(input, tests, env)? {
            Tested::Passed => Value::Boolean(true),
            Tested::Failed => Value::Boolean(false),
            Tested::Undecided(kind) => {
                if let Some(kind) = kind {
                    self.warn(kind, 0);
                }
                Value::Boolean(false)
            }
        })
    }

    fn any_passes(
        &mut self,
        value: &Value,
        tests: &[Test],
        env: Env<'_>,
    ) -> Result<Tested, EvalError> {
        let mut result = Tested::Failed;
        for test in tests {
            match self.passes(value, test, env)? {
                Tested::Passed => return Ok(Tested::Passed),
                Tested::Failed => {}
                undecided @ Tested::Undecided(_) => result = undecided,
            }
        }
        Ok(result)
    }

    fn passes(&mut self, value: &Value, test: &Test, env: Env<'_>) -> Result<Tested, EvalError> {
        let frame = env.frame(Bound::One("?", value));
        let env = env.inside(&frame);
        let passed = match test {
            Test::Any => return Ok(Tested::Passed),
            Test::Not(tests) => {
                return Ok(match self.any_passes(value, tests, env)? {
                    Tested::Passed => Tested::Failed,
                    Tested::Failed => Tested::Passed,
                    undecided @ Tested::Undecided(_) => undecided,
                });
            }
            Test::Holds(operand) => {
                return Ok(match self.truth(operand, "in", env)? {
                    Some(true) => Tested::Passed,
                    Some(false) => Tested::Failed,
                    None => Tested::Undecided(None),
                });
            }
            Test::Compare(comparison, operand) => {
                let operand = self.lent(operand, env)?;
                holds(value, *comparison, &operand, &mut self.session.meter)
            }
            Test::Matches(operand) => {
                let is_range = matches!(operand.kind, Kind::Range(_));
                let operand = self.lent(operand, env)?;
                if is_range && operand.is_null() {
                    return Ok(Tested::Undecided(None));
                }
                matches_operand(value, &operand, &mut self.session.meter)
            }
        };
        match passed {
            Ok(true) => Ok(Tested::Passed),
            Ok(false) => Ok(Tested::Failed),
            Err(Failure::Null(kind)) => Ok(Tested::Undecided(Some(kind))),
            Err(Failure::Stop(error)) => Err(error),
        }
    }
}

/// Whether the value is the operand, one of its items, or in its range or one of its ranges.
pub(crate) fn matches_operand(
    value: &Value,
    operand: &Value,
    meter: &mut Meter,
) -> Result<bool, Failure> {
    let Value::List(items) = operand else {
        return matches_one(value, operand, meter);
    };
    let mut undecided = None;
    for item in items {
        let matched = match (value, item) {
            (Value::Range(_), Value::Range(_)) | (Value::Opaque(_), _) => {
                equal(value, item, meter)?
            }
            (_, Value::Range(range)) => match contains(range, value, "in", meter) {
                Ok(inside) => Some(inside),
                Err(Failure::Null(_)) => None,
                Err(stop) => return Err(stop),
            },
            _ => equal(value, item, meter)?,
        };
        match matched {
            Some(true) => return Ok(true),
            Some(false) => {}
            None => undecided = Some(not_comparable(value, item)),
        }
    }
    if matches!(value, Value::List(_)) {
        return Ok(equal(value, operand, meter)? == Some(true));
    }
    undecided.map_or(Ok(false), Err)
}

fn matches_one(value: &Value, operand: &Value, meter: &mut Meter) -> Result<bool, Failure> {
    match (value, operand) {
        (sealed @ Value::Opaque(_), _) | (_, sealed @ Value::Opaque(_)) => Err(refuse("=", sealed)),
        (Value::Range(_), Value::Range(_)) => Ok(equal(value, operand, meter)? == Some(true)),
        (_, Value::Range(range)) => contains(range, value, "in", meter),
        _ => equal(value, operand, meter)?.ok_or_else(|| not_comparable(value, operand)),
    }
}
