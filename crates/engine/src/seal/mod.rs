//! "Verify now": every entry of the open workspace decided again, in a thread of its own, with progress and cancel.
//!
//! Each entry goes the way it goes in `countersign-verify`: signatures verified strictly, authority decided by the
//! kernel, the tree grown. Beside that the tables are compared with the entries: leaf, root and time of each, ids, hash
//! tiles, files, sealed values, the checkpoint and its signature, and the state in memory.
//!
//! INVARIANT: a prefix that verified without findings is remembered under a key of the vault, so the next run reads only
//! what is new. What that key does not vouch for is verified again. [`Extent::Whole`] remembers nothing.

mod anchor;
mod remembered;
mod watch;

use std::{
    ops::ControlFlow,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use ledger::{Hash, checkpoint::open_checkpoint};
use store::{Head, Reader};
use verify::replay::{Ended, Start, replay};

use crate::{
    EngineError, Topic,
    source::{LogSource, Prefix, threads},
    workspace::Engine,
};
pub use anchor::Anchor;
use watch::Watch;

/// Findings that are kept; looking goes on.
const FINDINGS: usize = 100;
/// Rows and files read at a time.
const PAGE: usize = 64;
/// Listeners hear of progress this often.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// How much is verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// What is new since the last run without findings.
    New,
    /// Everything from the first entry on.
    Whole,
}

/// Something that is not as the record says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Stable name.
    pub code: &'static str,
    /// The entry it is about.
    pub index: Option<u64>,
    /// For people.
    pub message: String,
}

/// What a run found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Entries of the log that was verified.
    pub size: u64,
    /// Root of the checkpoint.
    pub root: Hash,
    /// The first entry that was read; those before were verified by an earlier run.
    pub from: u64,
    /// Whether it was cancelled: then nothing is said about what was not reached.
    pub cancelled: bool,
    /// What is wrong, at most 100.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Whether the run came to its end and found nothing.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        !self.cancelled && self.findings.is_empty()
    }
}

/// Where a run stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Status {
    /// On its way.
    Running {
        /// Entries decided.
        done: u64,
        /// Entries in all.
        total: u64,
    },
    /// At its end.
    Finished(Verdict),
    /// It could not run.
    Failed {
        /// Code of the error.
        code: &'static str,
        /// What was wrong.
        message: String,
    },
}

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    end: Mutex<Option<Status>>,
}

/// A run of the verification. Dropping it cancels and waits.
#[derive(Debug)]
pub struct Verification {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Verification {
    /// Starts to verify what is new.
    pub fn start(engine: &Arc<Engine>) -> Result<Self, EngineError> {
        Self::start_with(engine, Extent::New)
    }

    /// Starts to verify.
    pub fn start_with(engine: &Arc<Engine>, extent: Extent) -> Result<Self, EngineError> {
        let shared = Arc::new(Shared::default());
        let (mine, engine) = (shared.clone(), engine.clone());
        let run = move || {
            let end = match verify(&engine, extent, &mine) {
                Ok(verdict) => Status::Finished(verdict),
                Err(error) => Status::Failed {
                    code: error.code(),
                    message: error.to_string(),
                },
            };
            *mine.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
            engine.inner().tell(&[Topic::Seal]);
        };
        let thread = std::thread::Builder::new()
            .name("countersign-seal".into())
            .spawn(run)
            .map_err(|error| EngineError::Internal(format!("no thread to verify in: {error}")))?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        let end = self
            .shared
            .end
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        end.unwrap_or_else(|| Status::Running {
            done: self.shared.done.load(Ordering::Relaxed),
            total: self.shared.total.load(Ordering::Relaxed),
        })
    }

    /// Ends it soon; its verdict says that it was cancelled.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Status {
        self.join();
        match self.status() {
            Status::Running { .. } => Status::Failed {
                code: "internal",
                message: "the thread ended early".into(),
            },
            end => end,
        }
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Verification {
    fn drop(&mut self) {
        self.cancel();
        self.join();
    }
}

/// Findings of a run.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn append(&mut self, later: Self) {
        let room = FINDINGS.saturating_sub(self.0.len());
        self.0.extend(later.0.into_iter().take(room));
    }

    fn add(&mut self, code: &'static str, index: Option<u64>, message: impl Into<String>) {
        if self.0.len() < FINDINGS {
            self.0.push(Finding {
                code,
                index,
                message: message.into(),
            });
        }
    }
}

