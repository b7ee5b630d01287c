//! Functions that compare points and ranges: `before`, `meets`, `overlaps`, `includes` and their like, and `range`.
//!
//! An end that is open to infinity lies before, or after, everything.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Arguments, Builtin};
use crate::eval::comparison::{contains, order};
use crate::eval::refuse;
use crate::limits::Meter;
use crate::names::Names;
use crate::parser;
use crate::range::Range;
use crate::value::Value;
use crate::warning::Failure;

pub(super) static ALL: &[Builtin] = &[
    Builtin::new("before", (2, 2), before).named(MIXED),
    Builtin::new("after", (2, 2), after).named(MIXED),
    Builtin::new("meets", (2, 2), meets).named(RANGES),
    Builtin::new("met by", (2, 2), met_by).named(RANGES),
    Builtin::new("overlaps", (2, 2), overlaps).named(RANGES),
    Builtin::new("overlaps before", (2, 2), overlaps_before).named(RANGES),
    Builtin::new("overlaps after", (2, 2), overlaps_after).named(RANGES),
    Builtin::new("finishes", (2, 2), finishes).named(POINT_FIRST),
    Builtin::new("finished by", (2, 2), finished_by).named(POINT_LAST),
    Builtin::new("includes", (2, 2), includes).named(POINT_LAST),
    Builtin::new("during", (2, 2), during).named(POINT_FIRST),
    Builtin::new("starts", (2, 2), starts).named(POINT_FIRST),
    Builtin::new("started by", (2, 2), started_by).named(POINT_LAST),
    Builtin::new("coincides", (2, 2), coincides).named(MIXED),
    Builtin::new("range", (1, 1), range).named(&[&["from"]]),
];

const RANGES: &[&[&str]] = &[&["range1", "range2"]];
const POINT_FIRST: &[&[&str]] = &[&["point", "range"], &["range1", "range2"]];
const POINT_LAST: &[&[&str]] = &[&["range", "point"], &["range1", "range2"]];
const MIXED: &[&[&str]] = &[
    &["point1", "point2"],
    &["point", "range"],
    &["range", "point"],
    &["range1", "range2"],
];

/// An end of a range: its value, none if it is open to infinity, and whether it belongs to the range.
#[derive(Clone, Copy)]
struct End<'v> {
    value: Option<&'v Value>,
    included: bool,
}

/// A point or a range.
struct Span<'v> {
    low: End<'v>,
    high: End<'v>,
    range: Option<&'v Range>,
}

fn span<'a>(arguments: &Arguments<'a, '_>, index: usize) -> Result<Span<'a>, Failure> {
    match arguments.any(index) {
        Value::Range(range) => Ok(Span {
            low: End {
                value: range.low(),
                included: range.low_included(),
            },
            high: End {
                value: range.high(),
                included: range.high_included(),
            },
            range: Some(range),
        }),
        wrong @ (Value::Null | Value::Opaque(_)) => Err(refuse(arguments.function, wrong)),
        point => {
            let end = End {
                value: Some(point),
                included: true,
            };
            Ok(Span {
                low: end,
                high: end,
                range: None,
            })
        }
    }
}

fn range_at<'a>(arguments: &Arguments<'a, '_>, index: usize) -> Result<Span<'a>, Failure> {
    match arguments.any(index) {
        Value::Range(_) => span(arguments, index),
        other => Err(refuse(arguments.function, other)),
    }
}

/// The order of two values; of values that cannot be compared, a failure.
fn compare(left: &Value, right: &Value, meter: &mut Meter) -> Result<Ordering, Failure> {
    order(left, right, "range", meter)
}

/// The order of an upper end and a lower end.
fn high_to_low(high: End<'_>, low: End<'_>, meter: &mut Meter) -> Result<Ordering, Failure> {
    match (high.value, low.value) {
        (Some(high), Some(low)) => compare(high, low, meter),
        _ => Ok(Ordering::Greater),
    }
}

/// The order of two lower ends: of equal ones the included is first.
fn low_to_low(left: End<'_>, right: End<'_>, meter: &mut Meter) -> Result<Ordering, Failure> {
    match (left.value, right.value) {
        (Some(from), Some(to)) => {
            Ok(compare(from, to, meter)?.then(right.included.cmp(&left.included)))
        }
        (None, None) => Ok(Ordering::Equal),
        (None, Some(_)) => Ok(Ordering::Less),
        (Some(_), None) => Ok(Ordering::Greater),
    }
}

/// The order of two upper ends: of equal ones the included is last.
fn high_to_high(left: End<'_>, right: End<'_>, meter: &mut Meter) -> Result<Ordering, Failure> {
    match (left.value, right.value) {
        (Some(from), Some(to)) => {
            Ok(compare(from, to, meter)?.then(left.included.cmp(&right.included)))
        }
        (None, None) => Ok(Ordering::Equal),
        (None, Some(_)) => Ok(Ordering::Greater),
        (Some(_), None) => Ok(Ordering::Less),
    }
}

fn truth(truth: bool) -> Result<Value, Failure> {
    Ok(Value::Boolean(truth))
}

