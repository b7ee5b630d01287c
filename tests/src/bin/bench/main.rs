//! `make bench`: measures beside the references and writes `target/bench.txt`; docs/bench.md explains each line.
//!
//! Without arguments it measures everything; `append`, `instances`, `timers`, `waiting` and `feel` print their own lines alone. The other
//! forms are processes of their own that it starts, so that time to start and memory are those of a process that did nothing else.
//!
//! To add a line: a module that measures it and a call in [`measure`]; its meaning in docs/bench.md.

mod append;
mod authority;
mod feel;
mod instances;
mod load;
mod log;
mod open;
mod primitive;
mod reference;
mod report;
mod timers;
mod verifier;
mod waiting;
mod workspace;

use std::{
    error::Error,
    path::{Path, PathBuf},
};

/// What stops a bench.
type Failed = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure(),
        ["append"] => append::measure(scratch(&target()?)?.path(), &mut report::Report::printed()),
        ["instances"] => {
            instances::measure(scratch(&target()?)?.path(), &mut report::Report::printed())
        }
        ["feel"] => feel::measure(&mut report::Report::printed()),
        ["waiting"] => {
            waiting::measure(scratch(&target()?)?.path(), &mut report::Report::printed())
        }
        ["timers"] => timers::measure(scratch(&target()?)?.path(), &mut report::Report::printed()),
        ["waiting", file] => waiting::read(file.as_ref()),
        ["start", folder] => open::start(folder.as_ref()),
        ["verify", folder] => open::verify(folder.as_ref()),
        _ => Err("usage: bench [append | instances | timers | waiting | feel]".into()),
    }
}

/// Acts of the large log.
fn acts() -> Result<u64, Failed> {
    match std::env::var("COUNTERSIGN_BENCH_ACTS") {
        Ok(text) => Ok(text.parse()?),
        Err(_) => Ok(1_000_000),
    }
}

/// The folder of the build.
fn target() -> Result<PathBuf, Failed> {
    let target =
        PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    std::fs::create_dir_all(&target)?;
    Ok(target)
}

/// On the disk of the build: what is measured must not lie in memory, as `/tmp` may.
fn scratch(target: &Path) -> Result<tempfile::TempDir, Failed> {
    Ok(tempfile::tempdir_in(target)?)
}

fn measure() -> Result<(), Failed> {
    let acts = acts()?;
    let named = if acts == 1_000_000 {
        "1m".to_owned()
    } else {
        acts.to_string()
    };
    let target = target()?;
    let mut report = report::Report::create(&target.join("bench.txt"))?;
    let scratch = scratch(&target)?;

    primitive::measure(&mut report)?;
    append::measure(scratch.path(), &mut report)?;
    authority::measure(&mut report)?;
    feel::measure(&mut report)?;
    instances::measure(scratch.path(), &mut report)?;
    timers::measure(scratch.path(), &mut report)?;
    waiting::measure(scratch.path(), &mut report)?;

    let small = (acts > 100_000).then_some(100_000);
    let mut made = log::Made::begin(scratch.path(), acts, small)?;
    let verifier = verifier::Verifier::find()?;
    if let Some(export) = made.small() {
        verifier.measure(export, "100k", &mut report)?;
    }
    verifier.measure(made.export(), &named, &mut report)?;
    verifier.measure_size(&mut report)?;

    let started: open::Started = open::child("start", made.workspace())?;
    report.line(
        &format!("start_{named}"),
        started.ready_ms / 1_000.0,
        "s",
        "-",
        None,
    )?;
    report.line(
        &format!("memory_{named}"),
        started.memory_mb,
        "MB",
        "-",
        None,
    )?;
    report.line(
        &format!("log_page_{named}"),
        started.page_ms,
        "ms",
        "-",
        None,
    )?;
    let whole: open::Verified = open::child("verify", made.workspace())?;
    made.append(1_000)?;
    let resumed: open::Verified = open::child("verify", made.workspace())?;
    if (whole.from, resumed.from) != (0, acts) {
        return Err(format!(
            "the verified prefix was {} and then {}",
            whole.from, resumed.from
        )
        .into());
    }
    report.line("verify_resume", resumed.ms, "ms", "-", None)?;
    Ok(())
}
