//! Deciding: the value of one decision or decision service of a main model.
//!
//! `run` goes through the requirements, each decision once, and `service` through those of a service; `boxed`, `table` and `iteration` evaluate logic; `function` makes
//! functions of business knowledge models, services and boxed definitions; `admit` checks values against types.
//!
//! INVARIANT: all evaluations of one decision share one session, so the limits are limits of the whole.

mod admit;
mod boxed;
mod frame;
mod function;
mod iteration;
mod phrases;
mod policy;
mod required;
mod run;
mod service;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::phrases::Phrases;

use self::run::Run;
use super::error::DecisionError;
use super::link::{Local, Models, Sort};
use crate::limits::Limits;
use crate::names::normalised;
use crate::session::Session;
use crate::value::Value;
use crate::warning::{Warning, WarningKind};

/// The values of a decision's inputs.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The main model's inputs by name. Those of an imported model may stand here as a context under its import name.
    pub named: BTreeMap<String, Value>,
    /// Inputs of imported models, by namespace and name.
    pub imported: BTreeMap<String, BTreeMap<String, Value>>,
}

impl From<BTreeMap<String, Value>> for Inputs {
    fn from(named: BTreeMap<String, Value>) -> Self {
        Self {
            named,
            imported: BTreeMap::new(),
        }
    }
}

/// What a decision yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The value.
    pub value: Value,
    /// What failed on the way; empty if nothing did.
    pub warnings: Vec<Warning>,
    /// Why there is no value, where there should be one; none unless the value is null.
    pub error: Option<DecisionError>,
}

impl Decided {
    fn stopped(error: DecisionError, warnings: Vec<Warning>) -> Self {
        Self {
            value: Value::Null,
            warnings,
            error: Some(error),
        }
    }
}

impl Models {
    /// The value of the decision or decision service `name` of the main model.
    pub fn decide(&self, name: &str, inputs: &Inputs, limits: &Limits) -> Decided {
        self.decide_in(name, inputs, Session::new(limits))
    }

    /// The same, as the only decision of `session`, which may have a clock.
    pub fn decide_in(&self, name: &str, inputs: &Inputs, mut session: Session) -> Decided {
        let name = normalised(name);
        let Some(element) = self.find(&name) else {
            return Decided::stopped(DecisionError::UnknownDecision { name }, Vec::new());
        };
        match self.value(element, inputs, &mut session) {
            Ok(value) => {
                let warnings = session.into_warnings();
                let error = if value.is_null() {
                    failure(&warnings)
                } else {
                    None
                };
                Decided {
                    value,
                    warnings,
                    error,
                }
            }
            Err(error) => Decided::stopped(DecisionError::Stopped(error), session.into_warnings()),
        }
    }

    fn value(
        &self,
        element: Local,
        inputs: &Inputs,
        session: &mut Session,
    ) -> Result<Value, crate::EvalError> {
        let mut run = Run::new(&self.graph, inputs, session)?;
        let value = match element.sort {
            Sort::Service => run.service(element.number, session)?,
            Sort::Input | Sort::Decision | Sort::Knowledge => run.element(element, session)?,
        };
        Ok(Arc::unwrap_or_clone(value))
    }

    /// The decision of this name, or else the service.
    fn find(&self, name: &str) -> Option<Local> {
        let main = self.graph.main()?;
        let decision = main
            .decisions
            .iter()
            .position(|decision| decision.name == name)
            .map(|number| Local {
                sort: Sort::Decision,
                number,
            });
        decision.or_else(|| {
            let number = main
                .services
                .iter()
                .position(|service| service.name == name)?;
            Some(Local {
                sort: Sort::Service,
                number,
            })
        })
    }
}

fn failure(warnings: &[Warning]) -> Option<DecisionError> {
    warnings.iter().find_map(|warning| match &warning.kind {
        WarningKind::Decision(error) => Some((**error).clone()),
        _ => None,
    })
}
