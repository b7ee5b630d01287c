//! Firing the timers that are due: in order of their time and then of their name, one act each, many in a transaction.
//!
//! INVARIANT: a timer is fired only when log time reaches its time, whatever the clock of the computer says; the clock going
//! back fires nothing early and changes no order. Each is fired once: the kernel refuses the second.
//!
//! After the computer has slept, what became due meanwhile is fired in the order in which it became due, and says how late
//! it is.

use std::sync::atomic::{AtomicBool, Ordering};

use kernel::{
    act::{Body, timer::Fire},
    id::{RequestId, TimerId},
    process,
    time::Timestamp,
};
use serde::Serialize;
use store::TimerRow;

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

impl Engine {
    /// Fires every timer that is due. `stop` is looked at between groups.
    pub(super) fn fire_due(&self, stop: &AtomicBool) -> Result<Vec<TimerReport>, EngineError> {
        let mut reports = Vec::new();
        // Behind what was refused; nothing else is passed over.
        let mut after: Option<TimerRow> = None;
        while !stop.load(Ordering::SeqCst) && reports.len() < PASS {
            let until = self.reached();
            let mut rows = self.read(|reader| reader.timers_due(until, after.as_ref(), GROUP))?;
            if rows.is_empty() {
                break;
            }
            self.before_repeats(&mut rows);
            let fired = self.fire(&rows)?;
            let refused = rows.iter().zip(&fired);
            let mut refused = refused.filter(|(_, report)| report.refused.is_some());
            after = refused.next_back().map(|(row, _)| *row).or(after);
            reports.extend(fired);
        }
        Ok(reports)
    }

    /// Cuts the group where a timer of it is due again: that one comes first.
    fn before_repeats(&self, rows: &mut Vec<TimerRow>) {
        let live = self.live();
        let again = |row: &TimerRow| {
            let instance = live.kernel.state.request(&row.request)?;
            let timer = instance.waits.get(&row.timer)?.timer()?;
            process::next(timer).map(|next| next.due)
        };
        let mut first: Option<Timestamp> = None;
        let cut = rows.iter().position(|row| {
            let late = first.is_some_and(|first| first < row.due);
            first = [first, again(row)].into_iter().flatten().min();
            late
        });
        if let Some(cut) = cut {
            rows.truncate(cut);
        }
    }

    fn fire(&self, rows: &[TimerRow]) -> Result<Vec<TimerReport>, EngineError> {
        let steps: Vec<String> = rows.iter().map(|row| self.step_of(row)).collect();
        let bodies = rows.iter().map(|row| {
            Body::TimerFire(Fire {
                request: row.request,
                timer: row.timer,
            })
        });
        let answers = self.act_many(bodies)?;
        let now = self.now().max(self.live().kernel.state.time);
        let mut reports = Vec::with_capacity(rows.len());
        for ((row, step), answer) in rows.iter().zip(steps).zip(answers) {
            let refused = match answer {
                Ok(_) => None,
                Err(EngineError::Refused(refusal)) => Some(refusal.code()),
                Err(error) => return Err(error),
            };
            reports.push(TimerReport {
                request: row.request,
                timer: row.timer,
                due: row.due,
                late_s: now.0.saturating_sub(row.due.0) / 1_000,
                step,
                refused,
            });
        }
        Ok(reports)
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

    fn step_of(&self, row: &TimerRow) -> String {
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
