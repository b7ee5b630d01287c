//! A run: elements of models evaluated in the order of their requirements, each once.
//!
//! A model that is imported over two ways is there twice, since each way may give its inputs other values; such an
//! occurrence is an instance.
//!
//! INVARIANT: an element that was evaluated is not evaluated again. The order is found without recursion, as a chain of
//! requirements may be as long as a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Inputs;
use super::boxed::Logic;
use super::function::invocable;
use super::required::Required;
use crate::dmn::link::{Graph, LinkedModel, Local, Requirement, Sort};
use crate::error::EvalError;
use crate::names::normalised;
use crate::session::Session;
use crate::value::Value;
use crate::warning::WarningKind;

/// An element of an instance.
pub(super) type Place = (usize, Local);

/// An occurrence of a model.
#[derive(Debug)]
struct Instance {
    model: usize,
    /// The values of inputs, by name.
    given: BTreeMap<String, Arc<Value>>,
    /// The values that are known, of elements evaluated or given.
    known: BTreeMap<Local, Arc<Value>>,
    /// The instances of the models it imports, by the number of the import.
    imports: BTreeMap<usize, usize>,
}

/// The evaluation of elements.
#[derive(Debug)]
pub(super) struct Run<'g> {
    pub(super) graph: &'g Arc<Graph>,
    /// The main instance is the first.
    instances: Vec<Instance>,
    /// Inputs of imported models by namespace.
    imported: BTreeMap<String, BTreeMap<String, Arc<Value>>>,
}

impl<'g> Run<'g> {
    /// A run of the main model.
    pub(super) fn new(
        graph: &'g Arc<Graph>,
        inputs: &Inputs,
        session: &mut Session,
    ) -> Result<Self, EvalError> {
        let mut run = Self::of(graph, 0);
        let named = shared(&inputs.named, session)?;
        if let Some(main) = run.instances.first_mut() {
            main.given = named;
        }
        for (namespace, values) in &inputs.imported {
            let values = shared(values, session)?;
            run.imported.insert(namespace.clone(), values);
        }
        Ok(run)
    }

    /// A run of the model `model`, without inputs.
    pub(super) fn of(graph: &'g Arc<Graph>, model: usize) -> Self {
        Self {
            graph,
            instances: vec![Instance {
                model,
                given: BTreeMap::new(),
                known: BTreeMap::new(),
                imports: BTreeMap::new(),
            }],
            imported: BTreeMap::new(),
        }
    }

