//! Instants as acts write them: RFC 3339 in UTC, with no fraction or exactly three digits of one.
//!
//! INVARIANT: the kernel never reads a clock. Every [`Timestamp`] came in with an act; log time is the last
//! `clock.tick`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::from_text;

/// Milliseconds since 1970-01-01T00:00:00Z, from the year 1970 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub u64);

/// The last instant that can be written: 9999-12-31T23:59:59.999Z.
const LAST: u64 = 253_402_300_799_999;

impl Timestamp {
    /// The instant `millis` later, at most the last that can be written.
    pub fn plus_millis(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis).min(LAST))
    }

    /// The instant `millis` earlier, at least the first.
    pub fn minus_millis(self, millis: u64) -> Self {
        Self(self.0.saturating_sub(millis))
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS[.mmm]Z`; refuses impossible dates and leap seconds.
    pub fn parse(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        let millis = match b.len() {
            20 => 0,
            24 if b.get(19) == Some(&b'.') => number(b.get(20..23)?)?,
            _ => return None,
        };
        let punctuation = [
            (4, b'-'),
            (7, b'-'),
            (10, b'T'),
            (13, b':'),
            (16, b':'),
            (b.len() - 1, b'Z'),
        ];
        if punctuation
            .iter()
            .any(|(at, want)| b.get(*at) != Some(want))
        {
            return None;
        }
        let part = |from: usize, to: usize| b.get(from..to).and_then(number);
        let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
        let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
        if year < 1970 || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month)
        {
            return None;
        }
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let days = days_from_civil(year, month, day);
        Some(Self(
            (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + millis,
        ))
    }
}

fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |sum, d| {
        d.is_ascii_digit().then(|| sum * 10 + u64::from(d - b'0'))
    })
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_month(year: u64, month: u64) -> u64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 for a valid Gregorian date from 1970 on; years start in March so that the leap day is last.
fn days_from_civil(year: u64, month: u64, day: u64) -> u64 {
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let day_of_year = (153 * m + 2) / 5 + day - 1;
    y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719_468
}

fn civil_from_days(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let era = z / 146_097;
    let doe = z % 146_097;
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + u64::from(month <= 2), month, day)
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let millis = self.0.min(LAST);
        let seconds = millis / 1000;
        let (year, month, day) = civil_from_days(seconds / 86_400);
        let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        match millis % 1000 {
            0 => write!(f, "Z"),
            rest => write!(f, ".{rest:03}Z"),
        }
    }
}

impl std::fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let expected = "an instant is written 2026-11-22T09:30:00Z";
            from_text(deserializer, expected, Self::parse)
        } else {
            u64::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_and_written() {
        let rows = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2026-11-22T09:30:00.123Z", Some(1_795_339_800_123)),
            ("2024-02-29T23:59:59Z", Some(1_709_251_199_000)),
            ("9999-12-31T23:59:59.999Z", Some(LAST)),
            ("2023-02-29T00:00:00Z", None),
            ("2026-13-01T00:00:00Z", None),
            ("2026-11-22T24:00:00Z", None),
            ("2026-11-22T09:30:60Z", None),
            ("2026-11-22 09:30:00Z", None),
            ("2026-11-22T09:30:00.1Z", None),
            ("2026-11-22T09:30:00+00:00", None),
            ("1969-12-31T23:59:59Z", None),
            ("", None),
        ];
        for (text, want) in rows {
            assert_eq!(Timestamp::parse(text).map(|t| t.0), want, "{text}");
            if let Some(millis) = want {
                assert_eq!(Timestamp(millis).to_string(), text, "written as read");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_again(millis in 0..=LAST) {
            let at = Timestamp(millis);
            assert_eq!(Timestamp::parse(&at.to_string()), Some(at));
        }

        #[test]
        fn any_text_is_read_without_panic(text in ".{0,40}") {
            let _ = Timestamp::parse(&text);
        }
    }
}
