//! One thread for every call to the OS keyring.
//!
//! Keyring services abort when several sessions are negotiated at once, and a locked one may wait for ever for somebody
//! to type a password. So calls run one after the other on one thread, and callers wait for a limited time. A call
//! that hangs keeps its thread; the next call gets a new one.
//!
//! INVARIANT: a call that timed out before it was started is never started later, so an old value cannot overwrite a
//! newer one. At most [`MOST_THREADS`] threads hang; then calls fail at once until one comes back.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::VaultError;

const MOST_THREADS: usize = 4;

struct Job {
    given_up: Arc<AtomicBool>,
    run: Box<dyn FnOnce() + Send>,
}

#[derive(Default)]
struct Current {
    generation: u64,
    jobs: Option<Sender<Job>>,
}

/// The thread in use, and how many hang besides it.
#[derive(Default)]
pub(super) struct Worker {
    current: Mutex<Current>,
    threads: Arc<AtomicUsize>,
}

/// Counts a thread for as long as it lives, also if a call panics.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Worker {
    /// Runs `call` on the thread and waits for it for at most `timeout`, the calls before it included.
    pub(super) fn call<T: Send + 'static>(
        &self,
        timeout: Duration,
        call: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        let given_up = Arc::new(AtomicBool::new(false));
        let (answer, answered) = mpsc::sync_channel(1);
        let run = Box::new(move || {
            // The caller may have given up meanwhile; then nobody wants the answer.
            let _ = answer.try_send(call());
        });
        let generation = self.enqueue(
            Job {
                given_up: Arc::clone(&given_up),
                run,
            },
            timeout,
        )?;
        match answered.recv_timeout(timeout) {
            Ok(value) => Ok(value),
            Err(ended) => {
                given_up.store(true, Ordering::SeqCst);
                self.replace(generation);
                Err(match ended {
                    RecvTimeoutError::Timeout => timed_out(timeout),
                    RecvTimeoutError::Disconnected => {
                        VaultError::KeyringFailed("the call broke off".to_owned())
                    }
                })
            }
        }
    }

    fn enqueue(&self, job: Job, timeout: Duration) -> Result<u64, VaultError> {
        let mut current = self.current();
        let job = match &current.jobs {
            None => job,
            Some(jobs) => match jobs.send(job) {
                Ok(()) => return Ok(current.generation),
                // The thread ended in a panic.
                Err(returned) => returned.0,
            },
        };
        let jobs = self.start(timeout)?;
        jobs.send(job)
            .map_err(|_| VaultError::KeyringFailed("the thread ended".to_owned()))?;
        current.generation += 1;
        current.jobs = Some(jobs);
        Ok(current.generation)
    }

    fn start(&self, timeout: Duration) -> Result<Sender<Job>, VaultError> {
        let counted = Counted(Arc::clone(&self.threads));
        if self.threads.fetch_add(1, Ordering::SeqCst) >= MOST_THREADS {
            return Err(timed_out(timeout));
        }
        let (jobs, queue) = mpsc::channel::<Job>();
        let work = move || {
            let _counted = counted;
            for job in queue {
                if !job.given_up.load(Ordering::SeqCst) {
                    (job.run)();
                }
            }
        };
        let started = thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(work);
        started.map_err(|error| VaultError::KeyringFailed(error.to_string()))?;
        Ok(jobs)
    }

    /// Lets go of the thread of `generation`; it ends when its call does.
    fn replace(&self, generation: u64) {
        let mut current = self.current();
        if current.generation == generation {
            current.jobs = None;
        }
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn timed_out(timeout: Duration) -> VaultError {
    VaultError::Timeout(timeout.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(20);

    #[test]
    fn calls_run_on_one_thread_one_after_the_other() {
        let worker = Arc::new(Worker::default());
        let busy = Arc::new(AtomicBool::new(false));
        let callers: Vec<_> = (0..8)
            .map(|_| {
                let (worker, busy) = (Arc::clone(&worker), Arc::clone(&busy));
                thread::spawn(move || {
                    worker
                        .call(LONG, move || {
                            assert!(!busy.swap(true, Ordering::SeqCst), "two calls at once");
                            thread::yield_now();
                            busy.store(false, Ordering::SeqCst);
                            thread::current().id()
                        })
                        .unwrap()
                })
            })
            .collect();
        let ids: std::collections::HashSet<_> = callers
            .into_iter()
            .map(|caller| caller.join().unwrap())
            .collect();
        assert_eq!(ids.len(), 1);
    }

    #[test]
    fn a_hung_call_times_out_and_the_next_gets_another_thread() {
        let worker = Worker::default();
        let (release, held) = channel::<()>();
        let error = worker.call(SHORT, move || held.recv()).unwrap_err();
        assert_eq!(error.code(), "keyring_timeout");
        assert_eq!(worker.call(LONG, || 7).unwrap(), 7);
        assert_eq!(
            worker.threads.load(Ordering::SeqCst),
            2,
            "the hung one and the new one"
        );
        drop(release);
    }

    #[test]
    fn what_timed_out_in_the_queue_is_never_started() {
        let worker = Arc::new(Worker::default());
        let (release, held) = channel::<()>();
        let (started, has_started) = channel();
        let hung = {
            let worker = Arc::clone(&worker);
            thread::spawn(move || {
                worker.call(LONG, move || {
                    started.send(()).unwrap();
                    held.recv().unwrap_err();
                })
            })
        };
        has_started.recv().unwrap();
        let ran = Arc::new(AtomicBool::new(false));
        let mark = Arc::clone(&ran);
        assert!(
            worker
                .call(SHORT, move || mark.store(true, Ordering::SeqCst))
                .is_err()
        );
        drop(release);
        hung.join().unwrap().unwrap();
        // The old thread ends after its queue; then the answer is final.
        while worker.threads.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        assert!(!ran.load(Ordering::SeqCst));
    }

    #[test]
    fn hanging_threads_are_limited_and_come_back() {
        let worker = Worker::default();
        let mut releases = Vec::new();
        for _ in 0..MOST_THREADS {
            let (release, held) = channel::<()>();
            assert!(worker.call(SHORT, move || held.recv()).is_err());
            releases.push(release);
        }
        assert_eq!(
            worker.call(LONG, || ()).unwrap_err().code(),
            "keyring_timeout",
            "at once, not after a minute"
        );
        drop(releases);
        while worker.threads.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        assert!(worker.call(LONG, || ()).is_ok());
    }

    #[test]
    fn a_panicking_call_fails_and_the_next_works() {
        let worker = Worker::default();
        let error = worker.call(LONG, || panic!("in the store")).unwrap_err();
        assert_eq!(error.code(), "keyring_failed");
        assert_eq!(worker.call(LONG, || 1).unwrap(), 1);
    }
}
