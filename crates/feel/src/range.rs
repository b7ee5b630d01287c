//! Ranges: `[1..3]`, `(< 5)`, `]"a".."f"[`.
//!
//! INVARIANT: an end that is open to infinity is none, and is never included. An end is never null.

use std::fmt;

use crate::value::Value;

/// The values between two ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    low: Option<Value>,
    low_included: bool,
    high: Option<Value>,
    high_included: bool,
}

impl Range {
    /// The range from `low` to `high`, each with whether it belongs to the range; null is no end.
    pub fn new(low: (Value, bool), high: (Value, bool)) -> Self {
        let end = |(value, included): (Value, bool)| {
            let there = !value.is_null();
            (there.then_some(value), there && included)
        };
        let ((low, low_included), (high, high_included)) = (end(low), end(high));
        Self {
            low,
            low_included,
            high,
            high_included,
        }
    }

    /// The lower end.
    pub fn low(&self) -> Option<&Value> {
        self.low.as_ref()
    }

    /// Whether the lower end belongs to the range.
    pub fn low_included(&self) -> bool {
        self.low_included
    }

    /// The upper end.
    pub fn high(&self) -> Option<&Value> {
        self.high.as_ref()
    }

    /// Whether the upper end belongs to the range.
    pub fn high_included(&self) -> bool {
        self.high_included
    }
}

/// The range as FEEL writes it: `[1..3]`, or a comparison if one end is open to infinity.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.low, &self.high) {
            (Some(low), None) => {
                write!(f, "({} {low})", if self.low_included { ">=" } else { ">" })
            }
            (None, Some(high)) => {
                write!(
                    f,
                    "({} {high})",
                    if self.high_included { "<=" } else { "<" }
                )
            }
            (None, None) => f.write_str("(null..null)"),
            (Some(low), Some(high)) => write!(
                f,
                "{}{low}..{high}{}",
                if self.low_included { '[' } else { '(' },
                if self.high_included { ']' } else { ')' },
            ),
        }
    }
}
