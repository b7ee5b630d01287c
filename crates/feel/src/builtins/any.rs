//! Functions on values of any type: `not`, `is defined`, `get or else`.

use super::{Arguments, Builtin};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("not", (1, 1), not),
    Builtin::on_absent("is defined", (1, 1), is_defined),
    Builtin::on_absent("get or else", (2, 2), get_or_else),
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
