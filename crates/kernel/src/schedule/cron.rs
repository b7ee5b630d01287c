//! Cron: `second minute hour day month weekday`, or `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`, in UTC.
//!
//! INVARIANT: the search for the next time ends after `limits::CRON_YEARS`; an expression that names no day within them
//! is never due.

use feel::Date;

use crate::{limits, time::Timestamp};

const DAY: u64 = 86_400_000;
const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A cron expression: for each part, which numbers it names, as bits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cron {
    seconds: u64,
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Whether both a day and a weekday are named: either is enough, as cron always had it.
    either: bool,
}

impl Cron {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = match text {
            "@yearly" | "@annually" => "0 0 0 1 1 *",
            "@monthly" => "0 0 0 1 * *",
            "@weekly" => "0 0 0 * * 0",
            "@daily" | "@midnight" => "0 0 0 * * *",
            "@hourly" => "0 0 * * * *",
            other => other,
        };
        Self::read(text).ok_or_else(|| {
            let text: String = text.chars().take(60).collect();
            format!("`{text}` is no cycle: neither R3/PT10H nor cron such as 0 0 9 * * MON-FRI")
        })
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let [seconds, minutes, hours, days, months, weekdays] = parts.as_slice() else {
            return None;
        };
        let open = |part: &str| part == "*" || part == "?";
        let weekday_bits = bits(weekdays, 0, 7, &DAYS, 0)?;
        Some(Self {
            seconds: bits(seconds, 0, 59, &[], 0)?,
            minutes: bits(minutes, 0, 59, &[], 0)?,
            hours: bits(hours, 0, 23, &[], 0)?,
            days: bits(days, 1, 31, &[], 0)?,
            months: bits(months, 1, 12, &MONTHS, 1)?,
            // Sunday is 0 and 7.
            weekdays: (weekday_bits | weekday_bits >> 7) & 0x7f,
            either: !open(days) && !open(weekdays),
        })
    }

    /// The first time after `from`.
    pub(super) fn next(&self, from: Timestamp) -> Option<Timestamp> {
        let from = from.0 / 1_000 + 1;
        let first = i64::try_from(from / 86_400).ok()?;
        for day in first..first.checked_add(limits::CRON_YEARS * 366)? {
            let date = Date::from_days(day)?;
            if !self.names(date) {
                continue;
            }
            let after = if day == first { from % 86_400 } else { 0 };
            if let Some(second) = self.second(after) {
                let at = Timestamp(0)
                    .plus_millis(u64::try_from(day).ok()?.checked_mul(DAY)? + second * 1_000);
                return (at < Timestamp(0).plus_millis(u64::MAX)).then_some(at);
            }
        }
        None
    }

    fn names(&self, date: Date) -> bool {
        let has = |bits: u64, number: i64| u32::try_from(number).is_ok_and(|n| bits >> n & 1 == 1);
        // 1970-01-01 was a Thursday.
        let weekday = (date.days() + 4).rem_euclid(7);
        let (day, week) = (has(self.days, date.day()), has(self.weekdays, weekday));
        has(self.months, date.month())
            && if self.either {
                day || week
            } else {
                day && week
            }
    }

    /// The first second of the day named, not before `after`.
    fn second(&self, after: u64) -> Option<u64> {
        let has = |bits: u64, number: u64| bits >> number & 1 == 1;
        let hours = (after / 3_600..24).filter(|hour| has(self.hours, *hour));
        for hour in hours {
            for minute in (0..60).filter(|minute| has(self.minutes, *minute)) {
                let start = hour * 3_600 + minute * 60;
                let seconds = (0..60).filter(|second| has(self.seconds, *second));
                let found = seconds.map(|second| start + second).find(|at| *at >= after);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}

/// The numbers a part names: `*`, `?`, `5`, `1-5`, `*/15`, `MON-FRI`, `1,2,8-10`.
fn bits(part: &str, low: u32, high: u32, names: &[&str], first: u32) -> Option<u64> {
    let mut bits = 0;
    for item in part.split(',') {
        let (range, step) = match item.split_once('/') {
            None => (item, 1),
            Some((range, step)) => (range, step.parse::<usize>().ok().filter(|step| *step > 0)?),
        };
        let number = |text: &str| {
            let named = names
                .iter()
                .zip(first..)
                .find(|(name, _)| text.eq_ignore_ascii_case(name));
            let digits = || {
                text.parse()
                    .ok()
                    .filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
            };
            let value: u32 = named.map(|(_, number)| number).or_else(digits)?;
            (low..=high).contains(&value).then_some(value)
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" || range == "?" => (low, high),
            Some((from, to)) => (number(from)?, number(to)?),
            None if item.contains('/') => (number(range)?, high),
            None => (number(range)?, number(range)?),
        };
        if from > to {
            return None;
        }
        for value in (from..=to).step_by(step) {
            bits |= 1 << value;
        }
    }
    Some(bits)
}
