//! Functions on lists of numbers and truths: `mean`, `median`, `mode`, `stddev`, `product`, `all`, `any`.
//!
//! Each takes a list or its items as arguments.

use super::{ANY, Arguments, Builtin};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::number::Number;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("mean", (1, ANY), mean).named(&[&["list"]]),
    Builtin::new("median", (1, ANY), median).named(&[&["list"]]),
    Builtin::new("mode", (1, ANY), mode).named(&[&["list"]]),
    Builtin::new("stddev", (1, ANY), stddev).named(&[&["list"]]),
    Builtin::new("product", (1, ANY), product).named(&[&["list"]]),
    Builtin::new("all", (1, ANY), all).named(&[&["list"]]),
    Builtin::new("any", (1, ANY), any).named(&[&["list"]]),
];

fn numbers(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Vec<Number>, Failure> {
    let items = arguments.items();
    meter.spend(items.len() as u64)?;
    items
        .into_iter()
        .map(|item| match item {
            Value::Number(number) => Ok(*number),
            other => Err(refuse(arguments.function, other)),
        })
        .collect()
}

fn length(numbers: &[Number]) -> Number {
    Number::from(numbers.len() as u64)
}

fn average(numbers: &[Number]) -> Result<Number, Failure> {
    let mut total = Number::ZERO;
    for number in numbers {
        total = total.plus(*number)?;
    }
    Ok(total.divided_by(length(numbers))?)
}

fn mean(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let numbers = numbers(arguments, meter)?;
    if numbers.is_empty() {
        return Ok(Value::Null);
    }
    Ok(Value::Number(average(&numbers)?))
}

/// The number in the middle, or the mean of the two there.
fn median(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut numbers = numbers(arguments, meter)?;
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    let around = if numbers.len() % 2 == 1 {
        numbers.get(middle..=middle)
    } else {
        middle
            .checked_sub(1)
            .and_then(|before| numbers.get(before..=middle))
    };
    match around {
        Some(around) => Ok(Value::Number(average(around)?)),
        None => Ok(Value::Null),
    }
}

/// The numbers that occur most often, in ascending order.
fn mode(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let mut numbers = numbers(arguments, meter)?;
    numbers.sort_unstable();
    let runs = || numbers.chunk_by(|left, right| left == right);
    let most = runs().map(<[Number]>::len).max().unwrap_or(0);
    let modes = runs()
        .filter(|run| run.len() == most)
        .filter_map(|run| run.first().copied().map(Value::Number));
    let modes: Vec<_> = modes.collect();
    meter.grow(modes.len())?;
    Ok(Value::List(modes))
}

/// The standard deviation of a sample.
fn stddev(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let numbers = numbers(arguments, meter)?;
    if numbers.len() < 2 {
        return Err(arguments.bad("two numbers at least"));
    }
    let average = average(&numbers)?;
    let mut total = Number::ZERO;
    for number in &numbers {
        let distance = number.minus(average)?;
        total = total.plus(distance.times(distance)?)?;
    }
    let variance = total.divided_by(length(&numbers).minus(Number::ONE)?)?;
    Ok(variance.sqrt().map_or(Value::Null, Value::Number))
}

fn product(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let numbers = numbers(arguments, meter)?;
    if numbers.is_empty() {
        return Ok(Value::Null);
    }
    let mut total = Number::ONE;
    for number in numbers {
        total = total.times(number)?;
    }
    Ok(Value::Number(total))
}

fn all(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    decided_by(false, arguments, meter)
}

fn any(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    decided_by(true, arguments, meter)
}

/// `decider` if an item is it, otherwise null if one is no boolean, otherwise the opposite.
fn decided_by(
    decider: bool,
    arguments: &Arguments<'_, '_>,
    meter: &mut Meter,
) -> Result<Value, Failure> {
    let mut wrong = None;
    for item in arguments.items() {
        meter.spend(1)?;
        match item {
            Value::Boolean(truth) if *truth == decider => return Ok(Value::Boolean(decider)),
            Value::Boolean(_) => {}
            sealed @ Value::Opaque(_) => return Err(refuse(arguments.function, sealed)),
            other => wrong = Some(other),
        }
    }
    match wrong {
        None => Ok(Value::Boolean(!decider)),
        Some(other) => Err(refuse(arguments.function, other)),
    }
}
