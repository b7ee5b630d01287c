//! The loop of a replay: hand out batches, take them back in order, decide entry by entry.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    ops::ControlFlow,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, SyncSender, channel, sync_channel},
    },
    thread,
};

use kernel::{
    Kernel, Refusal,
    act::Entry,
    check::{Context, check},
    signature::{self, Signed, StateKeys},
    state::Outcome,
};
use ledger::tree::CompactRange;

use super::{
    Checked, Decided, Ended, History, Observer, Replayed, Source, Start, View,
    book::{Book, scan},
    worker::{Done, Job, work},
};

/// Entries handed to a worker at once: one entry bundle.
const BATCH: usize = 256;
/// Batches under way for each worker.
const DEPTH: u64 = 12;

/// Decides every entry of `source` from `start` on, on `threads` workers and the calling thread.
pub fn replay<'a>(
    source: &dyn Source,
    start: Start<'a>,
    threads: NonZeroUsize,
    observer: &mut dyn Observer,
) -> Replayed<'a> {
    let first = start.range.size();
    let size = source.size();
    let history = History::new(
        start.before,
        first,
        start.range.root(),
        start.kernel.state.time,
        size,
    );
    let mut fold = Fold {
        source,
        kernel: start.kernel,
        range: start.range,
        history,
    };
    // A short tail is not worth starting threads for.
    let workers = threads.get().min(
        usize::try_from(size.saturating_sub(first))
            .unwrap_or(usize::MAX)
            .div_ceil(BATCH),
    );
    let (jobs, waiting) = sync_channel::<Job>(
        usize::try_from(DEPTH)
            .unwrap_or(1)
            .saturating_mul(workers.max(1)),
    );
    let (finished, results) = channel::<Done>();
    let waiting = Mutex::new(waiting);
    let ended = thread::scope(|scope| {
        for _ in 0..workers.max(1) {
            let (waiting, finished) = (&waiting, finished.clone());
            scope.spawn(move || work(waiting, &finished));
        }
        drop(finished);
        let most = DEPTH.saturating_mul(u64::try_from(workers.max(1)).unwrap_or(1));
        let mut feed = Feed {
            source,
            book: Arc::new(Book::of(&fold.kernel.state)),
            next: first,
            size,
            jobs,
            sent: 0,
            most,
        };
        let ended = fold.run(&mut feed, &results, observer);
        // Dropping the sender lets the workers end.
        drop(feed);
        ended
    });
    let Fold {
        kernel,
        range,
        history,
        ..
    } = fold;
    Replayed {
        kernel,
        range,
        history,
        ended,
    }
}

/// Reads batches and hands them out.
struct Feed<'s> {
    source: &'s dyn Source,
    book: Arc<Book>,
    next: u64,
    size: u64,
    jobs: SyncSender<Job>,
    sent: u64,
    most: u64,
}

impl Feed<'_> {
    /// Hands out as many batches as may be under way.
    fn fill(&mut self, taken: u64) -> Result<(), super::SourceError> {
        while self.next < self.size && self.sent - taken < self.most {
            let room = usize::try_from(self.size - self.next)
                .unwrap_or(BATCH)
                .min(BATCH);
            let batch = self.source.read(self.next, room)?;
            if batch.is_empty() || batch.len() > room {
                let reason = "the source gave no entries or too many".to_owned();
                return Err(super::SourceError {
                    index: self.next,
                    reason,
                });
            }
            scan(&mut self.book, &batch);
            self.next = self
                .next
                .saturating_add(u64::try_from(batch.len()).unwrap_or(0));
            let job = Job {
                number: self.sent,
                batch,
                book: self.book.clone(),
            };
            if self.jobs.send(job).is_err() {
                return Err(super::SourceError {
                    index: self.next,
                    reason: "a worker ended early".to_owned(),
                });
            }
            self.sent += 1;
        }
        Ok(())
    }
}

/// State, tree and history so far.
struct Fold<'s, 'h> {
    source: &'s dyn Source,
    kernel: Kernel,
    range: CompactRange,
    history: History<'h>,
}

impl Fold<'_, '_> {
    fn run(
        &mut self,
        feed: &mut Feed<'_>,
        results: &Receiver<Done>,
        observer: &mut dyn Observer,
    ) -> Ended {
        let mut early: BTreeMap<u64, Vec<Checked>> = BTreeMap::new();
        let mut taken = 0;
        let mut failed = None;
        loop {
            if observer.progress(self.range.size(), feed.size).is_break() {
                return Ended::Cancelled;
            }
            // What was read before a failure is still decided.
            if failed.is_none() {
                failed = feed.fill(taken).err();
            }
            if taken == feed.sent {
                return failed.map_or(Ended::Complete, Ended::Unreadable);
            }
            let entries = loop {
                if let Some(entries) = early.remove(&taken) {
                    break entries;
                }
                let Ok(done) = results.recv() else {
                    let reason = "a worker ended early".to_owned();
                    return Ended::Unreadable(super::SourceError {
                        index: self.range.size(),
                        reason,
                    });
                };
                early.insert(done.number, done.entries);
            };
            taken += 1;
            for entry in entries {
                if self.take(entry, observer).is_break() {
                    return Ended::Stopped(self.range.size());
                }
            }
        }
    }

    fn take(&mut self, checked: Checked, observer: &mut dyn Observer) -> ControlFlow<()> {
        let index = self.kernel.state.size;
        observer.leaf(index, &checked.leaf)?;
        let (entry, verdict) = match checked.entry {
            Ok((entry, signed)) => {
                let verdict = self.decide(&entry, signed, index);
                (Some(entry), verdict)
            }
            Err(refusal) => (None, Err(refusal)),
        };
        let decided = Decided {
            index,
            entry: entry.as_deref(),
            before: &self.kernel,
            verdict: verdict.as_ref(),
        };
        observer.decided(&decided);
        match &verdict {
            Ok(outcome) => {
                if let Some(entry) = &entry {
                    self.history.use_id(entry.act.by, entry.act.id);
                }
                self.kernel.apply(outcome);
            }
            Err(_) => self.kernel.skip(),
        }
        self.range.push(checked.leaf);
        self.history.push(self.range.root(), self.kernel.state.time);
        ControlFlow::Continue(())
    }

    fn decide(
        &self,
        entry: &Entry,
        signed: Option<Signed>,
        index: u64,
    ) -> Result<Outcome, Refusal> {
        let state = &self.kernel.state;
        let signed = match signed {
            Some(signed) => signed,
            None => {
                let origin = signature::origin_of(
                    &entry.act,
                    state.genesis.as_ref().map(|known| known.origin.as_str()),
                )?;
                signature::verify(entry, &origin, &StateKeys(state))?
            }
        };
        signature::confirm(state, entry, &signed, index)?;
        let lookup = View {
            history: &self.history,
            source: self.source,
        };
        check(&Context {
            kernel: &self.kernel,
            act: &entry.act,
            digest: entry.digest,
            index,
            lookup: &lookup,
        })
    }
}
