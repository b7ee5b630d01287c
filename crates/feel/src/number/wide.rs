//! Whole numbers of 256 bits: room for the exact product of two coefficients.
//!
//! INVARIANT: callers keep every value below 10^76, so no operation here overflows.

/// `high * 2^128 + low`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide {
    high: u128,
    low: u128,
}

const HALF: u128 = u64::MAX as u128;

impl From<u128> for Wide {
    fn from(low: u128) -> Self {
        Self { high: 0, low }
    }
}

impl Wide {
    /// The exact product, in halves of 64 bits.
    pub(super) fn product(left: u128, right: u128) -> Self {
        if let Some(low) = left.checked_mul(right) {
            return Self::from(low);
        }
        let (left_high, left_low) = (left >> 64, left & HALF);
        let (right_high, right_low) = (right >> 64, right & HALF);
        let bottom = left_low * right_low;
        let (middle, carried) = (left_high * right_low).overflowing_add(left_low * right_high);
        let (low, spilled) = bottom.overflowing_add(middle << 64);
        let high = left_high * right_high
            + (middle >> 64)
            + (u128::from(carried) << 64)
            + u128::from(spilled);
        Self { high, low }
    }

    pub(super) fn plus(self, other: u128) -> Self {
        let (low, carried) = self.low.overflowing_add(other);
        Self {
            high: self.high + u128::from(carried),
            low,
        }
    }

    /// `self - other`; callers know that it is not negative.
    pub(super) fn minus(self, other: Self) -> Self {
        let (low, borrowed) = self.low.overflowing_sub(other.low);
        Self {
            high: self
                .high
                .wrapping_sub(other.high)
                .wrapping_sub(u128::from(borrowed)),
            low,
        }
    }

    /// The value if it fits.
    pub(super) fn narrow(self) -> Option<u128> {
        (self.high == 0).then_some(self.low)
    }

    pub(super) fn is_odd(self) -> bool {
        self.low & 1 == 1
    }

    /// The number of decimal digits; zero has none.
    pub(super) fn digits(self) -> u32 {
        let (mut rest, mut counted) = (self, 0);
        while rest.high != 0 {
            rest = rest.divided(10_u64.pow(19)).0;
            counted += 19;
        }
        counted + rest.low.checked_ilog10().map_or(0, |log| log + 1)
    }

    /// Quotient and remainder; `divisor` is not zero.
    pub(super) fn divided(self, divisor: u64) -> (Self, u64) {
        let by = u128::from(divisor);
        if self.high == 0 {
            return (Self::from(self.low / by), remainder(self.low % by));
        }
        let mut left = 0_u128;
        let mut limbs = [
            self.high >> 64,
            self.high & HALF,
            self.low >> 64,
            self.low & HALF,
        ];
        for limb in &mut limbs {
            let part = (left << 64) | *limb;
            *limb = part / by;
            left = part % by;
        }
        let [a, b, c, d] = limbs;
        (
            Self {
                high: (a << 64) | b,
                low: (c << 64) | d,
            },
            remainder(left),
        )
    }

    /// Quotient and remainder by binary long division; `divisor` is below 2^127 and not zero, the quotient below 2^128.
    pub(super) fn divided_wide(self, divisor: u128) -> (u128, u128) {
        if self.high == 0 {
            return (self.low / divisor, self.low % divisor);
        }
        let (mut quotient, mut left) = (0_u128, 0_u128);
        for word in [self.high, self.low] {
            for bit in (0..128).rev() {
                left = (left << 1) | ((word >> bit) & 1);
                quotient <<= 1;
                if left >= divisor {
                    left -= divisor;
                    quotient |= 1;
                }
            }
        }
        (quotient, left)
    }
}

/// A remainder is below its 64-bit divisor.
fn remainder(left: u128) -> u64 {
    u64::try_from(left).unwrap_or(u64::MAX)
}
