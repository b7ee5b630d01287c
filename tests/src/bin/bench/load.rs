//! How much gets done while many callers ask at once.

use std::{
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use crate::Failed;

/// What `work` gets done a second, in units that it counts itself, while `callers` threads do it over and over. It is
/// measured for `measured`, once all have been there for `settled`. The first failure is the answer.
pub fn rate(
    callers: usize,
    settled: Duration,
    measured: Duration,
    work: impl Fn() -> Result<u64, Failed> + Sync,
) -> Result<f64, Failed> {
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    let (failed, failures) = mpsc::channel();
    let mut rate = 0.0;
    std::thread::scope(|scope| {
        for _ in 0..callers {
            let (stop, done, work, failed) = (&stop, &done, &work, failed.clone());
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    match work() {
                        Ok(units) => done.fetch_add(units, Ordering::Relaxed),
                        Err(error) => return failed.send(error).unwrap_or_default(),
                    };
                }
            });
        }
        std::thread::sleep(settled);
        let (first, began) = (done.load(Ordering::Relaxed), Instant::now());
        std::thread::sleep(measured);
        rate = (done.load(Ordering::Relaxed) - first) as f64 / began.elapsed().as_secs_f64();
        stop.store(true, Ordering::Relaxed);
    });
    match failures.try_recv() {
        Ok(error) => Err(error),
        Err(_) => Ok(rate),
    }
}
