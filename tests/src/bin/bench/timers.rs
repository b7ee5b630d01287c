//! `timers_10k`: seconds in which the timers are fired that became due while nothing ran.
//!
//! Each request waits for an hour that it was told when it was submitted. The clock then goes on by two, and one pass of the
//! runner fires them. A bench in which one is fired twice, refused, left out or out of order stops.

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use engine::{
    clock::{Clock, SystemClock},
    runner::TimerReport,
};
use kernel::time::Timestamp;

use crate::{Failed, instances::Bench, report::Report, workspace::SampleWorkspace};

const TIMERS: usize = 10_000;
const PAUSE_MILLIS: u64 = 2 * 3_600_000;

/// The computer's clock, and so many milliseconds.
#[derive(Default)]
struct Ahead(AtomicU64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.0.load(Ordering::SeqCst))
    }
}

/// Measures.
pub fn measure(scratch: &Path, report: &mut Report) -> Result<(), Failed> {
    let clock = Arc::new(Ahead::default());
    let sample = SampleWorkspace::with_clock(&scratch.join("timers"), clock.clone())?;
    let bench = Bench::of(sample, "one-timer")?;
    let open = || bench.engine().live().kernel.state.requests.len();
    let before = open();
    bench.start_many(TIMERS)?;
    clock.0.store(PAUSE_MILLIS, Ordering::SeqCst);
    let began = Instant::now();
    let pass = bench.engine().run_due(&AtomicBool::new(false))?;
    let took = began.elapsed().as_secs_f64();
    check(&pass.timers)?;
    if open() != before {
        return Err("a request goes on that has nothing to wait for".into());
    }
    report.line("timers_10k", took, "s", "-", None)
}

/// Each once, in order of time and then of name.
fn check(fired: &[TimerReport]) -> Result<(), Failed> {
    if let Some(code) = fired.iter().find_map(|timer| timer.refused) {
        return Err(format!("a timer was refused: {code}").into());
    }
    let once: BTreeSet<_> = fired
        .iter()
        .map(|timer| (timer.request, timer.timer))
        .collect();
    if (fired.len(), once.len()) != (TIMERS, TIMERS) {
        return Err(format!("{} fired of {TIMERS}, {} once", fired.len(), once.len()).into());
    }
    let order = |timer: &TimerReport| (timer.due, timer.request, timer.timer);
    if !fired.is_sorted_by_key(order) {
        return Err("timers were fired out of order".into());
    }
    Ok(())
}
