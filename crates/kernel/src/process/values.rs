//! Values as expressions see them: local names around a place, then the fields of the request.
//!
//! INVARIANT: the type of a field comes from the field table, never from the text: a number field is a number in every
//! version that declares it so. A sealed value is a handle that carries its commitment; a declared field not written yet
//! is null. The time is log time.

use std::{borrow::Cow, collections::BTreeMap};

use super::{Site, call::Stop};
use crate::{
    definition::{Definition, FieldInfo},
    field::{FieldValue, Open},
    form::Kind,
    schedule,
    state::{IncidentCode, Instance, Loop, ScopeId},
};

/// The names seen at a place of a request.
pub(super) struct Names<'a> {
    pub(super) definition: &'a Definition,
    pub(super) instance: &'a Instance,
    pub(super) scope: ScopeId,
}

impl feel::Scope for Names<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, feel::Value>> {
        for (_, scope) in self.instance.around(self.scope) {
            let local = scope.locals.get(name).map(|value| plain(None, value));
            let counted = || counter(scope.each.as_deref()?, name);
            if let Some(value) = local.or_else(counted) {
                return Some(Cow::Owned(value));
            }
        }
        let info = self.definition.field(name)?;
        let value = match self.instance.fields.get(name) {
            None => feel::Value::Null,
            Some(field) => plain(Some(info), &field.value),
        };
        Some(Cow::Owned(value))
    }
}

/// What a loop tells its runs.
fn counter(each: &Loop, name: &str) -> Option<feel::Value> {
    let number = match name {
        "numberOfInstances" => each.total,
        "numberOfActiveInstances" => each.begun.saturating_sub(each.done),
        "numberOfCompletedInstances" => each.done,
        "numberOfTerminatedInstances" => 0,
        _ => return None,
    };
    Some(feel::Value::from(i64::from(number)))
}

/// A kept value as expressions see it.
pub(super) fn value_of(value: &FieldValue) -> feel::Value {
    plain(None, value)
}

fn plain(info: Option<&FieldInfo>, value: &FieldValue) -> feel::Value {
    match value {
        FieldValue::Sealed(commitment) => feel::Value::Opaque(commitment.to_string()),
        FieldValue::Derived(data) => data.to_value(),
        FieldValue::Open(open) => typed(info, open),
    }
}

fn typed(info: Option<&FieldInfo>, open: &Open) -> feel::Value {
    match open {
        Open::Boolean(truth) => feel::Value::Boolean(*truth),
        Open::Integer(number) => feel::Value::from(*number),
        Open::List(items) => feel::Value::List(
            items
                .iter()
                .map(|item| feel::Value::from(item.as_str()))
                .collect(),
        ),
        Open::Text(text) if info.is_some_and(|info| info.kind == Some(Kind::Number)) => text
            .parse::<feel::Number>()
            .map_or(feel::Value::Null, feel::Value::Number),
        Open::Text(text) => feel::Value::from(text.as_str()),
    }
}

/// The values that the inputs of a decision have here.
pub(super) fn given<'n>(
    names: &Names<'_>,
    inputs: impl Iterator<Item = &'n str>,
) -> BTreeMap<String, feel::Value> {
    let value = |name: &str| feel::Scope::get(names, name).map(Cow::into_owned);
    inputs
        .map(|name| (name.to_owned(), value(name).unwrap_or_default()))
        .collect()
}

impl Site<'_> {
    /// An evaluation at log time.
    pub(super) fn session(&self) -> feel::Session {
        let session = feel::Session::new(&feel::Limits::V1);
        match schedule::clock(self.kernel.state.time) {
            Some(now) => session.at(now),
            None => session,
        }
    }

    /// Evaluates at log time; a warning or an error stops. Null is for the caller to judge.
    pub(super) fn evaluate(
        &self,
        expression: &feel::Expression,
        names: &Names<'_>,
        place: &str,
    ) -> Result<feel::Value, Stop> {
        let mut session = self.session();
        let value = expression.evaluate_in(names, &mut session);
        judged(value, session.warnings(), place)
    }
}

/// A value without warnings, or why there is none.
pub(super) fn judged(
    value: Result<feel::Value, feel::EvalError>,
    warnings: &[feel::Warning],
    place: &str,
) -> Result<feel::Value, Stop> {
    match value {
        Ok(value) => match warnings.first() {
            None => Ok(value),
            Some(warning) => Err(Stop::expression(format!("{place}: {warning}"))),
        },
        Err(error @ feel::EvalError::Sealed { .. }) => Err(Stop {
            code: IncidentCode::SealedRead,
            detail: format!("{place}: {error}"),
        }),
        Err(error @ (feel::EvalError::Limit(_) | feel::EvalError::NoClock { .. })) => {
            Err(Stop::expression(format!("{place}: {error}")))
        }
    }
}
