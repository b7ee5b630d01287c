//! The thread that makes calls while a workspace is open.
//!
//! It sleeps until requests change or a few seconds have passed. While another runner works on the workspace it stands by
//! and takes over when that one has ended. After an error it waits, whatever changes, so that a
//! workspace that cannot be written is not tried without pause.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{
    Ran, RunReport,
    presence::{Kind, Presence},
};
use crate::{Engine, EngineError, Topic};

/// Due retries and calls of dead processes are looked for this often.
const EVERY: Duration = Duration::from_secs(5);

/// Makes calls in the background. Dropping it stops it: the call that is on its way is finished, no other is begun.
#[derive(Debug)]
pub struct Runner {
    stop: Arc<AtomicBool>,
    wake: SyncSender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Runner {
    /// Starts the thread. It holds the workspace open until the runner is dropped.
    pub fn start(engine: Arc<Engine>) -> Self {
        // One place: a wake-up that waits already is enough.
        let (wake, woken) = sync_channel(1);
        let stop = Arc::new(AtomicBool::new(false));
        let changed = wake.clone();
        engine.on_changed(move |topics| {
            if topics.contains(&Topic::Runs) {
                let _ = changed.try_send(());
            }
        });
        let stopped = stop.clone();
        let spawned = std::thread::Builder::new()
            .name("countersign-runner".into())
            .spawn(move || run(&engine, &stopped, &woken));
        if let Err(error) = &spawned {
            tracing::warn!(%error, "no thread for the runner; calls stay due");
        }
        Self {
            stop,
            wake,
            thread: spawned.ok(),
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = self.wake.try_send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(engine: &Engine, stop: &AtomicBool, woken: &Receiver<()>) {
    let mut presence = None;
    while !stop.load(Ordering::SeqCst) {
        match pass(engine, stop, &mut presence) {
            Ok(report) => {
                tell(&report);
                if let Err(RecvTimeoutError::Disconnected) = woken.recv_timeout(EVERY) {
                    return;
                }
            }
            Err(error) => {
                tracing::warn!(code = error.code(), %error, "connector calls cannot be made; trying again");
                pause(stop, woken);
            }
        }
    }
}

/// One pass, unless another runner works.
fn pass(
    engine: &Engine,
    stop: &AtomicBool,
    presence: &mut Option<Presence>,
) -> Result<RunReport, EngineError> {
    if presence.is_none() {
        *presence = Presence::take(engine.folder(), Kind::App, engine.now())?;
        if presence.is_some() {
            engine.inner().tell(&[Topic::App]);
        }
    }
    match presence {
        Some(_) => engine.run_due(stop),
        None => Ok(RunReport::default()),
    }
}

/// Waits the whole time, unless it is stopped.
fn pause(stop: &AtomicBool, woken: &Receiver<()>) {
    let until = Instant::now() + EVERY;
    while !stop.load(Ordering::SeqCst) {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || woken.recv_timeout(left).is_err() {
            return;
        }
    }
}

fn tell(report: &RunReport) {
    for timer in &report.timers {
        let (request, name, due, late_s) = (timer.request, timer.timer, timer.due, timer.late_s);
        match timer.refused {
            None => tracing::info!(%request, timer = %name, %due, late_s, "timer fired"),
            Some(code) => tracing::debug!(%request, timer = %name, %due, code, "timer not fired"),
        }
    }
    for start in &report.starts {
        let (workflow, name, due, late_s) =
            (&start.workflow, start.schedule, start.due, start.late_s);
        match start.refused {
            None => tracing::info!(%workflow, schedule = %name, %due, late_s, "started by itself"),
            Some(code) => {
                tracing::debug!(%workflow, schedule = %name, %due, code, "not started by itself");
            }
        }
    }
    for job in &report.jobs {
        let (request, call, attempt) = (job.request, job.job, job.attempt);
        match &job.ran {
            Ran::Completed { status, left_out } if left_out.is_empty() => {
                tracing::info!(%request, job = %call, attempt, status, "connector call completed");
            }
            Ran::Completed { status, left_out } => {
                tracing::warn!(%request, job = %call, attempt, status, ?left_out, "connector call completed without some outputs");
            }
            Ran::Waiting { .. } | Ran::Refused { .. } => {
                tracing::debug!(%request, job = %call, attempt, ran = ?job.ran, "connector call passed over");
            }
            ran => {
                tracing::warn!(%request, job = %call, attempt, ?ran, "connector call not completed")
            }
        }
    }
}
