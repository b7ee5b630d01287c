//! People, groups, grants.

use engine::Engine;
use kernel::{
    act::change::Subject,
    authority::{Object, effective},
    id::{GrantId, PersonId},
    role::{Permission, Role},
    scope::{PRODUCTION, Scope},
    state::{Grant, State},
};
use ledger::note::{KeyKind, VerifierKey};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        people::{
            GrantRow, GroupRow, KeyRow, PeopleList, PermissionRow, PersonDetail, PersonQuery,
            PersonRow, RoleView,
        },
    },
    view,
};

/// `people.list`.
pub fn people_list(host: &Host, _: &Nothing) -> Result<PeopleList, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let you = session.person();
    let mut people: Vec<PersonRow> = state
        .persons
        .keys()
        .map(|id| row(&engine, state, id, you))
        .collect();
    people.sort_by(|a, b| a.person.name.cmp(&b.person.name));
    let may = |permission| view::may(&engine, you, permission, &Object::workspace());
    Ok(PeopleList {
        people,
        groups: groups(&engine, state),
        roles: Role::ALL.iter().map(|role| role_view(*role)).collect(),
        scopes: scopes(state),
        may_add: may(Permission::PersonEdit),
        may_grant: may(Permission::RoleGrant),
        may_group: may(Permission::GroupEdit),
    })
}

/// `people.person`.
pub fn people_person(host: &Host, args: &PersonQuery) -> Result<PersonDetail, ApiError> {
    let (engine, session) = host.signed_in()?;
    let live = engine.live();
    let state = &live.kernel.state;
    let id = engine.find_person(&args.person)?;
    let name = kernel::id::Signer::Person(id).key_name(engine.origin());
    let keys = state
        .persons
        .get(&id)
        .map(|person| person.keys.clone())
        .unwrap_or_default();
    let vkey =
        |key: &[u8; 32]| VerifierKey::new(&name, KeyKind::Ed25519, key).map(|key| key.to_string());
    Ok(PersonDetail {
        row: row(&engine, state, &id, session.person()),
        keys: keys
            .iter()
            .map(|range| KeyRow {
                vkey: vkey(&range.key).unwrap_or_default(),
                from: range.from,
                until: range.until,
            })
            .collect(),
        permissions: effective(state, id)
            .into_iter()
            .map(|(permission, scope, grant)| PermissionRow {
                permission: permission.to_string(),
                scope: scope.to_string(),
                grant: grant.to_string(),
            })
            .collect(),
    })
}

fn row(engine: &Engine, state: &State, id: &PersonId, you: PersonId) -> PersonRow {
    let record = state.persons.get(id);
    PersonRow {
        person: view::person(engine, id),
        manager: record
            .and_then(|record| record.manager)
            .map(|manager| view::person(engine, &manager)),
        disabled: record.is_some_and(|record| record.disabled),
        you: *id == you,
        grants: grants_of(engine, state, id),
        vouch: record.map_or_else(
            || {
                view::vouch(
                    engine,
                    &kernel::state::Vouch {
                        proposed: *id,
                        decided: None,
                        index: 0,
                    },
                )
            },
            |record| view::vouch(engine, &record.vouch),
        ),
    }
}

fn grants_of(engine: &Engine, state: &State, id: &PersonId) -> Vec<GrantRow> {
    let applies = |subject: &Subject| match subject {
        Subject::Person(person) => person == id,
        Subject::Group(group) => state
            .groups
            .get(group)
            .is_some_and(|group| group.members.contains(id)),
    };
    let found = state
        .grants
        .iter()
        .filter(|(_, grant)| applies(&grant.subject));
    found
        .map(|(grant_id, grant)| grant_row(engine, state, grant_id, grant))
        .collect()
}

fn grant_row(engine: &Engine, state: &State, id: &GrantId, grant: &Grant) -> GrantRow {
    GrantRow {
        id: id.to_string(),
        role: grant.role.to_string(),
        scope: grant.scope.to_string(),
        group: match &grant.subject {
            Subject::Person(_) => None,
            Subject::Group(group) => Some(group.to_string()),
        },
        from: grant.from.map(view::time),
        until: grant.until.map(view::time),
        in_force: state.in_force(grant),
        vouch: view::vouch(engine, &grant.vouch),
    }
}

fn groups(engine: &Engine, state: &State) -> Vec<GroupRow> {
    let held = |id: &kernel::id::GroupId| {
        let subject = Subject::Group(id.clone());
        let grants = state
            .grants
            .iter()
            .filter(|(_, grant)| grant.subject == subject);
        grants
            .map(|(grant_id, grant)| grant_row(engine, state, grant_id, grant))
            .collect()
    };
    let row =
        |(id, group): (&kernel::id::GroupId, &std::sync::Arc<kernel::state::Group>)| GroupRow {
            id: id.to_string(),
            name: group.name.clone(),
            members: group
                .members
                .iter()
                .map(|member| view::person(engine, member))
                .collect(),
            grants: held(id),
        };
    state.groups.iter().map(row).collect()
}

fn role_view(role: Role) -> RoleView {
    RoleView {
        id: role.to_string(),
        permissions: role.permissions().iter().map(ToString::to_string).collect(),
        binds: role.binds().iter().map(ToString::to_string).collect(),
    }
}

fn scopes(state: &State) -> Vec<String> {
    let workflows = state
        .workflows
        .keys()
        .map(|id| Scope::Workflow(id.clone()).to_string());
    let connectors = state
        .connectors
        .keys()
        .map(|id| Scope::Connector(id.clone()).to_string());
    let fixed = [
        Scope::Workspace.to_string(),
        format!("environment:{PRODUCTION}"),
    ];
    fixed
        .into_iter()
        .chain(workflows)
        .chain(connectors)
        .collect()
}
