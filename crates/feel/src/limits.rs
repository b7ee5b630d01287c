//! How much one evaluation may take, and the meter that counts it.
//!
//! INVARIANT: whether a limit is exceeded depends on the expression and the values alone, never on the machine, so a
//! replay decides it the same way. A change to any number here, or to what is charged where, changes results and
//! belongs to a new version of the kernel's rules.

use std::fmt;

use crate::error::EvalError;
use crate::value::Value;

/// What one evaluation may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Steps: one for each part of the expression evaluated, each element visited, each 64 bytes of text read.
    pub fuel: u64,
    /// Levels of nesting, of the expression while it is walked and of a value that is compared, copied or written out.
    pub depth: u32,
    /// Bytes of text and elements of lists and contexts built or copied, in total.
    pub size: u64,
}

impl Limits {
    /// The limits of version 1 of the kernel's rules.
    pub const V1: Self = Self {
        fuel: 100_000,
        depth: 256,
        size: 1 << 20,
    };
    /// The longest text that is parsed, in bytes.
    pub const SOURCE_BYTES: usize = 1 << 16;
    /// The deepest nesting that is parsed.
    pub const NESTING: u32 = 64;
    /// The number of warnings kept.
    pub const WARNINGS: usize = 32;
}

/// Which limit was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// [`Limits::fuel`].
    Fuel,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::size`].
    Size,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fuel => "steps",
            Self::Depth => "nesting",
            Self::Size => "size",
        })
    }
}

/// What is left of the limits.
#[derive(Debug)]
pub(crate) struct Meter {
    fuel: u64,
    depth: u32,
    size: u64,
}

impl Meter {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            fuel: limits.fuel,
            depth: limits.depth,
            size: limits.size,
        }
    }

    /// Charges `steps` steps.
    pub(crate) fn spend(&mut self, steps: u64) -> Result<(), EvalError> {
        self.fuel = self
            .fuel
            .checked_sub(steps)
            .ok_or(EvalError::Limit(Bound::Fuel))?;
        Ok(())
    }

    /// Charges the reading of `bytes` bytes of text.
    pub(crate) fn read(&mut self, bytes: usize) -> Result<(), EvalError> {
        self.spend(1 + (bytes as u64) / 64)
    }

    /// Charges `bytes` of text or elements that are about to be built.
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<(), EvalError> {
        self.size = self
            .size
            .checked_sub(bytes as u64)
            .ok_or(EvalError::Limit(Bound::Size))?;
        Ok(())
    }

    /// Goes one level down; every `enter` that succeeds is followed by one `leave`, unless the evaluation ends.
    pub(crate) fn enter(&mut self) -> Result<(), EvalError> {
        self.depth = self
            .depth
            .checked_sub(1)
            .ok_or(EvalError::Limit(Bound::Depth))?;
        Ok(())
    }

    /// Comes back up.
    pub(crate) fn leave(&mut self) {
        self.depth = self.depth.saturating_add(1);
    }

    /// Copies `value` and charges for it.
    pub(crate) fn copy(&mut self, value: &Value) -> Result<Value, EvalError> {
        self.weigh(value)?;
        Ok(value.clone())
    }

    fn weigh(&mut self, value: &Value) -> Result<(), EvalError> {
        match value {
            Value::Null
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::YearsMonths(_)
            | Value::DaysTime(_)
            | Value::Range(_)
            | Value::Function(_) => Ok(()),
            Value::String(text) | Value::Opaque(text) => self.grow(text.len()),
            Value::List(items) => {
                self.enter()?;
                self.grow(items.len())?;
                for item in items {
                    self.weigh(item)?;
                }
                self.leave();
                Ok(())
            }
            Value::Context(entries) => {
                self.enter()?;
                for (key, entry) in entries {
                    self.grow(1 + key.len())?;
                    self.weigh(entry)?;
                }
                self.leave();
                Ok(())
            }
        }
    }
}
