//! Where a time is told: an offset from UTC, or a zone with its rules.
//!
//! INVARIANT: rules are those compiled into the program; no file of the machine is read.

use std::fmt;
use std::sync::OnceLock;

use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use super::Date;

/// An offset or a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// Seconds east of UTC.
    Offset(i32),
    /// A zone of the IANA database.
    Region(Region),
}

/// A zone of the IANA database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region(TimeZone);

/// The largest offset: 18 hours.
const LARGEST: i32 = 18 * 3_600;

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self::Offset(0);

    /// An offset of less than a day.
    pub fn offset(seconds: i64) -> Option<Self> {
        let seconds = i32::try_from(seconds).ok()?;
        (seconds.abs() <= LARGEST).then_some(Self::Offset(seconds))
    }

    /// The zone with the IANA name `name`.
    pub fn region(name: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_-+".contains(&byte);
        if name.is_empty() || name.len() > 64 || !name.bytes().all(plain) {
            return None;
        }
        let zone = database().get(name).ok()?;
        // Names are taken as they are written: the database also knows them in other cases.
        (zone.iana_name() == Some(name)).then_some(Self::Region(Region(zone)))
    }

    /// The name of the zone, if it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Offset(_) => None,
            Self::Region(region) => region.0.iana_name(),
        }
    }

    /// The seconds east of UTC when clocks there show the second `second` of the day `date`.
    pub(crate) fn offset_at_local(&self, date: Date, second: i64) -> i32 {
        match self {
            Self::Offset(seconds) => *seconds,
            Self::Region(region) => {
                let local = in_reach(date, second);
                region
                    .0
                    .to_ambiguous_timestamp(local)
                    .compatible()
                    .map_or(0, |at| region.0.to_offset(at).seconds())
            }
        }
    }

    /// The seconds east of UTC at the second `second` since 1970.
    pub(crate) fn offset_at(&self, second: i64) -> i32 {
        match self {
            Self::Offset(seconds) => *seconds,
            Self::Region(region) => {
                let date = Date::from_days(second.div_euclid(super::DAY_SECONDS));
                let Some(date) = date else { return 0 };
                let local = in_reach(date, second.rem_euclid(super::DAY_SECONDS));
                let at = TimeZone::UTC
                    .to_timestamp(local)
                    .unwrap_or(Timestamp::UNIX_EPOCH);
                region.0.to_offset(at).seconds()
            }
        }
    }
}

/// The moment as the zone rules know it. Rules repeat every 400 years after the last year they name, and do not differ before the
/// first; a year beyond their reach is brought into it.
fn in_reach(date: Date, second: i64) -> civil::DateTime {
    let year = match date.year() {
        year @ -9_000..=9_000 => year,
        year if year > 0 => 8_000 + year.rem_euclid(400),
        year => -8_000 - (-year).rem_euclid(400),
    };
    let narrow = |number: i64| i8::try_from(number).unwrap_or(1);
    let day = civil::Date::new(
        i16::try_from(year).unwrap_or(0),
        narrow(date.month()),
        narrow(date.day()),
    );
    let midnight = day.map_or(civil::DateTime::default(), civil::DateTime::from);
    midnight
        .checked_add(SignedDuration::from_secs(second))
        .unwrap_or(midnight)
}

/// As it stands behind a time: `Z`, `+01:00`, `@Europe/Berlin`.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(0) => f.write_str("Z"),
            Self::Offset(seconds) => {
                let size = seconds.unsigned_abs();
                let sign = if *seconds < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", size / 3_600, size / 60 % 60)?;
                match size % 60 {
                    0 => Ok(()),
                    rest => write!(f, ":{rest:02}"),
                }
            }
            Self::Region(region) => write!(f, "@{}", region.0.iana_name().unwrap_or("Etc/UTC")),
        }
    }
}
