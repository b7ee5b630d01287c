//! Functions made of models: boxed definitions, business knowledge models and decision services.
//!
//! A function is not run with an argument that is not of its parameter's type: its value is null then.

use std::sync::Arc;

use super::admit::admit;
use super::boxed::Logic;
use super::frame::Frame;
use super::required::functions;
use super::run::Run;
use crate::dmn::error::DecisionError;
use crate::dmn::link::{Graph, Linked, Requirement, Sort, result_kind};
use crate::dmn::logic::{Body, Boxed, Function, Variable};
use crate::error::EvalError;
use crate::function::{Callable, Function as FunctionValue};
use crate::session::Session;
use crate::value::Value;
use crate::warning::WarningKind;

/// A boxed function definition, with the frame it was made in.
#[derive(Debug, Clone)]
pub(super) struct Closure {
    graph: Arc<Graph>,
    element: Arc<str>,
    /// The entry of a context that the function is, by which it may call itself.
    name: Option<String>,
    parameters: Vec<Variable<Linked>>,
    names: Vec<String>,
    /// None: the function is external.
    body: Option<Arc<Boxed<Linked>>>,
    frame: Arc<Frame>,
    /// Whether the entries of the one argument are variables too, as in a filter.
    opens: bool,
}

impl Closure {
    pub(super) fn new(
        graph: &Arc<Graph>,
        element: &Arc<str>,
        parameters: &[Variable<Linked>],
        body: &Arc<Boxed<Linked>>,
        frame: &Arc<Frame>,
        name: Option<&str>,
    ) -> Self {
        Self {
            graph: Arc::clone(graph),
            element: Arc::clone(element),
            name: name.map(str::to_owned),
            parameters: parameters.to_vec(),
            names: names(parameters),
            body: Some(Arc::clone(body)),
            frame: Arc::clone(frame),
            opens: false,
        }
    }

    /// The same, with the entries of its argument as variables.
    pub(super) fn opening(self) -> Self {
        Self {
            opens: true,
            ..self
        }
    }

    /// A function in another language: its value is always null.
    pub(super) fn external(
        graph: &Arc<Graph>,
        element: &Arc<str>,
        function: &Function<Linked>,
    ) -> Self {
        Self {
            graph: Arc::clone(graph),
            element: Arc::clone(element),
            name: None,
            parameters: function.parameters.clone(),
            names: names(&function.parameters),
            body: None,
            frame: Arc::new(Frame::default()),
            opens: false,
        }
    }
}

fn names(parameters: &[Variable<Linked>]) -> Vec<String> {
    parameters
        .iter()
        .map(|parameter| parameter.name.clone())
        .collect()
}

impl Callable for Closure {
    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("function")
    }

    fn parameters(&self) -> &[String] {
        &self.names
    }

    fn call(&self, arguments: Vec<Value>, session: &mut Session) -> Result<Value, EvalError> {
        let mut logic = Logic {
            graph: &self.graph,
            element: &self.element,
            session,
        };
        let Some(body) = &self.body else {
            return Ok(logic.fail(external(&self.element)));
        };
        let mut frame = Frame::on(&self.frame);
        if let Some(name) = &self.name {
            let own: Arc<dyn Callable> = Arc::new(self.clone());
            let own = Value::Function(Arc::new(FunctionValue::Supplied(own)));
            frame.set(name, Arc::new(own));
        }
        if self.opens
            && let [Value::Context(entries)] = arguments.as_slice()
        {
            for (name, entry) in entries {
                frame.set(name, Arc::new(logic.session.copy(entry)?));
            }
        }
        if !bind(&mut logic, &self.parameters, arguments, &mut frame)? {
            return Ok(Value::Null);
        }
        logic.value(body, &Arc::new(frame))
    }

    fn release(&mut self, kept: &mut Vec<Value>) {
        if let Some(frame) = Arc::get_mut(&mut self.frame) {
            frame.release(kept);
        }
    }
}

fn external(element: &str) -> DecisionError {
    DecisionError::NoLogic {
        element: element.to_owned(),
    }
}

