//! `sort`: a stable merge of sorted runs, so the number of comparisons is bounded whatever the function says.

use std::sync::Arc;

use super::{Arguments, Builtin};
use crate::eval::call::apply;
use crate::eval::comparison::order;
use crate::eval::refuse;
use crate::function::Function;
use crate::session::Session;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] =
    &[Builtin::calling("sort", (1, 2), sort).named(&[&["list", "precedes"]])];

fn sort(arguments: &Arguments<'_, '_>, session: &mut Session) -> Result<Value, Failure> {
    let items = arguments.listed(0)?;
    let precedes = match arguments.any(1) {
        Value::Function(function) => Some(function),
        Value::Null if !arguments.is_given(1) => None,
        other => return Err(refuse(arguments.function, other)),
    };
    let mut sorted: Vec<&Value> = items.iter().collect();
    let mut width = 1;
    while width < sorted.len() {
        let mut merged = Vec::with_capacity(sorted.len());
        for pair in sorted.chunks(2 * width) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            merge(left, right, precedes, &mut merged, session)?;
        }
        sorted = merged;
        width *= 2;
    }
    session.meter.grow(sorted.len())?;
    let mut copies = Vec::with_capacity(sorted.len());
    for item in sorted {
        copies.push(session.meter.copy(item)?);
    }
    Ok(Value::List(copies))
}

fn merge<'v>(
    mut left: &[&'v Value],
    mut right: &[&'v Value],
    precedes: Option<&Arc<Function>>,
    merged: &mut Vec<&'v Value>,
    session: &mut Session,
) -> Result<(), Failure> {
    while let (Some((first, others)), Some((second, rest))) =
        (left.split_first(), right.split_first())
    {
        session.meter.spend(1)?;
        if comes_before(second, first, precedes, session)? {
            merged.push(second);
            right = rest;
        } else {
            merged.push(first);
            left = others;
        }
    }
    merged.extend(left);
    merged.extend(right);
    Ok(())
}

fn comes_before(
    left: &Value,
    right: &Value,
    precedes: Option<&Arc<Function>>,
    session: &mut Session,
) -> Result<bool, Failure> {
    let Some(function) = precedes else {
        return Ok(order(left, right, "sort", &mut session.meter)?.is_lt());
    };
    let pair = vec![session.meter.copy(left)?, session.meter.copy(right)?];
    match apply(function, pair, session)? {
        Value::Boolean(truth) => Ok(truth),
        other => Err(refuse("sort", &other)),
    }
}
