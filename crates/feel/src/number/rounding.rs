//! Rounding: every result passes through here.
//!
//! INVARIANT: a number has at most 34 significant digits, an exponent of at least -6176 and a leading digit of at
//! most 10^6144 (the range of decimal128), and no trailing zero in its coefficient.

use super::wide::Wide;
use super::{Number, NumberError, pow10};

/// Significant digits.
pub(super) const DIGITS: u32 = 34;
/// The largest place of the leading digit.
const LARGEST_PLACE: i64 = 6_144;
/// The smallest place of any digit.
pub(super) const SMALLEST_PLACE: i64 = -6_176;

/// How a number is brought to fewer digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, and from the middle to the even neighbour.
    HalfEven,
    /// Towards negative infinity.
    Floor,
    /// Towards positive infinity.
    Ceiling,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// To the nearest, and from the middle away from zero.
    HalfUp,
    /// To the nearest, and from the middle towards zero.
    HalfDown,
}

/// A rounded result, and whether rounding changed it.
pub(super) struct Rounded {
    pub(super) number: Number,
    pub(super) exact: bool,
}

/// The number nearest to `(magnitude + e) * 10^exponent`, where `e` is between 0 and 1 (both excluded) if `sticky`, else 0.
/// With `sticky`, `magnitude` has more than 34 digits.
pub(super) fn nearest(
    negative: bool,
    magnitude: Wide,
    sticky: bool,
    exponent: i64,
) -> Result<Rounded, NumberError> {
    let digits = magnitude.digits();
    let too_long = i64::from(digits) - i64::from(DIGITS);
    let too_small = SMALLEST_PLACE - exponent;
    let dropped = too_long.max(too_small).max(0);
    if dropped == 0 {
        let number = normal(negative, magnitude.narrow().unwrap_or(u128::MAX), exponent)?;
        return Ok(Rounded {
            number,
            exact: !sticky,
        });
    }
    if dropped > i64::from(digits) {
        let exact = digits == 0 && !sticky;
        return Ok(Rounded {
            number: Number::ZERO,
            exact,
        });
    }
    let (kept, last, sticky) = drop_digits(magnitude, dropped, sticky);
    let up = last > 5 || (last == 5 && (sticky || kept.is_odd()));
    let kept = kept.plus(u128::from(up)).narrow().unwrap_or(u128::MAX);
    let number = normal(negative, kept, exponent + dropped)?;
    Ok(Rounded {
        number,
        exact: last == 0 && !sticky,
    })
}

/// Takes `count` digits (at least one) off the end: what is kept, the first digit dropped, whether any after it is not zero.
fn drop_digits(magnitude: Wide, count: i64, sticky: bool) -> (Wide, u64, bool) {
    let (mut rest, mut sticky, mut left) = (magnitude, sticky, count - 1);
    while left > 0 {
        let step = left.min(19);
        let divisor = 10_u64.pow(u32::try_from(step).unwrap_or(0));
        let (quotient, remainder) = rest.divided(divisor);
        rest = quotient;
        sticky |= remainder != 0;
        left -= step;
    }
    let (kept, last) = rest.divided(10);
    (kept, last, sticky)
}

/// The number with its trailing zeros taken off, if it is in range.
fn normal(negative: bool, coefficient: u128, exponent: i64) -> Result<Number, NumberError> {
    if coefficient == 0 {
        return Ok(Number::ZERO);
    }
    let (mut coefficient, mut exponent) = (coefficient, exponent);
    while coefficient > u128::from(u64::MAX) && coefficient.is_multiple_of(10) {
        coefficient /= 10;
        exponent += 1;
    }
    if let Ok(mut short) = u64::try_from(coefficient) {
        while short.is_multiple_of(10) {
            short /= 10;
            exponent += 1;
        }
        coefficient = u128::from(short);
    }
    let leading = exponent + i64::from(coefficient.ilog10());
    if leading > LARGEST_PLACE {
        return Err(NumberError::OutOfRange);
    }
    let exponent = i32::try_from(exponent).map_err(|_| NumberError::OutOfRange)?;
    Ok(Number {
        negative,
        coefficient,
        exponent,
    })
}

impl Number {
    /// The number with at most `scale` digits after the point; a negative scale clears digits before it.
    pub fn round(self, scale: i32, rounding: Rounding) -> Result<Self, NumberError> {
        let place = -i64::from(scale);
        let dropped = place - i64::from(self.exponent);
        if dropped <= 0 || self.coefficient == 0 {
            return Ok(self);
        }
        let unit = u32::try_from(dropped).ok().and_then(pow10);
        let (kept, left) = unit.map_or((0, self.coefficient), |unit| {
            (self.coefficient / unit, self.coefficient % unit)
        });
        let up = match rounding {
            Rounding::Floor => left != 0 && self.negative,
            Rounding::Ceiling => left != 0 && !self.negative,
            Rounding::Up => left != 0,
            Rounding::Down => false,
            Rounding::HalfUp => unit.is_some_and(|unit| left * 2 >= unit),
            Rounding::HalfDown => unit.is_some_and(|unit| left * 2 > unit),
            // Without a unit more than 38 digits go, which is less than half of it. A coefficient is below 2^113, so
            // doubling what is left of it fits.
            Rounding::HalfEven => {
                unit.is_some_and(|unit| left * 2 > unit || (left * 2 == unit && kept % 2 == 1))
            }
        };
        Ok(nearest(
            self.negative,
            Wide::from(kept).plus(u128::from(up)),
            false,
            place,
        )?
        .number)
    }
}
