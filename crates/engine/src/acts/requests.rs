//! Submitting, revising, modifying and cancelling requests, and resolving what stopped.

use std::collections::BTreeMap;

use kernel::{
    Refusal,
    act::{
        Body, incident,
        request::{Cancel, Modify, Revise, Start},
    },
    connector::Disclosure,
    definition::Definition,
    digest::Digest,
    field::Writes,
    form::Kind,
    id::{ActId, RequestId, WorkflowId},
};

use crate::{Appended, Draft, Engine, EngineError, Live, Plain, Session};

/// How what stopped goes on.
#[derive(Clone, Copy, Debug)]
pub struct Resolution<'a> {
    /// The request.
    pub request: RequestId,
    /// The incident's number.
    pub incident: u32,
    /// The way on.
    pub way: incident::Way,
    /// Why.
    pub reason: &'a str,
}

impl Engine {
    /// Submits a request on the version whose form was shown. It is called `r_<index>`.
    pub fn start_request(
        &self,
        session: &Session,
        command: Option<ActId>,
        workflow: &WorkflowId,
        version: Digest,
        values: &BTreeMap<String, Plain>,
    ) -> Result<(RequestId, Appended), EngineError> {
        let live = self.live();
        let definition = live.kernel.definition(&version).ok_or_else(|| {
            self.unusable(&version)
                .unwrap_or_else(|| EngineError::NotFound {
                    what: "version",
                    name: version.to_string(),
                })
        })?;
        let appended = self.act(session, command, |draft| {
            let fields = draft.writes(values, |path| definition.start_form()?.field(path))?;
            Ok(Body::RequestStart(Start {
                fields,
                version,
                workflow: workflow.clone(),
            }))
        })?;
        Ok((RequestId(appended.index), appended))
    }

    /// The workflow of this name and the version that new requests run on.
    pub fn published(&self, workflow: &str) -> Result<(WorkflowId, Digest), EngineError> {
        let missing = || EngineError::NotFound {
            what: "workflow",
            name: workflow.to_owned(),
        };
        let id = WorkflowId::parse(workflow).ok_or_else(missing)?;
        let live = self.live();
        let known = live.kernel.state.workflows.get(&id);
        let version = known
            .and_then(|known| known.published)
            .ok_or_else(missing)?;
        Ok((id, version))
    }

    /// What an open request runs on.
    fn runs_on<'a>(
        &self,
        live: &'a Live,
        request: RequestId,
    ) -> Result<&'a Definition, EngineError> {
        let not_open = Refusal::RequestNotOpen { request };
        let Some(instance) = live.kernel.state.requests.get(&request) else {
            return Err(not_open.into());
        };
        match live.kernel.definition(&instance.version) {
            Some(definition) => Ok(definition),
            None => Err(self.unusable(&instance.version).unwrap_or(not_open.into())),
        }
    }

    /// Changes what was returned to the requester.
    pub fn revise_request(
        &self,
        session: &Session,
        command: Option<ActId>,
        request: RequestId,
        values: &BTreeMap<String, Plain>,
    ) -> Result<Appended, EngineError> {
        let live = self.live();
        let definition = self.runs_on(&live, request)?;
        self.act(session, command, |draft| {
            let fields = draft.writes(values, |path| definition.start_form()?.field(path))?;
            Ok(Body::RequestRevise(Revise { fields, request }))
        })
    }

    /// An operator changes fields; approvals that covered them are asked again.
    pub fn modify_request(
        &self,
        session: &Session,
        command: Option<ActId>,
        request: RequestId,
        values: &BTreeMap<String, Plain>,
        reason: &str,
    ) -> Result<Appended, EngineError> {
        let live = self.live();
        let definition = self.runs_on(&live, request)?;
        self.act(session, command, |draft| {
            let reason = draft.reason(Some(reason))?.ok_or(Refusal::ReasonMissing)?;
            let mut fields = Writes::default();
            for (path, value) in values {
                let info = definition
                    .field(path)
                    .ok_or_else(|| Refusal::FieldUnknown { path: path.clone() })?;
                let data = match info.is_sealed() {
                    true => Disclosure::Sealed,
                    false => Disclosure::Open,
                };
                write_output(
                    draft,
                    &mut fields,
                    path,
                    &of_kind(value, info.kind.as_ref()),
                    data,
                )?;
            }
            Ok(Body::RequestModify(Modify {
                fields,
                reason,
                request,
            }))
        })
    }

    /// Takes a request back, or stops it.
    pub fn cancel_request(
        &self,
        session: &Session,
        command: Option<ActId>,
        request: RequestId,
        reason: Option<&str>,
    ) -> Result<Appended, EngineError> {
        self.act(session, command, |draft| {
            Ok(Body::RequestCancel(Cancel {
                reason: draft.reason(reason)?,
                request,
            }))
        })
    }

    /// Says how what stopped goes on. `outputs` are what the effect answered, with `done`.
    pub fn resolve_incident(
        &self,
        session: &Session,
        command: Option<ActId>,
        resolution: &Resolution<'_>,
        outputs: &BTreeMap<String, Plain>,
    ) -> Result<Appended, EngineError> {
        let Resolution {
            request,
            incident: number,
            way,
            reason,
        } = *resolution;
        let live = self.live();
        let instance = live
            .kernel
            .state
            .requests
            .get(&request)
            .ok_or(Refusal::RequestNotOpen { request })?;
        let node = instance
            .incidents
            .get(&number)
            .ok_or(Refusal::IncidentWay)?
            .node;
        let connector = live
            .kernel
            .definition(&instance.version)
            .and_then(|definition| definition.connector(node))
            .map(|call| &call.connector);
        self.act(session, command, |draft| {
            let reason = draft.reason(Some(reason))?.ok_or(Refusal::ReasonMissing)?;
            let mut writes = Writes::default();
            for (path, value) in outputs {
                let output = connector
                    .and_then(|connector| connector.outputs.get(path))
                    .ok_or_else(|| Refusal::FieldUnknown { path: path.clone() })?;
                write_output(draft, &mut writes, path, value, output.data)?;
            }
            Ok(Body::IncidentResolve(incident::Resolve {
                incident: number,
                outputs: writes,
                reason,
                request,
                way,
            }))
        })
    }
}

/// A number as acts have it, where a form says that the field is one.
fn of_kind(value: &Plain, kind: Option<&Kind>) -> Plain {
    match (value, kind) {
        (Plain::Integer(number), Some(Kind::Number)) => Plain::Text(number.to_string()),
        (value, _) => value.clone(),
    }
}

/// Writes an output of a connector, open or sealed as it is declared.
pub(crate) fn write_output(
    draft: &mut Draft<'_>,
    writes: &mut Writes,
    path: &str,
    value: &Plain,
    data: Disclosure,
) -> Result<(), EngineError> {
    match data {
        Disclosure::Open => {
            writes.open.insert(path.to_owned(), value.to_open());
        }
        Disclosure::Sealed => {
            let commitment = draft.seal(path, &value.to_sealed())?;
            writes.sealed.insert(path.to_owned(), commitment);
        }
    }
    Ok(())
}
