//! When timers are due: dates, durations and cycles as BPMN files write them.
//!
//! INVARIANT: a due time is a function of the text and of the log time at which the timer is set; it is computed once and
//! kept as an instant. A repeating timer counts from its last due time, never from when it was fired, so a pause shifts
//! nothing.
//!
//! New form of text: a branch in [`Schedule::parse`] and a row in the tests.

mod cron;
#[cfg(test)]
mod tests;

use cron::Cron;
use feel::{DateTime, DaysTimeDuration, YearsMonthsDuration, Zone};

use crate::{limits, time::Timestamp};

/// A time told without a zone is told in UTC.
const UTC: &str = "UTC";

/// How the text of a timer is meant.
pub use bpmn::TimerKind as Kind;

/// A period of months and milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Period {
    months: i64,
    millis: u64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Every {
    Period(Period),
    Cron(Box<Cron>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum First {
    At(Timestamp),
    After(Period),
    Next,
}

/// A timer's text, read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    first: First,
    /// Where the time is told: an offset or a zone's name.
    pub zone: String,
    every: Option<Every>,
    /// Of a repeating timer: how it repeats, as text.
    pub repeats: Option<String>,
    /// Of a repeating timer: how often it is due; always, if none.
    pub times: Option<u32>,
}

impl Schedule {
    /// Reads the text of a timer; an error says in words what is wrong.
    pub fn parse(kind: Kind, text: &str) -> Result<Self, String> {
        let text = text.trim();
        match kind {
            Kind::Date => Self::date(text),
            Kind::Duration => Self::once(First::After(period(text)?), UTC.into()),
            Kind::Cycle => Self::cycle(text),
        }
    }

    /// What an expression gave for a timer.
    pub fn of(kind: Kind, value: &feel::Value) -> Result<Self, String> {
        match (kind, value) {
            (Kind::Date, feel::Value::DateTime(at)) => Self::at(at),
            (Kind::Date, feel::Value::Date(day)) => Self::at(&day.midnight_utc()),
            (
                Kind::Duration | Kind::Cycle,
                feel::Value::DaysTime(_) | feel::Value::YearsMonths(_),
            ) => {
                let text = match value {
                    feel::Value::DaysTime(duration) => duration.to_string(),
                    feel::Value::YearsMonths(duration) => duration.to_string(),
                    _ => String::new(),
                };
                match kind {
                    Kind::Cycle => Self::cycle(&format!("R/{text}")),
                    Kind::Date | Kind::Duration => Self::parse(kind, &text),
                }
            }
            (_, feel::Value::String(text)) => Self::parse(kind, text),
            (_, other) => Err(format!("it is {}, which is no time", other.type_name())),
        }
    }

    fn once(first: First, zone: String) -> Result<Self, String> {
        Ok(Self {
            first,
            zone,
            every: None,
            repeats: None,
            times: None,
        })
    }

    fn date(text: &str) -> Result<Self, String> {
        let at = text.parse::<DateTime>().ok();
        let day = || {
            text.parse::<feel::Date>()
                .ok()
                .map(|day| day.midnight_utc())
        };
        let at = at.or_else(day);
        Self::at(&at.ok_or_else(|| format!("`{}` is no date and time", short(text)))?)
    }

    fn at(at: &DateTime) -> Result<Self, String> {
        let zone = at.time().zone();
        let zone = match zone {
            None => UTC.to_owned(),
            Some(zone) => zone.name().map_or_else(|| zone.to_string(), str::to_owned),
        };
        Self::once(First::At(instant(at)), zone)
    }

    fn cycle(text: &str) -> Result<Self, String> {
        let Some(rest) = text.strip_prefix('R') else {
            let cron = Cron::parse(text)?;
            return Ok(Self {
                first: First::Next,
                zone: UTC.into(),
                every: Some(Every::Cron(Box::new(cron))),
                repeats: Some(text.to_owned()),
                times: None,
            });
        };
        let wrong = || format!("`{}` is no cycle such as R3/PT10H", short(text));
        let (count, rest) = rest.split_once('/').ok_or_else(wrong)?;
        let times = match count {
            "" | "-1" => None,
            digits => Some(digits.parse::<u32>().map_err(|_| wrong())?),
        };
        if times == Some(0) {
            return Err(format!("`{}` is never due", short(text)));
        }
        let (start, duration) = match rest.split_once('/') {
            None => (None, rest),
            Some((start, duration)) => (Some(Self::date(start)?), duration),
        };
        let every = period(duration)?;
        if every == Period::default() {
            return Err(format!("`{}` repeats without a pause", short(text)));
        }
        let (first, zone) = match start {
            None => (First::After(every), UTC.into()),
            Some(start) => (start.first, start.zone),
        };
        Ok(Self {
            first,
            zone,
            every: Some(Every::Period(every)),
            repeats: Some(format!("R/{duration}")),
            times,
        })
    }

    /// When it is first due, set at this time; none if it never is.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        match &self.first {
            First::At(at) => Some(*at),
            First::After(period) => period.after(now),
            First::Next => self.next(now),
        }
    }

    /// When it is first due at `now` or later, and how often from then on: what lies before is passed over, and counts.
    pub fn upcoming(&self, now: Timestamp) -> Option<(Timestamp, Option<u32>)> {
        let first = self.due(now)?;
        if first >= now {
            return Some((first, self.times));
        }
        let (due, passed) = match self.every.as_ref()? {
            Every::Period(period) => period.reach(first, now)?,
            // A cron expression is never due in the past.
            Every::Cron(cron) => (cron.next(now)?, 0),
        };
        match self.times {
            None => Some((due, None)),
            Some(times) => {
                let left = u64::from(times)
                    .checked_sub(passed)
                    .filter(|left| *left > 0)?;
                Some((due, u32::try_from(left).ok()))
            }
        }
    }

    /// Whether it starts more requests at once than anybody could look at. What repeats does so alike: the first times after
    /// `from` speak for all.
    pub fn floods(&self, from: Timestamp) -> bool {
        let Some((first, left)) = self.upcoming(from) else {
            return false;
        };
        let times = std::iter::successors(Some(first), |due| self.next(*due));
        let left = left.map_or(usize::MAX, |left| left as usize);
        let last = times.take(left).nth(limits::STARTS);
        last.is_some_and(|last| last.0.saturating_sub(first.0) < limits::STARTS_WITHIN_MILLIS)
    }

    /// When a repeating timer is due again after this due time.
    pub fn next(&self, due: Timestamp) -> Option<Timestamp> {
        match self.every.as_ref()? {
            Every::Period(period) => period.after(due),
            Every::Cron(cron) => cron.next(due),
        }
    }
}

