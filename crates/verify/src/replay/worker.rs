//! Workers: reading entries and verifying signatures, the costly half, on as many threads as asked.

use std::sync::{
    Arc, Mutex, PoisonError,
    mpsc::{Receiver, Sender},
};

use kernel::{Refusal, act::Entry, signature};
use ledger::tree::leaf_hash;

use super::{Batch, Checked, book::Book};

/// A batch to be read and verified.
pub(super) struct Job {
    /// Its place in the order of batches.
    pub number: u64,
    /// The entries.
    pub batch: Batch,
    /// The keys known so far.
    pub book: Arc<Book>,
}

/// A batch that was.
pub(super) struct Done {
    /// Its place in the order of batches.
    pub number: u64,
    /// The entries in their order.
    pub entries: Vec<Checked>,
}

/// Takes jobs until there are no more.
pub(super) fn work(jobs: &Mutex<Receiver<Job>>, done: &Sender<Done>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let entries = job
            .batch
            .iter()
            .map(|bytes| check(bytes, &job.book))
            .collect();
        if done
            .send(Done {
                number: job.number,
                entries,
            })
            .is_err()
        {
            return;
        }
    }
}

/// Reads one entry and verifies it with the keys of the book; `None` instead of a key if that fails.
fn check(bytes: &[u8], book: &Book) -> Checked {
    match Entry::parse(bytes) {
        Ok(entry) => {
            let signed = signature::origin_of(&entry.act, book.origin())
                .and_then(|origin| signature::verify(&entry, &origin, book))
                .ok();
            Checked {
                leaf: entry.leaf,
                entry: Ok((Box::new(entry), signed)),
            }
        }
        Err(refusal) => Checked {
            leaf: leaf_hash(bytes),
            entry: Err::<_, Refusal>(refusal),
        },
    }
}
