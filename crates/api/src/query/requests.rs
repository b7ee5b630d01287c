//! Requests: what may be started, by which form, and who will be asked.

use engine::{Engine, Session};
use kernel::{
    authority::Object,
    definition::Definition,
    digest::Digest,
    id::{PersonId, WorkflowId},
    refusal::Refusal,
    role::Permission,
    scope::Scope,
    state::State,
};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        requests::{AskedView, FormQuery, StartForm, Startable, StartableList},
        shared::May,
    },
    query::rules::people,
    view::{self, Sealed},
};

/// `requests.startable`.
pub fn requests_startable(host: &Host, _: &Nothing) -> Result<StartableList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let published = state
        .workflows
        .iter()
        .filter_map(|(id, workflow)| workflow.published.map(|version| (id, workflow, version)));
    let workflows = published
        .map(|(id, workflow, version)| Startable {
            workflow: id.to_string(),
            name: workflow.name.clone(),
            description: documentation(&view::diagram(&engine, state, &version)),
            may_start: may_start(&engine, &session, id, &version),
        })
        .collect();
    Ok(StartableList { workflows })
}

/// What the drawing says of its process; empty if it says nothing.
fn documentation(diagram: &str) -> String {
    let document = bpmn::parse(diagram.as_bytes(), &bpmn::Limits::V1).ok();
    let process = document.as_ref().and_then(bpmn::Document::main);
    process
        .and_then(|process| process.documentation.clone())
        .unwrap_or_default()
}

fn may_start(engine: &Engine, session: &Session, workflow: &WorkflowId, version: &Digest) -> May {
    if let Some(error) = engine.unusable(version) {
        return view::may_if(false, &error.to_string(), error.code());
    }
    let live = engine.live();
    if let Some(definition) = live.kernel.definition(version)
        && definition.start().is_none()
    {
        let workflow = workflow.clone();
        let refusal = Refusal::NoFormStart { workflow };
        return view::may_if(false, &refusal.to_string(), refusal.code());
    }
    let object = Object::at(Scope::Workflow(workflow.clone()));
    view::may(engine, session.person(), Permission::RequestStart, &object)
}

/// `requests.form`.
pub fn requests_form(host: &Host, args: &FormQuery) -> Result<StartForm, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let missing = || {
        let name = args.workflow.chars().take(80).collect();
        ApiError::Engine(engine::EngineError::NotFound {
            what: "workflow",
            name,
        })
    };
    let id = WorkflowId::parse(&args.workflow).ok_or_else(missing)?;
    let workflow = state.workflows.get(&id).ok_or_else(missing)?;
    let version = workflow.published.ok_or_else(missing)?;
    let definition = live.kernel.definition(&version).ok_or_else(|| {
        engine
            .unusable(&version)
            .map_or_else(missing, ApiError::Engine)
    })?;
    let form = definition.start_form();
    Ok(StartForm {
        workflow: id.to_string(),
        name: workflow.name.clone(),
        version: version.to_string(),
        fields: form
            .map(|form| view::form(&engine, form, None, Sealed::Closed, None))
            .unwrap_or_default(),
        asked: asked(&engine, state, definition, session.person()),
        may_start: may_start(&engine, &session, &id, &version),
    })
}

/// Who may be asked, step by step; the requester never decides.
fn asked(engine: &Engine, state: &State, definition: &Definition, you: PersonId) -> Vec<AskedView> {
    let approvals = definition
        .nodes()
        .filter_map(|(ix, node)| definition.rule(ix).map(|rule| (node, rule)));
    let view = |(node, rule): (&kernel::definition::Node, &kernel::rule::Rule)| {
        let manager = state.persons.get(&you).and_then(|person| person.manager);
        let can: Vec<PersonId> = match &rule.eligible {
            kernel::rule::Eligible::Manager(_) => manager.into_iter().collect(),
            _ => people(state, rule),
        };
        let rule = view::rule_sentence(
            engine,
            rule,
            can.into_iter().filter(|person| *person != you),
        );
        AskedView {
            step: node.name.clone(),
            rule,
        }
    };
    approvals.map(view).collect()
}