impl Period {
    /// The first of its repetitions at `now` or later, and how many lie before it. One with months goes step by step, for
    /// months have no length: less than 100,000 steps reach the year 9999.
    fn reach(self, first: Timestamp, now: Timestamp) -> Option<(Timestamp, u64)> {
        if self.months == 0 {
            let gap = now.0.saturating_sub(first.0);
            let passed = gap.div_ceil(self.millis.max(1));
            let late = Self {
                months: 0,
                millis: self.millis.checked_mul(passed)?,
            };
            return Some((late.after(first)?, passed));
        }
        let (mut due, mut passed) = (first, 0);
        while due < now {
            due = self.after(due)?;
            passed += 1;
        }
        Some((due, passed))
    }

    /// The instant so much later, months first; none beyond the year 9999.
    fn after(self, from: Timestamp) -> Option<Timestamp> {
        let at = DateTime::from_instant(i128::from(from.0) * 1_000_000, Zone::UTC)?;
        let at = at.plus_months(YearsMonthsDuration::new(self.months)?)?;
        let at = at.plus(DaysTimeDuration::new(i128::from(self.millis) * 1_000_000)?)?;
        let late = instant(&at);
        (late < Timestamp(0).plus_millis(u64::MAX)).then_some(late)
    }
}

/// The instant, within what a log time can say.
fn instant(at: &DateTime) -> Timestamp {
    let millis = u64::try_from(at.instant().max(0) / 1_000_000).unwrap_or(u64::MAX);
    Timestamp(0).plus_millis(millis)
}

/// Log time as expressions see it.
pub fn clock(now: Timestamp) -> Option<DateTime> {
    DateTime::from_instant(i128::from(now.0) * 1_000_000, Zone::UTC)
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Reads an ISO 8601 duration: years, months, weeks, days, hours, minutes and seconds, each at most once and in order.
fn period(text: &str) -> Result<Period, String> {
    read_period(text).ok_or_else(|| format!("`{}` is no duration such as PT4H or P3D", short(text)))
}

fn read_period(text: &str) -> Option<Period> {
    let rest = text.strip_prefix('P')?;
    let (days, time) = match rest.split_once('T') {
        None => (rest, None),
        Some((days, time)) => (days, Some(time)),
    };
    let mut period = Period::default();
    let mut parts = 0;
    let units = [
        ('Y', 12, 0),
        ('M', 1, 0),
        ('W', 0, 604_800_000),
        ('D', 0, 86_400_000),
    ];
    parts += fill(days, &units, &mut period)?;
    if let Some(time) = time {
        let units = [('H', 0, 3_600_000), ('M', 0, 60_000), ('S', 0, 1_000)];
        let filled = fill(time, &units, &mut period)?;
        if filled == 0 {
            return None;
        }
        parts += filled;
    }
    (parts > 0).then_some(period)
}

/// Numbers with their units, in the order of `units`; says how many there were.
fn fill(text: &str, units: &[(char, i64, u64)], period: &mut Period) -> Option<usize> {
    let mut units = units.iter();
    let mut number = String::new();
    let mut parts = 0;
    for character in text.chars() {
        if character.is_ascii_digit() || (character == '.' && !number.is_empty()) {
            number.push(character);
            continue;
        }
        let (unit, months, millis) = units.find(|(unit, ..)| *unit == character)?;
        if *unit == 'S' {
            period.millis = period.millis.checked_add(seconds(&number)?)?;
        } else {
            let count: u64 = number
                .parse()
                .ok()
                .filter(|count| *count <= 1_000_000_000)?;
            period.months += months.checked_mul(i64::try_from(count).ok()?)?;
            period.millis = period.millis.checked_add(millis.checked_mul(count)?)?;
        }
        number.clear();
        parts += 1;
    }
    number.is_empty().then_some(parts)
}

/// Seconds with at most three places, in milliseconds.
fn seconds(number: &str) -> Option<u64> {
    let (whole, places) = number.split_once('.').unwrap_or((number, "0"));
    let whole: u64 = whole.parse().ok().filter(|count| *count <= 1_000_000_000)?;
    if places.is_empty() || places.len() > 3 {
        return None;
    }
    let millis: u64 = format!("{places:0<3}").parse().ok()?;
    whole.checked_mul(1_000)?.checked_add(millis)
}
