//! Writing fields, and what a write does to decisions that covered them.
//!
//! INVARIANT: no decision counts for a value it did not see. A write to a covered field voids the decisions of an open
//! task; where the approval was reached, it becomes void, every effect behind it that has not started is stopped, and
//! the approval is asked again. An open value that is written again unchanged is no write: what was seen still holds.

use std::collections::BTreeSet;

use super::{call::Stop, is_blocked, run::Run};
use crate::{
    field::{FieldValue, Writes},
    id::{JobId, PersonId},
    state::{Event, Field, IncidentCode, JobState, NodeIx, Task, TaskKind, TaskState},
};

impl Run<'_> {
    /// Writes fields; `by` is nobody for a connector's answer.
    pub(super) fn write(&mut self, writes: &Writes, by: Option<PersonId>) {
        let mut changed = BTreeSet::new();
        for (path, value) in writes.iter() {
            let unchanged = matches!(value, FieldValue::Open(_))
                && self
                    .instance
                    .fields
                    .get(path)
                    .is_some_and(|field| field.value == value);
            if !unchanged {
                self.instance.fields.insert(
                    path.to_owned(),
                    Field {
                        value,
                        by,
                        index: self.site.index,
                    },
                );
                changed.insert(path.to_owned());
            }
        }
        if changed.is_empty() {
            return;
        }
        self.events.push(Event::FieldsWritten(self.instance.id));
        if let Some(person) = by.filter(|person| *person != self.instance.requester) {
            self.instance.editors.insert(person);
        }
        self.void_open(&changed);
        self.void_reached(&changed);
    }

    /// Decisions of open tasks whose form shows a changed field count no more.
    fn void_open(&mut self, changed: &BTreeSet<String>) {
        let (definition, index, request) =
            (self.site.definition, self.site.index, self.instance.id);
        for (id, task) in &mut self.instance.tasks {
            let shows = definition
                .form(task.node)
                .is_some_and(|f| changed.iter().any(|path| f.field(path).is_some()));
            let TaskKind::Approval(decisions) = &mut task.kind else {
                continue;
            };
            // What was returned asks anew when it is revised.
            if !shows || decisions.is_empty() || task.state == TaskState::Returned {
                continue;
            }
            decisions.clear();
            task.round += 1;
            task.opened = index;
            self.events.push(Event::DecisionsVoided(request, *id));
            self.events
                .push(Event::TaskOpened(request, *id, task.round));
        }
    }

    /// Approvals that were reached over a changed field are void and asked again.
    fn void_reached(&mut self, changed: &BTreeSet<String>) {
        let voided: Vec<(NodeIx, u32)> = self
            .instance
            .approved
            .iter_mut()
            .filter(|(_, approved)| {
                !approved.void && approved.covers.iter().any(|c| changed.contains(&c.path))
            })
            .map(|(node, approved)| {
                approved.void = true;
                (*node, approved.round)
            })
            .collect();
        for (node, round) in voided {
            if !self.instance.tasks.values().any(|task| task.node == node) {
                let kind = TaskKind::Approval(Vec::new());
                let (round, opened) = (round + 1, self.site.index);
                let id = self.add_task(Task {
                    node,
                    round,
                    opened,
                    kind,
                    state: TaskState::Open,
                    reopened: true,
                });
                self.events
                    .push(Event::DecisionsVoided(self.instance.id, id));
            }
        }
        self.block_effects();
    }

    /// Calls that may be started, but whose approval is void, are stopped.
    fn block_effects(&mut self) {
        let blocked = |(_, job): &(&JobId, &crate::state::Job)| {
            job.state == JobState::Due && is_blocked(self.site.definition, &self.instance, job.node)
        };
        let jobs: Vec<JobId> = self
            .instance
            .jobs
            .iter()
            .filter(blocked)
            .map(|(id, _)| *id)
            .collect();
        for job in jobs {
            let detail = "a covered field was written after its approval".into();
            self.stop_job(
                job,
                Stop {
                    code: IncidentCode::ChangedAfterApproval,
                    detail,
                },
            );
        }
    }

    /// Calls that waited for a void approval go on once no approval before them is void.
    pub(super) fn release_effects(&mut self) {
        let released: Vec<(u32, JobId)> = self
            .instance
            .incidents
            .iter()
            .filter(|(_, incident)| incident.code == IncidentCode::ChangedAfterApproval)
            .filter(|(_, incident)| {
                !is_blocked(self.site.definition, &self.instance, incident.node)
            })
            .filter_map(|(number, incident)| Some((*number, incident.job?)))
            .collect();
        for (incident, job) in released {
            self.close_incident(incident);
            self.make_due(job);
        }
    }
}
