//! Importing and publishing workflows.

use std::path::Path;

use engine::acts::import::{Files, read_files};
use kernel::{
    digest::Digest,
    id::{ActId, WorkflowId},
};

use super::{parsed, proposed, receipt};
use crate::{
    ApiError, Host,
    contract::{
        app::FindingView,
        shared::Proposed,
        workflows::{Import, Imported, Publish},
    },
};

/// `workflows.import`.
pub fn workflows_import(
    host: &Host,
    args: &Import,
    id: Option<ActId>,
) -> Result<Imported, ApiError> {
    let (engine, session) = host.signed_in()?;
    let files: Files = match args.path.as_deref().filter(|path| !path.is_empty()) {
        Some(path) => read_files(Path::new(path))?,
        None => args
            .files
            .iter()
            .map(|file| (file.path.clone(), file.text.clone().into_bytes()))
            .collect(),
    };
    let made = engine.import(
        &session,
        id,
        &files,
        args.workflow.as_deref().filter(|name| !name.is_empty()),
    )?;
    let live = engine.live();
    let number = made
        .version
        .as_ref()
        .and_then(|(digest, _)| live.kernel.state.versions.get(digest))
        .map(|record| record.number);
    Ok(Imported {
        workflow: made.workflow.to_string(),
        version: made.version.as_ref().map(|(digest, _)| digest.to_string()),
        number,
        changes: made.changes.iter().map(ToString::to_string).collect(),
        missing: Vec::new(),
        findings: made
            .findings
            .into_iter()
            .map(|finding| FindingView {
                code: finding.code.to_owned(),
                index: None,
                message: finding.message,
            })
            .collect(),
        receipt: made
            .version
            .as_ref()
            .map(|(_, appended)| receipt(&engine, appended))
            .transpose()?,
    })
}

/// `workflows.publish`.
pub fn workflows_publish(
    host: &Host,
    args: &Publish,
    id: Option<ActId>,
) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let workflow = parsed(
        WorkflowId::parse(&args.workflow),
        "workflow",
        "a workflow's name",
    )?;
    let version = args.version.as_deref().filter(|text| !text.is_empty());
    let version = version
        .map(|text| parsed(Digest::parse(text), "version", "64 hexadecimal characters"))
        .transpose()?;
    proposed(
        &engine,
        &engine.publish(&session, id, &workflow, version, args.reason.as_deref())?,
    )
}
