//! `instance_bytes`: kernel memory of a request that waits for an approval.
//!
//! 100,000 requests are submitted; a process of its own reads the state that the kernel then has, so that what it grows by is
//! the state and nothing else. The data of each request is one number.

use std::path::Path;

use kernel::state::State;

use crate::{Failed, instances::Bench, open, report::Report};

const WAITING: usize = 100_000;

/// Measures.
pub fn measure(scratch: &Path, report: &mut Report) -> Result<(), Failed> {
    let bench = Bench::new(&scratch.join("waiting"), "one-approval")?;
    bench.start_many(WAITING)?;
    let file = scratch.join("waiting.state");
    std::fs::write(&file, bench.state())?;
    drop(bench);
    let grown: f64 = open::child("waiting", &file)?;
    report.line("instance_bytes", grown / WAITING as f64, "B", "-", None)
}

/// The process: reads the state and says by how many bytes it grew.
pub fn read(file: &Path) -> Result<(), Failed> {
    let bytes = std::fs::read(file)?;
    let before = open::memory_kib()?;
    let state = State::from_bytes(&bytes).ok_or("a state that is none")?;
    if state.requests.len() < WAITING {
        return Err("not all requests wait".into());
    }
    let grown = open::memory_kib()? - before;
    drop(state);
    open::answer(&(grown * 1_024.0))
}
