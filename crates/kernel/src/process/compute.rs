//! Steps that the kernel does itself: scripts and decisions.
//!
//! INVARIANT: a warning or an error stops the step; nothing is written then. A decision in which no rule matched where one
//! must is an error, not null.

use super::{call::Stop, run::Run, scope::kept, values::given};
use crate::{
    definition::{DecisionNode, ScriptNode},
    state::{Phase, Place},
};

impl Run<'_> {
    pub(super) fn script(&mut self, at: Place, script: &ScriptNode) {
        let value = self.evaluate(&script.expression, at.scope, "script");
        self.computed(at, &script.result, value);
    }

    pub(super) fn decision(&mut self, at: Place, decision: &DecisionNode) {
        let inputs = given(&self.names(at.scope), decision.models.inputs());
        let session = self.site.session();
        let decided = decision
            .models
            .decide_in(&decision.name, &inputs.into(), session);
        let value = match (decided.error, decided.warnings.first()) {
            (Some(error), _) => Err(Stop::expression(format!("decision: {error}"))),
            (None, Some(warning)) => Err(Stop::expression(format!("decision: {warning}"))),
            (None, None) => Ok(decided.value),
        };
        self.computed(at, &decision.result, value);
    }

    /// A result is written to its field, or kept for the step's outputs to read.
    fn computed(&mut self, at: Place, result: &str, value: Result<feel::Value, Stop>) {
        let mapped = self
            .node(at.node)
            .is_some_and(|node| !node.outputs.is_empty());
        let value = value.and_then(|value| match mapped {
            true => kept(&value, "result"),
            false => self.fit(result, &value, "result"),
        });
        let charged = value.and_then(|value| self.charge(&value).map(|()| value));
        match charged {
            Ok(value) => self.happen(at.scope, at.node, vec![(result.to_owned(), value)]),
            Err(stop) => self.raise(at, Phase::Body, None, stop),
        }
    }
}
