//! Check of `message.publish`: who may send it, and who waits for it.

use super::{
    Context,
    request::{begin, definition, open_request, site},
};
use crate::{
    act::message::Publish,
    authority::Object,
    definition::{Definition, Trigger},
    field::Writes,
    id::{RequestId, Signer, WaitId},
    limits, process,
    refusal::Refusal,
    role::Permission,
    scope::Scope,
    state::{MessageKey, NodeIx, Outcome},
};

pub(super) fn check(cx: &Context<'_>, body: &Publish) -> Result<Outcome, Refusal> {
    let sized = |text: &str| !text.is_empty() && text.len() <= limits::MESSAGE_BYTES;
    if !sized(&body.id) || !sized(&body.name) || body.key.len() > limits::MESSAGE_BYTES {
        return Err(Refusal::MessageInvalid {
            reason: "id and name have 1 to 200 bytes, a key at most 200",
        });
    }
    if cx.act.id != body.act_id() {
        return Err(Refusal::MessageInvalid {
            reason: "the act's id is not made from the message's",
        });
    }
    if !body.fields.sealed.is_empty() || !body.fields.within_limits() {
        return Err(Refusal::FieldsBeyondLimits);
    }
    match waiting(cx, body) {
        Some((request, wait)) => receive(cx, body, request, wait),
        None => start(cx, body),
    }
}

/// The oldest request that waits for it, and in it the wait that began first.
fn waiting(cx: &Context<'_>, body: &Publish) -> Option<(RequestId, WaitId)> {
    let key = MessageKey {
        name: body.name.clone(),
        key: body.key.clone(),
    };
    let waits = cx.state().awaited.get(&key)?;
    waits.iter().next().copied()
}

fn receive(
    cx: &Context<'_>,
    body: &Publish,
    request: RequestId,
    wait: WaitId,
) -> Result<Outcome, Refusal> {
    let (instance, definition) = open_request(cx, request)?;
    let because = match cx.act.by {
        Signer::Workstation(workstation) => format!("{workstation} received it"),
        Signer::Person(_) => {
            let object = Object::of_request(instance);
            cx.permit(Permission::MessagePublish, &object)?.because
        }
    };
    let node = instance.waits.get(&wait).map(|wait| wait.node);
    let node = node.ok_or(Refusal::MessageNotAwaited)?;
    accept(definition, node, &body.fields)?;
    let advance = process::receive(site(cx, definition), instance, wait, &body.fields);
    Ok(advance.into_outcome(because))
}

/// The fields are ones that the event declares, and fit their kind where a form declares them too.
fn accept(definition: &Definition, node: NodeIx, fields: &Writes) -> Result<(), Refusal> {
    let trigger = definition.node(node).and_then(|node| node.kind.trigger());
    let mut declared = Writes::default();
    for (path, value) in &fields.open {
        let known = match trigger {
            Some(Trigger::Message(message)) => message.fields.contains(path),
            _ => false,
        };
        if !known {
            return Err(Refusal::FieldUnknown { path: path.clone() });
        }
        if definition.field(path).is_some() {
            declared.open.insert(path.clone(), value.clone());
        }
    }
    process::accept_fields(definition, &declared)
}

/// A person's message starts a request where a published workflow waits for it.
fn start(cx: &Context<'_>, body: &Publish) -> Result<Outcome, Refusal> {
    let Signer::Person(requester) = cx.act.by else {
        return Err(Refusal::MessageNotAwaited);
    };
    let published = cx.state().workflows.iter().filter_map(|(id, workflow)| {
        let version = workflow.published?;
        let definition = cx.kernel.definition(&version)?;
        Some((id, version, definition.message_start(&body.name)?))
    });
    // Workflows are in the order of their names: the first takes it.
    let found = published.into_iter().next().filter(|_| body.key.is_empty());
    let (workflow, version, node) = found.ok_or(Refusal::MessageNotAwaited)?;
    let object = Object::at(Scope::Workflow(workflow.clone()));
    let decision = cx.permit(Permission::RequestStart, &object)?;
    let definition = definition(cx, &version)?;
    process::accept_fields(definition, &body.fields)?;
    let advance = begin(cx, (workflow, version, node), requester, &body.fields)?;
    Ok(advance.into_outcome(decision.because))
}
