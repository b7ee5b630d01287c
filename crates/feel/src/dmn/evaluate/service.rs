//! Decision services: decisions behind one name, with stated inputs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::admit::admit;
use super::boxed::Logic;
use super::run::Run;
use crate::dmn::error::DecisionError;
use crate::dmn::link::{Requirement, Service, Sort, result_kind};
use crate::error::EvalError;
use crate::session::Session;
use crate::value::Value;
use crate::warning::WarningKind;

impl<'g> Run<'g> {
    /// Gives the service of the number `number` its arguments, in place of what it would be given by name; false, with
    /// the reason kept, if one is not of its type.
    pub(super) fn give(
        &mut self,
        number: usize,
        arguments: Vec<Value>,
        session: &mut Session,
    ) -> Result<bool, EvalError> {
        let Some(service) = self.service_of(number) else {
            return Ok(false);
        };
        for (requirement, argument) in service.given.iter().zip(arguments) {
            let Some(value) = self.as_given(requirement, argument, session)? else {
                let error = DecisionError::NotAllowed {
                    element: service.name.clone(),
                    what: "an argument",
                };
                session.warn(WarningKind::Decision(Box::new(error)));
                return Ok(false);
            };
            let place = self.place(0, requirement);
            self.keep(place, Arc::new(value));
        }
        Ok(true)
    }

    fn service_of(&self, number: usize) -> Option<&'g Service> {
        self.model(0)?.services.get(number)
    }

    /// The value as one of the type of what is given.
    fn as_given(
        &self,
        requirement: &Requirement,
        value: Value,
        session: &mut Session,
    ) -> Result<Option<Value>, EvalError> {
        let model = self.graph.model(requirement.model);
        let number = requirement.target.number;
        let kind = match requirement.target.sort {
            Sort::Input => model
                .and_then(|model| model.inputs.get(number))
                .and_then(|input| input.type_of.as_ref()),
            Sort::Decision => model
                .and_then(|model| model.decisions.get(number))
                .and_then(|decision| decision.variable.type_of.as_ref()),
            Sort::Knowledge | Sort::Service => None,
        };
        match kind {
            None => Ok(Some(value)),
            Some(kind) => admit(self.graph, value, kind, session),
        }
    }

    /// The value of the service of the number `number` in the main instance. What it is to be given is what
    /// [`Run::give`] gave, or else what the inputs hold by name; a value of the wrong type is null.
    pub(super) fn service(
        &mut self,
        number: usize,
        session: &mut Session,
    ) -> Result<Arc<Value>, EvalError> {
        let Some(service) = self.service_of(number) else {
            return Ok(Arc::default());
        };
        for requirement in &service.given {
            let place = self.place(0, requirement);
            if self.known(place).is_none() && requirement.target.sort == Sort::Decision {
                let given = self.given(place.0, &requirement.name);
                let given = session.copy(&given)?;
                let value = self.as_given(requirement, given, session)?;
                self.keep(place, Arc::new(value.unwrap_or_default()));
            }
        }
        let mut values = BTreeMap::new();
        for output in &service.outputs {
            let place = self.place(0, output);
            let value = self.value(place, session)?;
            values.insert(output.name.clone(), session.copy(&value)?);
        }
        let value = match service.outputs.as_slice() {
            [_] => values.into_values().next().unwrap_or_default(),
            _ => Value::Context(values),
        };
        let mut logic = Logic {
            graph: self.graph,
            element: &service.name.as_str().into(),
            session,
        };
        let kind = result_kind(&self.graph.types, service.variable.type_of.as_ref());
        logic.typed(value, kind, "the result").map(Arc::new)
    }
}
