//! Item definitions, resolved: each definition and component by number, so that a type may contain itself.
//!
//! A name that no definition has is taken for any type.

use std::collections::BTreeMap;

use super::load::Loaded;
use super::logic::Tests;
use super::names;
use crate::dmn::logic::{Text, TypeName};
use crate::dmn::model::{Item, Model, Shape};
use crate::types::FunctionType;
use crate::{Names, Type};

/// What a value must be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A type of the language.
    Base(Type),
    /// An item definition, by number.
    Item(usize),
}

/// A resolved item definition.
#[derive(Debug)]
pub(crate) struct ItemType {
    pub(crate) form: ItemForm,
    pub(crate) collection: bool,
    pub(crate) allowed: Option<Tests>,
    /// The allowed values as written.
    pub(crate) allowed_text: Option<Text>,
    pub(crate) constraint: Option<Tests>,
}

/// What the values of an item definition look like.
#[derive(Debug)]
pub(crate) enum ItemForm {
    Kind(Kind),
    Context(Vec<(String, Kind)>),
    Function {
        parameters: Vec<Kind>,
        result: Option<Kind>,
    },
}

/// All item definitions.
#[derive(Debug, Default)]
pub(crate) struct Types {
    items: Vec<ItemType>,
}

/// How deep a type is unfolded: one may contain itself.
const UNFOLDED: u32 = 8;
/// How many parts of a type are unfolded: each may contain others many times.
const PARTS: u32 = 512;

impl Types {
    pub(crate) fn item(&self, number: usize) -> Option<&ItemType> {
        self.items.get(number)
    }

    /// The type of the result, if `kind` is a function type.
    pub(crate) fn function<'t>(&'t self, kind: &'t Kind) -> Option<Option<&'t Kind>> {
        let mut kind = kind;
        // Definitions that only name each other end nowhere.
        for _ in 0..UNFOLDED {
            let Kind::Item(number) = kind else {
                return None;
            };
            match &self.item(*number)?.form {
                ItemForm::Function { result, .. } => return Some(result.as_ref()),
                ItemForm::Kind(next) => kind = next,
                ItemForm::Context(_) => return None,
            }
        }
        None
    }

    /// The allowed values of `kind` as written, which also give them an order.
    pub(crate) fn allowed_text(&self, kind: &Kind) -> Option<&Text> {
        let mut kind = kind;
        for _ in 0..UNFOLDED {
            let Kind::Item(number) = kind else {
                return None;
            };
            let item = self.item(*number)?;
            if let Some(text) = &item.allowed_text {
                return Some(text);
            }
            let ItemForm::Kind(next) = &item.form else {
                return None;
            };
            kind = next;
        }
        None
    }

    /// The type as expressions know it, without allowed values; what is deeper or more than is unfolded is any type.
    pub(crate) fn plain(&self, kind: &Kind) -> Type {
        self.unfold(kind, UNFOLDED, &mut { PARTS })
    }

    fn unfold(&self, kind: &Kind, depth: u32, parts: &mut u32) -> Type {
        *parts = parts.saturating_sub(1);
        if *parts == 0 {
            return Type::Any;
        }
        let item = match kind {
            Kind::Base(base) => return base.clone(),
            Kind::Item(number) => self.item(*number),
        };
        let (Some(item), Some(depth)) = (item, depth.checked_sub(1)) else {
            return Type::Any;
        };
        let form = match &item.form {
            ItemForm::Kind(kind) => self.unfold(kind, depth, parts),
            ItemForm::Context(components) => Type::Context(
                components
                    .iter()
                    .map(|(name, kind)| (name.clone(), self.unfold(kind, depth, parts)))
                    .collect(),
            ),
            ItemForm::Function { parameters, result } => {
                Type::Function(Some(Box::new(FunctionType {
                    parameters: parameters
                        .iter()
                        .map(|kind| self.unfold(kind, depth, parts))
                        .collect(),
                    result: result
                        .as_ref()
                        .map_or(Type::Any, |kind| self.unfold(kind, depth, parts)),
                })))
            }
        };
        if item.collection {
            Type::List(Box::new(form))
        } else {
            form
        }
    }
}

/// The numbers of the item definitions of each model, by name.
#[derive(Debug)]
pub(super) struct TypeNames<'l> {
    loaded: &'l Loaded,
    numbers: Vec<BTreeMap<&'l str, usize>>,
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.models.iter().map(|model| &model.namespace))
            .finish()
    }
}

