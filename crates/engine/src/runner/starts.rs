//! Workflows that start by themselves: which of their times are due, and who answers for what they start.
//!
//! INVARIANT: found in the state, which is where the kernel keeps them; there are few, so no table is kept of them.
//!
//! INVARIANT: nothing is signed for a person who may not start the workflow now: its time goes on waiting, and the pass
//! says which rule is in the way. The kernel asks again when the act comes.

use std::collections::BTreeSet;

use kernel::{
    act::{Body, timer::Start},
    check,
    digest::Digest,
    id::{PersonId, RequestId, ScheduleId, WorkflowId},
    process,
    time::Timestamp,
};
use serde::Serialize;

use crate::Engine;

/// What a pass did with one time at which a workflow starts by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StartReport {
    /// The workflow.
    pub workflow: WorkflowId,
    /// Which of its times.
    pub schedule: ScheduleId,
    /// When it was due.
    pub due: Timestamp,
    /// How much later it was started, or is by now, in seconds.
    pub late_s: u64,
    /// The start event's name.
    pub step: String,
    /// Who answers for it.
    pub person: PersonId,
    /// The request that began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// The rule that refused; none if it was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'static str>,
}

/// A time that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StartRow {
    pub(super) due: Timestamp,
    pub(super) schedule: ScheduleId,
    /// When it is due again.
    pub(super) again: Option<Timestamp>,
    workflow: WorkflowId,
    version: Digest,
    step: String,
    person: PersonId,
}

impl StartRow {
    pub(super) fn body(&self) -> Body {
        Body::TimerStart(Start {
            schedule: self.schedule,
            version: self.version,
            workflow: self.workflow.clone(),
        })
    }

    pub(super) fn report(
        &self,
        now: Timestamp,
        done: Result<RequestId, &'static str>,
    ) -> StartReport {
        StartReport {
            workflow: self.workflow.clone(),
            schedule: self.schedule,
            due: self.due,
            late_s: now.0.saturating_sub(self.due.0) / 1_000,
            step: self.step.clone(),
            person: self.person,
            request: done.ok(),
            refused: done.err(),
        }
    }
}

impl Engine {
    /// Times that are due at `until` or before, without those `passed` over before; what must wait is told, and passed over
    /// from now on.
    pub(super) fn starts_due(
        &self,
        until: Timestamp,
        passed: &mut BTreeSet<ScheduleId>,
        told: &mut Vec<StartReport>,
    ) -> Vec<StartRow> {
        let live = self.live();
        let mut rows = Vec::new();
        for (id, workflow) in &live.kernel.state.workflows {
            let due = |id: &ScheduleId, at: Timestamp| at <= until && !passed.contains(id);
            let schedules = workflow.schedules.iter();
            let found: Vec<_> = schedules
                .filter(|(schedule, set)| due(schedule, set.timer.due))
                .collect();
            if found.is_empty() {
                continue;
            }
            let Some((person, allowed)) = check::answers_for(&live.kernel, id) else {
                continue;
            };
            let version = workflow.published.unwrap_or_default();
            let definition = live.kernel.definition(&version);
            for (schedule, set) in found {
                let node = definition.and_then(|definition| definition.node(set.node));
                let row = StartRow {
                    due: set.timer.due,
                    schedule: *schedule,
                    again: process::next(&set.timer).map(|next| next.due),
                    workflow: id.clone(),
                    version,
                    step: node.map(|node| node.name.clone()).unwrap_or_default(),
                    person,
                };
                match &allowed {
                    Ok(()) => rows.push(row),
                    Err(refusal) => {
                        passed.insert(*schedule);
                        told.push(row.report(until, Err(refusal.code())));
                    }
                }
            }
        }
        rows
    }
}
