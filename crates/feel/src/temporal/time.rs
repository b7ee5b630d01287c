//! Times of day.

use std::cmp::Ordering;
use std::fmt;

use super::{DAY_SECONDS, Date, DaysTimeDuration, NANOS, Zone};

/// A time of day, with or without a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    second: u32,
    nano: u32,
    zone: Option<Zone>,
}

impl Time {
    /// The beginning of a day.
    pub const MIDNIGHT: Self = Self {
        second: 0,
        nano: 0,
        zone: None,
    };

    /// The time, if there is one.
    pub fn new(hour: i64, minute: i64, second: i64, nano: u32, zone: Option<Zone>) -> Option<Self> {
        let fits = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && i128::from(nano) < NANOS;
        fits.then(|| Self {
            second: u32::try_from(hour * 3_600 + minute * 60 + second).unwrap_or(0),
            nano,
            zone,
        })
    }

    /// The time so many nanoseconds after midnight, the days dropped.
    pub(crate) fn from_nanos(nanos: i128, zone: Option<Zone>) -> Self {
        let nanos = nanos.rem_euclid(i128::from(DAY_SECONDS) * NANOS);
        Self {
            second: u32::try_from(nanos / NANOS).unwrap_or(0),
            nano: u32::try_from(nanos % NANOS).unwrap_or(0),
            zone,
        }
    }

    /// The hour.
    pub fn hour(&self) -> i64 {
        i64::from(self.second / 3_600)
    }

    /// The minute.
    pub fn minute(&self) -> i64 {
        i64::from(self.second / 60 % 60)
    }

    /// The second.
    pub fn second(&self) -> i64 {
        i64::from(self.second % 60)
    }

    /// The nanoseconds of the second.
    pub fn nano(&self) -> u32 {
        self.nano
    }

    /// The zone.
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// The same time in another zone, or none.
    #[must_use]
    pub fn in_zone(self, zone: Option<Zone>) -> Self {
        Self { zone, ..self }
    }

    /// The second of the day.
    pub(crate) fn second_of_day(&self) -> i64 {
        i64::from(self.second)
    }

    /// The nanoseconds since midnight.
    pub(crate) fn nanos(&self) -> i128 {
        i128::from(self.second) * NANOS + i128::from(self.nano)
    }

    /// The seconds east of UTC. A zone has no one offset without a date; it is that of the first day of 1970.
    pub fn offset(&self) -> Option<i32> {
        let epoch = Date::from_days(0)?;
        let zone = self.zone.as_ref()?;
        Some(zone.offset_at_local(epoch, self.second_of_day()))
    }

    /// The nanoseconds since midnight in UTC, or where the time is if it has no zone.
    fn utc_nanos(&self) -> i128 {
        self.nanos() - i128::from(self.offset().unwrap_or(0)) * NANOS
    }

    /// The order of two times; none if only one has a zone.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        (self.zone.is_some() == other.zone.is_some())
            .then(|| self.utc_nanos().cmp(&other.utc_nanos()))
    }

    /// The time so much later, on whatever day.
    pub fn plus(&self, duration: DaysTimeDuration) -> Self {
        Self::from_nanos(
            self.nanos().saturating_add(duration.nanos()),
            self.zone.clone(),
        )
    }

    /// How much later it is than `other` on the same day; none if only one has a zone.
    pub fn since(&self, other: &Self) -> Option<DaysTimeDuration> {
        (self.zone.is_some() == other.zone.is_some())
            .then(|| DaysTimeDuration::new(self.utc_nanos() - other.utc_nanos()))?
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}:{:02}",
            self.hour(),
            self.minute(),
            self.second()
        )?;
        write_fraction(f, self.nano)?;
        match &self.zone {
            Some(zone) => write!(f, "{zone}"),
            None => Ok(()),
        }
    }
}

/// The decimals of a second, if there are any.
pub(super) fn write_fraction(f: &mut fmt::Formatter<'_>, nano: u32) -> fmt::Result {
    if nano == 0 {
        return Ok(());
    }
    let digits = format!("{nano:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}
