//! Names that only a part of the diagram sees, and which expression may read what.
//!
//! An activity's inputs are seen inside it; the item of a loop and its counters are seen by each run. An expression sees
//! the names around its place, innermost first, then the fields of the request.
//!
//! INVARIANT: what is sealed is moved whole or not at all: a name is sealed when its expression is a sealed name alone,
//! and every other reading of a sealed name is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    FieldInfo,
    units::{Slot, Tree},
};
use crate::{field::is_path, state::NodeIx};

/// What a loop tells each of its runs, besides the item.
pub(crate) const COUNTERS: [&str; 5] = [
    "loopCounter",
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
];

/// A name seen inside an activity.
#[derive(Clone, Debug, Default)]
pub(super) struct Local {
    /// Whether it is a sealed value.
    pub(super) sealed: bool,
    /// Fields it was taken from, directly or not.
    pub(super) roots: BTreeSet<String>,
}

/// The names of one activity.
#[derive(Default)]
struct Own {
    items: BTreeMap<String, Local>,
    inputs: BTreeMap<String, Local>,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) enum View {
    /// Around the node.
    Around(NodeIx),
    /// In a run of its loop, before its inputs.
    Item(NodeIx),
    /// Inside it.
    Inside(NodeIx),
}

/// All local names of a version.
pub(super) struct Locals {
    own: Vec<Own>,
    parents: Vec<Option<NodeIx>>,
}

/// The names that one expression may read.
pub(super) struct Names<'a> {
    pub(super) locals: &'a Locals,
    pub(super) fields: &'a BTreeMap<String, FieldInfo>,
    pub(super) view: View,
    /// Names that a message brings, or a result not yet written.
    pub(super) brought: BTreeSet<String>,
}

/// Reads an expression that may ask for the time: log time, which a replay has too.
pub(super) fn timed(text: &str) -> Result<feel::Expression, String> {
    match text.trim_start().strip_prefix('=') {
        Some(source) => feel::Expression::parse_in(source, &feel::Names::new()),
        None => feel::Expression::parse_bpmn(text),
    }
    .map_err(|error| error.to_string())
}

/// The name that an expression moves whole, if it does nothing else.
pub(super) fn moved(text: &str) -> Option<&str> {
    let name = text.trim().strip_prefix('=')?.trim();
    is_path(name).then_some(name)
}

/// The name at the beginning of a path.
pub(super) fn root(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// Inputs that become local names: those of a connector call are its body instead.
pub(super) fn inputs<'a>(slot: &Slot<'a>) -> &'a [(String, String)] {
    if is_call(slot.node) {
        &[]
    } else {
        &slot.node.extension.inputs
    }
}

/// Whether a connector is called here.
pub(super) fn is_call(node: &bpmn::Node) -> bool {
    use bpmn::{End, NodeKind as K, Throw};
    matches!(
        node.kind,
        K::ServiceTask
            | K::SendTask
            | K::ThrowEvent(Throw::Message(_))
            | K::EndEvent(End::Message(_))
    )
}

impl Locals {
    /// Names whose expressions cannot be read have no roots here; compiling them says why.
    pub(super) fn of(tree: &Tree<'_>, is_sealed: &dyn Fn(&str) -> bool) -> Self {
        let mut locals = Self {
            own: tree.slots.iter().map(|_| Own::default()).collect(),
            parents: tree.slots.iter().map(|slot| slot.parent).collect(),
        };
        let mut order: Vec<(usize, NodeIx)> = tree
            .iter()
            .map(|(ix, _)| (locals.around(ix).count(), ix))
            .collect();
        order.sort_unstable();
        for (_, ix) in order {
            let Some(slot) = tree.slot(ix) else { continue };
            locals.add_items(ix, slot);
            let taken: Vec<(String, Local)> = inputs(slot)
                .iter()
                .map(|(source, target)| {
                    (
                        target.clone(),
                        locals.taken(View::Item(ix), source, is_sealed),
                    )
                })
                .collect();
            if let Some(own) = locals.own.get_mut(usize::from(ix.0)) {
                own.inputs.extend(taken);
            }
        }
        locals
    }

    fn add_items(&mut self, ix: NodeIx, slot: &Slot<'_>) {
        let Some(each) = &slot.node.multi_instance else {
            return;
        };
        let item = self.taken(View::Around(ix), &each.collection, &|_| false);
        if let Some(own) = self.own.get_mut(usize::from(ix.0)) {
            let counters = COUNTERS
                .iter()
                .map(|name| ((*name).to_owned(), Local::default()));
            own.items.extend(counters);
            own.items
                .extend(each.element.clone().map(|name| (name, item)));
        }
    }

