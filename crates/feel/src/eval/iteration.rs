//! `for`, `some` and `every`.
//!
//! Iterators nest: the last one moves fastest, and each sees the variables of those before it. `for` also sees its results so
//! far as `partial`. `from..to` counts up or down, a range
//! as a value only up, over whole numbers or days.

use std::borrow::Cow;

use super::{Bound, Env, Evaluation, Lent, NULL, refuse};
use crate::ast::{Iteration, Node};
use crate::error::EvalError;
use crate::number::Number;
use crate::range::Range;
use crate::temporal::Date;
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

/// What an iterator runs over.
enum Run<'v> {
    Items(&'v [Value]),
    Numbers { next: i64, last: i64, up: bool },
    Days { next: i64, last: i64, up: bool },
}

/// What is done for each combination of the variables: true goes on, false ends.
enum Act<'a> {
    Collect(&'a mut Value),
    Decide {
        decider: bool,
        decided: &'a mut Option<bool>,
    },
}

impl Evaluation<'_> {
    pub(super) fn each<'e>(
        &mut self,
        iterators: &'e [Iteration],
        body: &'e Node,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut results = Value::List(Vec::new());
        let whole = self.run(iterators, body, env, &mut Act::Collect(&mut results))?;
        Ok(if whole.is_some() {
            Cow::Owned(results)
        } else {
            NULL
        })
    }

    /// `decider` if the body is it for one combination, otherwise null if it is neither for one, otherwise the opposite.
    pub(super) fn quantified<'e>(
        &mut self,
        decider: bool,
        iterators: &'e [Iteration],
        body: &'e Node,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut decided = Some(!decider);
        let mut act = Act::Decide {
            decider,
            decided: &mut decided,
        };
        let whole = self.run(iterators, body, env, &mut act)?;
        Ok(if whole.is_some() {
            Cow::Owned(Value::from(decided))
        } else {
            NULL
        })
    }

    /// Acts for each combination. None if something that is no list or range is run over; otherwise whether to go on.
    fn run(
        &mut self,
        iterators: &[Iteration],
        body: &Node,
        env: Env<'_>,
        act: &mut Act<'_>,
    ) -> Result<Option<bool>, EvalError> {
        let Some((iteration, rest)) = iterators.split_first() else {
            return self.act(body, env, act).map(Some);
        };
        let from = self.lent(&iteration.from, env)?;
        let to = match &iteration.to {
            Some(to) => Some(self.lent(to, env)?),
            None => None,
        };
        let run = match (from.as_ref(), to.as_deref()) {
            (from, Some(to)) => span(from, to, true, true),
            (Value::List(items), None) => Ok(Run::Items(items)),
            (Value::Range(range), None) => within(range),
            (Value::Null, None) => Err(refuse("for", &Value::Null)),
            (sealed @ Value::Opaque(_), None) => Err(refuse("for", sealed)),
            (other, None) => Ok(Run::Items(std::slice::from_ref(other))),
        };
        let mut run = match run {
            Ok(run) => run,
            Err(failure) => {
                self.settle(Err(failure), iteration.from.at)?;
                return Ok(None);
            }
        };
        while let Some(item) = run.next() {
            self.session.meter.spend(1)?;
            let frame = env.frame(Bound::One(&iteration.name, &item));
            match self.run(rest, body, env.inside(&frame), act)? {
                Some(true) => {}
                other => return Ok(other),
            }
        }
        Ok(Some(true))
    }

    fn act(&mut self, body: &Node, env: Env<'_>, act: &mut Act<'_>) -> Result<bool, EvalError> {
        match act {
            Act::Collect(results) => {
                let frame = env.frame(Bound::One("partial", results));
                let value = self.value(body, env.inside(&frame))?;
                self.session.meter.grow(1)?;
                if let Value::List(results) = results {
                    results.push(value);
                }
                Ok(true)
            }
            Act::Decide { decider, decided } => {
                let truth = self.truth(body, if *decider { "some" } else { "every" }, env)?;
                match truth {
                    Some(truth) if truth == *decider => {
                        **decided = Some(*decider);
                        return Ok(false);
                    }
                    Some(_) => {}
                    None => **decided = None,
                }
                Ok(true)
            }
        }
    }
}

impl<'v> Run<'v> {
    fn next(&mut self) -> Option<Cow<'v, Value>> {
        match self {
            Self::Items(items) => {
                let (first, rest) = items.split_first()?;
                *items = rest;
                Some(Cow::Borrowed(first))
            }
            Self::Numbers { next, last, up } => {
                step(next, *last, *up).map(|number| Cow::Owned(Value::from(number)))
            }
            Self::Days { next, last, up } => step(next, *last, *up)
                .and_then(Date::from_days)
                .map(|date| Cow::Owned(Value::Date(date))),
        }
    }
}

fn step(next: &mut i64, last: i64, up: bool) -> Option<i64> {
    let here = *next;
    if (up && here > last) || (!up && here < last) {
        return None;
    }
    *next = if up {
        here.saturating_add(1)
    } else {
        here.saturating_sub(1)
    };
    Some(here)
}

/// The whole numbers or days of a range with two ends.
fn within(range: &Range) -> Result<Run<'static>, Failure> {
    match (range.low(), range.high()) {
        (Some(low), Some(high)) => {
            let run = span(low, high, range.low_included(), range.high_included())?;
            match run {
                Run::Numbers { up: false, .. } | Run::Days { up: false, .. } => Err(endless()),
                run => Ok(run),
            }
        }
        _ => Err(endless()),
    }
}

fn endless() -> Failure {
    Failure::Null(WarningKind::BadArgument {
        operation: "for",
        expected: "a range of whole numbers or dates with two ends",
    })
}

/// From `from` to `to`, in whichever direction that is.
fn span(
    from: &Value,
    to: &Value,
    with_first: bool,
    with_last: bool,
) -> Result<Run<'static>, Failure> {
    let (first, last, days) = match (from, to) {
        (Value::Number(from), Value::Number(to)) => (whole(*from)?, whole(*to)?, false),
        (Value::Date(from), Value::Date(to)) => (from.days(), to.days(), true),
        (sealed @ Value::Opaque(_), _) | (_, sealed @ Value::Opaque(_)) => {
            return Err(refuse("for", sealed));
        }
        _ => return Err(endless()),
    };
    let up = first <= last;
    let inwards = if up { 1 } else { -1 };
    let next = if with_first { first } else { first + inwards };
    let last = if with_last { last } else { last - inwards };
    Ok(if days {
        Run::Days { next, last, up }
    } else {
        Run::Numbers { next, last, up }
    })
}

fn whole(number: Number) -> Result<i64, Failure> {
    let fits = |number: &i64| number.unsigned_abs() < 1 << 62;
    number.to_i64().filter(fits).ok_or_else(endless)
}
