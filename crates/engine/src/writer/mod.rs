//! The one place of a process that appends.
//!
//! Whoever holds the [`Writer`] appends. A caller who finds it free does so in its own thread, which saves waking another
//! one; else its act waits in a queue. The writer's thread takes all that wait, checks each on a candidate state, appends
//! those that are permitted in one transaction with one new checkpoint, and only then answers. A refused act is dropped
//! alone.
//!
//! INVARIANT: nothing signed leaves and no caller is answered before COMMIT has returned. If COMMIT errs, the candidate
//! is discarded and the head is read again before anything else.

mod batch;
mod catch_up;
mod overlay;
mod planning;
mod recent;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use kernel::{act::Entry, digest::Digest, signature::Signed, state::Event};
use ledger::Hash;
use store::{Head, SealedRow, Store};

pub(crate) use batch::Writer;
pub(crate) use catch_up::fold;

use crate::EngineError;

/// Acts taken into one transaction at most.
const GROUP: usize = 512;

/// An act whose signatures are verified and that shall be appended.
#[derive(Debug)]
pub(crate) struct Submission {
    /// The act.
    pub entry: Arc<Entry>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The key that signed it.
    pub signed: Signed,
    /// Record blobs it names.
    pub blobs: Vec<(Digest, Arc<[u8]>)>,
    /// Sealed values it commits to.
    pub sealed: Vec<SealedRow>,
}

/// Where an act stands in the log.
#[derive(Clone, Debug)]
pub struct Appended {
    /// Its index.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Hash,
    /// The newest head that covers it.
    pub head: Head,
    /// What followed from it; empty when it was appended before and this is its first answer again.
    pub events: Vec<Event>,
    /// Why it was permitted.
    pub because: String,
}

/// The answer to a submission.
pub(crate) type Reply = Result<Appended, EngineError>;

/// What the thread is asked to do.
pub(crate) enum Message {
    /// Append an act.
    Append(Box<Submission>, mpsc::SyncSender<Reply>),
    /// Take in what other processes have appended.
    CatchUp(mpsc::SyncSender<Result<(), EngineError>>),
    /// Do something else with the writing connection.
    Run(Box<dyn FnOnce(&mut Store) + Send>),
    /// Keep a snapshot and end.
    Stop,
}

/// The writer, free or held.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Mutex<Writer>>);

impl Desk {
    pub(crate) fn new(writer: Writer) -> Self {
        Self(Arc::new(Mutex::new(writer)))
    }

    /// Appends in this thread if nobody else does; else hands the act back for the queue.
    pub(crate) fn append_now(&self, submission: Submission) -> Result<Reply, Box<Submission>> {
        let Ok(mut writer) = self.0.try_lock() else {
            return Err(Box::new(submission));
        };
        let (reply, answer) = mpsc::sync_channel(1);
        writer.commit(vec![(submission, reply)]);
        drop(writer);
        Ok(answer.try_recv().unwrap_or_else(|_| {
            Err(EngineError::Internal(
                "the writer gave no answer".to_owned(),
            ))
        }))
    }

    /// A panic elsewhere leaves the state as it was: it is replaced only when a batch is durable.
    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs until it is stopped or nobody can ask any more.
    pub(crate) fn run(&self, queue: &mpsc::Receiver<Message>) {
        let mut held = None;
        while let Some(message) = held.take().or_else(|| queue.recv().ok()) {
            match message {
                Message::Append(first, reply) => {
                    held = self.writer().group(queue, (*first, reply));
                }
                Message::CatchUp(reply) => {
                    let caught = self.writer().catch_up();
                    let _ = reply.send(caught);
                }
                Message::Run(task) => task(&mut self.writer().store),
                Message::Stop => break,
            }
        }
        self.writer().keep_snapshot(1);
    }
}

impl Writer {
    /// Takes every act that waits already; the message that ends the group is handed back.
    fn group(
        &mut self,
        queue: &mpsc::Receiver<Message>,
        first: (Submission, mpsc::SyncSender<Reply>),
    ) -> Option<Message> {
        let mut waiting = vec![first];
        let mut held = None;
        while waiting.len() < GROUP {
            match queue.try_recv() {
                Ok(Message::Append(next, reply)) => waiting.push((*next, reply)),
                Ok(other) => {
                    held = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        self.commit(waiting);
        held
    }
}
