//! Checks of `request.start`, `request.revise` and `request.cancel`.

use super::Context;
use crate::{
    act::request::{Cancel, Modify, Revise, Start},
    authority::Object,
    definition::Definition,
    digest::Digest,
    field::Writes,
    id::{PersonId, RequestId, WorkflowId},
    process::{self, Advance, Opening, Required, Site},
    refusal::Refusal,
    role::Permission,
    scope::Scope,
    state::{Instance, NodeIx, Outcome, TaskState},
};

/// Who holds `request.start` submits the published version's start form.
pub(super) fn start(cx: &Context<'_>, body: &Start) -> Result<Outcome, Refusal> {
    let requester = cx.person()?;
    let decision = cx.permit(
        Permission::RequestStart,
        &Object::at(Scope::Workflow(body.workflow.clone())),
    )?;
    let published = cx
        .state()
        .workflows
        .get(&body.workflow)
        .and_then(|workflow| workflow.published);
    if published != Some(body.version) {
        return Err(Refusal::VersionNotPublished {
            workflow: body.workflow.to_string(),
        });
    }
    let definition = definition(cx, &body.version)?;
    let begins = definition.start().ok_or_else(|| Refusal::NoFormStart {
        workflow: body.workflow.clone(),
    })?;
    process::accept(definition.start_form(), &body.fields, Required::Given)?;
    let (version, fields) = (body.version, &body.fields);
    let advance = begin(cx, (&body.workflow, version, begins), requester, fields)?;
    Ok(advance.into_outcome(decision.because))
}

/// The request that this entry begins, at a start of a version of a workflow.
pub(super) fn begin(
    cx: &Context<'_>,
    (workflow, version, start): (&WorkflowId, Digest, NodeIx),
    requester: PersonId,
    fields: &Writes,
) -> Result<Advance, Refusal> {
    let opening = Opening {
        id: RequestId(cx.index),
        workflow: workflow.clone(),
        version,
        requester,
        via: cx.act.via,
    };
    let site = site(cx, definition(cx, &version)?);
    Ok(process::start_at(site, opening, fields, start))
}

/// The requester changes what was returned to them.
pub(super) fn revise(cx: &Context<'_>, body: &Revise) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let (instance, definition) = open_request(cx, body.request)?;
    if person != instance.requester {
        let because = "only the requester changes what was returned".to_owned();
        return Err(Refusal::NotPermitted {
            person,
            permission: Permission::RequestStart,
            because,
        });
    }
    if !instance
        .tasks
        .values()
        .any(|task| task.state == TaskState::Returned)
    {
        return Err(Refusal::NothingReturned {
            request: body.request,
        });
    }
    process::accept(definition.start_form(), &body.fields, Required::No)?;
    let because = format!("{person} is the requester");
    Ok(process::revise(site(cx, definition), instance, &body.fields).into_outcome(because))
}

/// A holder of `request.modify` who is not the requester changes fields.
pub(super) fn modify(cx: &Context<'_>, body: &Modify) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let (instance, definition) = open_request(cx, body.request)?;
    let decision = cx.permit(Permission::RequestModify, &Object::of_request(instance))?;
    if person == instance.requester {
        return Err(Refusal::SelfApproval { person });
    }
    if body.fields.is_empty() {
        return Err(Refusal::FieldMissing {
            path: "fields".into(),
        });
    }
    process::accept_fields(definition, &body.fields)?;
    let advance = process::modify(site(cx, definition), instance, &body.fields, person);
    Ok(advance.into_outcome(decision.because))
}

/// The requester takes their request back, or a holder of `request.cancel` stops it.
pub(super) fn cancel(cx: &Context<'_>, body: &Cancel) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let (instance, definition) = open_request(cx, body.request)?;
    let because = if person == instance.requester {
        format!("{person} is the requester")
    } else {
        cx.permit(Permission::RequestCancel, &Object::of_request(instance))?
            .because
    };
    Ok(process::cancel(site(cx, definition), instance).into_outcome(because))
}

/// Where the act's step takes place.
pub(super) fn site<'a>(cx: &Context<'a>, definition: &'a Definition) -> Site<'a> {
    Site {
        kernel: cx.kernel,
        definition,
        index: cx.index,
    }
}

/// An open request and what it runs on.
pub(super) fn open_request<'a>(
    cx: &Context<'a>,
    request: RequestId,
) -> Result<(&'a Instance, &'a Definition), Refusal> {
    let instance = cx
        .state()
        .request(&request)
        .ok_or(Refusal::RequestNotOpen { request })?;
    Ok((instance, definition(cx, &instance.version)?))
}

pub(super) fn definition<'a>(
    cx: &Context<'a>,
    version: &Digest,
) -> Result<&'a Definition, Refusal> {
    let definition = cx.kernel.definition(version).ok_or(Refusal::BlobMissing {
        digest: version.to_string(),
    })?;
    Ok(definition)
}
