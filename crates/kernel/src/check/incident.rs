//! Check of `incident.resolve`.

use super::{
    Context,
    request::{open_request, site},
};
use crate::{
    act::incident::{Resolve, Way},
    authority::Object,
    definition::Definition,
    limits, process,
    refusal::Refusal,
    role::Permission,
    state::{Incident, IncidentCode, Instance, Outcome},
};

/// A holder of `incident.resolve`, or to skip of `incident.skip`, who is not the requester says how what stopped goes on.
pub(super) fn check(cx: &Context<'_>, body: &Resolve) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let (instance, definition) = open_request(cx, body.request)?;
    let permission = match body.way {
        Way::Skip => Permission::IncidentSkip,
        Way::Retry | Way::Done | Way::Cancel => Permission::IncidentResolve,
    };
    let decision = cx.permit(permission, &Object::of_request(instance))?;
    if person == instance.requester {
        return Err(Refusal::SelfApproval { person });
    }
    let incident = instance
        .incidents
        .get(&body.incident)
        .ok_or(Refusal::IncidentWay)?;
    if !process::allows(definition, incident, body.way) || is_worn_out(instance, incident, body.way)
    {
        return Err(Refusal::IncidentWay);
    }
    accept_outputs(definition, incident, body)?;
    let site = site(cx, definition);
    let advance = process::resolve(
        site,
        instance,
        body.incident,
        body.way,
        &body.outputs,
        person,
    );
    Ok(advance.into_outcome(decision.because))
}

/// A call attempted as often as the limits allow cannot be tried again.
fn is_worn_out(instance: &Instance, incident: &Incident, way: Way) -> bool {
    let called = matches!(
        incident.code,
        IncidentCode::JobFailed | IncidentCode::OutcomeUnknown
    );
    let job = incident.job.and_then(|job| instance.jobs.get(&job));
    way == Way::Retry && called && job.is_some_and(|job| job.attempt >= limits::ATTEMPTS)
}

/// Outputs come with *done* only, and are the connector's declared ones.
fn accept_outputs(
    definition: &Definition,
    incident: &Incident,
    body: &Resolve,
) -> Result<(), Refusal> {
    match (body.way, definition.connector(incident.node)) {
        (Way::Done, Some(node)) => {
            process::accept_outputs(definition, &node.connector, &body.outputs)
        }
        (Way::Done, None) => Err(Refusal::IncidentWay),
        (Way::Retry | Way::Cancel | Way::Skip, _) if body.outputs.is_empty() => Ok(()),
        (Way::Retry | Way::Cancel | Way::Skip, _) => Err(Refusal::IncidentWay),
    }
}
