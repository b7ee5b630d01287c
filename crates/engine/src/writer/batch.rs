//! Planning a batch on a candidate state and committing it.

use std::sync::{Arc, Weak, mpsc};

use kernel::{Kernel, limits, state::Event};
use ledger::{
    checkpoint::{Checkpoint, sign_checkpoint},
    tree::CompactRange,
};
use store::{AppendError, Batch, Head, Snapshot, Store, StoreError};

use super::{
    Appended, Reply, Submission,
    planning::{Planning, Taken},
    recent::Recent,
};
use crate::{EngineError, live::Live, workspace::Inner};

/// Entries between two snapshots.
const SNAPSHOT_ENTRIES: u64 = 10_000;
/// Times another process may be faster before the append gives up.
const ATTEMPTS: usize = 20;

/// The writing connection and the state it belongs to.
pub(crate) struct Writer {
    pub(super) store: Store,
    pub(super) live: Arc<Live>,
    pub(super) inner: Weak<Inner>,
    pub(super) snapshot_at: u64,
    pub(super) recent: Recent,
}

type Waiting = (Submission, mpsc::SyncSender<Reply>);

/// A batch that was planned: who waits for which entry, and what the log will be.
struct Plan {
    batch: Batch,
    kernel: Kernel,
    range: CompactRange,
    answers: Vec<(mpsc::SyncSender<Reply>, Appended)>,
}

impl Writer {
    pub(crate) fn new(store: Store, live: Arc<Live>, inner: Weak<Inner>, snapshot_at: u64) -> Self {
        Self {
            store,
            live,
            inner,
            snapshot_at,
            recent: Recent::default(),
        }
    }

    /// Appends what is permitted, answers everybody.
    pub(super) fn commit(&mut self, mut waiting: Vec<Waiting>) {
        let Some(inner) = self.inner.upgrade() else {
            return;
        };
        if let Some(reason) = inner.read_only() {
            return answer_all(waiting, || EngineError::ReadOnly { reason });
        }
        for _ in 0..ATTEMPTS {
            let (plan, left) = match self.plan(&inner, waiting) {
                Ok(planned) => planned,
                Err((waiting, error)) => {
                    let text = error.to_string();
                    return answer_all(waiting, || EngineError::Internal(text.clone()));
                }
            };
            let Some(plan) = plan else { return };
            match self.store.append(&plan.batch) {
                Ok(_) => return self.publish(&inner, plan),
                Err(AppendError::Moved | AppendError::DuplicateId { .. }) => {
                    if let Err(error) = self.catch_up() {
                        let text = error.to_string();
                        return answer_all(left, || EngineError::Internal(text.clone()));
                    }
                    waiting = left;
                }
                Err(AppendError::Unknown { cause }) => {
                    return self.after_unknown(&inner, plan, left, &cause);
                }
                Err(AppendError::Store(error)) => {
                    return answer_all(left, || not_appended(&error));
                }
                Err(AppendError::Invalid(what)) => {
                    return answer_all(left, || EngineError::Append(AppendError::Invalid(what)));
                }
            }
        }
        answer_all(waiting, || EngineError::Append(AppendError::Moved));
    }

    /// COMMIT failed: only the file can tell what is there.
    fn after_unknown(
        &mut self,
        inner: &Arc<Inner>,
        plan: Plan,
        left: Vec<Waiting>,
        cause: &StoreError,
    ) {
        match self.store.head() {
            Ok(head) if head.checkpoint == plan.batch.checkpoint => self.publish(inner, plan),
            Ok(_) => answer_all(left, || not_appended(cause)),
            Err(_) => answer_all(left, || {
                let cause = again(cause);
                EngineError::Append(AppendError::Unknown { cause })
            }),
        }
    }

