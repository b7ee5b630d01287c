//! Functions on values of any type: `not`, `is defined`, `get or else`, `assert`, `is`.

use super::{Arguments, Builtin};
use crate::eval::comparison::equal;
use crate::eval::refuse;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("not", (1, 1), not).named(&[&["negand"]]),
    Builtin::on_absent("is defined", (1, 1), is_defined).named(&[&["value"]]),
    Builtin::on_absent("get or else", (2, 2), get_or_else).named(&[&["value", "default"]]),
    Builtin::on_absent("assert", (2, 3), assert).named(&[&["value", "condition", "cause"]]),
    Builtin::new("is", (2, 2), is).named(&[&["value1", "value2"]]),
];

/// The opposite; null stays null.
fn not(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    match arguments.any(0) {
        Value::Boolean(truth) => Ok(Value::Boolean(!truth)),
        Value::Null => Ok(Value::Null),
        other => Err(refuse(arguments.function, other)),
    }
}

/// Whether the value is there and not null.
fn is_defined(arguments: &Arguments<'_, '_>, _: &mut Meter) -> Result<Value, Failure> {
    match arguments.any(0) {
        sealed @ Value::Opaque(_) => Err(refuse(arguments.function, sealed)),
        value => Ok(Value::Boolean(!value.is_null())),
    }
}

/// The first argument unless it is null, then the second.
fn get_or_else(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    match arguments.any(0) {
        sealed @ Value::Opaque(_) => Err(refuse(arguments.function, sealed)),
        Value::Null => Ok(meter.copy(arguments.any(1))?),
        value => Ok(meter.copy(value)?),
    }
}

/// The value if the condition is true; otherwise null, and a warning says why.
fn assert(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    match arguments.any(1) {
        Value::Boolean(true) => Ok(meter.copy(arguments.any(0))?),
        sealed @ Value::Opaque(_) => Err(refuse(arguments.function, sealed)),
        _ => {
            let cause = if arguments.has(2) {
                arguments.string(2)?.chars().take(200).collect()
            } else {
                "the condition is not true".to_owned()
            };
            Err(WarningKind::Assertion(cause).into())
        }
    }
}

/// Whether two values are the same, zone and all: two times may be equal and yet not the same.
fn is(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (left, right) = (arguments.any(0), arguments.any(1));
    for value in [left, right] {
        if let Value::Opaque(_) = value {
            return Err(refuse(arguments.function, value));
        }
    }
    let same = match (left, right) {
        (Value::Time(left), Value::Time(right)) => left == right,
        (Value::DateTime(left), Value::DateTime(right)) => left == right,
        _ => equal(left, right, meter)? == Some(true),
    };
    Ok(Value::Boolean(same))
}
