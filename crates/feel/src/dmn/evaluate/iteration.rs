//! Boxed filters and iterations: the phrase of the language, with the body as a function.

use std::sync::Arc;

use super::boxed::{Logic, supplied};
use super::frame::Frame;
use super::function::Closure;
use super::phrases::{BODY, OVER};
use crate::dmn::link::Linked;
use crate::dmn::logic::{Iteration, IterationKind, Variable};
use crate::error::EvalError;
use crate::value::Value;

impl Logic<'_> {
    pub(super) fn iteration(
        &mut self,
        iteration: &Iteration<Linked>,
        frame: &Arc<Frame>,
    ) -> Result<Value, EvalError> {
        let over = self.value(&iteration.over, frame)?;
        let mut parameters = vec![iteration.variable.clone()];
        if iteration.kind == IterationKind::For {
            parameters.push(Variable {
                name: "partial".to_owned(),
                type_of: None,
            });
        }
        let body = Closure::new(
            self.graph,
            self.element,
            &parameters,
            &iteration.body,
            frame,
            None,
        );
        let graph = Arc::clone(self.graph);
        let (phrase, body) = match iteration.kind {
            IterationKind::Filter => (&graph.phrases.filter, body.opening()),
            IterationKind::For => (&graph.phrases.each, body),
            IterationKind::Some => (&graph.phrases.some, body),
            IterationKind::Every => (&graph.phrases.every, body),
        };
        let mut inside = Frame::default();
        inside.set(OVER, Arc::new(over));
        inside.set(BODY, Arc::new(supplied(body)));
        self.literal(phrase, &inside)
    }
}
