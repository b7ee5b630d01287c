//! Properties: what a path finds in dates, times, durations and ranges.

use crate::number::Number;
use crate::temporal::{Date, DaysTimeDuration, NANOS, Time, Zone};
use crate::value::Value;

/// The property `name` of `value`. None if values of this type have no such property; null if this one has no value for it.
pub(super) fn property(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Date(date) => of_date(*date, name),
        Value::Time(time) => of_time(time, time.offset(), name),
        Value::DateTime(at) => match of_date(at.date(), name) {
            None => of_time(at.time(), at.offset(), name),
            found => found,
        },
        Value::YearsMonths(duration) => match name {
            "years" => Some(Value::from(duration.months() / 12)),
            "months" => Some(Value::from(duration.months() % 12)),
            "days" | "hours" | "minutes" | "seconds" => Some(Value::Null),
            _ => None,
        },
        Value::DaysTime(duration) => of_days_time(*duration, name),
        Value::Range(range) => match name {
            "start" => Some(range.low().cloned().unwrap_or(Value::Null)),
            "end" => Some(range.high().cloned().unwrap_or(Value::Null)),
            "start included" => Some(Value::Boolean(range.low_included())),
            "end included" => Some(Value::Boolean(range.high_included())),
            _ => None,
        },
        Value::Null
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Function(_)
        | Value::List(_)
        | Value::Context(_)
        | Value::Opaque(_) => None,
    }
}

fn of_date(date: Date, name: &str) -> Option<Value> {
    Some(Value::from(match name {
        "year" => date.year(),
        "month" => date.month(),
        "day" => date.day(),
        "weekday" => date.weekday(),
        _ => return None,
    }))
}

fn of_time(time: &Time, offset: Option<i32>, name: &str) -> Option<Value> {
    Some(match name {
        "hour" => Value::from(time.hour()),
        "minute" => Value::from(time.minute()),
        "second" => {
            let nanos = i128::from(time.second()) * NANOS + i128::from(time.nano());
            Number::scaled(nanos, -9).map_or(Value::Null, Value::Number)
        }
        "time offset" => offset
            .and_then(|seconds| DaysTimeDuration::new(i128::from(seconds) * NANOS))
            .map_or(Value::Null, Value::DaysTime),
        "timezone" => time
            .zone()
            .and_then(Zone::name)
            .map_or(Value::Null, Value::from),
        _ => return None,
    })
}

fn of_days_time(duration: DaysTimeDuration, name: &str) -> Option<Value> {
    let seconds = duration.seconds();
    Some(match name {
        "days" => Value::from(seconds / 86_400),
        "hours" => Value::from(seconds / 3_600 % 24),
        "minutes" => Value::from(seconds / 60 % 60),
        "seconds" => {
            Number::scaled(duration.nanos() % (60 * NANOS), -9).map_or(Value::Null, Value::Number)
        }
        "years" | "months" => Value::Null,
        _ => return None,
    })
}
