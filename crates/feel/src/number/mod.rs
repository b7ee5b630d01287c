//! Decimal numbers with 34 significant digits, rounded half to even: the arithmetic of decimal128.
//!
//! A number is `coefficient * 10^exponent` with its sign, held in two machine words and a bit, so comparing and computing never
//! allocate. Each of addition, subtraction, multiplication and division is exact first and rounded once.
//!
//! INVARIANT: the form is canonical (see `rounding`), so equal numbers are equal field by field: `1.0` is `1`, and
//! there is one zero, which has no sign.

mod functions;
mod rounding;
mod text;
mod wide;

use std::cmp::Ordering;

pub use rounding::Rounding;
use rounding::{DIGITS, nearest};
use wide::Wide;

/// A decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    coefficient: u128,
    exponent: i32,
}

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is not a number.
    #[error("the text is not a decimal number")]
    Malformed,
    /// The text has more digits than a number can hold.
    #[error("the number has more than 34 significant digits")]
    Inexact,
    /// The number is larger than a number can be.
    #[error("the number is out of range")]
    OutOfRange,
    /// A division by zero.
    #[error("division by zero")]
    DivisionByZero,
}

impl NumberError {
    /// A name of the error that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "feel.number.malformed",
            Self::Inexact => "feel.number.inexact",
            Self::OutOfRange => "feel.number.out_of_range",
            Self::DivisionByZero => "feel.number.division_by_zero",
        }
    }
}

/// The largest power of ten that 128 bits hold.
const LARGEST_POWER: u32 = 38;

/// `10^power`, if 128 bits hold it.
fn pow10(power: u32) -> Option<u128> {
    const POWERS: [u128; LARGEST_POWER as usize + 1] = {
        let mut powers = [1; LARGEST_POWER as usize + 1];
        let (mut at, mut power) = (0, 1_u128);
        while at < LARGEST_POWER as usize {
            at += 1;
            power *= 10;
            #[expect(
                clippy::indexing_slicing,
                reason = "computed by the compiler, which checks the bounds"
            )]
            {
                powers[at] = power;
            }
        }
        powers
    };
    POWERS.get(power as usize).copied()
}

/// `value * 10^power` for a power of at most 38.
fn scaled(value: u128, power: u32) -> Wide {
    Wide::product(value, pow10(power).unwrap_or(u128::MAX))
}