impl TypeNames<'_> {
    /// The type that `name` means in the model `from`.
    pub(super) fn resolve(&self, from: usize, name: &TypeName) -> Kind {
        if let Some(number) = self.find(from, name) {
            return Kind::Item(number);
        }
        Kind::Base(Type::named(&name.name).unwrap_or(Type::Any))
    }

    fn find(&self, from: usize, name: &TypeName) -> Option<usize> {
        let model = self.loaded.models.get(from)?;
        if let Some(namespace) = &name.namespace
            && *namespace != model.namespace
        {
            let (_, imported) = self
                .loaded
                .imports(model)
                .find(|(import, _)| import.namespace == *namespace)?;
            return self.numbers.get(imported)?.get(name.name.as_str()).copied();
        }
        if let Some(number) = self.numbers.get(from)?.get(name.name.as_str()) {
            return Some(*number);
        }
        self.loaded.imports(model).find_map(|(import, imported)| {
            let rest = if import.name.is_empty() {
                name.name.as_str()
            } else {
                name.name.strip_prefix(&import.name)?.strip_prefix('.')?
            };
            self.numbers.get(imported)?.get(rest).copied()
        })
    }

    /// The names by which expressions of the model `from` know item definitions, with their types.
    pub(super) fn known(&self, types: &Types, from: usize) -> Vec<(String, Type)> {
        let Some(model) = self.loaded.models.get(from) else {
            return Vec::new();
        };
        let own = self.numbers.get(from).into_iter().flatten();
        let mut known: Vec<(String, Type)> = own
            .map(|(name, number)| ((*name).to_owned(), types.plain(&Kind::Item(*number))))
            .collect();
        for (import, imported) in self.loaded.imports(model) {
            for (name, number) in self.numbers.get(imported).into_iter().flatten() {
                let name = if import.name.is_empty() {
                    (*name).to_owned()
                } else {
                    format!("{}.{name}", import.name)
                };
                known.push((name, types.plain(&Kind::Item(*number))));
            }
        }
        known
    }
}

/// Resolves all item definitions.
pub(super) fn build<'l>(loaded: &'l Loaded, words: &Names) -> (Types, TypeNames<'l>) {
    let mut next = 0;
    let mut numbers = Vec::new();
    for model in &loaded.models {
        let mut own = BTreeMap::new();
        for item in &model.items {
            own.insert(item.name.as_str(), next);
            next += size(item);
        }
        numbers.push(own);
    }
    let names = TypeNames { loaded, numbers };
    let mut builder = Builder {
        types: Types::default(),
        names: &names,
    };
    for (number, model) in loaded.models.iter().enumerate() {
        builder.model(number, model, &names::with_imports(words, model));
    }
    (builder.types, names)
}

/// How many numbers an item takes: one for itself, and those of its components after it.
fn size(item: &Item) -> usize {
    match &item.shape {
        Shape::Context(components) => 1 + components.iter().map(size).sum::<usize>(),
        Shape::Any | Shape::Named(_) | Shape::Function { .. } => 1,
    }
}

struct Builder<'l> {
    types: Types,
    names: &'l TypeNames<'l>,
}

impl Builder<'_> {
    fn model(&mut self, number: usize, model: &Model, words: &Names) {
        for item in &model.items {
            self.item(number, item, words);
        }
    }

    /// Adds an item and, after it, its components; the recursion is as deep as the elements of the file.
    fn item(&mut self, model: usize, item: &Item, words: &Names) {
        let mut next = self.types.items.len() + 1;
        let form = match &item.shape {
            Shape::Any => ItemForm::Kind(Kind::Base(Type::Any)),
            Shape::Named(name) => ItemForm::Kind(self.names.resolve(model, name)),
            Shape::Function { parameters, result } => ItemForm::Function {
                parameters: parameters
                    .iter()
                    .map(|parameter| self.named(model, parameter.type_of.as_ref()))
                    .collect(),
                result: result.as_ref().map(|name| self.names.resolve(model, name)),
            },
            Shape::Context(components) => ItemForm::Context(
                components
                    .iter()
                    .map(|component| {
                        let number = next;
                        next += size(component);
                        (component.name.clone(), Kind::Item(number))
                    })
                    .collect(),
            ),
        };
        let tests = |text: &Option<Text>| text.as_ref().map(|text| Tests::parse(text, words));
        self.types.items.push(ItemType {
            form,
            collection: item.collection,
            allowed: tests(&item.allowed),
            allowed_text: item.allowed.clone(),
            constraint: tests(&item.constraint),
        });
        if let Shape::Context(components) = &item.shape {
            for component in components {
                self.item(model, component, words);
            }
        }
    }

    fn named(&self, model: usize, name: Option<&TypeName>) -> Kind {
        name.map_or(Kind::Base(Type::Any), |name| {
            self.names.resolve(model, name)
        })
    }
}
