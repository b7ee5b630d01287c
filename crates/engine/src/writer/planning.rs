//! A batch while it is planned: acts checked one after the other on a candidate of the state.
//!
//! INVARIANT: what is checked later sees what was taken before. A refused act leaves no trace in the candidate.

use std::sync::Arc;

use kernel::{
    Kernel, Refusal,
    act::{Act, Body, Entry, Seen, clock::Tick},
    check::{Context, check},
    id::Signer,
    limits,
    signature::{self, Signed},
    state::Outcome,
    time::Timestamp,
};
use ledger::{note::sign_note, tree::CompactRange};
use store::{ActView, Head, NewEntry, Store};

use super::{Appended, Submission, batch::Writer, overlay::Overlay};
use crate::{EngineError, random, workspace::Inner};

/// Log time moves in steps of at least this.
const TICK_MILLIS: u64 = 1_000;
/// How long the workstation's own acts may be used.
const OWN_UNTIL_MILLIS: u64 = 15 * 60 * 1_000;

/// What became of a waiting act.
pub(super) enum Taken {
    /// It will be appended.
    New(Appended),
    /// It is in the log already.
    Repeat(Appended),
}

/// A batch while it is planned.
pub(super) struct Planning<'a> {
    overlay: Overlay<'a>,
    pub(super) kernel: Kernel,
    pub(super) range: CompactRange,
    head: Head,
    pub(super) entries: Vec<NewEntry>,
}

impl<'a> Planning<'a> {
    /// Nothing yet, on the newest head.
    pub(super) fn new(writer: &'a Writer) -> Self {
        let live = &writer.live;
        Self {
            overlay: Overlay::new(&writer.store, &writer.recent, live.head.size),
            kernel: live.kernel.clone(),
            range: live.range.clone(),
            head: live.head.clone(),
            entries: Vec::new(),
        }
    }

    /// Log time moves first, if a second has passed.
    pub(super) fn tick(&mut self, inner: &Inner) -> Result<(), EngineError> {
        let now = inner.clock.now();
        let state = &self.kernel.state;
        // Entry 1 is the first tick, made by itself when the workspace is created.
        if state.size < 2 || now < state.time.plus_millis(TICK_MILLIS) {
            return Ok(());
        }
        let (entry, bytes) = tick_entry(inner, &self.head, now)?;
        let signed = Signed {
            key: *inner.act_key.verifier().public().as_bytes(),
        };
        self.append(&entry, bytes, &signed).map(|_| ())
    }

    /// Checks a waiting act and, if it is permitted, adds it.
    pub(super) fn take(
        &mut self,
        writer: &Writer,
        submission: &Submission,
    ) -> Result<Taken, EngineError> {
        let act = &submission.entry.act;
        if let Some(index) = writer.store.act_index(&act.by, &act.id)? {
            return first_answer(&writer.store, &self.head, index, &submission.bytes);
        }
        self.overlay.is_new(act.by, act.id);
        self.overlay.offer(&submission.blobs);
        let (index, outcome) = self.append(
            &submission.entry,
            submission.bytes.clone(),
            &submission.signed,
        )?;
        Ok(Taken::New(Appended {
            index,
            leaf: submission.entry.leaf,
            head: self.head.clone(),
            events: outcome.events,
            because: outcome.because,
        }))
    }

    fn append(
        &mut self,
        entry: &Entry,
        bytes: Arc<[u8]>,
        signed: &Signed,
    ) -> Result<(u64, Outcome), EngineError> {
        let index = self.kernel.state.size;
        signature::confirm(&self.kernel.state, entry, signed, index)?;
        let context = Context {
            kernel: &self.kernel,
            act: &entry.act,
            digest: entry.digest,
            index,
            lookup: &self.overlay,
        };
        let outcome = check(&context)?;
        let view = ActView::of(&entry.act, index, &outcome.events, &self.kernel.state);
        self.kernel.apply(&outcome);
        self.range.push(entry.leaf);
        let (root, time) = (self.range.root(), self.kernel.state.time);
        self.overlay.push(entry.act.by, entry.act.id, root, time);
        self.entries.push(NewEntry {
            bytes,
            leaf: entry.leaf,
            root,
            time,
            signer: entry.act.by,
            id: entry.act.id,
            view,
            events: outcome.events.clone(),
        });
        Ok((index, outcome))
    }
}

/// The same id with the same bytes gets the first answer; with other bytes it is refused.
fn first_answer(
    store: &Store,
    head: &Head,
    index: u64,
    bytes: &[u8],
) -> Result<Taken, EngineError> {
    let stored = store.entry(index)?.ok_or(Refusal::IdUsed)?;
    if *stored.bytes != *bytes {
        return Err(Refusal::IdUsed.into());
    }
    Ok(Taken::Repeat(Appended {
        index,
        leaf: stored.leaf,
        head: head.clone(),
        events: Vec::new(),
        because: String::new(),
    }))
}

fn tick_entry(
    inner: &Inner,
    head: &Head,
    now: Timestamp,
) -> Result<(Entry, Arc<[u8]>), EngineError> {
    let act = Act {
        at: now,
        body: Body::ClockTick(Tick { time: now }),
        by: Signer::Workstation(inner.workstation),
        id: random::act_id(now),
        seen: Seen {
            root: head.root,
            size: head.size,
        },
        until: now.plus_millis(OWN_UNTIL_MILLIS),
        v: limits::RULES_VERSION,
        via: inner.workstation,
        ws: Some(inner.ws()),
    };
    let note = sign_note(&act.to_text()?, &[&inner.act_key])
        .map_err(|error| EngineError::Internal(error.to_string()))?;
    let bytes: Arc<[u8]> = note.to_bytes().into();
    Ok((Entry::parse(&bytes)?, bytes))
}
