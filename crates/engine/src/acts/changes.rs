//! Deciding on proposed changes.

use kernel::{
    act::{
        Body,
        change::{Decide, Verdict, Withdraw},
    },
    digest::Digest,
    id::{ActId, ChangeId},
};

use crate::{Appended, Engine, EngineError, Session};

impl Engine {
    /// Approves or rejects a change. `shown` is the digest of the proposal the person looked at.
    pub fn decide_change(
        &self,
        session: &Session,
        command: Option<ActId>,
        change: ChangeId,
        shown: Digest,
        verdict: Verdict,
        reason: Option<&str>,
    ) -> Result<Appended, EngineError> {
        self.act(session, command, |draft| {
            let reason = draft.reason(reason)?;
            Ok(Body::ChangeDecide(Decide {
                change,
                digest: shown,
                reason,
                verdict,
            }))
        })
    }

    /// Takes one's own proposal back.
    pub fn withdraw_change(
        &self,
        session: &Session,
        command: Option<ActId>,
        change: ChangeId,
    ) -> Result<Appended, EngineError> {
        self.act(session, command, |_| {
            Ok(Body::ChangeWithdraw(Withdraw { change }))
        })
    }
}
