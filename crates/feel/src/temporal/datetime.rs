//! Dates with a time of day.

use std::cmp::Ordering;
use std::fmt;

use super::{DAY_SECONDS, Date, DaysTimeDuration, NANOS, Time, YearsMonthsDuration, Zone};

/// A date with a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTime {
    date: Date,
    time: Time,
}

impl DateTime {
    /// `time` on `date`.
    pub fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// The moment `nanos` nanoseconds after the beginning of 1970 in UTC, told in `zone`.
    pub fn from_instant(nanos: i128, zone: Zone) -> Option<Self> {
        let second = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
        let local = nanos + i128::from(zone.offset_at(second)) * NANOS;
        Self::from_local(local, Some(zone))
    }

    fn from_local(nanos: i128, zone: Option<Zone>) -> Option<Self> {
        let days = nanos.div_euclid(i128::from(DAY_SECONDS) * NANOS);
        let date = Date::from_days(i64::try_from(days).ok()?)?;
        Some(Self::new(date, Time::from_nanos(nanos, zone)))
    }

    /// The date.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The time of day with its zone.
    pub fn time(&self) -> &Time {
        &self.time
    }

    /// The seconds east of UTC.
    pub fn offset(&self) -> Option<i32> {
        let zone = self.time.zone()?;
        Some(zone.offset_at_local(self.date, self.time.second_of_day()))
    }

    fn local_nanos(&self) -> i128 {
        i128::from(self.date.days()) * i128::from(DAY_SECONDS) * NANOS + self.time.nanos()
    }

    /// The nanoseconds since the beginning of 1970: in UTC, or where the time is if it has no zone.
    pub fn instant(&self) -> i128 {
        self.local_nanos() - i128::from(self.offset().unwrap_or(0)) * NANOS
    }

    fn is_zoned(&self) -> bool {
        self.time.zone().is_some()
    }

    /// The order of two moments; none if only one has a zone.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        (self.is_zoned() == other.is_zoned()).then(|| self.instant().cmp(&other.instant()))
    }

    /// The moment so much later.
    pub fn plus(&self, duration: DaysTimeDuration) -> Option<Self> {
        match self.time.zone() {
            Some(zone @ Zone::Region(_)) => {
                Self::from_instant(self.instant().checked_add(duration.nanos())?, zone.clone())
            }
            zone => Self::from_local(
                self.local_nanos().checked_add(duration.nanos())?,
                zone.cloned(),
            ),
        }
    }

    /// The same time of day so many months later.
    pub fn plus_months(&self, months: YearsMonthsDuration) -> Option<Self> {
        Some(Self::new(self.date.plus_months(months)?, self.time.clone()))
    }

    /// How much later it is than `other`; none if only one has a zone.
    pub fn since(&self, other: &Self) -> Option<DaysTimeDuration> {
        if self.is_zoned() != other.is_zoned() {
            return None;
        }
        DaysTimeDuration::new(self.instant() - other.instant())
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}
