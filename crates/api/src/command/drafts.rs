//! Saving and deleting drafts. They are no acts: nothing is signed, nothing enters the log.

use engine::workflow_draft;
use kernel::id::{ActId, WorkflowId};

use super::parsed;
use crate::{
    ApiError, Host,
    contract::drafts::{DraftDeleted, DraftQuery, DraftSaved, SaveDraft},
    view,
};

/// `drafts.save`.
pub fn drafts_save(
    host: &Host,
    args: &SaveDraft,
    _: Option<ActId>,
) -> Result<DraftSaved, ApiError> {
    let (engine, session) = host.signed_in()?;
    let workflow = parsed(
        WorkflowId::parse(&args.workflow),
        "workflow",
        "1 to 63 of a-z, 0-9 and -",
    )?;
    let files = args.files.iter();
    let row = engine.save_draft(
        &session,
        workflow_draft::SaveDraft {
            draft: args.draft.clone(),
            workflow,
            name: args.name.clone(),
            files: files
                .map(|file| (file.path.clone(), file.text.clone()))
                .collect(),
            base: args.base.clone(),
            revision: args.revision,
        },
    )?;
    Ok(DraftSaved {
        draft: row.id,
        revision: row.revision,
        at: view::time(row.at),
    })
}

/// `drafts.delete`.
pub fn drafts_delete(
    host: &Host,
    args: &DraftQuery,
    _: Option<ActId>,
) -> Result<DraftDeleted, ApiError> {
    let (engine, session) = host.signed_in()?;
    engine.delete_draft(&session, &args.draft)?;
    Ok(DraftDeleted {})
}
