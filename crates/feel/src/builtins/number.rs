//! Functions on numbers: rounding, `abs`, `modulo`, `sqrt`, `log`, `exp`, `odd`, `even`.

use super::{Arguments, Builtin};
use crate::limits::Meter;
use crate::number::{Number, Rounding};
use crate::temporal::{DaysTimeDuration, YearsMonthsDuration};
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("abs", (1, 1), abs).named(&[&["n"]]),
    Builtin::new("floor", (1, 2), floor).named(SCALED),
    Builtin::new("ceiling", (1, 2), ceiling).named(SCALED),
    Builtin::new("decimal", (2, 2), decimal).named(SCALED),
    Builtin::new("round up", (1, 2), round_up).named(SCALED),
    Builtin::new("round down", (1, 2), round_down).named(SCALED),
    Builtin::new("round half up", (1, 2), round_half_up).named(SCALED),
    Builtin::new("round half down", (1, 2), round_half_down).named(SCALED),
    Builtin::new("modulo", (2, 2), modulo).named(&[&["dividend", "divisor"]]),
    Builtin::new("sqrt", (1, 1), sqrt).named(&[&["number"]]),
    Builtin::new("log", (1, 1), log).named(&[&["number"]]),
    Builtin::new("exp", (1, 1), exp).named(&[&["number"]]),
    Builtin::new("odd", (1, 1), odd).named(&[&["number"]]),
    Builtin::new("even", (1, 1), even).named(&[&["number"]]),
];

const SCALED: &[&[&str]] = &[&["n", "scale"]];

fn abs(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    match arguments.any(0) {
        Value::DaysTime(duration) => DaysTimeDuration::new(duration.nanos().abs())
            .map(Value::DaysTime)
            .ok_or_else(|| WarningKind::OutOfRange.into()),
        Value::YearsMonths(duration) => YearsMonthsDuration::new(duration.months().abs())
            .map(Value::YearsMonths)
            .ok_or_else(|| WarningKind::OutOfRange.into()),
        _ => Ok(Value::Number(arguments.number(0)?.abs())),
    }
}

fn round_up(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::Up)
}

fn round_down(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::Down)
}

fn round_half_up(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::HalfUp)
}

fn round_half_down(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::HalfDown)
}

/// What is left of a division; its sign is the divisor's.
fn modulo(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    let (dividend, divisor) = (arguments.number(0)?, arguments.number(1)?);
    let whole = dividend.divided_by(divisor)?.round(0, Rounding::Floor)?;
    Ok(Value::Number(dividend.minus(divisor.times(whole)?)?))
}

fn sqrt(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    meter.spend(16)?;
    let number = arguments.number(0)?;
    let root = number
        .sqrt()
        .ok_or_else(|| arguments.bad("a number that is not negative"))?;
    Ok(Value::Number(root))
}

/// The natural logarithm.
fn log(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    meter.spend(128)?;
    let number = arguments.number(0)?;
    let log = number
        .ln()
        .ok_or_else(|| arguments.bad("a number above zero"))?;
    Ok(Value::Number(log))
}

fn exp(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    meter.spend(128)?;
    Ok(Value::Number(arguments.number(0)?.exp()?))
}

fn odd(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    left_of_half(arguments, Number::ONE)
}

fn even(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    left_of_half(arguments, Number::ZERO)
}

fn left_of_half(arguments: &Arguments<'_, '_>, wanted: Number) -> Result<Value, Failure> {
    let number = arguments.number(0)?.abs();
    let two = Number::from(2_u64);
    let whole = number.divided_by(two)?.round(0, Rounding::Floor)?;
    Ok(Value::Boolean(number.minus(two.times(whole)?)? == wanted))
}

fn floor(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::Floor)
}

fn ceiling(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::Ceiling)
}

fn decimal(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    rounded(arguments, Rounding::HalfEven)
}

/// The first argument with as many decimals as the second says, none if it is not given.
fn rounded(arguments: &Arguments<'_, '_>, rounding: Rounding) -> Result<Value, Failure> {
    let number = arguments.number(0)?;
    let scale = if arguments.is_given(1) {
        arguments.whole(1)?
    } else {
        0
    };
    if !(-6_111..=6_176).contains(&scale) {
        return Err(arguments.bad("a scale from -6111 to 6176"));
    }
    Ok(Value::Number(number.round(scale, rounding)?))
}
