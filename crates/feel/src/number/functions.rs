//! Roots, exponentials and logarithms, by sums and steps of decimal arithmetic.
//!
//! INVARIANT: each loop is bounded. Results are right to about 32 digits.

use super::{Number, NumberError, Rounding};

/// The logarithm of 10.
const LN_10: &str = "2.302585092994045684017991454684364208";

impl Number {
    /// The square root; none of a negative number.
    pub fn sqrt(self) -> Option<Self> {
        if self.is_negative() {
            return None;
        }
        if self.is_zero() {
            return Some(self);
        }
        let two = Self::from(2_u64);
        // A first guess of the right number of digits; each step then doubles the digits that are right.
        let places = self.exponent + i32::try_from(super::digits(self.coefficient)).ok()?;
        let mut root = Self::scaled(1, places.div_euclid(2)).ok()?;
        for _ in 0..16 {
            let next = self
                .divided_by(root)
                .ok()?
                .plus(root)
                .ok()?
                .divided_by(two)
                .ok()?;
            if next == root {
                break;
            }
            root = next;
        }
        Some(root)
    }

    /// The power with any exponent, to 30 digits where it is not exact; none of a negative number, or of zero with a
    /// negative exponent.
    pub fn raised(self, exponent: Self) -> Result<Option<Self>, NumberError> {
        if self.is_negative() || (self.is_zero() && exponent.is_negative()) {
            return Ok(None);
        }
        if self.is_zero() {
            return Ok(Some(Self::ZERO));
        }
        // Half powers by the root, which is exact of squares.
        let halves = exponent.times(Self::from(2_u64))?.to_i64();
        if let Some(halves) = halves.and_then(|halves| i32::try_from(halves).ok()) {
            return self.sqrt().map(|root| root.power(halves)).transpose();
        }
        let Some(logarithm) = self.ln() else {
            return Ok(None);
        };
        let power = logarithm.times(exponent)?.exp()?;
        let digits = i32::try_from(super::digits(power.coefficient)).unwrap_or(0);
        let first = power.exponent.saturating_add(digits);
        power
            .round(30_i32.saturating_sub(first), Rounding::HalfEven)
            .map(Some)
    }

    /// The power of e.
    pub fn exp(self) -> Result<Self, NumberError> {
        let ln_10: Self = LN_10.parse()?;
        // e^x is 10^k times e^rest for the k that leaves the smallest rest, and e^rest is the square of a square of e^(rest/4).
        let tens = self.divided_by(ln_10)?.round(0, Rounding::HalfEven)?;
        let Some(power) = tens.to_i64().filter(|power| power.abs() < 10_000) else {
            return if self.is_negative() {
                Ok(Self::ZERO)
            } else {
                Err(NumberError::OutOfRange)
            };
        };
        let rest = self
            .minus(tens.times(ln_10)?)?
            .divided_by(Self::from(4_u64))?;
        let (mut sum, mut term) = (Self::ONE, Self::ONE);
        for at in 1_u64..40 {
            term = term.times(rest)?.divided_by(Self::from(at))?;
            sum = sum.plus(term)?;
        }
        let square = sum.times(sum)?;
        let power = i32::try_from(power).unwrap_or(0);
        square.times(square)?.times(Self::scaled(1, power)?)
    }

    /// The natural logarithm; none of zero or a negative number.
    pub fn ln(self) -> Option<Self> {
        if self.is_negative() || self.is_zero() {
            return None;
        }
        let ln_10: Self = LN_10.parse().ok()?;
        // x is m times 10^k with m below 10; of m the root is taken thrice, and then ln m = 8 * 2 * atanh((r - 1) / (r + 1)).
        let digits = i32::try_from(super::digits(self.coefficient)).ok()?;
        let power = self.exponent + digits - 1;
        let mantissa = self.times(Self::scaled(1, -power).ok()?).ok()?;
        let root = mantissa.sqrt()?.sqrt()?.sqrt()?;
        let ratio = root
            .minus(Self::ONE)
            .ok()?
            .divided_by(root.plus(Self::ONE).ok()?)
            .ok()?;
        let square = ratio.times(ratio).ok()?;
        let (mut sum, mut term) = (ratio, ratio);
        for at in 1_u64..40 {
            term = term.times(square).ok()?;
            sum = sum
                .plus(term.divided_by(Self::from(2 * at + 1)).ok()?)
                .ok()?;
        }
        let tens = ln_10.times(Self::from(i64::from(power))).ok()?;
        sum.times(Self::from(16_u64)).ok()?.plus(tens).ok()
    }
}
