//! The linked models: elements by number, what each requires, and their parsed logic.

use std::collections::BTreeMap;

use super::load::Loaded;
use super::logic::{Linked, Linker};
use super::names;
use super::types::{Kind, Types};
use crate::dmn::error::LinkError;
use crate::dmn::evaluate::Phrases;
use crate::dmn::logic::{Boxed, Function, Variable};
use crate::dmn::model::{self, Model, Reference};

/// All linked models, the main one first.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) models: Vec<LinkedModel>,
    pub(crate) types: Types,
    pub(crate) phrases: Phrases,
}

impl Graph {
    pub(crate) fn main(&self) -> Option<&LinkedModel> {
        self.models.first()
    }

    pub(crate) fn model(&self, number: usize) -> Option<&LinkedModel> {
        self.models.get(number)
    }
}

/// One linked model.
#[derive(Debug)]
pub(crate) struct LinkedModel {
    pub(crate) namespace: String,
    /// The name and the number of each imported model.
    pub(crate) imports: Vec<(String, usize)>,
    pub(crate) inputs: Vec<Variable<Linked>>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) knowledge: Vec<Knowledge>,
    pub(crate) services: Vec<Service>,
}

/// A linked decision.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) name: String,
    pub(crate) variable: Variable<Linked>,
    pub(crate) requires: Vec<Requirement>,
    pub(crate) logic: Boxed<Linked>,
}

/// A linked business knowledge model.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) variable: Variable<Linked>,
    pub(crate) requires: Vec<Requirement>,
    pub(crate) function: Function<Linked>,
    /// The names of its parameters.
    pub(crate) parameters: Vec<String>,
}

/// A linked decision service.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) variable: Variable<Linked>,
    pub(crate) outputs: Vec<Requirement>,
    /// What is given: inputs, then decisions.
    pub(crate) given: Vec<Requirement>,
    /// The names of its parameters: those of what is given.
    pub(crate) parameters: Vec<String>,
}

/// What sort of element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Input,
    Decision,
    Knowledge,
    Service,
}

/// An element of a model: its sort and its number among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Local {
    pub(crate) sort: Sort,
    pub(crate) number: usize,
}

/// What an element requires.
#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    /// The imports that lead to the model it is in, by their numbers among the imports of each model on the way.
    pub(crate) path: Vec<usize>,
    /// The number of the model it is in.
    pub(crate) model: usize,
    pub(crate) target: Local,
    /// The name of its variable there.
    pub(crate) name: String,
}

/// Links what was loaded.
pub(super) fn build(loaded: &Loaded) -> Result<Graph, LinkError> {
    let references = References::new(loaded);
    let words = names::vocabulary(loaded);
    let (types, type_names) = super::types::build(loaded, &words);
    let linker = Linker {
        types: &types,
        names: &type_names,
    };
    let models = loaded
        .models
        .iter()
        .enumerate()
        .map(|(number, model)| {
            ModelLinker {
                loaded,
                references: &references,
                linker: &linker,
                number,
                words: linker.with_types(number, names::with_imports(&words, model)),
            }
            .link(model)
        })
        .collect::<Result<_, _>>()?;
    Ok(Graph {
        models,
        types,
        phrases: Phrases::new(),
    })
}

/// The elements of all models by id.
struct References<'l> {
    loaded: &'l Loaded,
    by_id: Vec<BTreeMap<&'l str, (Local, &'l str)>>,
    namespaces: BTreeMap<&'l str, usize>,
}

impl<'l> References<'l> {
    fn new(loaded: &'l Loaded) -> Self {
        Self {
            loaded,
            by_id: loaded.models.iter().map(ids).collect(),
            namespaces: loaded
                .models
                .iter()
                .enumerate()
                .map(|(number, model)| (model.namespace.as_str(), number))
                .collect(),
        }
    }

    fn find(&self, from: usize, reference: &Reference) -> Option<Requirement> {
        let model = match &reference.namespace {
            None => from,
            Some(namespace) => *self.namespaces.get(namespace.as_str())?,
        };
        let (target, name) = self.by_id.get(model)?.get(reference.id.as_str())?;
        Some(Requirement {
            path: self.path(from, model)?,
            model,
            target: *target,
            name: (*name).to_owned(),
        })
    }

    /// The shortest way through imports; a model that is reached over several is reached by the first.
    fn path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut ways = vec![(from, Vec::new())];
        let mut seen = vec![from];
        let mut next = 0;
        while let Some((at, way)) = ways.get(next).cloned() {
            if at == to {
                return Some(way);
            }
            let model = self.loaded.models.get(at)?;
            for (number, (_, imported)) in self.loaded.imports(model).enumerate() {
                if !seen.contains(&imported) {
                    seen.push(imported);
                    let longer = way.iter().copied().chain([number]).collect();
                    ways.push((imported, longer));
                }
            }
            next += 1;
        }
        None
    }
}

