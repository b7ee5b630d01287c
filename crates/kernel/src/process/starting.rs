//! Workflows that start by themselves: when, worked out as a version comes into force.
//!
//! INVARIANT: a function of the version, of log time and of the entry's index. No field is read: no request is there yet.
//!
//! INVARIANT: what was due before the version came into force starts nothing. A version put in force again, or one with an
//! old date in it, begins no request twice.

use std::collections::BTreeMap;

use super::{Site, values};
use crate::{
    definition::{TimerNode, outer_start::FLOODS},
    id::ScheduleId,
    refusal::Refusal,
    schedule,
    state::{NodeIx, Schedule, Timer},
};

/// The times at which a version starts by itself, once it is in force.
///
/// # Errors
/// When a time cannot be worked out, with the start's name.
pub fn schedules(site: Site<'_>) -> Result<BTreeMap<ScheduleId, Schedule>, Refusal> {
    let mut all = BTreeMap::new();
    for (node, time) in site.definition.timer_starts() {
        if let Some(timer) = timer(site, *node, time)? {
            let schedule = Schedule { node: *node, timer };
            all.insert(schedule.id(site.index), schedule);
        }
    }
    Ok(all)
}

/// None, if all its times are over.
fn timer(site: Site<'_>, node: NodeIx, time: &TimerNode) -> Result<Option<Timer>, Refusal> {
    let name = || site.definition.node(node).map_or("", |node| &node.name);
    let wrong = |reason: String| Refusal::ProposalInvalid {
        reason: format!("the time of `{}`: {reason}", name()),
    };
    let evaluated;
    let schedule = match time {
        TimerNode::Constant(schedule) => schedule,
        TimerNode::Expression(kind, expression) => {
            let mut session = site.session();
            let value = expression.evaluate_in(&feel::Value::Null, &mut session);
            let value = values::judged(value, session.warnings(), "the expression")
                .map_err(|stop| wrong(stop.detail))?;
            evaluated = schedule::Schedule::of(*kind, &value).map_err(wrong)?;
            &evaluated
        }
    };
    let now = site.kernel.state.time;
    if schedule.due(now).is_none() {
        return Err(wrong("it is never due".into()));
    }
    if schedule.floods(now) {
        return Err(wrong(FLOODS.into()));
    }
    let upcoming = schedule.upcoming(now);
    Ok(upcoming.map(|(due, left)| Timer {
        due,
        zone: schedule.zone.clone(),
        repeats: schedule.repeats.clone(),
        left,
    }))
}
