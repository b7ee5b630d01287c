//! What people do, one file a noun: each function builds one typed act, signs it with the session's key and appends it.
//!
//! INVARIANT: nothing is decided here that the kernel does not decide again; a check made here only spares a refusal.

pub mod changes;
pub mod data;
pub mod import;
pub mod messages;
pub mod people;
pub mod requests;
pub mod rules;
pub mod tasks;

use kernel::{
    act::{
        Body,
        change::{Proposal, Propose},
    },
    check::current_digest,
    id::{ActId, ChangeId},
};

use crate::{Appended, Draft, Engine, EngineError, Session};

/// A change that was proposed.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// Its name.
    pub change: ChangeId,
    /// Whether it is in force already: in bootstrap, on one person's word.
    pub in_force: bool,
    /// Where the proposal stands in the log.
    pub appended: Appended,
}

impl Engine {
    /// Proposes a change.
    pub fn propose(
        &self,
        session: &Session,
        command: Option<ActId>,
        reason: Option<&str>,
        build: impl FnOnce(&mut Draft<'_>) -> Result<Proposal, EngineError>,
    ) -> Result<Proposed, EngineError> {
        let live = self.live();
        let appended = self.act(session, command, |draft| {
            let change = build(draft)?;
            let replaces = current_digest(&live.kernel.state, &change);
            Ok(Body::ChangePropose(Propose {
                change,
                reason: draft.reason(reason)?,
                replaces,
            }))
        })?;
        let change = ChangeId(appended.index);
        let in_force = !self.live().kernel.state.changes.contains_key(&change);
        Ok(Proposed {
            change,
            in_force,
            appended,
        })
    }
}
