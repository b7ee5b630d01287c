//! `and`, `or` and `if`: logic with three values.
//!
//! A null operand makes a result null unless the others decide it. Any other operand that is not a boolean counts as null, with
//! a warning. Operands after the deciding one are not evaluated.

use super::{Env, Evaluation, Lent, refuse};
use crate::ast::Node;
use crate::error::EvalError;
use crate::value::Value;
use crate::warning::Failure;
use std::borrow::Cow;

impl Evaluation<'_> {
    /// `decider` if an operand is it, otherwise null if one is null, otherwise the opposite.
    pub(super) fn decided_by<'e>(
        &mut self,
        decider: bool,
        word: &'static str,
        operands: &'e [Node],
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut result = Some(!decider);
        for operand in operands {
            match self.truth(operand, word, env)? {
                Some(truth) if truth == decider => return Ok(Cow::Owned(Value::Boolean(decider))),
                Some(_) => {}
                None => result = None,
            }
        }
        Ok(Cow::Owned(Value::from(result)))
    }

    /// The truth of `node`; none if it is null or, with a warning, not a boolean.
    pub(super) fn truth(
        &mut self,
        node: &Node,
        operation: &'static str,
        env: Env<'_>,
    ) -> Result<Option<bool>, EvalError> {
        let value = self.lent(node, env)?;
        match value.as_ref() {
            Value::Boolean(truth) => Ok(Some(*truth)),
            Value::Null => Ok(None),
            other => {
                let failure = Err::<Value, Failure>(refuse(operation, other));
                self.settle(failure, node.at)?;
                Ok(None)
            }
        }
    }

    /// The branch that the condition chooses. A condition that is not a boolean, null included, chooses `no` with a warning.
    pub(super) fn choose<'e>(
        &mut self,
        condition: &'e Node,
        yes: &'e Node,
        no: &'e Node,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let chosen = self.lent(condition, env)?;
        match chosen.as_ref() {
            Value::Boolean(true) => self.lent(yes, env),
            Value::Boolean(false) => self.lent(no, env),
            other => {
                let failure = Err::<Value, Failure>(refuse("if", other));
                self.settle(failure, condition.at)?;
                self.lent(no, env)
            }
        }
    }
}
