//! Submitting requests and steering them.

use kernel::{
    act::incident::Way,
    digest::Digest,
    id::{ActId, RequestId, WorkflowId},
};

use super::{parsed, receipt, values};
use crate::{
    ApiError, Host,
    contract::{
        requests::{
            CancelRequest, ModifyRequest, PublishMessage, ResolveIncident, Reveal, Revealed,
            ReviseRequest, StartRequest, Started,
        },
        shared::Receipt,
    },
    view,
};

fn request(text: &str) -> Result<RequestId, ApiError> {
    parsed(RequestId::parse(text), "request", "a request such as r_57")
}

/// `requests.start`.
pub fn requests_start(
    host: &Host,
    args: &StartRequest,
    id: Option<ActId>,
) -> Result<Started, ApiError> {
    let (engine, session) = host.signed_in()?;
    let workflow = parsed(
        WorkflowId::parse(&args.workflow),
        "workflow",
        "a workflow's name",
    )?;
    let version = parsed(
        Digest::parse(&args.version),
        "version",
        "64 hexadecimal characters",
    )?;
    let (request, appended) =
        engine.start_request(&session, id, &workflow, version, &values(&args.fields))?;
    Ok(Started {
        request: request.to_string(),
        receipt: receipt(&engine, &appended)?,
    })
}

/// `requests.revise`.
pub fn requests_revise(
    host: &Host,
    args: &ReviseRequest,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let appended =
        engine.revise_request(&session, id, request(&args.request)?, &values(&args.fields))?;
    receipt(&engine, &appended)
}

/// `requests.modify`.
pub fn requests_modify(
    host: &Host,
    args: &ModifyRequest,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let appended = engine.modify_request(
        &session,
        id,
        request(&args.request)?,
        &values(&args.fields),
        &args.reason,
    )?;
    receipt(&engine, &appended)
}

/// `messages.publish`. The message's own id makes a repeat harmless, not the command's.
pub fn messages_publish(
    host: &Host,
    args: &PublishMessage,
    _: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let message = engine::acts::messages::Message {
        name: &args.name,
        key: &args.key,
        id: &args.id,
        fields: &values(&args.fields),
    };
    receipt(&engine, &engine.publish_message(&session, &message)?)
}

/// `requests.cancel`.
pub fn requests_cancel(
    host: &Host,
    args: &CancelRequest,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let appended = engine.cancel_request(
        &session,
        id,
        request(&args.request)?,
        args.reason.as_deref(),
    )?;
    receipt(&engine, &appended)
}

/// `incidents.resolve`.
pub fn incidents_resolve(
    host: &Host,
    args: &ResolveIncident,
    id: Option<ActId>,
) -> Result<Receipt, ApiError> {
    let (engine, session) = host.signed_in()?;
    let way = match args.way.as_str() {
        "retry" => Some(Way::Retry),
        "done" => Some(Way::Done),
        "cancel" => Some(Way::Cancel),
        "skip" => Some(Way::Skip),
        _ => None,
    };
    let way = parsed(way, "way", "retry, done, cancel or skip")?;
    let resolution = engine::acts::requests::Resolution {
        request: request(&args.request)?,
        incident: args.incident,
        way,
        reason: &args.reason,
    };
    receipt(
        &engine,
        &engine.resolve_incident(&session, id, &resolution, &values(&args.outputs))?,
    )
}

/// `data.reveal`.
pub fn data_reveal(host: &Host, args: &Reveal, id: Option<ActId>) -> Result<Revealed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let request = request(&args.request)?;
    let live = engine.live();
    let instance = live.kernel.state.requests.get(&request);
    let definition = instance.and_then(|instance| live.kernel.definition(&instance.version));
    let kind = |path: &str| {
        definition
            .and_then(|definition| definition.field(path))
            .and_then(|info| info.kind.as_ref())
    };
    let (opened, appended) = engine.reveal(&session, id, request, &args.paths)?;
    let values = opened
        .into_iter()
        .map(|(path, value)| {
            let value = view::unsealed(kind(&path), value);
            (path, value)
        })
        .collect();
    Ok(Revealed {
        values,
        receipt: receipt(&engine, &appended)?,
    })
}
