//! Many acts of this workstation at once: they are queued in order, and the writer puts as many as it finds into one
//! transaction. One answer each.

use std::sync::{Arc, mpsc};

use kernel::{
    act::{Body, Entry},
    id::Signer,
    signature,
};
use ledger::note::sign_note;

use crate::{
    Appended, Engine, EngineError,
    draft::envelope,
    random,
    writer::{Message, Submission},
};

impl Engine {
    /// Signs and appends acts of this workstation in this order; the answers are in the same order. One that is refused
    /// is dropped alone.
    pub(super) fn act_many(
        &self,
        bodies: impl IntoIterator<Item = Body>,
    ) -> Result<Vec<Result<Appended, EngineError>>, EngineError> {
        let mut waiting = Vec::new();
        for body in bodies {
            let submission = self.signed(body)?;
            let (reply, answer) = mpsc::sync_channel(1);
            self.inner()
                .ask(Message::Append(Box::new(submission), reply))?;
            waiting.push(answer);
        }
        let ended = || EngineError::Internal("the writer has ended".into());
        let answers = waiting.into_iter();
        Ok(answers
            .map(|answer| answer.recv().unwrap_or_else(|_| Err(ended())))
            .collect())
    }

    fn signed(&self, body: Body) -> Result<Submission, EngineError> {
        let (inner, live) = (self.inner(), self.live());
        let by = Signer::Workstation(inner.workstation);
        let id = random::act_id(inner.clock.now());
        let text = envelope(inner, &live, by, id, body)?.to_text()?;
        let note = sign_note(&text, &[&inner.act_key])
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        let bytes: Arc<[u8]> = note.to_bytes().into();
        let entry = Entry::parse(&bytes)?;
        let origin = signature::origin_of(&entry.act, Some(&inner.origin))?;
        let signed = signature::verify(&entry, &origin, &inner.keys(&live.kernel.state))?;
        Ok(Submission {
            entry: Arc::new(entry),
            bytes,
            signed,
            blobs: Vec::new(),
            sealed: Vec::new(),
        })
    }
}
