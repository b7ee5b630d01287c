//! Numbers as text: plain decimal notation out, plain or scientific notation in.

use std::fmt;
use std::str::FromStr;

use super::rounding::{Rounded, nearest};
use super::wide::Wide;
use super::{Number, NumberError};

/// Digits read exactly before the rest only counts as zero or not: three more than are kept.
const READ: u32 = 37;

/// Rounds to 34 significant digits, half to even.
impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Ok(read(text)?.number)
    }
}

impl Number {
    /// The number that `text` writes, refused if it has more digits than a number can hold.
    pub fn exact(text: &str) -> Result<Self, NumberError> {
        let Rounded { number, exact } = read(text)?;
        if exact {
            Ok(number)
        } else {
            Err(NumberError::Inexact)
        }
    }
}

impl Number {
    /// At least the number of bytes of its plain notation.
    pub(crate) fn written_length(self) -> usize {
        40 + usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX)
    }
}

/// The digits read so far.
#[derive(Default)]
struct Digits {
    coefficient: u128,
    significant: u32,
    /// Places by which the coefficient has to be moved.
    exponent: i64,
    sticky: bool,
    any: bool,
}

impl Digits {
    fn push(&mut self, digit: u8, after_point: bool) {
        self.any = true;
        if self.significant < READ {
            self.coefficient = self.coefficient * 10 + u128::from(digit);
            self.significant += u32::from(self.coefficient != 0);
            self.exponent -= i64::from(after_point);
        } else {
            self.sticky |= digit != 0;
            self.exponent += i64::from(!after_point);
        }
    }
}

fn read(text: &str) -> Result<Rounded, NumberError> {
    let (negative, unsigned) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let (mantissa, power) = unsigned
        .split_once(['e', 'E'])
        .map_or((unsigned, None), |(m, p)| (m, Some(p)));
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(w, f)| (w, Some(f)));
    if fraction.is_some_and(str::is_empty) {
        return Err(NumberError::Malformed);
    }
    let mut digits = Digits::default();
    for (part, after_point) in [(whole, false), (fraction.unwrap_or(""), true)] {
        for byte in part.bytes() {
            if !byte.is_ascii_digit() {
                return Err(NumberError::Malformed);
            }
            digits.push(byte - b'0', after_point);
        }
    }
    if !digits.any {
        return Err(NumberError::Malformed);
    }
    let exponent = digits
        .exponent
        .saturating_add(power.map_or(Ok(0), read_power)?);
    nearest(
        negative,
        Wide::from(digits.coefficient),
        digits.sticky,
        exponent,
    )
}

/// The power of ten after `e`; beyond a million it only matters that it is out of range.
fn read_power(text: &str) -> Result<i64, NumberError> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::Malformed);
    }
    let power = digits.bytes().fold(0_i64, |power, byte| {
        (power * 10 + i64::from(byte - b'0')).min(1 << 40)
    });
    Ok(sign * power)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let digits = self.coefficient.to_string();
        let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX);
        if self.exponent >= 0 {
            f.write_str(&digits)?;
            return write_zeros(f, places);
        }
        match digits
            .len()
            .checked_sub(places)
            .filter(|whole| *whole > 0)
            .and_then(|whole| digits.split_at_checked(whole))
        {
            Some((whole, fraction)) => write!(f, "{whole}.{fraction}"),
            None => {
                f.write_str("0.")?;
                write_zeros(f, places.saturating_sub(digits.len()))?;
                f.write_str(&digits)
            }
        }
    }
}

fn write_zeros(f: &mut fmt::Formatter<'_>, count: usize) -> fmt::Result {
    (0..count).try_for_each(|_| f.write_str("0"))
}
