//! Functions of a date in its calendar: `day of year`, `day of week`, `month of year`, `week of year`, `last day of month`.

use super::{Arguments, Builtin, single};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::temporal::Date;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("day of year", (1, 1), day_of_year).named(&[&["date"]]),
    Builtin::new("day of week", (1, 1), day_of_week).named(&[&["date"]]),
    Builtin::new("month of year", (1, 1), month_of_year).named(&[&["date"]]),
    Builtin::new("week of year", (1, 1), week_of_year).named(&[&["date"]]),
    Builtin::new("last day of month", (1, 1), last_day_of_month).named(&[&["date"]]),
];

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day(arguments: &Arguments<'_, '_>) -> Result<Date, Failure> {
    match single(arguments.any(0)) {
        Value::Date(date) => Ok(*date),
        Value::DateTime(at) => Ok(at.date()),
        other => Err(refuse(arguments.function, other)),
    }
}

/// The name of the `number`th, counted from 1.
fn named(names: &[&str], number: i64) -> Value {
    let index = usize::try_from(number - 1).unwrap_or(0);
    names
        .get(index)
        .map_or(Value::Null, |name| Value::from(*name))
}

fn day_of_year(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    Ok(Value::from(day(arguments)?.day_of_year()))
}

fn day_of_week(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    Ok(named(&DAYS, day(arguments)?.weekday()))
}

fn month_of_year(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    Ok(named(&MONTHS, day(arguments)?.month()))
}

fn week_of_year(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    Ok(Value::from(day(arguments)?.week_of_year()))
}

fn last_day_of_month(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let date = day(arguments)?;
    Date::new(date.year(), date.month(), date.days_in_month())
        .map(Value::Date)
        .ok_or_else(|| arguments.bad("a date"))
}