/// Sets the parameters; false, with the reason kept, if an argument is not of its type.
fn bind(
    logic: &mut Logic<'_>,
    parameters: &[Variable<Linked>],
    arguments: Vec<Value>,
    frame: &mut Frame,
) -> Result<bool, EvalError> {
    if parameters.len() != arguments.len() {
        let kind = WarningKind::BadCall(logic.element.to_string());
        logic.session.warn(kind);
        return Ok(false);
    }
    for (parameter, argument) in parameters.iter().zip(arguments) {
        let argument = match &parameter.type_of {
            None => Some(argument),
            Some(kind) => admit(logic.graph, argument, kind, logic.session)?,
        };
        let Some(argument) = argument else {
            logic.fail(DecisionError::NotAllowed {
                element: logic.element.to_string(),
                what: "an argument",
            });
            return Ok(false);
        };
        frame.set(&parameter.name, Arc::new(argument));
    }
    Ok(true)
}

/// A business knowledge model or decision service as a function.
#[derive(Debug)]
struct Invocable {
    graph: Arc<Graph>,
    requirement: Requirement,
}

/// The function that `requirement` leads to; none if it leads to something else.
pub(super) fn invocable(graph: &Arc<Graph>, requirement: &Requirement) -> Option<Value> {
    match requirement.target.sort {
        Sort::Input | Sort::Decision => None,
        Sort::Knowledge | Sort::Service => {
            let function: Arc<dyn Callable> = Arc::new(Invocable {
                graph: Arc::clone(graph),
                requirement: requirement.clone(),
            });
            Some(Value::Function(Arc::new(FunctionValue::Supplied(function))))
        }
    }
}

impl Callable for Invocable {
    fn name(&self) -> &str {
        &self.requirement.name
    }

    fn parameters(&self) -> &[String] {
        let number = self.requirement.target.number;
        let Some(model) = self.graph.model(self.requirement.model) else {
            return &[];
        };
        match self.requirement.target.sort {
            Sort::Input | Sort::Decision => &[],
            Sort::Knowledge => model
                .knowledge
                .get(number)
                .map_or(&[], |knowledge| &knowledge.parameters),
            Sort::Service => model
                .services
                .get(number)
                .map_or(&[], |service| &service.parameters),
        }
    }

    fn call(&self, arguments: Vec<Value>, session: &mut Session) -> Result<Value, EvalError> {
        match self.requirement.target.sort {
            Sort::Input | Sort::Decision => Ok(Value::Null),
            Sort::Knowledge => self.knowledge(arguments, session),
            Sort::Service => self.service(arguments, session),
        }
    }
}

impl Invocable {
    fn knowledge(&self, arguments: Vec<Value>, session: &mut Session) -> Result<Value, EvalError> {
        let number = self.requirement.target.number;
        let found = self
            .graph
            .model(self.requirement.model)
            .and_then(|model| Some((model, model.knowledge.get(number)?)));
        let Some((model, knowledge)) = found else {
            return Ok(Value::Null);
        };
        let element: Arc<str> = knowledge.variable.name.as_str().into();
        let mut frame = functions(&self.graph, model, &knowledge.requires);
        let mut logic = Logic {
            graph: &self.graph,
            element: &element,
            session,
        };
        let Body::Boxed(body) = &knowledge.function.body else {
            return Ok(logic.fail(external(&element)));
        };
        if !bind(
            &mut logic,
            &knowledge.function.parameters,
            arguments,
            &mut frame,
        )? {
            return Ok(Value::Null);
        }
        let value = logic.value(body, &Arc::new(frame))?;
        let kind = result_kind(&self.graph.types, knowledge.variable.type_of.as_ref());
        logic.typed(value, kind, "the result")
    }

    /// Decisions of the service are evaluated anew, with the arguments as all there is.
    fn service(&self, arguments: Vec<Value>, session: &mut Session) -> Result<Value, EvalError> {
        let number = self.requirement.target.number;
        let mut run = Run::of(&self.graph, self.requirement.model);
        if !run.give(number, arguments, session)? {
            return Ok(Value::Null);
        }
        session.nested(|session| run.service(number, session).map(Arc::unwrap_or_clone))
    }
}