    fn taken(&self, view: View, source: &str, is_sealed: &dyn Fn(&str) -> bool) -> Local {
        let mut local = Local::default();
        if let Some(name) = moved(source) {
            local.sealed = self
                .sees(view, name)
                .map_or_else(|| is_sealed(name), |(_, l)| l.sealed);
        }
        for path in timed(source).map(|e| e.variables()).unwrap_or_default() {
            let name = root(&path);
            match self.sees(view, name) {
                Some((_, outer)) => local.roots.extend(outer.roots.iter().cloned()),
                None => {
                    local.roots.insert(name.to_owned());
                }
            }
        }
        local
    }

    fn around(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
        let parent = |ix: NodeIx| self.parents.get(usize::from(ix.0)).copied().flatten();
        std::iter::successors(parent(ix), move |ix| parent(*ix))
    }

    /// The activity that owns a name seen from here, and the name.
    pub(super) fn sees(&self, view: View, name: &str) -> Option<(NodeIx, &Local)> {
        let (View::Around(ix) | View::Item(ix) | View::Inside(ix)) = view;
        let own = |ix: NodeIx| self.own.get(usize::from(ix.0));
        let items = |ix: NodeIx| own(ix).and_then(|own| own.items.get(name));
        let inputs = |ix: NodeIx| own(ix).and_then(|own| own.inputs.get(name));
        let here = match view {
            View::Around(_) => None,
            View::Item(_) => items(ix),
            View::Inside(_) => inputs(ix).or_else(|| items(ix)),
        };
        here.map(|local| (ix, local)).or_else(|| {
            self.around(ix)
                .find_map(|ix| Some((ix, inputs(ix).or_else(|| items(ix))?)))
        })
    }

    /// Fields that the inputs and items of an activity were taken from.
    pub(super) fn roots(&self, ix: NodeIx) -> BTreeSet<String> {
        let own = self.own.get(usize::from(ix.0)).into_iter();
        own.flat_map(|own| own.items.values().chain(own.inputs.values()))
            .flat_map(|local| local.roots.iter().cloned())
            .collect()
    }
}

impl Names<'_> {
    /// Every name an expression reads is one it sees.
    pub(super) fn reads_declared(&self, expression: &feel::Expression) -> Result<(), String> {
        for path in expression.variables() {
            let name = root(&path);
            if self.brought.contains(name) || self.locals.sees(self.view, name).is_some() {
                continue;
            }
            match self.fields.get(name) {
                None => {
                    return Err(format!(
                        "it reads `{path}`, which no form and no connector declares"
                    ));
                }
                Some(field) if name != path && !field.derived => {
                    return Err(format!(
                        "it reads `{path}`, but field `{name}` has no parts"
                    ));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Whether a name is a sealed value here.
    pub(super) fn is_sealed(&self, name: &str) -> bool {
        if self.brought.contains(name) {
            return false;
        }
        match self.locals.sees(self.view, name) {
            Some((_, local)) => local.sealed,
            None => self.fields.get(name).is_some_and(FieldInfo::is_sealed),
        }
    }

    /// Every name an expression reads is one it sees, and open.
    pub(super) fn reads_open(&self, expression: &feel::Expression) -> Result<(), String> {
        self.reads_declared(expression)?;
        let variables = expression.variables();
        match variables.iter().find(|path| self.is_sealed(root(path))) {
            Some(path) => Err(format!(
                "it reads the sealed field `{path}`; only open fields can be read here"
            )),
            None => Ok(()),
        }
    }

    /// As [`Names::reads_open`], or the expression is one sealed name and nothing else.
    pub(super) fn moves(&self, text: &str, expression: &feel::Expression) -> Result<(), String> {
        self.reads_declared(expression)?;
        if moved(text).is_some() {
            return Ok(());
        }
        let variables = expression.variables();
        match variables.iter().find(|path| self.is_sealed(root(path))) {
            Some(path) => Err(format!(
                "the sealed field `{path}` may only be moved whole, as `={path}`"
            )),
            None => Ok(()),
        }
    }

    /// Reads an expression over open names.
    pub(super) fn open(&self, text: &str, what: &str) -> Result<feel::Expression, String> {
        let wrong = |reason: String| format!("{what}: {reason}");
        let expression = timed(text).map_err(wrong)?;
        self.reads_open(&expression).map_err(wrong)?;
        Ok(expression)
    }
}
