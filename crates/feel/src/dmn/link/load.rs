//! The models that a main model needs, each once.

use std::collections::BTreeMap;

use super::{Resolver, undeclared};
use crate::dmn::error::LinkError;
use crate::dmn::model::{Import, Model};

/// The most models that are read for one main model.
const MODELS: usize = 64;

/// Models by number; the main one is the first.
pub(super) struct Loaded {
    pub(super) models: Vec<Model>,
    /// The number of each model by its namespace.
    numbers: BTreeMap<String, usize>,
}

impl Loaded {
    /// The imports of `model` that are models, with their numbers.
    pub(super) fn imports<'m>(
        &'m self,
        model: &'m Model,
    ) -> impl Iterator<Item = (&'m Import, usize)> {
        model
            .imports
            .iter()
            .filter(|import| import.is_model)
            .filter_map(|import| Some((import, *self.numbers.get(&import.namespace)?)))
    }
}

/// Loads all that `main` needs.
pub(super) fn load<R: Resolver + ?Sized>(main: Model, resolver: &R) -> Result<Loaded, LinkError> {
    let mut loaded = Loaded {
        numbers: BTreeMap::from([(main.namespace.clone(), 0)]),
        models: vec![undeclared::declare(main)],
    };
    let mut next = 0;
    while let Some(model) = loaded.models.get(next) {
        let wanted: Vec<Import> = model
            .imports
            .iter()
            .filter(|import| import.is_model && !loaded.numbers.contains_key(&import.namespace))
            .cloned()
            .collect();
        for import in wanted {
            if loaded.numbers.contains_key(&import.namespace) {
                continue;
            }
            if loaded.models.len() >= MODELS {
                return Err(LinkError::TooManyModels { limit: MODELS });
            }
            let model = find(&import, resolver)?;
            loaded.numbers.insert(import.namespace, loaded.models.len());
            loaded.models.push(undeclared::declare(model));
        }
        next += 1;
    }
    no_cycle(&loaded)?;
    Ok(loaded)
}

fn find<R: Resolver + ?Sized>(import: &Import, resolver: &R) -> Result<Model, LinkError> {
    resolver
        .find(import)
        .map_err(|error| LinkError::Import {
            namespace: import.namespace.clone(),
            error,
        })?
        .ok_or_else(|| LinkError::NoModel {
            namespace: import.namespace.clone(),
        })
}

/// Takes away, again and again, the models that import none of those left; what stays imports itself.
fn no_cycle(loaded: &Loaded) -> Result<(), LinkError> {
    let mut left: BTreeMap<usize, Vec<usize>> = loaded
        .models
        .iter()
        .enumerate()
        .map(|(number, model)| {
            let imports = loaded.imports(model).map(|(_, number)| number).collect();
            (number, imports)
        })
        .collect();
    loop {
        let before = left.len();
        let still: Vec<usize> = left.keys().copied().collect();
        left.retain(|_, imports| imports.iter().any(|import| still.contains(import)));
        if left.len() == before {
            break;
        }
    }
    match left
        .keys()
        .next()
        .and_then(|number| loaded.models.get(*number))
    {
        None => Ok(()),
        Some(model) => Err(LinkError::ImportCycle {
            namespace: model.namespace.clone(),
        }),
    }
}
