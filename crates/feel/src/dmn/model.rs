//! One model as its file writes it: types, inputs, decisions, functions and services, and what each requires.
//!
//! INVARIANT: reading checks the form of the file alone; whether references lead anywhere is found when models are
//! linked ([`super::Models`]), since they may lead into other files.

use super::error::ReadError;
use super::logic::{Boxed, Function, Text, TypeName, Variable, Written};
use crate::position::Position;

/// A DMN model.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) imports: Vec<Import>,
    pub(crate) items: Vec<Item>,
    pub(crate) inputs: Vec<InputData>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) knowledge: Vec<Knowledge>,
    pub(crate) services: Vec<Service>,
}

impl Model {
    /// Reads a DMN 1.1 to 1.5 file.
    ///
    /// # Errors
    /// When the bytes are not DMN or go beyond the limits of size, depth and number of elements.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        super::read::model(bytes)
    }

    /// The namespace that other models refer to it by.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The models it needs.
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// The names of its decisions, in the order of the file.
    pub fn decisions(&self) -> impl Iterator<Item = &str> {
        self.decisions.iter().map(|decision| decision.name.as_str())
    }

    /// The name of the decision with this id, or else of the decision with this name.
    pub fn decision(&self, id: &str) -> Option<&str> {
        let by_id = self.decisions.iter().find(|decision| decision.id == id);
        let named = || self.decisions.iter().find(|decision| decision.name == id);
        by_id.or_else(named).map(|decision| decision.name.as_str())
    }

    /// The names of its decision services, in the order of the file.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.services.iter().map(|service| service.name.as_str())
    }

    /// The names of its inputs, in the order of the file.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(|input| input.variable.name.as_str())
    }
}

/// A model that another one uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The name its elements are reached by, as in `name.element`; without one they are reached directly.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Where the file says it is, if it does.
    pub location: Option<String>,
    /// Whether it is a DMN model; others, such as XML schemas, are left alone.
    pub is_model: bool,
}

/// The definition of a type.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) collection: bool,
    /// What its values, or the items of a collection, may be.
    pub(crate) allowed: Option<Text>,
    /// What its values as a whole may be.
    pub(crate) constraint: Option<Text>,
}

/// What the values of a type look like.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Any,
    Named(TypeName),
    Context(Vec<Item>),
    Function {
        parameters: Vec<Variable<Written>>,
        result: Option<TypeName>,
    },
}

/// A value that comes from outside.
#[derive(Debug, Clone)]
pub(crate) struct InputData {
    pub(crate) id: String,
    pub(crate) variable: Variable<Written>,
}

/// A decision.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) variable: Variable<Written>,
    pub(crate) requires: Vec<Reference>,
    pub(crate) logic: Boxed<Written>,
}

/// A business knowledge model: a function with a name.
#[derive(Debug, Clone)]
pub(crate) struct Knowledge {
    pub(crate) id: String,
    pub(crate) variable: Variable<Written>,
    pub(crate) requires: Vec<Reference>,
    pub(crate) function: Function<Written>,
}

/// A decision service: decisions behind one name, with stated inputs.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) variable: Variable<Written>,
    pub(crate) outputs: Vec<Reference>,
    /// Decisions evaluated within the service.
    pub(crate) encapsulated: Vec<Reference>,
    /// Decisions whose value is given instead of evaluated.
    pub(crate) input_decisions: Vec<Reference>,
    pub(crate) inputs: Vec<Reference>,
}

/// A reference to an element, in this model or another.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// None: this model.
    pub(crate) namespace: Option<String>,
    pub(crate) id: String,
    pub(crate) at: Position,
}
