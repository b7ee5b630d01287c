//! Some history: requests of all four workflows, approved, rejected, returned and waiting.

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

use kernel::{
    act::approval::Verdict,
    id::{RequestId, TaskId},
    process::covers,
    state::TaskKind,
};

use super::Cast;
use crate::{
    Engine, EngineError, Plain,
    acts::tasks::{Decision, shown},
    runner::Ran,
};

type Fields<'a> = &'a [(&'a str, &'a str)];

const NORDWIND: Fields<'_> = &[
    ("legal_name", "Nordwind GmbH"),
    ("country", "DE"),
    ("iban", "DE89370400440532013000"),
    ("amount_limit", "25000"),
];
const SURVEY: Fields<'_> = &[
    ("legal_name", "Survey Partners SA"),
    ("country", "FR"),
    ("iban", "FR1420041010050500013M02606"),
    ("amount_limit", "8000"),
];
const HARBOUR: Fields<'_> = &[
    ("legal_name", "Harbour Tools Ltd"),
    ("country", "GB"),
    ("iban", "GB29NWBK60161331926819"),
    ("amount_limit", "120000"),
];
const CRM: Fields<'_> = &[
    ("system", "crm"),
    ("access_level", "read"),
    (
        "justification",
        "Needs customer records to answer complaints.",
    ),
];
const PAYROLL: Fields<'_> = &[
    ("system", "payroll"),
    ("access_level", "admin"),
    (
        "justification",
        "Stands in for the payroll lead during the audit.",
    ),
];
const SMALL_REFUND: Fields<'_> = &[
    ("order_id", "A-10432"),
    ("amount", "120.50"),
    ("reason_code", "damaged"),
    ("customer_email", "customer-10432@example.com"),
];
const LARGE_REFUND: Fields<'_> = &[
    ("order_id", "A-10518"),
    ("amount", "1840"),
    ("reason_code", "not_received"),
    ("customer_email", "customer-10518@example.com"),
];
const EMPLOYEE: Fields<'_> = &[
    ("employee_name", "Kim Arden"),
    ("private_address", "12 Mill Lane, Bridgeport"),
    ("start_date", "2027-01-04"),
    ("department", "finance"),
];

/// Plays everything up to the connector calls.
pub(super) fn play(
    engine: &Engine,
    cast: &Cast,
) -> Result<BTreeMap<String, Vec<String>>, EngineError> {
    let mut made: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut note = |workflow: &str, request: RequestId| {
        made.entry(workflow.to_owned())
            .or_default()
            .push(request.to_string());
    };
    let vendor = start(
        engine,
        cast,
        "Gus Pereira",
        "vendor-onboarding",
        NORDWIND,
        &[],
    )?;
    decide(engine, cast, "Eli Novak", vendor, Verdict::Approve, None)?;
    decide(engine, cast, "Fay Duarte", vendor, Verdict::Approve, None)?;
    note("vendor-onboarding", vendor);
    let rejected = start(engine, cast, "Ivo Brandt", "vendor-onboarding", SURVEY, &[])?;
    decide(
        engine,
        cast,
        "Fay Duarte",
        rejected,
        Verdict::Reject,
        Some("The account is not in the vendor's name."),
    )?;
    note("vendor-onboarding", rejected);
    let waiting = start(engine, cast, "Hana Sato", "vendor-onboarding", HARBOUR, &[])?;
    decide(engine, cast, "Eli Novak", waiting, Verdict::Approve, None)?;
    note("vendor-onboarding", waiting);

    let access = start(engine, cast, "Gus Pereira", "access-request", CRM, &[])?;
    decide(engine, cast, "Hana Sato", access, Verdict::Approve, None)?;
    decide(engine, cast, "Ivo Brandt", access, Verdict::Approve, None)?;
    note("access-request", access);
    note(
        "access-request",
        start(engine, cast, "Gus Pereira", "access-request", PAYROLL, &[])?,
    );

    let small = start(
        engine,
        cast,
        "Gus Pereira",
        "customer-refund",
        SMALL_REFUND,
        &[],
    )?;
    decide(engine, cast, "Eli Novak", small, Verdict::Approve, None)?;
    note("customer-refund", small);
    let large = start(
        engine,
        cast,
        "Dee Marsh",
        "customer-refund",
        LARGE_REFUND,
        &[],
    )?;
    decide(
        engine,
        cast,
        "Eli Novak",
        large,
        Verdict::Return,
        Some("Please check the amount against the invoice."),
    )?;
    let corrected = BTreeMap::from([("amount".to_owned(), Plain::Text("1480".to_owned()))]);
    engine.revise_request(cast.session("Dee Marsh")?, None, large, &corrected)?;
    decide(engine, cast, "Fay Duarte", large, Verdict::Approve, None)?;
    note("customer-refund", large);

    let employee = start(
        engine,
        cast,
        "Fay Duarte",
        "employee-lifecycle",
        EMPLOYEE,
        &["needs_laptop", "needs_badge"],
    )?;
    complete(
        engine,
        cast,
        "Ivo Brandt",
        employee,
        &[("asset_tag", "LT-2041")],
        "equipment_ready",
    )?;
    decide(engine, cast, "Hana Sato", employee, Verdict::Approve, None)?;
    note("employee-lifecycle", employee);
    Ok(made)
}