fn verify(engine: &Engine, extent: Extent, shared: &Shared) -> Result<Verdict, EngineError> {
    let reader = engine.read(Reader::reader)?;
    let head = reader.head()?;
    shared.total.store(head.size, Ordering::Relaxed);
    let found = match extent {
        Extent::New => remembered::load(engine, &reader, head.size)?,
        Extent::Whole => None,
    };
    let from = found.as_ref().map_or(0, |start| start.range.size());
    let before = Prefix {
        reader: &reader,
        size: from,
    };
    let start = match found {
        Some(found) => Start {
            before: Some(&before),
            ..found
        },
        None => Start::default(),
    };
    let mut beside = Findings::default();
    check_files(&reader, shared, &mut beside)?;
    let stored = std::cell::RefCell::default();
    let source = LogSource::compared(&reader, head.size, &stored);
    let mut told: Option<Instant> = None;
    let mut watch = Watch::new(&reader, &stored, &start.range, |done, total| {
        shared.done.store(done, Ordering::Relaxed);
        shared.total.store(total, Ordering::Relaxed);
        if told.is_none_or(|told| told.elapsed() >= TOLD_EVERY) {
            told = Some(Instant::now());
            engine.inner().tell(&[Topic::Seal]);
        }
        if shared.cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let replayed = replay(&source, start, threads(), &mut watch);
    let mut findings = beside;
    findings.append(watch.into_findings());
    let mut cancelled = false;
    match &replayed.ended {
        Ended::Complete => {
            compare_head(engine, &head, replayed.range.root(), &mut findings);
            let live = engine.live();
            if live.head == head && live.kernel.state.digest() != replayed.kernel.state.digest() {
                findings.add(
                    "state_differs",
                    None,
                    "the state in memory is not the one that the log gives",
                );
            }
            cancelled = check_sealed(engine, &reader, shared, &mut findings)?;
        }
        Ended::Unreadable(error) => {
            findings.add("entry_unreadable", Some(error.index), error.reason.clone())
        }
        Ended::Cancelled | Ended::Stopped(_) => cancelled = true,
    }
    let verdict = Verdict {
        size: head.size,
        root: head.root,
        from,
        cancelled,
        findings: findings.0,
    };
    if verdict.is_verified() {
        remembered::keep(engine, &replayed.range, &replayed.kernel.state)?;
    }
    Ok(verdict)
}

/// The checkpoint is of these entries, signed by the log, and not behind what is remembered outside the database.
fn compare_head(engine: &Engine, head: &Head, root: Hash, findings: &mut Findings) {
    if root != head.root {
        findings.add(
            "root_mismatch",
            None,
            "the entries do not have the root that is stored",
        );
    }
    match open_checkpoint(
        &head.checkpoint,
        std::slice::from_ref(engine.inner().log_key.verifier()),
    ) {
        Ok(open) if (open.checkpoint.size, open.checkpoint.root) == (head.size, root) => {}
        Ok(_) => findings.add(
            "checkpoint_mismatch",
            None,
            "the checkpoint is not of these entries",
        ),
        Err(error) => findings.add("checkpoint_invalid", None, error.to_string()),
    }
    match engine.read_only() {
        Some("read-only-behind") => findings.add(
            "log_behind",
            None,
            "the log is behind the remembered checkpoint",
        ),
        Some("read-only-forked") => {
            findings.add("log_forked", None, "the log is not the remembered one")
        }
        _ => {}
    }
}

/// Files have their digests. They come first: what a damaged file makes void later is then explained.
fn check_files(
    reader: &Reader,
    shared: &Shared,
    findings: &mut Findings,
) -> Result<(), EngineError> {
    let mut after = None;
    while !shared.cancelled.load(Ordering::Relaxed) {
        let digests = reader.record_blobs(after.as_ref(), PAGE)?;
        let Some(last) = digests.last() else { break };
        after = Some(*last);
        for digest in &digests {
            if !matches!(reader.record_blob(digest), Ok(Some(_))) {
                findings.add(
                    "blob_mismatch",
                    None,
                    format!("the file `{digest}` has other bytes"),
                );
            }
        }
    }
    Ok(())
}

/// Sealed values open. Answers whether it was cancelled.
fn check_sealed(
    engine: &Engine,
    reader: &Reader,
    shared: &Shared,
    findings: &mut Findings,
) -> Result<bool, EngineError> {
    let mut after = None;
    while !shared.cancelled.load(Ordering::Relaxed) {
        let rows = reader.sealed_from(after.as_ref(), PAGE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.commitment);
        for row in &rows {
            if let Err(error) = row.open(&engine.inner().store_key) {
                findings.add(
                    "sealed_invalid",
                    None,
                    format!("sealed value `{}`: {error}", row.commitment),
                );
            }
        }
    }
    Ok(shared.cancelled.load(Ordering::Relaxed))
}
