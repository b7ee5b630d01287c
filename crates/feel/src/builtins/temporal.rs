//! Functions that make dates, times and durations.

use super::{Arguments, Builtin, single};
use crate::error::EvalError;
use crate::eval::refuse;
use crate::limits::Meter;
use crate::number::{Number, Rounding};
use crate::session::Session;
use crate::temporal::{self, Date, DateTime, Time, YearsMonthsDuration, Zone};
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("date", (1, 3), date).named(&[&["from"], &["year", "month", "day"]]),
    Builtin::new("time", (1, 4), time).named(&[&["from"], &["hour", "minute", "second", "offset"]]),
    Builtin::new("date and time", (1, 2), date_and_time).named(&[
        &["from"],
        &["date", "time"],
        &["date", "timezone"],
    ]),
    Builtin::new("duration", (1, 1), duration).named(&[&["from"]]),
    Builtin::new("years and months duration", (2, 2), years_and_months).named(&[&["from", "to"]]),
    Builtin::calling("now", (0, 0), now),
    Builtin::calling("today", (0, 0), today),
];

/// The longest text of a date, time or duration that is read.
const LONGEST: usize = 256;

fn text<'a>(arguments: &Arguments<'a, '_>, index: usize) -> Result<&'a str, Failure> {
    let text = arguments.string(index)?;
    if text.len() > LONGEST {
        return Err(arguments.bad("a shorter text"));
    }
    Ok(text)
}

/// The whole number at `index`.
fn integer(arguments: &Arguments<'_, '_>, index: usize) -> Result<i64, Failure> {
    let number = arguments.number(index)?;
    number
        .round(0, Rounding::Down)?
        .to_i64()
        .ok_or_else(|| arguments.bad("a number that is not so large"))
}

fn date(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let no_date = || arguments.bad("a date that exists");
    if arguments.values.len() == 2 {
        return Err(arguments.bad("a text, or year, month and day"));
    }
    if arguments.values.len() == 3 {
        let (year, month, day) = (
            integer(arguments, 0)?,
            integer(arguments, 1)?,
            integer(arguments, 2)?,
        );
        return Date::new(year, month, day)
            .map(Value::Date)
            .ok_or_else(no_date);
    }
    match single(arguments.any(0)) {
        Value::Date(date) => Ok(Value::Date(*date)),
        Value::DateTime(at) => Ok(Value::Date(at.date())),
        _ => text(arguments, 0)?
            .parse()
            .map(Value::Date)
            .map_err(|_| no_date()),
    }
}

fn time(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let no_time = || arguments.bad("a time that exists");
    if arguments.values.len() == 2 {
        return Err(arguments.bad("a text, or hour, minute and second"));
    }
    if arguments.values.len() > 2 {
        let (hour, minute) = (integer(arguments, 0)?, integer(arguments, 1)?);
        let second = arguments.number(2)?;
        let whole = second.round(0, Rounding::Floor)?;
        let nano = second
            .minus(whole)?
            .times(Number::from(1_000_000_000_u64))?
            .round(0, Rounding::Floor)?
            .to_i64()
            .and_then(|nano| u32::try_from(nano).ok())
            .ok_or_else(no_time)?;
        let zone = match arguments.any(3) {
            Value::Null => None,
            Value::DaysTime(offset) => Some(Zone::offset(offset.seconds()).ok_or_else(no_time)?),
            other => return Err(refuse(arguments.function, other)),
        };
        let whole = whole.to_i64().ok_or_else(no_time)?;
        return Time::new(hour, minute, whole, nano, zone)
            .map(Value::Time)
            .ok_or_else(no_time);
    }
    match single(arguments.any(0)) {
        Value::Time(time) => Ok(Value::Time(time.clone())),
        Value::DateTime(at) => Ok(Value::Time(at.time().clone())),
        Value::Date(date) => Ok(Value::Time(date.midnight_utc().time().clone())),
        _ => text(arguments, 0)?
            .parse()
            .map(Value::Time)
            .map_err(|_| no_time()),
    }
}

fn date_and_time(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let no_moment = || arguments.bad("a date and time that exists");
    if arguments.values.len() == 1 {
        return match single(arguments.any(0)) {
            Value::DateTime(at) => Ok(Value::DateTime(at.clone())),
            Value::Date(date) => Ok(Value::DateTime(date.midnight())),
            _ => {
                let text = text(arguments, 0)?;
                let day = || text.parse().map(Date::midnight);
                text.parse()
                    .or_else(|_| day())
                    .map(Value::DateTime)
                    .map_err(|_| no_moment())
            }
        };
    }
    let date = match single(arguments.any(0)) {
        Value::Date(date) => *date,
        Value::DateTime(at) => match single(arguments.any(1)) {
            Value::String(zone) => {
                let zone = Zone::region(zone).ok_or_else(no_moment)?;
                return DateTime::from_instant(at.instant(), zone)
                    .map(Value::DateTime)
                    .ok_or_else(no_moment);
            }
            _ => at.date(),
        },
        other => return Err(refuse(arguments.function, other)),
    };
    match single(arguments.any(1)) {
        Value::Time(time) => Ok(Value::DateTime(DateTime::new(date, time.clone()))),
        other => Err(refuse(arguments.function, other)),
    }
}

fn duration(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    match single(arguments.any(0)) {
        Value::YearsMonths(duration) => Ok(Value::YearsMonths(*duration)),
        Value::DaysTime(duration) => Ok(Value::DaysTime(*duration)),
        _ => temporal::duration(text(arguments, 0)?).ok_or_else(|| arguments.bad("a duration")),
    }
}

/// The whole months between two dates.
fn years_and_months(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let day = |index: usize| match single(arguments.any(index)) {
        Value::Date(date) => Ok(*date),
        Value::DateTime(at) => Ok(at.date()),
        other => Err(refuse(arguments.function, other)),
    };
    YearsMonthsDuration::between(day(0)?, day(1)?)
        .map(Value::YearsMonths)
        .ok_or_else(|| arguments.bad("dates that are less far apart"))
}

fn now(arguments: &Arguments<'_, '_>, session: &mut Session) -> Result<Value, Failure> {
    let function = arguments.function;
    let now = session.now().ok_or(EvalError::NoClock { function })?;
    Ok(Value::DateTime(now.clone()))
}

fn today(arguments: &Arguments<'_, '_>, session: &mut Session) -> Result<Value, Failure> {
    let function = arguments.function;
    let now = session.now().ok_or(EvalError::NoClock { function })?;
    Ok(Value::Date(now.date()))
}