/// The number of decimal digits; zero has none.
fn digits(value: u128) -> u32 {
    value.checked_ilog10().map_or(0, |log| log + 1)
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self {
        negative: false,
        coefficient: 0,
        exponent: 0,
    };
    /// One.
    pub const ONE: Self = Self {
        negative: false,
        coefficient: 1,
        exponent: 0,
    };

    /// Whether the number is zero.
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// Whether the number is whole.
    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// The number as a 64-bit integer, if it is one.
    pub fn to_i64(self) -> Option<i64> {
        let unit = u32::try_from(self.exponent).ok().and_then(pow10)?;
        let magnitude = i128::try_from(self.coefficient.checked_mul(unit)?).ok()?;
        i64::try_from(if self.negative { -magnitude } else { magnitude }).ok()
    }

    /// `value * 10^exponent`.
    pub(crate) fn scaled(value: i128, exponent: i32) -> Result<Self, NumberError> {
        let magnitude = Wide::from(value.unsigned_abs());
        Ok(nearest(value < 0, magnitude, false, i64::from(exponent))?.number)
    }

    /// The number as a 128-bit integer, if it is one.
    pub(crate) fn to_i128(self) -> Option<i128> {
        let unit = u32::try_from(self.exponent).ok().and_then(pow10)?;
        let magnitude = i128::try_from(self.coefficient.checked_mul(unit)?).ok()?;
        Some(if self.negative { -magnitude } else { magnitude })
    }

    /// The number without its sign.
    pub fn abs(self) -> Self {
        Self {
            negative: false,
            ..self
        }
    }

    /// The number with the other sign.
    pub fn negated(self) -> Self {
        Self {
            negative: !self.negative && !self.is_zero(),
            ..self
        }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, NumberError> {
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        let (upper, lower) = if self.exponent >= other.exponent {
            (self, other)
        } else {
            (other, self)
        };
        let gap = upper.exponent.abs_diff(lower.exponent);
        // The upper one is brought to the places of the lower one; if they are too far apart, the lower one loses digits below
        // the 38th after it, of which it only matters whether they are all zero.
        let lift = gap.min(LARGEST_POWER);
        let (small, sticky) = match pow10(gap - lift) {
            Some(unit) => (
                lower.coefficient / unit,
                !lower.coefficient.is_multiple_of(unit),
            ),
            None => (0, true),
        };
        let large = scaled(upper.coefficient, lift);
        let exponent = i64::from(upper.exponent) - i64::from(lift);
        let (negative, magnitude) = if upper.negative == lower.negative {
            (upper.negative, large.plus(small))
        } else {
            let small = Wide::from(small + u128::from(sticky));
            if large >= small {
                (upper.negative, large.minus(small))
            } else {
                (lower.negative, small.minus(large))
            }
        };
        Ok(nearest(negative, magnitude, sticky, exponent)?.number)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Result<Self, NumberError> {
        self.plus(other.negated())
    }

    /// The product.
    pub fn times(self, other: Self) -> Result<Self, NumberError> {
        let exponent = i64::from(self.exponent) + i64::from(other.exponent);
        let magnitude = Wide::product(self.coefficient, other.coefficient);
        Ok(nearest(self.negative != other.negative, magnitude, false, exponent)?.number)
    }

    /// The quotient.
    pub fn divided_by(self, other: Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        // Enough zeros that the quotient has 35 or 36 digits: one to round by, and the remainder tells whether more follow.
        let lift =
            (DIGITS + 1 + digits(other.coefficient)).saturating_sub(digits(self.coefficient));
        let first = lift.saturating_sub(LARGEST_POWER);
        let start = scaled(self.coefficient, first)
            .narrow()
            .unwrap_or(u128::MAX);
        let (quotient, left) = scaled(start, lift - first).divided_wide(other.coefficient);
        let exponent = i64::from(self.exponent) - i64::from(other.exponent) - i64::from(lift);
        Ok(nearest(
            self.negative != other.negative,
            Wide::from(quotient),
            left != 0,
            exponent,
        )?
        .number)
    }

    /// The power to a whole exponent, by repeated squaring; each product is rounded.
    pub fn power(self, exponent: i32) -> Result<Self, NumberError> {
        let (mut result, mut square, mut left) = (Self::ONE, self, exponent.unsigned_abs());
        while left > 0 {
            if left % 2 == 1 {
                result = result.times(square)?;
            }
            left /= 2;
            if left > 0 {
                square = square.times(square)?;
            }
        }
        if exponent < 0 {
            Self::ONE.divided_by(result)
        } else {
            Ok(result)
        }
    }

    /// The order of two numbers without their signs.
    fn compare_magnitude(self, other: Self) -> Ordering {
        if self.exponent == other.exponent || self.is_zero() || other.is_zero() {
            return self.coefficient.cmp(&other.coefficient);
        }
        let place =
            |number: Self| i64::from(number.exponent) + i64::from(digits(number.coefficient));
        place(self).cmp(&place(other)).then_with(|| {
            // The same leading place: brought to the same exponent, both have at most 34 digits.
            let lowest = self.exponent.min(other.exponent);
            let lifted =
                |number: Self| scaled(number.coefficient, number.exponent.abs_diff(lowest));
            lifted(self).cmp(&lifted(other))
        })
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.compare_magnitude(*other),
            (true, true) => other.compare_magnitude(*self),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        let magnitude = Self::from(value.unsigned_abs());
        if value < 0 {
            magnitude.negated()
        } else {
            magnitude
        }
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        let (mut coefficient, mut exponent) = (value, 0);
        while coefficient != 0 && coefficient.is_multiple_of(10) {
            coefficient /= 10;
            exponent += 1;
        }
        Self {
            negative: false,
            coefficient: u128::from(coefficient),
            exponent,
        }
    }
}
