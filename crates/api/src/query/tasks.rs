//! The inbox and its tasks.

use engine::{
    Engine,
    acts::tasks::{approval_body, shown},
};
use kernel::{
    Refusal,
    act::{
        Body,
        approval::{Decide, Verdict},
    },
    authority::Object,
    definition::Definition,
    id::{PersonId, RequestId, Signer, TaskId},
    process::{
        covers,
        pool::{is_by_rule, pool},
    },
    role::Permission,
    state::{Instance, State, Task, TaskKind, TaskState},
};
use store::{ActFilter, Order, Page};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        shared::May,
        tasks::{DecisionView, Inbox, InboxRow, TaskDetail, TaskQuery},
    },
    query::changes::sealed_of,
    view::{self, Sealed},
};

/// Earlier decisions of one person on one request that are looked at.
const DECISIONS: usize = 100;

/// `inbox.list`.
pub fn inbox_list(host: &Host, _: &Nothing) -> Result<Inbox, ApiError> {
    let (engine, session) = host.signed_in()?;
    Ok(Inbox {
        tasks: inbox_rows(&engine, session.person()),
    })
}

/// What waits for the person, the oldest first.
pub(crate) fn inbox_rows(engine: &Engine, you: PersonId) -> Vec<InboxRow> {
    let live = engine.live();
    let state = &live.kernel.state;
    let mut rows = Vec::new();
    for instance in state.requests.values() {
        let Some(definition) = live.kernel.definition(&instance.version) else {
            continue;
        };
        for (id, task) in &instance.tasks {
            if waits_for(engine, state, definition, instance, task, you) {
                let row = row(engine, state, definition, instance, *id, task);
                rows.push((*id, row));
            }
        }
    }
    rows.sort_by_key(|(id, _)| *id);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn waits_for(
    engine: &Engine,
    state: &State,
    definition: &Definition,
    instance: &Instance,
    task: &Task,
    you: PersonId,
) -> bool {
    match (&task.state, &task.kind) {
        (TaskState::Returned, _) => instance.requester == you,
        (TaskState::Open, TaskKind::Plain) => may_complete(engine, instance, you).allowed,
        (TaskState::Open, TaskKind::Approval(given)) => {
            let rule = definition.rule(task.node);
            let eligible = rule.is_some_and(|rule| pool(state, instance, rule).contains(&you));
            eligible && given.iter().all(|decision| decision.person != you)
        }
    }
}

fn may_complete(engine: &Engine, instance: &Instance, you: PersonId) -> May {
    view::may(
        engine,
        you,
        Permission::TaskComplete,
        &Object::of_request(instance),
    )
}

fn row(
    engine: &Engine,
    state: &State,
    definition: &Definition,
    instance: &Instance,
    id: TaskId,
    task: &Task,
) -> InboxRow {
    let kind = match (&task.state, &task.kind) {
        (TaskState::Returned, _) => "revise",
        (TaskState::Open, TaskKind::Plain) => "plain",
        (TaskState::Open, TaskKind::Approval(_)) => "approval",
    };
    InboxRow {
        request: instance.id.to_string(),
        task: id.to_string(),
        workflow: state
            .workflows
            .get(&instance.workflow)
            .map(|known| known.name.clone())
            .unwrap_or_default(),
        step: view::node_name(definition, task.node),
        kind: kind.to_owned(),
        requester: view::person(engine, &instance.requester),
        rule: definition.rule(task.node).map(|rule| rule.name.clone()),
        since: view::time_of(engine, task.opened),
        round: task.round,
    }
}

/// `inbox.task`.
pub fn inbox_task(host: &Host, args: &TaskQuery) -> Result<TaskDetail, ApiError> {
    let (engine, session) = host.signed_in()?;
    let you = session.person();
    let live = engine.live();
    let state = &live.kernel.state;
    let wrong = || ApiError::Arguments("no such task".into());
    let request = RequestId::parse(&args.request).ok_or_else(wrong)?;
    let id = TaskId::parse(&args.task).ok_or_else(wrong)?;
    let refused = |refusal: Refusal| ApiError::Engine(refusal.into());
    let instance = state
        .requests
        .get(&request)
        .ok_or_else(|| refused(Refusal::RequestNotOpen { request }))?;
    let task = instance
        .tasks
        .get(&id)
        .ok_or_else(|| refused(Refusal::TaskNotOpen { task: id }))?;
    let definition = live
        .kernel
        .definition(&instance.version)
        .ok_or_else(|| refused(Refusal::TaskNotOpen { task: id }))?;
    let may = may_act(&engine, state, definition, instance, task, you);
    let returned = task.state == TaskState::Returned;
    let form = if returned {
        definition.start_form()
    } else {
        definition.form(task.node)
    };
    let sealed = if may.allowed {
        Sealed::Opened
    } else {
        Sealed::Closed
    };
    let decided = match &task.kind {
        TaskKind::Approval(_) => decided_before(&engine, definition, instance, task, you)?,
        TaskKind::Plain => None,
    };
    let (digest, to_sign) = match &task.kind {
        TaskKind::Approval(_) if !returned => {
            let body = approval_body(&live, request, id, Verdict::Approve)?;
            (
                shown(&body.covers).to_string(),
                engine.preview(you, Body::ApprovalDecide(body))?,
            )
        }
        _ => (String::new(), String::new()),
    };
    let given = match &task.kind {
        TaskKind::Approval(given) => given.as_slice(),
        TaskKind::Plain => &[],
    };
    let decisions: Vec<DecisionView> = given.iter().map(|given| decision(&engine, given)).collect();
    let rule = definition.rule(task.node).map(|rule| {
        let can = pool(state, instance, rule)
            .into_iter()
            .filter(|id| given.iter().all(|done| done.person != *id));
        view::rule_sentence(&engine, rule, can)
    });
    Ok(TaskDetail {
        row: row(&engine, state, definition, instance, id, task),
        form: form
            .map(|form| {
                let place = (definition.as_ref(), instance.as_ref(), task);
                view::task_form(&engine, place, form, sealed, decided)
            })
            .unwrap_or_default(),
        shown: digest,
        rule,
        decisions,
        version: instance.version.to_string(),
        diagram: view::diagram(&engine, state, &instance.version),
        tokens: view::tokens(definition, instance),
        passed: view::passed(definition, instance),
        may,
        to_sign,
    })
}

/// The newest decision of the person at this step of the request, whether or not it still counts. A step that is asked
/// again may be another task; rule and shown fields say that it is the same step.
fn decided_before(
    engine: &Engine,
    definition: &Definition,
    instance: &Instance,
    task: &Task,
    you: PersonId,
) -> Result<Option<u64>, ApiError> {
    let filter = ActFilter {
        name: Some("approval.decide".to_owned()),
        by: Some(Signer::Person(you)),
        request: Some(instance.id),
        ..ActFilter::default()
    };
    let page = Page {
        order: Order::NewestFirst,
        after: None,
        limit: DECISIONS,
    };
    let rule = definition.approval(task.node).map(|node| node.digest);
    let shows = covers(definition, instance, task);
    let here = |body: &Decide| {
        let paths = body.covers.iter().map(|covered| &covered.path);
        Some(body.rule) == rule && paths.eq(shows.iter().map(|covered| &covered.path))
    };
    for act in engine.read(|reader| reader.acts(&filter, &page))? {
        if let Some(Body::ApprovalDecide(body)) = engine.body_at(act.index)?
            && here(&body)
        {
            return Ok(Some(act.index));
        }
    }
    Ok(None)
}

pub(crate) fn decision(engine: &Engine, given: &kernel::state::DecisionGiven) -> DecisionView {
    DecisionView {
        person: view::person(engine, &given.person),
        verdict: match given.verdict {
            Verdict::Approve => "approve",
            Verdict::Reject => "reject",
            Verdict::Return => "return",
        }
        .to_owned(),
        reason: sealed_of(engine, given.index, "reason"),
        index: given.index,
        at: view::time_of(engine, given.index),
    }
}

/// Whether the person may decide, complete or revise, as the kernel would answer.
fn may_act(
    engine: &Engine,
    state: &State,
    definition: &Definition,
    instance: &Instance,
    task: &Task,
    you: PersonId,
) -> May {
    match (&task.state, &task.kind) {
        (TaskState::Returned, _) => view::may_if(
            instance.requester == you,
            "returned to the requester",
            "task_returned",
        ),
        (TaskState::Open, TaskKind::Plain) => may_complete(engine, instance, you),
        (TaskState::Open, TaskKind::Approval(given)) => {
            let Some(rule) = definition.rule(task.node) else {
                return view::may_if(false, "no rule", "not_eligible");
            };
            let mut object = Object::of_request(instance);
            object.by_rule = is_by_rule(state, instance, rule, you);
            let may = view::may(engine, you, Permission::TaskDecide, &object);
            if !may.allowed {
                return may;
            }
            if !pool(state, instance, rule).contains(&you) {
                return view::may_if(false, &format!("rule {}", rule.name), "not_eligible");
            }
            let first = given.iter().all(|done| done.person != you);
            view::may_if(first, &may.because, "decided_already")
        }
    }
}
