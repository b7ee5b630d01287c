//! `run`: fires the timers and makes the connector calls that are due, once or until it is told to end.
//!
//! INVARIANT: the first SIGINT or SIGTERM ends between two calls, so that none is left without an outcome; the second ends
//! at once, which the next run finds out and records.
//!
//! INVARIANT: one that stays on works only while no other runner does ([`presence`]); it stands by and takes over.

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
    runner::{
        JobReport, Ran, RunReport,
        presence::{self, Kind, Presence, Seen},
    },
};
use serde::Serialize;
use serde_json::{Value as Json, json};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

use crate::{Answer, Exit, Failure, Invocation, show::Words};

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(2);
/// Between two looks at whether it shall end.
const LOOK: Duration = Duration::from_millis(100);
/// Reports that are kept for the last word.
const KEPT: usize = 1_000;

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
    let mut done = Done::default();
    if args.once {
        pass(&engine, &AtomicBool::new(false), &mut done, &mut |_| {})?;
        engine.remember()?;
        return said(call, &done);
    }
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 128 + signal, stop.clone())
            .and_then(|_| flag::register(signal, stop.clone()))
            .map_err(|error| Failure::Output(error.to_string()))?;
    }
    let teller = Teller { call };
    stay(&engine, &stop, &mut done, &teller)?;
    engine.remember()?;
    teller.tell(
        &json!({"event": "ended", "calls": done.calls}),
        &calls(&call.words, &done),
    );
    Ok(Answer::written())
}

/// Works until it is told to end, while no other runner does.
fn stay(
    engine: &Engine,
    stop: &AtomicBool,
    done: &mut Done,
    teller: &Teller<'_>,
) -> Result<(), Failure> {
    let mut presence = None;
    let mut stands_by = false;
    while !stop.load(Ordering::SeqCst) {
        if presence.is_none() {
            presence = Presence::take(engine.folder(), Kind::CommandLine, engine.now())?;
            match &presence {
                Some(presence) => teller.began(presence),
                None if !stands_by => teller.stands_by(presence::look(engine.folder())?),
                None => {}
            }
            stands_by = presence.is_none();
        }
        if presence.is_some() {
            pass(engine, stop, done, &mut |job| teller.job(job))?;
        }
        let until = Instant::now() + EVERY;
        while Instant::now() < until && !stop.load(Ordering::SeqCst) {
            thread::sleep(LOOK);
        }
    }
    Ok(())
}

/// Does everything that is due, also what an answer makes due.
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
        let surplus = done.jobs.len().saturating_sub(KEPT);
        done.jobs.drain(..surplus);
        if !moved || stop.load(Ordering::SeqCst) {
            return Ok(());
        }
    }
}

/// The last word of a run that looked once.
fn said(call: &Invocation, done: &Done) -> Result<Answer, Failure> {
    let jobs = done.jobs.iter().map(|job| job_line(&call.words, job));
    let lines: Vec<String> = jobs.chain([calls(&call.words, done)]).collect();
    let failed = done.jobs.iter().any(|job| {
        !matches!(
            job.ran,
            Ran::Completed { .. } | Ran::Waiting { .. } | Ran::Refused { .. }
        )
    });
    let exit = if failed { Exit::No } else { Exit::Yes };
    Answer::with(exit, done, lines.join("\n"))
}

/// Says what happens as it happens: a sentence, or with `--json` one object a line.
struct Teller<'a> {
    call: &'a Invocation,
}

impl Teller<'_> {
    fn tell(&self, event: &Json, sentence: &str) {
        let mut output = io::stdout().lock();
        // Where the output is closed the work goes on; the log has it.
        let _ = match self.call.global.json {
            true => writeln!(output, "{event}"),
            false => writeln!(output, "{sentence}"),
        };
        let _ = output.flush();
    }

    fn began(&self, presence: &Presence) {
        let since = presence.told().since.to_string();
        self.tell(
            &json!({"event": "began", "since": since}),
            &self.call.words.say("ctl-runner-began", &[]),
        );
    }

    fn stands_by(&self, seen: Seen) {
        let told = match seen {
            Seen::Somebody { told } => told,
            Seen::Nobody => None,
        };
        let since = told.map(|told| told.since.to_string()).unwrap_or_default();
        let process = told
            .map(|told| told.process.to_string())
            .unwrap_or_default();
        self.tell(
            &json!({"event": "stands_by", "runner": told}),
            &self.call.words.say(
                "ctl-runner-stands-by",
                &[("since", &since), ("process", &process)],
            ),
        );
    }

    fn job(&self, job: &JobReport) {
        // What waits is looked at again and again.
        if matches!(job.ran, Ran::Waiting { .. } | Ran::Refused { .. }) {
            return;
        }
        let mut event = serde_json::to_value(job).unwrap_or_default();
        if let Some(object) = event.as_object_mut() {
            object.insert("event".to_owned(), json!("call"));
        }
        self.tell(&event, &job_line(&self.call.words, job));
    }
}

/// Whether the call left this machine.
fn left(ran: &Ran) -> bool {
    matches!(
        ran,
        Ran::Completed { .. } | Ran::Failed { .. } | Ran::Unknown { .. }
    )
}

fn calls(words: &Words, done: &Done) -> String {
    words.say("ctl-calls", &[("count", &done.calls.to_string())])
}

fn job_line(words: &Words, job: &JobReport) -> String {
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
