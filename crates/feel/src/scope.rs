//! Where an expression finds its variables.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::value::Value;

/// The variables an expression can see.
///
/// INVARIANT: during one evaluation, the same name gets the same answer. A scope always lends a variable or always makes it: a lent
/// value is charged for when it is copied into the outcome, one that was made is not.
pub trait Scope {
    /// The value of the variable `name`, lent if the scope owns it; none if there is no such variable.
    fn get(&self, name: &str) -> Option<Cow<'_, Value>>;
}

impl Scope for BTreeMap<String, Value> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        BTreeMap::get(self, name).map(Cow::Borrowed)
    }
}

/// A context is a scope of its entries; any other value is an empty scope.
impl Scope for Value {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        match self {
            Self::Context(entries) => Scope::get(entries, name),
            Self::Null
            | Self::Boolean(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::List(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::YearsMonths(_)
            | Self::DaysTime(_)
            | Self::Range(_)
            | Self::Function(_)
            | Self::Opaque(_) => None,
        }
    }
}
