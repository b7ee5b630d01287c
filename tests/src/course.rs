//! A course through an existing sample workspace: requests, approvals, timers and connector calls of several people. The
//! workflow of `clockwork` has to be published in it.
//!
//! Each step has a command id that is given from outside, so a course that was broken off is gone through again from its
//! beginning: what was appended is answered as before, the rest is done now.

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

use engine::{
    Appended, Engine, EngineError, Plain, Session,
    acts::tasks::{Decision, shown},
};
use kernel::{
    act::approval::Verdict,
    digest::Digest,
    id::{ActId, PersonId, RequestId, TaskId},
    process::covers,
    state::TaskKind,
};

use crate::clockwork;

/// People of a sample workspace: name, id, password.
pub type Cast = BTreeMap<String, (String, String)>;

/// A request of the course: workflow, fields, who approves it in this order.
type Request = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

/// Who submits them all.
const REQUESTER: &str = "Gus Pereira";
const REQUESTS: [Request; 4] = [
    (clockwork::WORKFLOW, &[("note", "wound up")], &[]),
    (
        "customer-refund",
        &[
            ("order_id", "A-20001"),
            ("amount", "80.00"),
            ("reason_code", "damaged"),
            ("customer_email", "customer-20001@example.com"),
        ],
        &["Eli Novak"],
    ),
    (
        "access-request",
        &[
            ("system", "crm"),
            ("access_level", "read"),
            ("justification", "Answers complaints this week."),
        ],
        &["Hana Sato", "Ivo Brandt"],
    ),
    (
        "vendor-onboarding",
        &[
            ("legal_name", "Bridge Supplies GmbH"),
            ("country", "DE"),
            ("iban", "DE89370400440532013000"),
            ("amount_limit", "9000"),
        ],
        &["Eli Novak", "Fay Duarte"],
    ),
];

/// Acts of people in a course.
pub const STEPS: usize = 9;
/// Calls that a course makes.
pub const CALLS: usize = 3 + clockwork::CALLS;

/// Goes through the course; `told` hears of each acknowledged act of a person, by step.
///
/// # Errors
/// Whatever the engine refuses.
pub fn walk(
    engine: &Engine,
    cast: &Cast,
    commands: &[ActId],
    told: &mut dyn FnMut(usize, &Appended) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let mut sessions = BTreeMap::new();
    let mut steps = commands.iter().copied().enumerate();
    let mut next = || {
        steps
            .next()
            .ok_or_else(|| EngineError::Internal("too few commands".into()))
    };
    for (workflow, fields, approvers) in REQUESTS {
        let (step, command) = next()?;
        let (request, appended) = start(
            engine,
            session(engine, cast, &mut sessions, REQUESTER)?,
            command,
            workflow,
            fields,
        )?;
        told(step, &appended)?;
        for approver in approvers {
            let (step, command) = next()?;
            let approver = session(engine, cast, &mut sessions, approver)?;
            told(step, &approve(engine, approver, command, request)?)?;
        }
        run(engine)?;
    }
    Ok(())
}

/// Fires the timers and makes the calls that are due, until nothing moves.
fn run(engine: &Engine) -> Result<(), EngineError> {
    while engine.run_due(&AtomicBool::new(false))?.has_moved() {}
    Ok(())
}

fn session<'a>(
    engine: &Engine,
    cast: &Cast,
    sessions: &'a mut BTreeMap<String, Session>,
    name: &str,
) -> Result<&'a Session, EngineError> {
    let missing = || EngineError::NotFound {
        what: "person",
        name: name.to_owned(),
    };
    if !sessions.contains_key(name) {
        let (id, password) = cast.get(name).ok_or_else(missing)?;
        let id = PersonId::parse(id).ok_or_else(missing)?;
        sessions.insert(name.to_owned(), engine.sign_in(&id, password)?);
    }
    sessions.get(name).ok_or_else(missing)
}

fn start(
    engine: &Engine,
    by: &Session,
    command: ActId,
    workflow: &str,
    fields: &[(&str, &str)],
) -> Result<(RequestId, Appended), EngineError> {
    let (id, version) = engine.published(workflow)?;
    let values = fields
        .iter()
        .map(|(path, value)| ((*path).to_owned(), Plain::Text((*value).to_owned())))
        .collect();
    engine.start_request(by, Some(command), &id, version, &values)
}

/// Decides on the approval that waits; when none does, the command was done before and is answered as it was.
fn approve(
    engine: &Engine,
    by: &Session,
    command: ActId,
    request: RequestId,
) -> Result<Appended, EngineError> {
    let live = engine.live();
    let waiting = live
        .kernel
        .state
        .requests
        .get(&request)
        .and_then(|instance| {
            let open = instance
                .tasks
                .iter()
                .find(|(_, task)| matches!(task.kind, TaskKind::Approval(_)));
            let (id, task) = open?;
            let definition = live.kernel.definition(&instance.version)?;
            Some((*id, task.round, shown(&covers(definition, instance, task))))
        });
    let (task, round, shown) =
        waiting.unwrap_or((TaskId { index: 0, nth: 0 }, 0, Digest::default()));
    let decision = Decision {
        request,
        task,
        round,
        shown,
        verdict: Verdict::Approve,
        reason: None,
    };
    engine.decide_approval(by, Some(command), &decision)
}
