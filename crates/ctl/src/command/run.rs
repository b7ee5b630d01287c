//! `run`: fires the timers, starts what starts by itself and makes the connector calls that are due, once or until it is
//! told to end.
//!
//! INVARIANT: the first SIGINT or SIGTERM ends between two calls, so that none is left without an outcome; the second ends
//! at once, which the next run finds out and records.
//!
//! INVARIANT: one that stays on works only while no other runner does ([`presence`]); it stands by and takes over.

use std::{
    cell::RefCell,
    collections::BTreeMap,
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
        JobReport, Ran, RunReport, StartReport, TimerReport,
        presence::{self, Kind, Presence, Seen},
    },
};
use kernel::id::ScheduleId;
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
    /// Timers that fired.
    fired: usize,
    /// Every timer that was due, of the last 1,000.
    timers: Vec<TimerReport>,
    /// Requests that began by themselves.
    started: usize,
    /// Every time at which a workflow starts by itself that was due, of the last 1,000.
    starts: Vec<StartReport>,
    /// Calls that left.
    calls: usize,
    /// Every call that was looked at, with what came of it, of the last 1,000.
    jobs: Vec<JobReport>,
}

impl Done {
    /// What has to wait is looked at in every pass and kept once.
    fn keep_starts(&mut self, reports: Vec<StartReport>) {
        for report in reports {
            self.started += usize::from(report.refused.is_none());
            self.starts.retain(|kept| kept.schedule != report.schedule);
            self.starts.push(report);
        }
        let surplus = self.starts.len().saturating_sub(KEPT);
        self.starts.drain(..surplus);
    }
}

/// Runs.
pub(crate) fn run(args: &RunArgs, call: &Invocation) -> Result<Answer, Failure> {
    let engine = call.open()?;
    let mut done = Done::default();
    if args.once {
        pass(&engine, &AtomicBool::new(false), &mut done, None)?;
        engine.remember()?;
        return said(call, &done);
    }
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 128 + signal, stop.clone())
            .and_then(|_| flag::register(signal, stop.clone()))
            .map_err(|error| Failure::Output(error.to_string()))?;
    }
    let teller = Teller {
        call,
        waiting: RefCell::default(),
    };
    stay(&engine, &stop, &mut done, &teller)?;
    engine.remember()?;
    teller.tell(
        &json!({"event": "ended", "calls": done.calls, "fired": done.fired, "started": done.started}),
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
            pass(engine, stop, done, Some(teller))?;
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
    teller: Option<&Teller<'_>>,
) -> Result<(), Failure> {
    loop {
        let report: RunReport = engine.run_due(stop)?;
        let moved = report.has_moved();
        if let Some(teller) = teller {
            teller.pass(&report);
        }
        let fired = report.timers.iter().filter(|timer| timer.refused.is_none());
        done.fired += fired.count();
        done.calls += report.count(left);
        done.timers.extend(report.timers);
        let surplus = done.timers.len().saturating_sub(KEPT);
        done.timers.drain(..surplus);
        done.keep_starts(report.starts);
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
    let timers = done
        .timers
        .iter()
        .map(|timer| timer_line(&call.words, timer));
    let starts = done
        .starts
        .iter()
        .map(|start| start_line(&call.words, start));
    let jobs = done.jobs.iter().map(|job| job_line(&call.words, job));
    let lines: Vec<String> = timers
        .chain(starts)
        .chain(jobs)
        .chain([calls(&call.words, done)])
        .collect();
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
    /// What has to wait, and why, as it was told last.
    waiting: RefCell<BTreeMap<ScheduleId, &'static str>>,
}

impl Teller<'_> {
    fn pass(&self, report: &RunReport) {
        report.timers.iter().for_each(|timer| self.timer(timer));
        report.starts.iter().for_each(|start| self.start(start));
        report.jobs.iter().for_each(|job| self.job(job));
    }

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

    fn timer(&self, timer: &TimerReport) {
        if timer.refused.is_some() {
            return;
        }
        let mut event = serde_json::to_value(timer).unwrap_or_default();
        if let Some(object) = event.as_object_mut() {
            object.insert("event".to_owned(), json!("timer"));
        }
        self.tell(&event, &timer_line(&self.call.words, timer));
    }

    fn start(&self, start: &StartReport) {
        let mut waiting = self.waiting.borrow_mut();
        let before = match start.refused {
            None => waiting.remove(&start.schedule),
            Some(code) => waiting.insert(start.schedule, code),
        };
        // What waits is looked at again and again, and told when the reason is another.
        if start.refused.is_some() && before == start.refused {
            return;
        }
        let mut event = serde_json::to_value(start).unwrap_or_default();
        if let Some(object) = event.as_object_mut() {
            object.insert("event".to_owned(), json!("start"));
        }
        self.tell(&event, &start_line(&self.call.words, start));
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

fn timer_line(words: &Words, timer: &TimerReport) -> String {
    let (due, late) = (timer.due.to_string(), lateness(timer.late_s));
    let said = match timer.refused {
        None => words.say(
            "ctl-timer-fired",
            &[("step", &timer.step), ("due", &due), ("late", &late)],
        ),
        Some(code) => words.say(
            "ctl-timer-refused",
            &[("step", &timer.step), ("code", code)],
        ),
    };
    format!("{} {}: {said}", timer.request, timer.timer)
}

fn start_line(words: &Words, start: &StartReport) -> String {
    let (due, late) = (start.due.to_string(), lateness(start.late_s));
    let (person, request) = (start.person.to_string(), start.request);
    let request = request.map(|request| request.to_string());
    let said = match start.refused {
        None => words.say(
            "ctl-start-began",
            &[
                ("step", &start.step),
                ("request", &request.unwrap_or_default()),
                ("due", &due),
                ("late", &late),
                ("person", &person),
            ],
        ),
        Some(code) => words.say(
            "ctl-start-waits",
            &[
                ("step", &start.step),
                ("due", &due),
                ("person", &person),
                ("code", code),
            ],
        ),
    };
    format!("{} {}: {said}", start.workflow, start.schedule)
}

/// How long ago, in its two largest units.
fn lateness(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {} s", seconds % 60),
        (0, _, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
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

#[cfg(test)]
mod tests {
    use super::lateness;

    #[test]
    fn lateness_is_said_in_its_two_largest_units() {
        let rows = [
            (0, "0 s"),
            (59, "59 s"),
            (61, "1 min 1 s"),
            (11_520, "3 h 12 min"),
            (86_400, "1 d 0 h"),
            (200_000, "2 d 7 h"),
        ];
        for (seconds, want) in rows {
            assert_eq!(lateness(seconds), want);
        }
    }
}
