//! Resolving what stopped.

use super::{Advance, Site, run::Run};
use crate::{
    act::incident::Way,
    definition::NodeKind,
    field::Writes,
    id::PersonId,
    state::{EndState, Incident, IncidentCode, Instance},
};

/// Whether an incident can be resolved this way. *Done* is for calls whose outcome nobody knows.
pub fn allows(code: IncidentCode, way: Way) -> bool {
    match way {
        Way::Retry | Way::Cancel => true,
        Way::Done => code == IncidentCode::OutcomeUnknown,
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
        // A join that cannot fill holds its tokens itself; whether it still cannot is found when the step is finished.
        let kind = self
            .site
            .definition
            .node(incident.node)
            .map(|node| &node.kind);
        if incident.code == IncidentCode::NoFlow && matches!(kind, Some(NodeKind::Parallel)) {
            return;
        }
        self.enter(incident.node);
    }
}
