//! Starting, revising, modifying and cancelling a request.

use std::collections::BTreeSet;

use super::{Advance, Opening, Site, run::Run};
use crate::{
    field::Writes,
    id::PersonId,
    sorted::SortedMap,
    state::{
        EndState, Event, Field, Instance, NodeIx, Phase, Place, ScopeId, Started, TaskKind,
        TaskState, WaitRole,
    },
};

/// A request begins at a start: that of the form, one that a message came to, or one whose time has come.
pub fn start_at(site: Site<'_>, opening: Opening, writes: &Writes, start: NodeIx) -> Advance {
    let by = Some(opening.requester);
    let field = |(path, value): (&str, _)| {
        (
            path.to_owned(),
            Field {
                value,
                by,
                index: site.index,
            },
        )
    };
    let instance = Instance {
        id: opening.id,
        workflow: opening.workflow,
        version: opening.version,
        requester: opening.requester,
        via: opening.via,
        fields: writes.iter().map(field).collect(),
        editors: BTreeSet::new(),
        joins: SortedMap::new(),
        tasks: SortedMap::new(),
        jobs: SortedMap::new(),
        incidents: SortedMap::new(),
        next_incident: 1,
        approved: SortedMap::new(),
        passed: BTreeSet::new(),
        scopes: SortedMap::new(),
        next_scope: 1,
        waits: SortedMap::new(),
    };
    let mut run = Run::new(site, instance);
    run.events.push(Event::RequestStarted(Started {
        request: run.instance.id,
        workflow: run.instance.workflow.clone(),
        version: run.instance.version,
        requester: run.instance.requester,
    }));
    run.begin_request(start);
    run.finish()
}

/// The requester changes what was returned; every returned task asks again.
pub fn revise(site: Site<'_>, instance: &Instance, writes: &Writes) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.write(writes, Some(instance.requester));
    let request = run.instance.id;
    for (id, task) in &mut run.instance.tasks {
        if task.state == TaskState::Returned {
            task.state = TaskState::Open;
            task.round += 1;
            task.opened = site.index;
            if let TaskKind::Approval(decisions) = &mut task.kind {
                decisions.clear();
            }
            run.events.push(Event::TaskOpened(request, *id, task.round));
        }
    }
    run.finish()
}

/// The request is taken back or stopped.
pub fn cancel(site: Site<'_>, instance: &Instance) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.end(EndState::Cancelled);
    run.finish()
}

/// An operator changes fields: decisions that covered them are void, as after any other write.
pub fn modify(site: Site<'_>, instance: &Instance, writes: &Writes, by: PersonId) -> Advance {
    let mut run = Run::new(site, instance.clone());
    run.write(writes, Some(by));
    run.finish()
}

impl Run<'_> {
    /// What begins event sub-processes of the process is set, then the first token enters.
    pub(super) fn begin_request(&mut self, start: NodeIx) {
        let scope = ScopeId::REQUEST;
        let handlers = self.site.definition.handlers();
        match self.arm(scope, handlers, WaitRole::Start) {
            Ok(()) => self.enter(scope, start),
            Err(stop) => {
                self.close_waits(scope);
                self.raise(Place { scope, node: start }, Phase::Begin, None, stop);
            }
        }
    }
}