/// What is left once the calls were answered: the credentials are handed over. Gives the number of further calls.
pub(super) fn finish(
    engine: &Engine,
    cast: &Cast,
    requests: &BTreeMap<String, Vec<String>>,
) -> Result<usize, EngineError> {
    let first = requests
        .get("access-request")
        .and_then(|ids| ids.first())
        .and_then(|id| RequestId::parse(id));
    if let Some(access) = first {
        complete(engine, cast, "Ivo Brandt", access, &[], "handed_over")?;
    }
    Ok(engine
        .run_due(&AtomicBool::new(false))?
        .count(|ran| matches!(ran, Ran::Completed { .. })))
}

fn start(
    engine: &Engine,
    cast: &Cast,
    by: &'static str,
    workflow: &str,
    fields: Fields<'_>,
    ticked: &[&str],
) -> Result<RequestId, EngineError> {
    let (id, version) = engine.published(workflow)?;
    let values = values(fields, ticked);
    engine
        .start_request(cast.session(by)?, None, &id, version, &values)
        .map(|(request, _)| request)
}

fn values(fields: Fields<'_>, ticked: &[&str]) -> BTreeMap<String, Plain> {
    let texts = fields
        .iter()
        .map(|(path, value)| ((*path).to_owned(), Plain::Text((*value).to_owned())));
    texts
        .chain(
            ticked
                .iter()
                .map(|path| ((*path).to_owned(), Plain::Boolean(true))),
        )
        .collect()
}

/// Decides on the one approval that waits.
fn decide(
    engine: &Engine,
    cast: &Cast,
    by: &'static str,
    request: RequestId,
    verdict: Verdict,
    reason: Option<&str>,
) -> Result<(), EngineError> {
    let (task, round) = open_task(engine, request, true)?;
    let live = engine.live();
    let missing = || EngineError::NotFound {
        what: "request",
        name: request.to_string(),
    };
    let instance = live
        .kernel
        .state
        .requests
        .get(&request)
        .ok_or_else(missing)?;
    let open = instance.tasks.get(&task).ok_or_else(missing)?;
    let definition = live
        .kernel
        .definition(&instance.version)
        .ok_or_else(missing)?;
    let shown = shown(&covers(definition, instance, open));
    let decision = Decision {
        request,
        task,
        round,
        shown,
        verdict,
        reason,
    };
    engine
        .decide_approval(cast.session(by)?, None, &decision)
        .map(|_| ())
}

fn complete(
    engine: &Engine,
    cast: &Cast,
    by: &'static str,
    request: RequestId,
    fields: Fields<'_>,
    ticked: &str,
) -> Result<(), EngineError> {
    let (task, round) = open_task(engine, request, false)?;
    let values = values(fields, &[ticked]);
    engine
        .complete_task(cast.session(by)?, None, request, task, round, &values)
        .map(|_| ())
}

fn open_task(
    engine: &Engine,
    request: RequestId,
    approval: bool,
) -> Result<(TaskId, u32), EngineError> {
    let live = engine.live();
    let instance = live.kernel.state.requests.get(&request);
    let open = instance
        .iter()
        .flat_map(|instance| &instance.tasks)
        .find(|(_, task)| matches!(task.kind, TaskKind::Approval(_)) == approval);
    open.map(|(id, task)| (*id, task.round))
        .ok_or_else(|| EngineError::NotFound {
            what: "task",
            name: request.to_string(),
        })
}
