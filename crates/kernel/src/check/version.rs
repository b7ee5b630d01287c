//! Check of `version.create`: every file reads, the process can be run, every pin is in force, every test case passes.

use std::{collections::BTreeMap, sync::Arc};

use super::Context;
use crate::{
    act::version::Create,
    authority::Object,
    definition::Definition,
    limits,
    lookup::WithVersions,
    refusal::Refusal,
    role::Permission,
    scope::Scope,
    simulation,
    state::{Delta, Event, Outcome, State, VersionRecord, Workflow},
};

pub(super) fn check(cx: &Context<'_>, body: &Create) -> Result<Outcome, Refusal> {
    let decision = cx.permit(
        Permission::WorkflowEdit,
        &Object::at(Scope::Workflow(body.workflow.clone())),
    )?;
    let author = cx.person()?;
    if body.name.is_empty() || body.name.chars().count() > limits::NAME_CHARS {
        return Err(Refusal::ProposalInvalid {
            reason: "the workflow needs a name of 1 to 120 characters".into(),
        });
    }
    if body.blobs().count() > limits::VERSION_FILES {
        return Err(Refusal::ProposalInvalid {
            reason: "a version pins at most 200 files".into(),
        });
    }
    let digest = body.digest();
    if cx.state().versions.contains_key(&digest) {
        return Err(Refusal::VersionExists);
    }
    pins_in_force(cx.state(), body)?;
    let lookup = WithVersions {
        state: cx.state(),
        lookup: cx.lookup,
    };
    let definition = Arc::new(Definition::compile(body, &lookup)?);
    simulation::check_cases(&definition, body, cx.lookup)?;
    let known = cx.state().workflows.get(&body.workflow);
    let number = known
        .map_or(0, |workflow| workflow.latest)
        .saturating_add(1);
    let workflow = Workflow {
        name: body.name.clone(),
        latest: number,
        published: known.and_then(|workflow| workflow.published),
        vouch: known.and_then(|workflow| workflow.vouch),
        schedules: known.map_or_else(BTreeMap::new, |workflow| workflow.schedules.clone()),
    };
    let record = VersionRecord {
        manifest: body.clone(),
        number,
        author,
        index: cx.index,
    };
    Ok(Outcome {
        deltas: vec![
            Delta::Version(digest, record, definition),
            Delta::Workflow(body.workflow.clone(), workflow),
        ],
        events: vec![Event::VersionCreated(digest)],
        because: decision.because,
    })
}

/// Refuses a version whose rules, connectors or called workflows are not exactly those that were reviewed last.
pub(super) fn pins_in_force(state: &State, manifest: &Create) -> Result<(), Refusal> {
    for (rule, file) in &manifest.rules {
        if state
            .rules
            .get(rule)
            .is_none_or(|known| known.file != *file)
        {
            return Err(Refusal::PinNotInForce {
                object: format!("rule:{rule}"),
            });
        }
    }
    for (workflow, version) in &manifest.called {
        let known = state.workflows.get(workflow);
        if known.and_then(|known| known.published) != Some(*version) {
            return Err(Refusal::PinNotInForce {
                object: format!("workflow:{workflow}"),
            });
        }
    }
    for (connector, file) in &manifest.connectors {
        if state
            .connectors
            .get(connector)
            .is_none_or(|known| known.file != *file)
        {
            return Err(Refusal::PinNotInForce {
                object: format!("connector:{connector}"),
            });
        }
    }
    Ok(())
}