    /// Checks every waiting act in order; refused ones and repeats are answered at once and leave the queue.
    #[expect(
        clippy::type_complexity,
        reason = "both ways hand the waiting callers back"
    )]
    fn plan(
        &self,
        inner: &Inner,
        waiting: Vec<Waiting>,
    ) -> Result<(Option<Plan>, Vec<Waiting>), (Vec<Waiting>, EngineError)> {
        let mut planning = Planning::new(self);
        let mut left = Vec::new();
        let mut answers = Vec::new();
        if let Err(error) = planning.tick(inner) {
            return Err((waiting, error));
        }
        let ticked = planning.entries.len();
        let mut blobs = Vec::new();
        let mut sealed = Vec::new();
        for (submission, reply) in waiting {
            match planning.take(self, &submission) {
                Ok(Taken::New(appended)) => {
                    answers.push((reply.clone(), appended));
                    blobs.extend(submission.blobs.iter().cloned());
                    sealed.extend(submission.sealed.iter().cloned());
                    left.push((submission, reply));
                }
                Ok(Taken::Repeat(appended)) => {
                    let _ = reply.send(Ok(appended));
                }
                Err(error) => {
                    let _ = reply.send(Err(error));
                }
            }
        }
        if planning.entries.len() == ticked {
            return Ok((None, left));
        }
        let root = planning.range.root();
        let checkpoint = Checkpoint::new(&inner.origin, planning.kernel.state.size, root);
        let note = match sign_checkpoint(&checkpoint, &[&inner.log_key]) {
            Ok(note) => note.to_bytes(),
            Err(error) => return Err((left, EngineError::Internal(error.to_string()))),
        };
        let head = Head {
            size: planning.kernel.state.size,
            root,
            checkpoint: note.clone(),
        };
        for (_, appended) in &mut answers {
            appended.head = head.clone();
        }
        let Planning {
            kernel,
            range,
            entries,
            ..
        } = planning;
        let batch = Batch {
            expected: self.live.head.clone(),
            entries,
            checkpoint: note,
            blobs,
            sealed,
        };
        Ok((
            Some(Plan {
                batch,
                kernel,
                range,
                answers,
            }),
            left,
        ))
    }

    /// The candidate becomes the state; callers get their answers.
    fn publish(&mut self, inner: &Arc<Inner>, plan: Plan) {
        let head = Head {
            size: plan.kernel.state.size,
            root: plan.range.root(),
            checkpoint: plan.batch.checkpoint.clone(),
        };
        self.recent
            .keep(head.size, head.root, plan.kernel.state.time);
        self.live = Arc::new(Live {
            kernel: plan.kernel,
            head,
            range: plan.range,
        });
        inner.set_live(self.live.clone());
        let events: Vec<Event> = plan
            .answers
            .iter()
            .flat_map(|(_, appended)| appended.events.iter().cloned())
            .collect();
        for (reply, appended) in plan.answers {
            let _ = reply.send(Ok(appended));
        }
        inner.changed(&events);
        self.keep_snapshot(SNAPSHOT_ENTRIES);
    }

    /// Keeps a snapshot when the last one is `distance` entries old.
    pub(super) fn keep_snapshot(&mut self, distance: u64) {
        let size = self.live.head.size;
        let Some(inner) = self
            .inner
            .upgrade()
            .filter(|_| size.saturating_sub(self.snapshot_at) >= distance)
        else {
            return;
        };
        let state = &self.live.kernel.state;
        let root = self.live.head.root;
        let snapshot = Snapshot::seal(
            &inner.snapshot_key,
            size,
            root,
            limits::RULES_VERSION,
            state.to_bytes(),
        );
        match self.store.put_snapshot(&snapshot) {
            Ok(()) => self.snapshot_at = size,
            Err(error) => {
                tracing::warn!(%error, "no snapshot was kept; the next start reads more of the log")
            }
        }
    }
}

fn answer_all(waiting: Vec<Waiting>, error: impl Fn() -> EngineError) {
    for (_, reply) in waiting {
        let _ = reply.send(Err(error()));
    }
}

/// Nothing of the batch is in the file. What the person can mend is named as what it is.
fn not_appended(cause: &StoreError) -> EngineError {
    match cause {
        StoreError::DiskFull | StoreError::Busy { .. } | StoreError::ReadOnly => {
            EngineError::Store(again(cause))
        }
        other => EngineError::Internal(format!("the append failed: {other}")),
    }
}

/// The same error for one more caller.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::DiskFull => StoreError::DiskFull,
        StoreError::ReadOnly => StoreError::ReadOnly,
        StoreError::Busy { folder } => StoreError::Busy {
            folder: folder.clone(),
        },
        other => StoreError::Database {
            reason: other.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_append_is_answered_as_what_the_person_can_mend() {
        let busy = StoreError::Busy {
            folder: "/w".into(),
        };
        let io = StoreError::Io {
            what: "the database".into(),
            source: std::io::Error::other("EIO"),
        };
        let rows = [
            (StoreError::DiskFull, "store.disk_full", true),
            (busy, "store.busy", true),
            (io, "internal", false),
        ];
        for (cause, code, retryable) in rows {
            let answer = not_appended(&cause);
            assert_eq!((answer.code(), answer.retryable()), (code, retryable));
        }
        assert_eq!(
            not_appended(&StoreError::DiskFull).help(),
            Some("error-help-disk-full"),
            "what to do is said"
        );
    }
}
