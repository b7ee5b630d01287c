//! Reading dates, times and durations.
//!
//! INVARIANT: what is read is exactly what the standard writes; nothing around it is skipped.

use std::str::FromStr;

use super::{Date, DateTime, DaysTimeDuration, NANOS, Time, YearsMonthsDuration, Zone};

/// Text that is no date, time or duration of the kind wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is not a date, time or duration of this kind")]
pub struct NotTemporal;

/// What is left of a text that is read from the front.
struct Reader<'t>(&'t str);

impl<'t> Reader<'t> {
    fn take(&mut self, sign: char) -> bool {
        match self.0.strip_prefix(sign) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    fn digits(&mut self) -> &'t str {
        let end = self
            .0
            .find(|character: char| !character.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end).unwrap_or(("", self.0));
        self.0 = rest;
        digits
    }

    /// Exactly two digits.
    fn two(&mut self) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(2)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    fn date(&mut self) -> Option<Date> {
        let negative = self.take('-');
        let digits = self.digits();
        if digits.len() < 4 || digits.len() > 9 || (digits.len() > 4 && digits.starts_with('0')) {
            return None;
        }
        let year: i64 = digits.parse().ok()?;
        let month = self.take('-').then(|| self.two())??;
        let day = self.take('-').then(|| self.two())??;
        Date::new(if negative { -year } else { year }, month, day)
    }

    fn time(&mut self) -> Option<Time> {
        let hour = self.two()?;
        let minute = self.take(':').then(|| self.two())??;
        let second = self.take(':').then(|| self.two())??;
        let nano = self.fraction()?;
        let zone = self.zone()?;
        Time::new(hour, minute, second, nano, zone)
    }

    /// The decimals of a second as nanoseconds, more than nine dropped; none only if a point has no digits.
    fn fraction(&mut self) -> Option<u32> {
        if !self.take('.') {
            return Some(0);
        }
        let digits = self.digits();
        if digits.is_empty() {
            return None;
        }
        let padded = format!("{digits:0<9}");
        padded.get(..9)?.parse().ok()
    }

    /// The zone up to the end of the text, if any is written.
    fn zone(&mut self) -> Option<Option<Zone>> {
        if self.0.is_empty() {
            return Some(None);
        }
        if self.take('@') {
            let name = std::mem::take(&mut self.0);
            return Zone::region(name).map(Some);
        }
        if self.take('Z') || self.take('z') {
            return Some(Some(Zone::UTC));
        }
        let sign = if self.take('-') {
            -1
        } else if self.take('+') {
            1
        } else {
            return None;
        };
        let hours = self.two()?;
        let minutes = self.take(':').then(|| self.two())??;
        let seconds = if self.take(':') { self.two()? } else { 0 };
        if minutes > 59 || seconds > 59 {
            return None;
        }
        Zone::offset(sign * (hours * 3_600 + minutes * 60 + seconds)).map(Some)
    }

    /// A number of the parts of a duration and the letter behind it.
    fn part(&mut self) -> Option<(i128, u32, char)> {
        let count = self.digits();
        let whole: i128 = count.parse().ok()?;
        let nano = self.fraction()?;
        let unit = self.0.chars().next()?;
        self.take(unit);
        Some((whole, nano, unit))
    }

    fn end<T>(&self, found: T) -> Result<T, NotTemporal> {
        if self.0.is_empty() {
            Ok(found)
        } else {
            Err(NotTemporal)
        }
    }
}

impl FromStr for Date {
    type Err = NotTemporal;

    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        let mut reader = Reader(text);
        let date = reader.date().ok_or(NotTemporal)?;
        reader.end(date)
    }
}

impl FromStr for Time {
    type Err = NotTemporal;

    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        let mut reader = Reader(text);
        let time = reader.time().ok_or(NotTemporal)?;
        reader.end(time)
    }
}

impl FromStr for DateTime {
    type Err = NotTemporal;

    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        let mut reader = Reader(text);
        let date = reader.date().ok_or(NotTemporal)?;
        if !reader.take('T') {
            return Err(NotTemporal);
        }
        let time = reader.time().ok_or(NotTemporal)?;
        reader.end(Self::new(date, time))
    }
}

impl FromStr for YearsMonthsDuration {
    type Err = NotTemporal;

    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        let mut reader = Reader(text);
        let negative = reader.take('-');
        let total = units(&mut reader, &[('Y', 12), ('M', 1)], false).ok_or(NotTemporal)?;
        let months = i64::try_from(total / NANOS).map_err(|_| NotTemporal)?;
        Self::new(if negative { -months } else { months }).ok_or(NotTemporal)
    }
}

impl FromStr for DaysTimeDuration {
    type Err = NotTemporal;

    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        let mut reader = Reader(text);
        let negative = reader.take('-');
        const UNITS: [(char, i128); 5] =
            [('D', 86_400), ('T', 0), ('H', 3_600), ('M', 60), ('S', 1)];
        let total = units(&mut reader, &UNITS, true).ok_or(NotTemporal)?;
        Self::new(if negative { -total } else { total }).ok_or(NotTemporal)
    }
}

/// `P` and the parts up to the end, of the units given and in their order, each times its size in nanoseconds. `T` begins the
/// parts of a day; only seconds have decimals.
fn units(reader: &mut Reader<'_>, allowed: &[(char, i128)], daily: bool) -> Option<i128> {
    if !reader.take('P') {
        return None;
    }
    let (mut total, mut parts, mut rest) = (0_i128, 0, allowed);
    let mut in_day = false;
    while !reader.0.is_empty() {
        if daily && !in_day && reader.take('T') {
            in_day = true;
            rest = allowed.get(2..)?;
            if reader.0.is_empty() {
                return None;
            }
            continue;
        }
        let (count, nano, unit) = reader.part()?;
        let at = rest.iter().position(|(letter, _)| *letter == unit)?;
        if daily && !in_day && unit != 'D' || (nano > 0 && unit != 'S') {
            return None;
        }
        let (_, size) = rest.get(at)?;
        rest = rest.get(at + 1..)?;
        let nanos = count.checked_mul(*size)?.checked_mul(NANOS)?;
        total = total.checked_add(nanos)?.checked_add(i128::from(nano))?;
        parts += 1;
    }
    (parts > 0).then_some(total)
}
