//! Rules and connectors in force.

use engine::{Engine, workspace::item};
use kernel::{
    authority::{self, Object},
    connector::{Connector, Disclosure, Output},
    digest::Digest,
    id::PersonId,
    role::Permission,
    rule::{Eligible, Rule},
    state::State,
};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        rules::{ConnectorList, ConnectorRow, OutputView, RuleList, RuleRow},
    },
    view,
};

/// `rules.list`.
pub fn rules_list(host: &Host, _: &Nothing) -> Result<RuleList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let mut rules = Vec::new();
    for (id, known) in &state.rules {
        let Some(rule) = read(&engine, &known.file).and_then(|bytes| Rule::parse(&bytes).ok())
        else {
            continue;
        };
        rules.push(RuleRow {
            id: id.to_string(),
            name: rule.name.clone(),
            eligible: view::eligible(&rule),
            people: people(state, &rule)
                .iter()
                .map(|person| view::person(&engine, person))
                .collect(),
            needed: rule.needed,
            digest: known.file.to_string(),
            used_by: used_by(state, |manifest| {
                manifest.rules.get(id) == Some(&known.file)
            }),
            vouch: view::vouch(&engine, &known.vouch),
        });
    }
    let may_set = view::may(
        &engine,
        session.person(),
        Permission::RuleEdit,
        &Object::workspace(),
    );
    Ok(RuleList { rules, may_set })
}

/// `connectors.list`.
pub fn connectors_list(host: &Host, _: &Nothing) -> Result<ConnectorList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let mut connectors = Vec::new();
    for (id, known) in &state.connectors {
        let Some(bytes) = read(&engine, &known.file) else {
            continue;
        };
        let Ok(file) = Connector::parse(&bytes) else {
            continue;
        };
        let token_here = known
            .token
            .is_some_and(|token| matches!(engine.vault().get(&item::token(&token)), Ok(Some(_))));
        connectors.push(ConnectorRow {
            id: id.to_string(),
            name: file.name,
            base: file.base,
            methods: file.scope.methods,
            paths: file.scope.paths,
            private_addresses: file.scope.private_addresses,
            idempotent: file.idempotent,
            outputs: file.outputs.into_iter().map(output).collect(),
            timeout_seconds: file.timeout_s,
            file: String::from_utf8_lossy(&bytes).into_owned(),
            digest: known.file.to_string(),
            has_token: known.token.is_some(),
            token_here,
            used_by: used_by(state, |manifest| {
                manifest.connectors.get(id) == Some(&known.file)
            }),
            vouch: view::vouch(&engine, &known.vouch),
        });
    }
    let may_set = view::may(
        &engine,
        session.person(),
        Permission::ConnectorEdit,
        &Object::workspace(),
    );
    Ok(ConnectorList {
        connectors,
        may_set,
    })
}

fn output((field, output): (String, Output)) -> OutputView {
    OutputView {
        field,
        path: output.path,
        sealed: output.data == Disclosure::Sealed,
    }
}

/// Who a rule makes eligible before anybody has asked.
pub(crate) fn people(state: &State, rule: &Rule) -> Vec<PersonId> {
    match &rule.eligible {
        Eligible::Role(role) => authority::holders(state, role.role, &role.scope)
            .into_iter()
            .collect(),
        Eligible::Manager(_) => Vec::new(),
        Eligible::Group(member) => {
            let members = state
                .groups
                .get(&member.group)
                .map(|group| group.members.clone())
                .unwrap_or_default();
            members
                .into_iter()
                .filter(|person| state.active_person(person).is_some())
                .collect()
        }
    }
}

fn used_by(state: &State, pins: impl Fn(&kernel::act::version::Create) -> bool) -> Vec<String> {
    let published = state.workflows.iter().filter(|(_, workflow)| {
        let version = workflow
            .published
            .and_then(|version| state.versions.get(&version));
        version.is_some_and(|record| pins(&record.manifest))
    });
    published.map(|(id, _)| id.to_string()).collect()
}

fn read(engine: &Engine, digest: &Digest) -> Option<std::sync::Arc<[u8]>> {
    engine
        .read(|reader| reader.record_blob(digest))
        .ok()
        .flatten()
}
