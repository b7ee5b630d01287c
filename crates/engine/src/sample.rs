//! The sample workspace: four workflows, ten people and some history, all by real acts.
//!
//! INVARIANT: nothing here writes a table. Every person signs with a key of their own, every grant, rule, connector and
//! publication is proposed by one and decided by another, and the connectors call a real server.

mod history;
mod people;

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

use kernel::{
    act::change::Verdict,
    connector::Connector,
    id::{ChangeId, PersonId, WorkflowId},
};
use zeroize::Zeroizing;

pub use people::SamplePerson;

use crate::{
    Engine, EngineError, Session,
    acts::{Proposed, import::Files},
    runner::Ran,
};

macro_rules! files {
    ($($workflow:literal: [$($path:literal),* $(,)?]),* $(,)?) => {
        /// The four sample workflows, as they are in `samples/`.
        pub const WORKFLOWS: &[(&str, &[(&str, &[u8])])] = &[
            $(($workflow, &[$(($path, include_bytes!(concat!("../samples/", $workflow, "/", $path)))),*]),)*
        ];
    };
}

files! {
    "vendor-onboarding": ["process.bpmn", "forms/vendor-request.form", "forms/vendor-approval.form",
        "rules/vendor-payments.json", "connectors/erp.json"],
    "access-request": ["process.bpmn", "forms/access-request.form", "forms/access-manager.form",
        "forms/access-owner.form", "forms/handover.form", "rules/manager-approval.json", "rules/system-owner.json",
        "connectors/directory.json"],
    "customer-refund": ["process.bpmn", "forms/refund-request.form", "forms/refund-review-high.form",
        "forms/refund-review-low.form", "rules/refund-high.json", "rules/refund-low.json",
        "connectors/payments.json"],
    "employee-lifecycle": ["process.bpmn", "forms/employee-start.form", "forms/equipment.form",
        "forms/contract-review.form", "rules/people-lead.json", "connectors/directory-hr.json"],
}

/// What was made.
#[derive(Debug)]
pub struct Sample {
    /// The people with the passwords that were drawn for them.
    pub people: Vec<SamplePerson>,
    /// Requests by workflow.
    pub requests: BTreeMap<String, Vec<String>>,
    /// Connector calls that were made.
    pub calls: usize,
}

/// The people who are signed in while the sample is made.
pub(crate) struct Cast {
    pub(crate) sessions: BTreeMap<&'static str, Session>,
}

impl Cast {
    pub(crate) fn session(&self, name: &'static str) -> Result<&Session, EngineError> {
        self.sessions
            .get(name)
            .ok_or_else(|| EngineError::NotFound {
                what: "person",
                name: name.to_owned(),
            })
    }

    pub(crate) fn person(&self, name: &'static str) -> Result<PersonId, EngineError> {
        self.session(name).map(Session::person)
    }
}

/// The files of one sample workflow.
pub fn files_of(workflow: &str) -> Files {
    let found = WORKFLOWS.iter().find(|(name, _)| *name == workflow);
    found
        .iter()
        .flat_map(|(_, files)| *files)
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
        .collect()
}

/// Fills a workspace that was just created by `admin`. Connectors call `base`, such as `http://127.0.0.1:4711`.
pub fn fill(
    engine: &Engine,
    admin: Session,
    admin_name: &str,
    password: &str,
    base: &str,
) -> Result<Sample, EngineError> {
    let (cast, people) = people::enrol(engine, admin, admin_name, password)?;
    for (workflow, _) in WORKFLOWS {
        install(engine, &cast, workflow, base)?;
    }
    let requests = history::play(engine, &cast)?;
    let calls = engine
        .run_due(&AtomicBool::new(false))?
        .count(|ran| matches!(ran, Ran::Completed { .. }));
    let late = history::finish(engine, &cast, &requests)?;
    Ok(Sample {
        people,
        requests,
        calls: calls + late,
    })
}

/// Rules and connector are proposed by the builder and approved by the workflow owner, then the version likewise.
fn install(engine: &Engine, cast: &Cast, workflow: &str, base: &str) -> Result<(), EngineError> {
    let mut files = files_of(workflow);
    let builder = cast.session("Dee Marsh")?;
    for (path, bytes) in files
        .iter_mut()
        .filter(|(path, _)| path.starts_with("connectors/"))
    {
        let mut connector = Connector::parse(bytes).map_err(|error| EngineError::Input {
            what: path.clone(),
            reason: error.to_string(),
        })?;
        connector.base = base.to_owned();
        *bytes = serde_json::to_vec_pretty(&connector)
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        let token = Zeroizing::new(crate::random::password()?.to_string());
        let proposed = engine.set_connector(
            builder,
            None,
            bytes,
            Some(token),
            Some("The address of this environment"),
        )?;
        approve(engine, cast, "Cy Okafor", &proposed)?;
    }
    let first = engine.import(builder, None, &files, None)?;
    for change in first.changes {
        approve_change(engine, cast, "Cy Okafor", change)?;
    }
    let version = match first.version {
        Some(version) => version,
        None => engine
            .import(builder, None, &files, None)?
            .version
            .ok_or_else(|| EngineError::Internal(format!("`{workflow}` still waits for pins")))?,
    };
    let id = WorkflowId::parse(workflow).ok_or_else(|| EngineError::NotFound {
        what: "workflow",
        name: workflow.to_owned(),
    })?;
    let proposed = engine.publish(
        builder,
        None,
        &id,
        Some(version.0),
        Some("First version for production"),
    )?;
    approve(engine, cast, "Cy Okafor", &proposed)
}

pub(crate) fn approve(
    engine: &Engine,
    cast: &Cast,
    decider: &'static str,
    proposed: &Proposed,
) -> Result<(), EngineError> {
    if proposed.in_force {
        Ok(())
    } else {
        approve_change(engine, cast, decider, proposed.change)
    }
}

fn approve_change(
    engine: &Engine,
    cast: &Cast,
    decider: &'static str,
    change: ChangeId,
) -> Result<(), EngineError> {
    let live = engine.live();
    let open = live
        .kernel
        .state
        .changes
        .get(&change)
        .ok_or_else(|| EngineError::NotFound {
            what: "change",
            name: change.to_string(),
        })?;
    engine
        .decide_change(
            cast.session(decider)?,
            None,
            change,
            open.digest,
            Verdict::Approve,
            None,
        )
        .map(|_| ())
}
