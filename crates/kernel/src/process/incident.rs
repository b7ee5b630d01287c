//! Resolving what stopped.

use super::{Advance, Site, run::Run};
use crate::{
    act::incident::Way,
    definition::{Definition, NodeKind},
    field::Writes,
    id::PersonId,
    state::{EndState, Event, Incident, IncidentCode, Instance, Phase, Place, ScopeId},
};

/// Whether an incident can be resolved this way. *Done* is for calls whose outcome nobody knows. *Skip* is for work, not
/// for gateways, whose way on nobody could tell; and never for an approval, a mandatory step, or what holds one.
pub fn allows(definition: &Definition, incident: &Incident, way: Way) -> bool {
    match way {
        Way::Retry | Way::Cancel => true,
        Way::Done => incident.code == IncidentCode::OutcomeUnknown,
        Way::Skip => definition.node(incident.node).is_some_and(|node| {
            let gateway = matches!(
                node.kind,
                NodeKind::Exclusive { .. }
                    | NodeKind::Inclusive { .. }
                    | NodeKind::Parallel
                    | NodeKind::EventGate
            );
            !gateway && !node.binding
        }),
    }
}

/// A person says how what stopped goes on.
pub fn resolve(
    site: Site<'_>,
    instance: &Instance,
    number: u32,
    way: Way,
    outputs: &Writes,
    by: PersonId,
) -> Advance {
    let mut run = Run::new(site, instance.clone());
    if let Some(incident) = run.close_incident(number) {
        match way {
            Way::Cancel => run.end(EndState::Cancelled),
            Way::Retry => run.retry(&incident),
            Way::Skip => run.skip(&incident),
            Way::Done => {
                if let Some(job) = incident.job {
                    run.close_job(job, outputs, Some(by));
                }
            }
        }
    }
    run.finish()
}

impl Run<'_> {
    fn retry(&mut self, incident: &Incident) {
        if let Some(job) = incident.job {
            return self.make_due(job);
        }
        let (scope, ix) = (incident.scope, incident.node);
        // A join that cannot fill holds its tokens itself; whether it still cannot is found when the step is finished.
        let join = self.node(ix).is_some_and(|node| node.is_join());
        let stuck = self.instance.joins.contains_key(&Place { scope, node: ix });
        if incident.code == IncidentCode::NoFlow && join && stuck {
            return;
        }
        let looping = self
            .instance
            .scopes
            .get(&scope)
            .is_some_and(|own| own.each.is_some());
        match incident.phase {
            Phase::Begin if scope == ScopeId::REQUEST => self.begin_request(ix),
            Phase::Enter => self.enter(scope, ix),
            Phase::Finish if looping && self.is_own(scope, ix) => self.loop_done(scope),
            Phase::Finish => self.done(scope, ix),
            Phase::Begin | Phase::Body => match self.step() {
                Err(stop) => self.raise(Place { scope, node: ix }, incident.phase, None, stop),
                Ok(()) if incident.phase == Phase::Begin => self.begin(scope, ix),
                Ok(()) => self.perform(scope, ix),
            },
        }
    }

    /// A step is passed over: its token goes on as if it were done, and nothing is written.
    fn skip(&mut self, incident: &Incident) {
        if let Some(job) = incident.job
            && self.instance.jobs.remove(&job).is_some()
        {
            self.events.push(Event::JobClosed(self.instance.id, job));
        }
        if self.is_own(incident.scope, incident.node) {
            self.close_contents(incident.scope);
        }
        self.left(incident.scope, incident.node, false);
    }
}
