//! Check of `timer.fire`: the timer waits, and its time has come.

use super::{
    Context,
    request::{open_request, site},
};
use crate::{act::timer::Fire, process, refusal::Refusal, state::Outcome};

pub(super) fn check(cx: &Context<'_>, body: &Fire) -> Result<Outcome, Refusal> {
    let (instance, definition) = open_request(cx, body.request)?;
    let wait = instance.waits.get(&body.timer);
    let timer = wait.and_then(|wait| wait.timer());
    let timer = timer.ok_or(Refusal::TimerNotSet { timer: body.timer })?;
    if cx.state().time < timer.due {
        return Err(Refusal::TimerNotDue { due: timer.due });
    }
    let because = format!("it was due at {}", timer.due);
    Ok(process::fire(site(cx, definition), instance, body.timer).into_outcome(because))
}
