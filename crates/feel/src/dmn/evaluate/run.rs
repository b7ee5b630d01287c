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
use super::admit::admit;
use super::boxed::Logic;
use super::frame::Frame;
use super::function::invocable;
use crate::dmn::error::DecisionError;
use crate::dmn::link::{Graph, LinkedModel, Local, Requirement, Service, Sort, result_kind};
use crate::error::EvalError;
use crate::names::normalised;
use crate::session::Session;
use crate::value::Value;
use crate::warning::WarningKind;

/// An element of an instance.
type Place = (usize, Local);

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
    graph: &'g Arc<Graph>,
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

    fn model(&self, instance: usize) -> Option<&'g LinkedModel> {
        let graph: &'g Arc<Graph> = self.graph;
        graph.model(self.instances.get(instance)?.model)
    }

    fn known(&self, (instance, local): Place) -> Option<&Arc<Value>> {
        self.instances.get(instance)?.known.get(&local)
    }

    fn keep(&mut self, (instance, local): Place, value: Arc<Value>) {
        if let Some(instance) = self.instances.get_mut(instance) {
            instance.known.insert(local, value);
        }
    }

    /// The value of an element of the main instance.
    pub(super) fn element(
        &mut self,
        element: Local,
        session: &mut Session,
    ) -> Result<Arc<Value>, EvalError> {
        self.value((0, element), session)
    }

    fn value(&mut self, place: Place, session: &mut Session) -> Result<Arc<Value>, EvalError> {
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
    fn place(&mut self, instance: usize, requirement: &Requirement) -> Place {
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
        let mut scope = Names::default();
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
                let given = self
                    .instances
                    .get(place.0)
                    .and_then(|instance| instance.given.get(&requirement.name))
                    .map(Arc::clone)
                    .unwrap_or_default();
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

/// The variables of an element: of its own model by name, of others within contexts by the names of the imports.
#[derive(Default)]
struct Names {
    own: Frame,
    imports: BTreeMap<String, Value>,
}

impl Names {
    fn add(
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

    fn into_frame(self) -> Frame {
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
    let mut scope = Names::default();
    for requirement in requires {
        if let Some(function) = invocable(graph, requirement) {
            scope.add(graph, model, requirement, Arc::new(function));
        }
    }
    scope.into_frame()
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
