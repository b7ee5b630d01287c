//! Field values as expressions see them.
//!
//! INVARIANT: the type comes from the field table, never from the text: a number field is a number in every version that
//! declares it so. A sealed field is a handle that carries its commitment; a declared field not written yet is null.

use std::borrow::Cow;

use crate::{
    definition::{Definition, FieldInfo},
    field::{FieldValue, Open},
    form::Kind,
    state::Instance,
};

/// The fields of a request as a scope of variables.
pub(super) struct FieldScope<'a> {
    pub(super) definition: &'a Definition,
    pub(super) instance: &'a Instance,
}

impl feel::Scope for FieldScope<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, feel::Value>> {
        let info = self.definition.field(name)?;
        let value = match self.instance.fields.get(name).map(|field| &field.value) {
            None => feel::Value::Null,
            Some(FieldValue::Sealed(commitment)) => feel::Value::Opaque(commitment.to_string()),
            Some(FieldValue::Open(open)) => typed(info, open),
        };
        Some(Cow::Owned(value))
    }
}

fn typed(info: &FieldInfo, open: &Open) -> feel::Value {
    match open {
        Open::Boolean(truth) => feel::Value::Boolean(*truth),
        Open::Integer(number) => feel::Value::from(*number),
        Open::List(items) => feel::Value::List(
            items
                .iter()
                .map(|item| feel::Value::from(item.as_str()))
                .collect(),
        ),
        Open::Text(text) if info.kind == Some(Kind::Number) => text
            .parse::<feel::Number>()
            .map_or(feel::Value::Null, feel::Value::Number),
        Open::Text(text) => feel::Value::from(text.as_str()),
    }
}
