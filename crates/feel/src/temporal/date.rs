//! Days of the calendar.

use std::fmt;

use super::{DateTime, DaysTimeDuration, Time, YearsMonthsDuration, Zone};

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// The largest year, with nine digits; the smallest is its opposite.
const LAST_YEAR: i64 = 999_999_999;

impl Date {
    /// The day, if there is one.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(-LAST_YEAR..=LAST_YEAR).contains(&year)
            || !(1..=12).contains(&month)
            || day < 1
            || day > days_in(year, month)
        {
            return None;
        }
        Some(Self {
            year: i32::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// The year.
    pub fn year(self) -> i64 {
        i64::from(self.year)
    }

    /// The month, from 1.
    pub fn month(self) -> i64 {
        i64::from(self.month)
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i64 {
        i64::from(self.day)
    }

    /// The days since 1970-01-01.
    pub fn days(self) -> i64 {
        // Years begin in March here, so the day that may be missing is the last.
        let year = self.year() - i64::from(self.month <= 2);
        let month = (self.month() + 9) % 12;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + self.day() - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day `days` after 1970-01-01.
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self::new(year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }

    /// The day of the week, Monday being 1.
    pub fn weekday(self) -> i64 {
        (self.days() + 3).rem_euclid(7) + 1
    }

    /// The day of the year, from 1.
    pub fn day_of_year(self) -> i64 {
        Self::new(self.year(), 1, 1).map_or(0, |first| self.days() - first.days() + 1)
    }

    /// The number of the week by ISO 8601: the first is the one with the first Thursday.
    pub fn week_of_year(self) -> i64 {
        let thursday = Self::from_days(self.days() - self.weekday() + 4).unwrap_or(self);
        (thursday.day_of_year() - 1) / 7 + 1
    }

    /// The number of days of its month.
    pub fn days_in_month(self) -> i64 {
        days_in(self.year(), self.month())
    }

    /// The same day so many months later; the last of the month if that has no such day.
    pub fn plus_months(self, months: YearsMonthsDuration) -> Option<Self> {
        let count = (self.year() * 12 + self.month() - 1).checked_add(months.months())?;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        if !(-LAST_YEAR..=LAST_YEAR).contains(&year) {
            return None;
        }
        Self::new(year, month, self.day().min(days_in(year, month)))
    }

    /// The day on which the duration after its midnight ends.
    pub fn plus(self, duration: DaysTimeDuration) -> Option<Self> {
        let days = duration
            .nanos()
            .div_euclid(super::NANOS * i128::from(super::DAY_SECONDS));
        Self::from_days(self.days().checked_add(i64::try_from(days).ok()?)?)
    }

    /// Its midnight, in UTC.
    pub fn midnight_utc(self) -> DateTime {
        DateTime::new(self, Time::MIDNIGHT.in_zone(Some(Zone::UTC)))
    }

    /// Its midnight, nowhere in particular.
    pub fn midnight(self) -> DateTime {
        DateTime::new(self, Time::MIDNIGHT)
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0
            && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) =>
        {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{:04}-{:02}-{:02}",
            self.year.unsigned_abs(),
            self.month,
            self.day
        )
    }
}
