//! Check of `clock.tick`: log time never decreases.

use super::Context;
use crate::{
    act::clock::Tick,
    refusal::Refusal,
    state::{Delta, Outcome},
};

pub(super) fn check(cx: &Context<'_>, body: &Tick) -> Result<Outcome, Refusal> {
    if body.time < cx.state().time {
        return Err(Refusal::ClockBackwards);
    }
    Ok(Outcome {
        deltas: vec![Delta::Time(body.time)],
        ..Outcome::default()
    })
}
