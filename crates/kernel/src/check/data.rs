//! Checks of `data.export` and `data.reveal`: permissions; nothing changes.

use super::Context;
use crate::{
    act::data::Reveal, authority::Object, limits, refusal::Refusal, role::Permission, scope::Scope,
    state::Outcome,
};

pub(super) fn export(cx: &Context<'_>) -> Result<Outcome, Refusal> {
    let decision = cx.permit(Permission::DataExport, &Object::workspace())?;
    Ok(Outcome {
        because: decision.because,
        ..Outcome::default()
    })
}

/// A closed request's workflow is not in the state any more, so it takes the permission on the whole workspace.
pub(super) fn reveal(cx: &Context<'_>, body: &Reveal) -> Result<Outcome, Refusal> {
    if body.values.is_empty() || body.values.len() > limits::FIELDS || body.request.0 >= cx.index {
        return Err(Refusal::FieldsBeyondLimits);
    }
    let scope = match cx.state().requests.get(&body.request) {
        Some(instance) => Scope::Workflow(instance.workflow.clone()),
        None => Scope::Workspace,
    };
    let decision = cx.permit(Permission::DataReveal, &Object::at(scope))?;
    Ok(Outcome {
        because: decision.because,
        ..Outcome::default()
    })
}
