//! `and`, `or` and `if`: logic with three values.
//!
//! A null operand makes a result null unless the others decide it. Any other operand that is not a boolean counts as null, with
//! a warning. Operands after the deciding one are not evaluated.

use super::{Evaluation, Lent, refuse};
use crate::ast::Node;
use crate::error::EvalError;
use crate::value::Value;
use crate::warning::Failure;
use std::borrow::Cow;

impl<'e> Evaluation<'e> {
    pub(super) fn and(&mut self, operands: &'e [Node]) -> Result<Lent<'e>, EvalError> {
        self.decided_by(false, "and", operands)
    }

    pub(super) fn or(&mut self, operands: &'e [Node]) -> Result<Lent<'e>, EvalError> {
        self.decided_by(true, "or", operands)
    }

    /// `decider` if an operand is it, otherwise null if one is null, otherwise the opposite.
    fn decided_by(
        &mut self,
        decider: bool,
        word: &'static str,
        operands: &'e [Node],
    ) -> Result<Lent<'e>, EvalError> {
        let mut result = Some(!decider);
        for operand in operands {
            match self.truth(operand, word)? {
                Some(truth) if truth == decider => return Ok(Cow::Owned(Value::Boolean(decider))),
                Some(_) => {}
                None => result = None,
            }
        }
        Ok(Cow::Owned(Value::from(result)))
    }

    /// The truth of `node`; none if it is null or, with a warning, not a boolean.
    fn truth(
        &mut self,
        node: &'e Node,
        operation: &'static str,
    ) -> Result<Option<bool>, EvalError> {
        let value = self.lent(node)?;
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
    pub(super) fn choose(
        &mut self,
        condition: &'e Node,
        yes: &'e Node,
        no: &'e Node,
    ) -> Result<Lent<'e>, EvalError> {
        let chosen = self.lent(condition)?;
        match chosen.as_ref() {
            Value::Boolean(true) => self.lent(yes),
            Value::Boolean(false) => self.lent(no),
            other => {
                let failure = Err::<Value, Failure>(refuse("if", other));
                self.settle(failure, condition.at)?;
                self.lent(no)
            }
        }
    }
}
