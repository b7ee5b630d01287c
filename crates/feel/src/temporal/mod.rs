//! Dates, times, and durations.
//!
//! A date is a day of the proleptic Gregorian calendar with a year of up to nine digits. A time of day may have an
//! offset from UTC or an IANA zone, whose rules come with the program and never from the machine. Durations are of two
//! kinds that do not mix: years and months, days and seconds.
//!
//! `date`, `time`, `datetime` and `duration` hold one kind each, `zone` offsets and zones, `text` reads what the others write.
//!
//! INVARIANT: every value exists (no 30 February), and an operation whose result does not exist yields none.

mod date;
mod datetime;
mod duration;
mod text;
mod time;
mod zone;

pub use date::Date;
pub use datetime::DateTime;
pub use duration::{DaysTimeDuration, YearsMonthsDuration};
pub use time::Time;
pub use zone::Zone;

use crate::value::Value;

pub(crate) const NANOS: i128 = 1_000_000_000;
pub(crate) const DAY_SECONDS: i64 = 86_400;

/// The date, time or duration that `text` writes, as in `@"2026-01-31"`.
pub(crate) fn literal(text: &str) -> Option<Value> {
    if let Ok(date) = text.parse() {
        return Some(Value::Date(date));
    }
    if let Ok(time) = text.parse() {
        return Some(Value::Time(time));
    }
    if let Ok(at) = text.parse() {
        return Some(Value::DateTime(at));
    }
    duration(text)
}

/// The duration that `text` writes, of either kind.
pub(crate) fn duration(text: &str) -> Option<Value> {
    if let Ok(duration) = text.parse() {
        return Some(Value::YearsMonths(duration));
    }
    text.parse().ok().map(Value::DaysTime)
}
