//! Durations of years and months, and of days, hours, minutes and seconds.

use std::fmt;

use super::time::write_fraction;
use super::{Date, NANOS};

/// A number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearsMonthsDuration {
    months: i64,
}

/// The most months: more than lie between the first and the last date.
const MOST_MONTHS: i64 = 1 << 36;

impl YearsMonthsDuration {
    /// So many months, if they are not too many.
    pub fn new(months: i64) -> Option<Self> {
        (months.unsigned_abs() <= MOST_MONTHS.unsigned_abs()).then_some(Self { months })
    }

    /// The number of months, years included.
    pub fn months(self) -> i64 {
        self.months
    }

    /// The whole months from one day to another.
    pub fn between(from: Date, to: Date) -> Option<Self> {
        let count = (to.year() - from.year()) * 12 + to.month() - from.month();
        let short = if count > 0 && to.day() < from.day() {
            -1
        } else if count < 0 && to.day() > from.day() {
            1
        } else {
            0
        };
        Self::new(count + short)
    }
}

/// A number of nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaysTimeDuration {
    nanos: i128,
}

/// The most nanoseconds: about two thousand million years.
const MOST_NANOS: i128 = (1 << 56) * NANOS;

impl DaysTimeDuration {
    /// So many nanoseconds, if they are not too many.
    pub fn new(nanos: i128) -> Option<Self> {
        (nanos.unsigned_abs() <= MOST_NANOS.unsigned_abs()).then_some(Self { nanos })
    }

    /// The number of nanoseconds.
    pub fn nanos(self) -> i128 {
        self.nanos
    }

    /// The whole seconds.
    pub fn seconds(self) -> i64 {
        i64::try_from(self.nanos / NANOS).unwrap_or(i64::MAX)
    }
}

impl fmt::Display for YearsMonthsDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.months.unsigned_abs();
        f.write_str(if self.months < 0 { "-P" } else { "P" })?;
        if size >= 12 {
            write!(f, "{}Y", size / 12)?;
        }
        if !size.is_multiple_of(12) || size == 0 {
            write!(f, "{}M", size % 12)?;
        }
        Ok(())
    }
}

impl fmt::Display for DaysTimeDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.nanos.unsigned_abs();
        let (seconds, nano) = (size / NANOS.unsigned_abs(), size % NANOS.unsigned_abs());
        let nano = u32::try_from(nano).unwrap_or(0);
        let parts = [(seconds / 3_600 % 24, 'H'), (seconds / 60 % 60, 'M')];
        let second = seconds % 60;
        f.write_str(if self.nanos < 0 { "-P" } else { "P" })?;
        if seconds >= 86_400 {
            write!(f, "{}D", seconds / 86_400)?;
        }
        if seconds >= 86_400 && seconds.is_multiple_of(86_400) && nano == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        for (count, unit) in parts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{count}{unit}")?;
        }
        if second > 0 || nano > 0 || size == 0 {
            write!(f, "{second}")?;
            write_fraction(f, nano)?;
            f.write_str("S")?;
        }
        Ok(())
    }
}