fn precedes(left: &Span<'_>, right: &Span<'_>, meter: &mut Meter) -> Result<bool, Failure> {
    let order = high_to_low(left.high, right.low, meter)?;
    Ok(order.is_lt() || (order.is_eq() && !(left.high.included && right.low.included)))
}

fn before(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    truth(precedes(&span(arguments, 0)?, &span(arguments, 1)?, meter)?)
}

fn after(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    truth(precedes(&span(arguments, 1)?, &span(arguments, 0)?, meter)?)
}

fn touches(left: &Span<'_>, right: &Span<'_>, meter: &mut Meter) -> Result<Value, Failure> {
    let both = left.high.included && right.low.included;
    truth(both && high_to_low(left.high, right.low, meter)?.is_eq())
}

fn meets(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    touches(&range_at(arguments, 0)?, &range_at(arguments, 1)?, meter)
}

fn met_by(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    touches(&range_at(arguments, 1)?, &range_at(arguments, 0)?, meter)
}

fn overlaps(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (left, right) = (range_at(arguments, 0)?, range_at(arguments, 1)?);
    truth(!precedes(&left, &right, meter)? && !precedes(&right, &left, meter)?)
}

/// Whether `left` begins first, reaches into `right` and ends no later.
fn reaches_into(left: &Span<'_>, right: &Span<'_>, meter: &mut Meter) -> Result<bool, Failure> {
    Ok(low_to_low(left.low, right.low, meter)?.is_lt()
        && !precedes(left, right, meter)?
        && high_to_high(left.high, right.high, meter)?.is_le())
}

fn overlaps_before(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (left, right) = (range_at(arguments, 0)?, range_at(arguments, 1)?);
    truth(reaches_into(&left, &right, meter)?)
}

/// Whether the first begins within the second and ends later.
fn overlaps_after(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (left, right) = (range_at(arguments, 0)?, range_at(arguments, 1)?);
    truth(reaches_into(&right, &left, meter)?)
}

/// Whether `inner`, a point or a range, is the end of `outer`.
fn ends(inner: &Span<'_>, outer: &Span<'_>, meter: &mut Meter) -> Result<Value, Failure> {
    let ends = high_to_high(inner.high, outer.high, meter)?.is_eq();
    let within = inner.range.is_none() || low_to_low(outer.low, inner.low, meter)?.is_le();
    truth(ends && within)
}

fn finishes(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    ends(&span(arguments, 0)?, &range_at(arguments, 1)?, meter)
}

fn finished_by(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    ends(&span(arguments, 1)?, &range_at(arguments, 0)?, meter)
}

/// Whether `inner`, a point or a range, lies in `outer`.
fn lies_in(
    inner: &Value,
    inside: &Span<'_>,
    outer: &Span<'_>,
    meter: &mut Meter,
) -> Result<Value, Failure> {
    match (inside.range, outer.range) {
        (None, Some(range)) => truth(contains(range, inner, "range", meter)?),
        _ => truth(
            low_to_low(outer.low, inside.low, meter)?.is_le()
                && high_to_high(inside.high, outer.high, meter)?.is_le(),
        ),
    }
}

fn includes(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (outer, inner) = (range_at(arguments, 0)?, span(arguments, 1)?);
    lies_in(arguments.any(1), &inner, &outer, meter)
}

fn during(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (inner, outer) = (span(arguments, 0)?, range_at(arguments, 1)?);
    lies_in(arguments.any(0), &inner, &outer, meter)
}

/// Whether `inner`, a point or a range, is the beginning of `outer`.
fn begins(inner: &Span<'_>, outer: &Span<'_>, meter: &mut Meter) -> Result<Value, Failure> {
    let begins = low_to_low(inner.low, outer.low, meter)?.is_eq();
    let within = inner.range.is_none() || high_to_high(inner.high, outer.high, meter)?.is_le();
    truth(begins && within)
}

fn starts(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    begins(&span(arguments, 0)?, &range_at(arguments, 1)?, meter)
}

fn started_by(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    begins(&span(arguments, 1)?, &range_at(arguments, 0)?, meter)
}

fn coincides(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let (left, right) = (span(arguments, 0)?, span(arguments, 1)?);
    if left.range.is_some() != right.range.is_some() {
        return Err(arguments.bad("two points or two ranges"));
    }
    truth(
        low_to_low(left.low, right.low, meter)?.is_eq()
            && high_to_high(left.high, right.high, meter)?.is_eq(),
    )
}

/// The longest text of a range that is read.
const LONGEST: usize = 1 << 12;

/// The range that a text writes, with constants as ends.
fn range(arguments: &Arguments<'_, '_>, meter: &mut Meter) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    meter.read(text.len())?;
    let bad = || arguments.bad("the text of a range");
    if text.len() > LONGEST {
        return Err(bad());
    }
    let ends = parser::parse_range(text, &Names::new()).ok_or_else(bad)?;
    let (low, high) = (ends.low, ends.high);
    match (&low.0, &high.0) {
        (Value::Null, Value::Null) => return Err(bad()),
        (Value::Null, end) | (end, Value::Null) => compare(end, end, meter)?,
        (from, to) => match compare(from, to, meter)? {
            Ordering::Greater => return Err(bad()),
            order => order,
        },
    };
    Ok(Value::Range(Arc::new(Range::new(low, high))))
}
