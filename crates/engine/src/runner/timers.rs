//! Firing the timers that are due, and starting what starts by itself: in order of their time and then of their name, one
//! act each, many in a transaction.
//!
//! INVARIANT: a timer is fired only when log time reaches its time, whatever the clock of the computer says; the clock going
//! back fires nothing early and changes no order. Each is fired once: the kernel refuses the second.
//!
//! After the computer has slept, what became due meanwhile is fired in the order in which it became due, and says how late
//! it is.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};

use kernel::{
    act::{Body, timer::Fire},
    id::{RequestId, ScheduleId, TimerId},
    process,
    time::Timestamp,
};
use serde::Serialize;
use store::TimerRow;

use super::starts::{StartReport, StartRow};
use crate::{Engine, EngineError};

/// Timers that are fired together.
const GROUP: usize = 512;
/// Timers of one pass: what repeats often and slept long goes on in the next.
const PASS: usize = 20_000;
/// The writer adds a tick when this long has passed since the last one.
const TICK_MILLIS: u64 = 1_000;

/// What a pass did with one timer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TimerReport {
    /// The request.
    pub request: RequestId,
    /// The timer.
    pub timer: TimerId,
    /// When it was due.
    pub due: Timestamp,
    /// How much later it was fired, in seconds.
    pub late_s: u64,
    /// The step's name.
    pub step: String,
    /// The rule that refused; none if it was fired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'static str>,
}

/// What a pass did with what was due.
#[derive(Default)]
pub(super) struct Fired {
    pub(super) timers: Vec<TimerReport>,
    pub(super) starts: Vec<StartReport>,
}

/// What is passed over in this pass: it was refused, or has to wait.
#[derive(Default)]
struct PassedOver {
    /// Timers up to this one; those behind it were not tried yet.
    timers: Option<TimerRow>,
    starts: BTreeSet<ScheduleId>,
}

/// Something that is due.
enum Due {
    Timer(TimerRow),
    Start(StartRow),
}

impl Due {
    /// Its place in the order: due time, timers of requests first, then the name.
    fn place(&self) -> (Timestamp, bool, u64, u32) {
        match self {
            Self::Timer(row) => (row.due, false, row.timer.index, row.timer.nth),
            Self::Start(row) => (row.due, true, row.schedule.index, row.schedule.nth),
        }
    }

    fn due(&self) -> Timestamp {
        self.place().0
    }
}

impl Engine {
    /// Fires every timer that is due and starts what starts by itself. `stop` is looked at between groups.
    pub(super) fn fire_due(&self, stop: &AtomicBool) -> Result<Fired, EngineError> {
        let mut fired = Fired::default();
        let mut passed = PassedOver::default();
        while !stop.load(Ordering::SeqCst) && fired.timers.len() + fired.starts.len() < PASS {
            let mut rows = self.due(&mut passed, &mut fired)?;
            if rows.is_empty() {
                break;
            }
            self.before_repeats(&mut rows);
            self.fire(&rows, &mut passed, &mut fired)?;
        }
        Ok(fired)
    }

    /// What is due next, in order.
    fn due(&self, passed: &mut PassedOver, fired: &mut Fired) -> Result<Vec<Due>, EngineError> {
        let until = self.reached();
        let timers = self.read(|reader| reader.timers_due(until, passed.timers.as_ref(), GROUP))?;
        let starts = self.starts_due(until, &mut passed.starts, &mut fired.starts);
        let timers = timers.into_iter().map(Due::Timer);
        let mut rows: Vec<Due> = timers.chain(starts.into_iter().map(Due::Start)).collect();
        rows.sort_by_key(Due::place);
        rows.truncate(GROUP);
        Ok(rows)
    }

    /// Cuts the group where a timer of it is due again: that one comes first.
    fn before_repeats(&self, rows: &mut Vec<Due>) {
        let live = self.live();
        let again = |row: &Due| match row {
            Due::Start(row) => row.again,
            Due::Timer(row) => {
                let instance = live.kernel.state.request(&row.request)?;
                let timer = instance.waits.get(&row.timer)?.timer()?;
                process::next(timer).map(|next| next.due)
            }
        };
        let mut first: Option<Timestamp> = None;
        let cut = rows.iter().position(|row| {
            let late = first.is_some_and(|first| first < row.due());
            first = [first, again(row)].into_iter().flatten().min();
            late
        });
        if let Some(cut) = cut {
            rows.truncate(cut);
        }
    }

    fn fire(
        &self,
        rows: &[Due],
        passed: &mut PassedOver,
        fired: &mut Fired,
    ) -> Result<(), EngineError> {
        let steps: Vec<String> = rows.iter().map(|row| self.step_of(row)).collect();
        let bodies = rows.iter().map(|row| match row {
            Due::Start(row) => row.body(),
            Due::Timer(row) => Body::TimerFire(Fire {
                request: row.request,
                timer: row.timer,
            }),
        });
        let answers = self.act_many(bodies)?;
        let now = self.now().max(self.live().kernel.state.time);
        for ((row, step), answer) in rows.iter().zip(steps).zip(answers) {
            let done = match answer {
                Ok(appended) => Ok(RequestId(appended.index)),
                Err(EngineError::Refused(refusal)) => Err(refusal.code()),
                Err(error) => return Err(error),
            };
            match row {
                Due::Start(row) => {
                    if done.is_err() {
                        passed.starts.insert(row.schedule);
                    }
                    fired.starts.push(row.report(now, done));
                }
                Due::Timer(row) => {
                    if done.is_err() {
                        passed.timers = Some(*row);
                    }
                    fired.timers.push(TimerReport {
                        request: row.request,
                        timer: row.timer,
                        due: row.due,
                        late_s: now.0.saturating_sub(row.due.0) / 1_000,
                        step,
                        refused: done.err(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Up to when log time may go with the next act: the clock, if a tick will stand before it.
    fn reached(&self) -> Timestamp {
        let (now, time) = (self.now(), self.live().kernel.state.time);
        if now.0.saturating_sub(time.0) >= TICK_MILLIS {
            now
        } else {
            time
        }
    }

    fn step_of(&self, row: &Due) -> String {
        let Due::Timer(row) = row else {
            return String::new();
        };
        let live = self.live();
        let find = || {
            let instance = live.kernel.state.request(&row.request)?;
            let wait = instance.waits.get(&row.timer)?;
            let definition = live.kernel.definition(&instance.version)?;
            definition.node(wait.node).map(|node| node.name.clone())
        };
        find().unwrap_or_default()
    }
}
