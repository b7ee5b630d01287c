//! Writing fields, and what a write does to decisions that covered them.
//!
//! INVARIANT: no decision counts for a value it did not see. A write to a covered field voids the decisions of an open
//! task; where the approval was reached, it becomes void, every effect behind it that has not started is stopped, and
//! the approval is asked again. An open value that is written again unchanged is no write: what was seen still holds.

use std::collections::BTreeSet;

use super::{fields::shows, is_blocked, job::changed, run::Run};
use crate::{
    field::{FieldValue, Writes},
    id::{JobId, PersonId, TaskId},
    state::{
        Approved, Event, Field, IncidentCode, JobState, ScopeId, Seat, Task, TaskKind, TaskState,
    },
};

impl Run<'_> {
    /// Writes fields; `by` is nobody for a connector's answer.
    pub(super) fn write(&mut self, writes: &Writes, by: Option<PersonId>) {
        let values = writes.iter();
        self.put(values.map(|(path, value)| (path.to_owned(), value)), by);
    }

    /// Writes what the kernel derived.
    pub(super) fn derive(&mut self, values: Vec<(String, FieldValue)>) {
        self.put(values.into_iter(), None);
    }

    fn put(&mut self, values: impl Iterator<Item = (String, FieldValue)>, by: Option<PersonId>) {
        let mut changed = BTreeSet::new();
        for (path, value) in values {
            // A commitment handed on whole is the same value; one that was made anew is another.
            let unchanged = (by.is_none() || !matches!(value, FieldValue::Sealed(_)))
                && self
                    .instance
                    .fields
                    .get(&path)
                    .is_some_and(|field| field.value == value);
            if !unchanged {
                self.instance.fields.insert(
                    path.clone(),
                    Field {
                        value,
                        by,
                        index: self.site.index,
                    },
                );
                changed.insert(path);
            }
        }
        if changed.is_empty() {
            return;
        }
        self.events.push(Event::FieldsWritten(self.instance.id));
        if let Some(person) = by.filter(|person| *person != self.instance.requester) {
            self.instance.editors.insert(person);
        }
        self.mark_stale(&changed);
        self.void_open(&changed);
        self.void_reached(&changed);
    }

    /// Local values that were taken from a changed field are not what was approved any more.
    fn mark_stale(&mut self, changed: &BTreeSet<String>) {
        let definition = self.site.definition;
        for scope in self.instance.scopes.values_mut() {
            let roots = definition.node(scope.node).map(|node| &node.roots);
            if roots.is_some_and(|roots| !roots.is_disjoint(changed)) {
                scope.stale = true;
            }
        }
    }

    /// Decisions of open tasks whose form shows a changed field count no more.
    fn void_open(&mut self, changed: &BTreeSet<String>) {
        let (definition, index, request) =
            (self.site.definition, self.site.index, self.instance.id);
        let own: Vec<TaskId> = self
            .instance
            .tasks
            .iter()
            .filter(|(_, task)| shows(definition, &self.instance, task, changed))
            .map(|(id, _)| *id)
            .collect();
        for id in own {
            let Some(task) = self.instance.tasks.get_mut(&id) else {
                continue;
            };
            let TaskKind::Approval(decisions) = &mut task.kind else {
                continue;
            };
            // What was returned asks anew when it is revised.
            if decisions.is_empty() || task.state == TaskState::Returned {
                continue;
            }
            decisions.clear();
            task.round += 1;
            task.opened = index;
            self.events.push(Event::DecisionsVoided(request, id));
            self.events.push(Event::TaskOpened(request, id, task.round));
        }
    }

    /// Approvals that were reached over a changed field are void and asked again.
    fn void_reached(&mut self, changed: &BTreeSet<String>) {
        let reaches = |approved: &Approved| {
            let covered =
                |path: &String| !approved.locals.contains_key(path) && changed.contains(path);
            !approved.void && approved.covers.iter().any(|c| covered(&c.path))
        };
        let voided: Vec<(Seat, u32)> = self
            .instance
            .approved
            .iter_mut()
            .filter(|(_, approved)| reaches(approved))
            .map(|(seat, approved)| {
                approved.void = true;
                (seat.clone(), approved.round)
            })
            .collect();
        for (Seat { node, items }, round) in voided {
            let mut tasks = self.instance.tasks.values();
            if !tasks.any(|task| task.node == node && task.items == items) {
                let id = self.add_task(Task {
                    node,
                    scope: ScopeId::REQUEST,
                    items,
                    round: round + 1,
                    opened: self.site.index,
                    kind: TaskKind::Approval(Vec::new()),
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
            job.state == JobState::Due && is_blocked(self.site.definition, &self.instance, job)
        };
        let jobs: Vec<JobId> = self
            .instance
            .jobs
            .iter()
            .filter(blocked)
            .map(|(id, _)| *id)
            .collect();
        for job in jobs {
            self.stop_job(job, changed());
        }
    }

    /// Calls that waited for a void approval go on once no approval before them is void.
    pub(super) fn release_effects(&mut self) {
        let released: Vec<(u32, JobId)> = self
            .instance
            .incidents
            .iter()
            .filter(|(_, incident)| incident.code == IncidentCode::ChangedAfterApproval)
            .filter_map(|(number, incident)| Some((*number, incident.job?)))
            .filter(|(_, job)| {
                let job = self.instance.jobs.get(job);
                job.is_some_and(|job| !is_blocked(self.site.definition, &self.instance, job))
            })
            .collect();
        for (incident, job) in released {
            self.close_incident(incident);
            self.make_due(job);
        }
    }
}
