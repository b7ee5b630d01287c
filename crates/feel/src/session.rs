//! A session: the one meter, the warnings and the clock that nested evaluations share.
//!
//! One decision evaluates many expressions, and the functions they call evaluate more. All of them get the same
//! `&mut Session`, so fuel, depth and size are limits of the whole. A session owns what it carries and therefore has
//! no lifetime; a callable is handed it for the time of the call.
//!
//! INVARIANT: a session never gives back what it charged, and without a clock no evaluation learns the time.

use crate::limits::{Limits, Meter};
use crate::position::Position;
use crate::temporal::DateTime;
use crate::warning::{Warning, WarningKind};

/// What the evaluations of one decision share.
#[derive(Debug)]
pub struct Session {
    pub(crate) meter: Meter,
    warnings: Vec<Warning>,
    now: Option<DateTime>,
}

impl Session {
    /// A session with all of `limits` left, and without a clock.
    pub fn new(limits: &Limits) -> Self {
        Self {
            meter: Meter::new(limits),
            warnings: Vec::new(),
            now: None,
        }
    }

    /// The session with a clock that stands at `now`.
    #[must_use]
    pub fn at(self, now: DateTime) -> Self {
        Self {
            now: Some(now),
            ..self
        }
    }

    /// The time, if there is a clock.
    pub fn now(&self) -> Option<&DateTime> {
        self.now.as_ref()
    }

    /// Keeps a warning that belongs to no place in a text, as long as there are few.
    pub fn warn(&mut self, kind: WarningKind) {
        self.warn_at(kind, || Position::START);
    }

    /// Keeps a warning, as long as there are few.
    pub(crate) fn warn_at(&mut self, kind: WarningKind, position: impl FnOnce() -> Position) {
        if self.warnings.len() < Limits::WARNINGS {
            self.warnings.push(Warning {
                position: position(),
                kind,
            });
        } else if self.lacks(&kind) {
            // The first failed decision is the reason of an outcome: it takes the last place if there is none left.
            self.warnings.pop();
            self.warnings.push(Warning {
                position: position(),
                kind,
            });
        }
    }

    /// Whether `kind` is a failed decision, and none is kept.
    fn lacks(&self, kind: &WarningKind) -> bool {
        let is_decision = |kind: &WarningKind| matches!(kind, WarningKind::Decision(_));
        is_decision(kind) && !self.warnings.iter().any(|kept| is_decision(&kept.kind))
    }

    /// Charges `steps` steps: what a callable does beside evaluating expressions.
    pub fn spend(&mut self, steps: u64) -> Result<(), crate::EvalError> {
        self.meter.spend(steps)
    }

    /// Copies `value` and charges for it.
    pub fn copy(&mut self, value: &crate::Value) -> Result<crate::Value, crate::EvalError> {
        self.meter.copy(value)
    }

    /// Runs `nested` one level further down, so that recursion ends.
    pub fn nested<T>(
        &mut self,
        nested: impl FnOnce(&mut Self) -> Result<T, crate::EvalError>,
    ) -> Result<T, crate::EvalError> {
        self.meter.enter()?;
        let result = nested(self)?;
        self.meter.leave();
        Ok(result)
    }

    /// Drops the warnings after the first `count`: what they speak of is evaluated again.
    pub(crate) fn forget_after(&mut self, count: usize) {
        self.warnings.truncate(count);
    }

    /// The warnings so far.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The warnings of the whole session.
    pub fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }
}