    pub(super) fn model(&self, instance: usize) -> Option<&'g LinkedModel> {
        let graph: &'g Arc<Graph> = self.graph;
        graph.model(self.instances.get(instance)?.model)
    }

    pub(super) fn known(&self, (instance, local): Place) -> Option<&Arc<Value>> {
        self.instances.get(instance)?.known.get(&local)
    }

    pub(super) fn keep(&mut self, (instance, local): Place, value: Arc<Value>) {
        if let Some(instance) = self.instances.get_mut(instance) {
            instance.known.insert(local, value);
        }
    }

    /// What is given by this name; null if nothing is.
    pub(super) fn given(&self, instance: usize, name: &str) -> Arc<Value> {
        self.instances
            .get(instance)
            .and_then(|instance| instance.given.get(name))
            .map(Arc::clone)
            .unwrap_or_default()
    }

    /// The value of an element of the main instance.
    pub(super) fn element(
        &mut self,
        element: Local,
        session: &mut Session,
    ) -> Result<Arc<Value>, EvalError> {
        self.value((0, element), session)
    }

    pub(super) fn value(
        &mut self,
        place: Place,
        session: &mut Session,
    ) -> Result<Arc<Value>, EvalError> {
        let mut open = vec![place];
        while let Some(top) = open.last().copied() {
            session.spend(1)?;
            if self.known(top).is_some() {
                open.pop();
                continue;
            }
            let missing = self.missing(top, session)?;
            if missing.is_empty() {
                let value = self.compute(top, session)?;
                self.keep(top, Arc::new(value));
            } else {
                open.extend(missing);
            }
        }
        Ok(self.known(place).map_or_else(Arc::default, Arc::clone))
    }

    /// The decisions and inputs that an element requires and that are not known yet.
    fn missing(
        &mut self,
        (instance, local): Place,
        session: &mut Session,
    ) -> Result<Vec<Place>, EvalError> {
        let decision = self
            .model(instance)
            .filter(|_| local.sort == Sort::Decision)
            .and_then(|model| model.decisions.get(local.number));
        let mut missing = Vec::new();
        for requirement in decision.iter().flat_map(|decision| &decision.requires) {
            session.spend(1)?;
            if matches!(requirement.target.sort, Sort::Input | Sort::Decision) {
                let place = self.place(instance, requirement);
                if self.known(place).is_none() {
                    missing.push(place);
                }
            }
        }
        Ok(missing)
    }

    /// Where a requirement of an instance leads; instances on the way are made.
    pub(super) fn place(&mut self, instance: usize, requirement: &Requirement) -> Place {
        let instance = requirement.path.iter().fold(instance, |instance, import| {
            self.imported(instance, *import)
        });
        (instance, requirement.target)
    }

    fn imported(&mut self, instance: usize, import: usize) -> usize {
        let known = self
            .instances
            .get(instance)
            .and_then(|instance| instance.imports.get(&import));
        if let Some(known) = known {
            return *known;
        }
        let new = self.instances.len();
        let Some((name, model)) = self
            .model(instance)
            .and_then(|model| model.imports.get(import))
        else {
            return instance;
        };
        let mut given = BTreeMap::new();
        if let Some(parent) = self.instances.get_mut(instance) {
            parent.imports.insert(import, new);
            // What is given by a name alone, or by the import's name and its own, in this order of precedence.
            given.extend(parent.given.clone());
            if let Some(Value::Context(entries)) = parent.given.get(name).map(|value| &**value) {
                given.extend(
                    entries
                        .iter()
                        .map(|(name, value)| (normalised(name), Arc::new(value.clone()))),
                );
            }
        }
        let namespace = self.graph.model(*model).map(|model| &model.namespace);
        if let Some(values) = namespace.and_then(|namespace| self.imported.get(namespace)) {
            given.extend(values.clone());
        }
        self.instances.push(Instance {
            model: *model,
            given,
            known: BTreeMap::new(),
            imports: BTreeMap::new(),
        });
        new
    }

    fn compute(
        &mut self,
        (instance, local): Place,
        session: &mut Session,
    ) -> Result<Value, EvalError> {
        let Some(model) = self.model(instance) else {
            return Ok(Value::Null);
        };
        match local.sort {
            Sort::Input => self.input(instance, local.number, session),
            Sort::Decision => self.decision(instance, model, local.number, session),
            Sort::Knowledge | Sort::Service => Ok(Value::Null),
        }
    }

    fn input(
        &mut self,
        instance: usize,
        number: usize,
        session: &mut Session,
    ) -> Result<Value, EvalError> {
        let Some(input) = self
            .model(instance)
            .and_then(|model| model.inputs.get(number))
        else {
            return Ok(Value::Null);
        };
        let given = self
            .instances
            .get(instance)
            .and_then(|instance| instance.given.get(&input.name));
        let Some(value) = given else {
            session.warn(WarningKind::NoVariable(input.name.clone()));
            return Ok(Value::Null);
        };
        let value = session.copy(value)?;
        let mut logic = Logic {
            graph: self.graph,
            element: &input.name.as_str().into(),
            session,
        };
        logic.typed(value, input.type_of.as_ref(), "the value")
    }

    fn decision(
        &mut self,
        instance: usize,
        model: &'g LinkedModel,
        number: usize,
        session: &mut Session,
    ) -> Result<Value, EvalError> {
        let Some(decision) = model.decisions.get(number) else {
            return Ok(Value::Null);
        };
        let mut scope = Required::default();
        for requirement in &decision.requires {
            let value = match invocable(self.graph, requirement) {
                Some(function) => Arc::new(function),
                None => {
                    let place = self.place(instance, requirement);
                    self.known(place).map_or_else(Arc::default, Arc::clone)
                }
            };
            scope.add(self.graph, model, requirement, value);
        }
        let frame = Arc::new(scope.into_frame());
        let mut logic = Logic {
            graph: self.graph,
            element: &decision.name.as_str().into(),
            session,
        };
        let value = logic.value(&decision.logic, &frame)?;
        logic.typed(value, decision.variable.type_of.as_ref(), "the result")
    }
}

fn shared(
    values: &BTreeMap<String, Value>,
    session: &mut Session,
) -> Result<BTreeMap<String, Arc<Value>>, EvalError> {
    values
        .iter()
        .map(|(name, value)| Ok((normalised(name), Arc::new(session.copy(value)?))))
        .collect()
}
