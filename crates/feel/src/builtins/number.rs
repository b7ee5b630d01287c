//! Functions on numbers: `abs`, and rounding by `floor`, `ceiling` and `decimal`.

use super::{Arguments, Builtin};
use crate::limits::Meter;
use crate::number::Rounding;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("abs", (1, 1), abs),
    Builtin::new("floor", (1, 2), floor),
    Builtin::new("ceiling", (1, 2), ceiling),
    Builtin::new("decimal", (2, 2), decimal),
];

fn abs(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    Ok(Value::Number(arguments.number(0)?.abs()))
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