fn ids(model: &Model) -> BTreeMap<&str, (Local, &str)> {
    let inputs = model
        .inputs
        .iter()
        .map(|input| (Sort::Input, &input.id, &input.variable.name))
        .enumerate();
    let decisions = model
        .decisions
        .iter()
        .map(|decision| (Sort::Decision, &decision.id, &decision.variable.name))
        .enumerate();
    let knowledge = model
        .knowledge
        .iter()
        .map(|knowledge| (Sort::Knowledge, &knowledge.id, &knowledge.variable.name))
        .enumerate();
    let services = model
        .services
        .iter()
        .map(|service| (Sort::Service, &service.id, &service.variable.name))
        .enumerate();
    inputs
        .chain(decisions)
        .chain(knowledge)
        .chain(services)
        .map(|(number, (sort, id, name))| (id.as_str(), (Local { sort, number }, name.as_str())))
        .collect()
}

/// Links the elements of one model.
struct ModelLinker<'l> {
    loaded: &'l Loaded,
    references: &'l References<'l>,
    linker: &'l Linker<'l>,
    number: usize,
    /// Names that any expression of the model may use.
    words: crate::Names,
}

impl ModelLinker<'_> {
    fn link(&self, model: &Model) -> Result<LinkedModel, LinkError> {
        Ok(LinkedModel {
            namespace: model.namespace.clone(),
            imports: self
                .loaded
                .imports(model)
                .map(|(import, number)| (import.name.clone(), number))
                .collect(),
            inputs: model
                .inputs
                .iter()
                .map(|input| self.linker.variable(self.number, &input.variable))
                .collect(),
            decisions: self.all(&model.decisions, |decision| self.decision(decision))?,
            knowledge: self.all(&model.knowledge, |knowledge| self.knowledge(knowledge))?,
            services: self.all(&model.services, |service| self.service(service))?,
        })
    }

    fn all<A, B>(
        &self,
        elements: &[A],
        link: impl FnMut(&A) -> Result<B, LinkError>,
    ) -> Result<Vec<B>, LinkError> {
        elements.iter().map(link).collect()
    }

    fn decision(&self, decision: &model::Decision) -> Result<Decision, LinkError> {
        let requires = self.requirements(&decision.name, &decision.requires)?;
        let variable = self.linker.variable(self.number, &decision.variable);
        let names = self.names(&requires);
        let logic = self.linker.boxed(
            self.number,
            &decision.logic,
            &names,
            variable.type_of.as_ref(),
        );
        Ok(Decision {
            name: decision.name.clone(),
            variable,
            requires,
            logic,
        })
    }

    fn knowledge(&self, knowledge: &model::Knowledge) -> Result<Knowledge, LinkError> {
        let requires = self.requirements(&knowledge.variable.name, &knowledge.requires)?;
        let names = self
            .names(&requires)
            .with([knowledge.variable.name.as_str()]);
        let function = self
            .linker
            .function(self.number, &knowledge.function, &names);
        Ok(Knowledge {
            variable: self.linker.variable(self.number, &knowledge.variable),
            requires,
            parameters: function
                .parameters
                .iter()
                .map(|parameter| parameter.name.clone())
                .collect(),
            function,
        })
    }

    fn service(&self, service: &model::Service) -> Result<Service, LinkError> {
        let mut given = self.requirements(&service.name, &service.inputs)?;
        given.extend(self.requirements(&service.name, &service.input_decisions)?);
        self.requirements(&service.name, &service.encapsulated)?;
        Ok(Service {
            name: service.name.clone(),
            variable: self.linker.variable(self.number, &service.variable),
            outputs: self.requirements(&service.name, &service.outputs)?,
            parameters: given
                .iter()
                .map(|requirement| requirement.name.clone())
                .collect(),
            given,
        })
    }

    fn requirements(
        &self,
        element: &str,
        references: &[Reference],
    ) -> Result<Vec<Requirement>, LinkError> {
        references
            .iter()
            .map(|reference| {
                self.references.find(self.number, reference).ok_or_else(|| {
                    LinkError::UnknownReference {
                        element: element.to_owned(),
                        reference: written(reference),
                        position: reference.at,
                    }
                })
            })
            .collect()
    }

    fn names(&self, requires: &[Requirement]) -> crate::Names {
        self.words
            .with(requires.iter().map(|requirement| requirement.name.as_str()))
    }
}

fn written(reference: &Reference) -> String {
    let namespace = reference.namespace.as_deref().unwrap_or_default();
    format!("{namespace}#{}", reference.id)
}

/// The type of a function's result: a variable that holds a function may name the function's type or its result's.
pub(crate) fn result_kind<'t>(types: &'t Types, kind: Option<&'t Kind>) -> Option<&'t Kind> {
    let kind = kind?;
    match types.function(kind) {
        None => Some(kind),
        Some(result) => result,
    }
}
