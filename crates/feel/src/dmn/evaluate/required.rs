//! What an element requires, as the variables of its logic.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::frame::Frame;
use super::function::invocable;
use crate::dmn::link::{Graph, LinkedModel, Requirement};
use crate::value::Value;

/// The variables of an element: of its own model by name, of others within contexts by the names of the imports.
#[derive(Default)]
pub(super) struct Required {
    own: Frame,
    imports: BTreeMap<String, Value>,
}

impl Required {
    pub(super) fn add(
        &mut self,
        graph: &Graph,
        model: &LinkedModel,
        requirement: &Requirement,
        value: Arc<Value>,
    ) {
        let mut way = Vec::new();
        let mut at = Some(model);
        for number in &requirement.path {
            let Some((name, next)) = at.and_then(|model| model.imports.get(*number)) else {
                return;
            };
            if !name.is_empty() {
                way.push(name.as_str());
            }
            at = graph.model(*next);
        }
        let Some((first, rest)) = way.split_first() else {
            self.own.set(&requirement.name, value);
            return;
        };
        let mut context = self
            .imports
            .entry((*first).to_owned())
            .or_insert_with(empty);
        for name in rest {
            let Value::Context(entries) = context else {
                return;
            };
            context = entries.entry((*name).to_owned()).or_insert_with(empty);
        }
        if let Value::Context(entries) = context {
            entries.insert(requirement.name.clone(), Arc::unwrap_or_clone(value));
        }
    }

    pub(super) fn into_frame(self) -> Frame {
        let mut frame = self.own;
        for (name, context) in self.imports {
            frame.set(&name, Arc::new(context));
        }
        frame
    }
}

fn empty() -> Value {
    Value::Context(BTreeMap::new())
}

/// A frame with the functions that an element of `model` requires.
pub(super) fn functions(
    graph: &Arc<Graph>,
    model: &LinkedModel,
    requires: &[Requirement],
) -> Frame {
    let mut scope = Required::default();
    for requirement in requires {
        if let Some(function) = invocable(graph, requirement) {
            scope.add(graph, model, requirement, Arc::new(function));
        }
    }
    scope.into_frame()
}
