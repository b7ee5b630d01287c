//! `run`: makes the connector calls that are due, once or until Ctrl-C.
//!
//! INVARIANT: the first Ctrl-C ends between two calls, so that none is left without an outcome; the second ends at once,
//! which the next run finds out and records.

use std::{
    io::{self, Write as _},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Args;
use engine::{
    Engine,
    runner::{JobReport, Ran, RunReport},
};
use serde::Serialize;
use signal_hook::{consts::SIGINT, flag};

use crate::{Answer, Exit, Failure, Invocation, show::Words};

/// Between two looks at the outbox.
const EVERY: Duration = Duration::from_secs(2);
/// Between two looks at whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(100);

/// Arguments of `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Look once and end when nothing is due any more
    #[arg(long)]
    pub once: bool,
}

/// What was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    /// Calls that left.
    calls: usize,
    /// Every call that was looked at, with what came of it, of the last 1,000.
    jobs: Vec<JobReport>,
}

/// Runs.
pub(crate) fn run(args: &RunArgs, call: &Invocation) -> Result<Answer, Failure> {
    let engine = call.open()?;
    let stop = Arc::new(AtomicBool::new(false));
    let mut done = Done::default();
    if args.once {
        pass(&engine, &stop, &mut done, &mut |_| {})?;
    } else {
        let told = flag::register_conditional_shutdown(SIGINT, 130, stop.clone())
            .and_then(|_| flag::register(SIGINT, stop.clone()));
        told.map_err(|error| Failure::Output(error.to_string()))?;
        let (words, as_json) = (&call.words, call.global.json);
        let mut tell = |job: &JobReport| {
            if !as_json && !matches!(job.ran, Ran::Waiting { .. } | Ran::Refused { .. }) {
                // Where the output is closed the calls go on; the log has them.
                let _ = writeln!(io::stdout(), "{}", line(words, job));
            }
        };
        while !stop.load(Ordering::SeqCst) {
            pass(&engine, &stop, &mut done, &mut tell)?;
            let until = Instant::now() + EVERY;
            while Instant::now() < until && !stop.load(Ordering::SeqCst) {
                thread::sleep(LOOK);
            }
        }
    }
    engine.remember()?;
    let mut text = String::new();
    if args.once {
        for job in &done.jobs {
            text += &format!("{}\n", line(&call.words, job));
        }
    }
    text += &call
        .words
        .say("ctl-calls", &[("count", &done.calls.to_string())]);
    let failed = done.jobs.iter().any(|job| {
        !matches!(
            job.ran,
            Ran::Completed { .. } | Ran::Waiting { .. } | Ran::Refused { .. }
        )
    });
    Answer::with(
        if failed && args.once {
            Exit::No
        } else {
            Exit::Yes
        },
        &done,
        text,
    )
}

/// Makes every call that is due, also those that an answer makes due.
fn pass(
    engine: &Engine,
    stop: &AtomicBool,
    done: &mut Done,
    tell: &mut dyn FnMut(&JobReport),
) -> Result<(), Failure> {
    loop {
        let report: RunReport = engine.run_due(stop)?;
        let moved = report.has_moved();
        report.jobs.iter().for_each(&mut *tell);
        done.calls += report.count(left);
        done.jobs.extend(report.jobs);
        let surplus = done.jobs.len().saturating_sub(1_000);
        done.jobs.drain(..surplus);
        if !moved || stop.load(Ordering::SeqCst) {
            return Ok(());
        }
    }
}

/// Whether the call left this machine.
fn left(ran: &Ran) -> bool {
    matches!(
        ran,
        Ran::Completed { .. } | Ran::Failed { .. } | Ran::Unknown { .. }
    )
}

fn line(words: &Words, job: &JobReport) -> String {
    let outcome = match &job.ran {
        Ran::Completed { status, .. } => {
            words.say("ctl-ran-completed", &[("status", &status.to_string())])
        }
        Ran::Failed { status } => words.say("ctl-ran-failed", &[("status", &status.to_string())]),
        Ran::Unknown { reason } => words.say("ctl-ran-unknown", &[("reason", reason)]),
        Ran::Waiting { until } => words.say("ctl-ran-waiting", &[("until", &until.to_string())]),
        Ran::TokenMissing => words.say("ctl-ran-token", &[]),
        Ran::ValueMissing => words.say("ctl-ran-value", &[]),
        Ran::Impossible { reason } => words.say("ctl-ran-impossible", &[("reason", reason)]),
        Ran::Refused { code } => words.say("ctl-ran-refused", &[("code", code)]),
    };
    format!("{} {}: {outcome}", job.request, job.job)
}
