//! Models that fit together: the main one and all it imports, with references resolved and expressions parsed.
//!
//! INVARIANT: every reference leads to an element, no decision requires itself, and models do not import each other; so a
//! decision is evaluated by going through its requirements once, in order.

mod check;
mod graph;
mod load;
mod logic;
mod names;
pub(crate) mod types;
mod undeclared;

use std::sync::Arc;

pub(crate) use self::graph::{Graph, LinkedModel, Local, Requirement, Service, Sort, result_kind};
pub(crate) use self::logic::{Linked, Literal, Tests};

use super::error::{LinkError, ReadError};
use super::model::{Import, Model};

/// Where imported models come from.
pub trait Resolver {
    /// The model that `import` means; none if there is none.
    ///
    /// # Errors
    /// When the model was found and cannot be read.
    fn find(&self, import: &Import) -> Result<Option<Model>, ReadError>;
}

/// Models that were read before, found by their namespace.
impl Resolver for [Model] {
    fn find(&self, import: &Import) -> Result<Option<Model>, ReadError> {
        Ok(self
            .iter()
            .find(|model| model.namespace == import.namespace)
            .cloned())
    }
}

/// A main model with all models it imports. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Models {
    pub(crate) graph: Arc<Graph>,
}

impl Models {
    /// Links `main` with the models it imports.
    ///
    /// # Errors
    /// When a model or an element that is referred to does not exist, or one depends on itself.
    pub fn link<R: Resolver + ?Sized>(main: Model, resolver: &R) -> Result<Self, LinkError> {
        let loaded = load::load(main, resolver)?;
        let graph = graph::build(&loaded)?;
        check::no_cycles(&graph)?;
        Ok(Self {
            graph: Arc::new(graph),
        })
    }

    /// The names of the main model's decisions, in the order of the file.
    pub fn decisions(&self) -> impl Iterator<Item = &str> {
        self.graph
            .main()
            .into_iter()
            .flat_map(|main| &main.decisions)
            .map(|decision| decision.name.as_str())
    }

    /// The names of the main model's decision services, in the order of the file.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.graph
            .main()
            .into_iter()
            .flat_map(|main| &main.services)
            .map(|service| service.name.as_str())
    }

    /// The names of the main model's inputs, in the order of the file.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.graph
            .main()
            .into_iter()
            .flat_map(|main| &main.inputs)
            .map(|input| input.name.as_str())
    }
}
