//! Drafts of workflows: what the editor saves while somebody draws. A draft is local and unsigned, and becomes part of
//! the record only when a version is made of its files.
//!
//! INVARIANT: only who may edit the workflow reads, writes or deletes its drafts. A save names the revision it was made
//! from; where another was saved meanwhile, nothing is written.

use kernel::{
    authority::{Object, Question, decide},
    id::{PersonId, WorkflowId},
    role::Permission,
    scope::Scope,
};
use store::{DRAFT_BYTES, DRAFTS, DraftKept, DraftRow};

use crate::{Engine, EngineError, Session, random};

/// Files of one draft: path within the folder, and text.
pub type DraftFiles = Vec<(String, String)>;

/// What is to be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaveDraft {
    /// The draft; `None` for a new one.
    pub draft: Option<String>,
    /// The workflow it would become a version of.
    pub workflow: WorkflowId,
    /// What people read.
    pub name: String,
    /// The files.
    pub files: DraftFiles,
    /// The version it was begun from.
    pub base: Option<String>,
    /// The revision it was made from; 0 for a new one.
    pub revision: u64,
}

impl Engine {
    /// The drafts that this person may edit, the one written last first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn drafts(&self, session: &Session) -> Result<Vec<DraftRow>, EngineError> {
        let mut rows = self.read(store::Reader::drafts)?;
        rows.retain(|row| self.permit_draft(session, &row.workflow).is_ok());
        Ok(rows)
    }

    /// One draft and its files.
    ///
    /// # Errors
    /// `not_found`, or a refusal without `workflow.edit`.
    pub fn draft(
        &self,
        session: &Session,
        id: &str,
    ) -> Result<(DraftRow, DraftFiles), EngineError> {
        let found = self.read(|reader| reader.draft(id))?;
        let (row, bytes) = found.ok_or_else(|| missing(id))?;
        self.permit_draft(session, &row.workflow)?;
        let files = serde_json::from_slice(&bytes)
            .map_err(|error| EngineError::Internal(format!("draft `{id}`: {error}")))?;
        Ok((row, files))
    }

    /// Saves a draft, durably. Answers what a list shows of it.
    ///
    /// # Errors
    /// `draft.conflict` when it was saved or deleted elsewhere meanwhile; `draft.full`; a refusal without `workflow.edit`.
    pub fn save_draft(&self, session: &Session, save: SaveDraft) -> Result<DraftRow, EngineError> {
        self.permit_draft(session, save.workflow.as_str())?;
        if let Some(id) = &save.draft {
            self.permit_present(session, id)?;
        }
        let files = written(&save.files)?;
        let row = DraftRow {
            id: match save.draft {
                Some(id) => id,
                None => new_id()?,
            },
            workflow: save.workflow.to_string(),
            name: save.name,
            base: save.base,
            revision: save.revision.saturating_add(1),
            at: self.now(),
            by: session.person(),
        };
        let kept = row.clone();
        match self.with_store(move |store| store.put_draft(&kept, &files))? {
            DraftKept::Kept => Ok(row),
            DraftKept::Moved { found } => Err(self.conflict(&row, found)),
            DraftKept::Full => Err(EngineError::DraftsFull { limit: DRAFTS }),
        }
    }

    /// Deletes a draft for good.
    ///
    /// # Errors
    /// A refusal without `workflow.edit`. That it is gone already is none.
    pub fn delete_draft(&self, session: &Session, id: &str) -> Result<(), EngineError> {
        self.permit_present(session, id)?;
        let id = id.to_owned();
        self.with_store(move |store| store.remove_draft(&id))?;
        Ok(())
    }

    /// A draft may have been moved to another workflow than the one it is saved for.
    fn permit_present(&self, session: &Session, id: &str) -> Result<(), EngineError> {
        let rows = self.read(store::Reader::drafts)?;
        match rows.iter().find(|row| row.id == id) {
            Some(row) => self.permit_draft(session, &row.workflow),
            None => Ok(session.key(self.now()).map(|_| ())?),
        }
    }

    fn permit_draft(&self, session: &Session, workflow: &str) -> Result<(), EngineError> {
        session.key(self.now())?;
        let workflow = WorkflowId::parse(workflow).ok_or_else(|| missing(workflow))?;
        let (live, permission) = (self.live(), Permission::WorkflowEdit);
        let question = Question {
            person: session.person(),
            permission,
            object: &Object::at(Scope::Workflow(workflow)),
        };
        let decision = decide(
            &live.kernel.state,
            &live.kernel.compiled.policies,
            &question,
        );
        if decision.allowed {
            Ok(())
        } else {
            Err(decision.refusal(session.person(), permission).into())
        }
    }

    fn conflict(&self, row: &DraftRow, found: Option<u64>) -> EngineError {
        let by: Option<PersonId> = self
            .read(|reader| reader.drafts())
            .ok()
            .and_then(|rows| rows.into_iter().find(|other| other.id == row.id))
            .map(|other| other.by);
        EngineError::DraftConflict {
            draft: row.id.clone(),
            found: found.unwrap_or(0),
            by: by
                .map(|by| self.name_of(&by).unwrap_or_else(|| by.to_string()))
                .unwrap_or_default(),
        }
    }
}

fn written(files: &DraftFiles) -> Result<Vec<u8>, EngineError> {
    let bytes = serde_json::to_vec(files)
        .map_err(|error| EngineError::Internal(format!("draft: {error}")))?;
    if bytes.len() > DRAFT_BYTES {
        return Err(EngineError::Input {
            what: "files".into(),
            reason: format!("a draft holds at most {} MiB", DRAFT_BYTES >> 20),
        });
    }
    Ok(bytes)
}

fn new_id() -> Result<String, EngineError> {
    let random = random::bytes::<8>()?;
    Ok(format!("d_{:016x}", u64::from_be_bytes(random)))
}

fn missing(name: &str) -> EngineError {
    EngineError::NotFound {
        what: "draft",
        name: name.chars().take(80).collect(),
    }
}
