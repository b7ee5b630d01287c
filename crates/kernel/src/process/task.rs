//! Completing a task and deciding on an approval.

use std::collections::BTreeSet;

use super::{Advance, Site, covers, fields::locals, run::Run};
use crate::{
    act::approval::Verdict,
    field::Writes,
    id::{PersonId, TaskId},
    state::{Approved, DecisionGiven, EndState, Event, Instance, Seat, TaskKind, TaskState},
};

/// A plain task is done: its fields are written and its token goes on.
pub fn complete_task(
    site: Site<'_>,
    instance: &Instance,
    task: TaskId,
    by: PersonId,
    writes: &Writes,
) -> Advance {
    let mut run = Run::new(site, instance.clone());
    let at = run
        .instance
        .tasks
        .get(&task)
        .map(|task| (task.scope, task.node));
    run.close_task(&task);
    run.write(writes, Some(by));
    if let Some((scope, node)) = at {
        run.done(scope, node);
    }
    run.finish()
}

/// A person decides on an approval.
pub fn decide(site: Site<'_>, instance: &Instance, task: TaskId, given: DecisionGiven) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.events.push(Event::Decided(
        run.instance.id,
        task,
        given.person,
        given.verdict,
    ));
    if let Some(open) = run.instance.tasks.get_mut(&task) {
        if let TaskKind::Approval(decisions) = &mut open.kind {
            decisions.push(given);
        }
        if given.verdict == Verdict::Return {
            open.state = TaskState::Returned;
        }
    }
    match given.verdict {
        Verdict::Approve => run.count(task),
        Verdict::Reject => run.end(EndState::Rejected),
        Verdict::Return => {}
    }
    run.finish()
}

impl Run<'_> {
    /// With enough distinct persons the approval is reached.
    fn count(&mut self, id: TaskId) {
        let Some(task) = self.instance.tasks.get(&id) else {
            return;
        };
        let TaskKind::Approval(decisions) = &task.kind else {
            return;
        };
        let approvals = decisions
            .iter()
            .filter(|given| given.verdict == Verdict::Approve);
        let by: BTreeSet<PersonId> = approvals.map(|given| given.person).collect();
        let needed = self
            .site
            .definition
            .rule(task.node)
            .map_or(usize::MAX, |rule| usize::from(rule.needed));
        if by.len() < needed {
            return;
        }
        let task = task.clone();
        let seat = Seat {
            node: task.node,
            items: task.items.clone(),
        };
        let approved = Approved {
            covers: covers(self.site.definition, &self.instance, &task),
            by,
            void: false,
            round: task.round,
            locals: locals(self.site.definition, &self.instance, &task),
        };
        self.instance.approved.insert(seat, approved);
        self.close_task(&id);
        self.release_effects();
        if !task.reopened {
            self.done(task.scope, task.node);
        }
    }
}
