//! Review of authority: what a person may do and by which grant, who may do something, and what a change of grants,
//! groups or people would alter.
//!
//! INVARIANT: the same grants count as in [`super::decide`]; guards are about objects and stay out. In the terms of
//! INCITS 359: `effective` is UserPermissions and `who_can` is AuthorizedUsers by permission, both with provenance.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    holders::{is_subject, members},
    question::is_active,
};
use crate::{
    id::{GrantId, PersonId},
    role::Permission,
    scope::Scope,
    state::{Grant, State},
};

/// What the person may do, where, and by which grant. Nothing for people who are disabled.
pub fn effective(state: &State, person: PersonId) -> Vec<(Permission, Scope, GrantId)> {
    if !is_active(state, person) {
        return Vec::new();
    }
    let mut found: Vec<_> = in_force(state)
        .filter(|(_, grant)| is_subject(state, person, &grant.subject))
        .flat_map(|(id, grant)| {
            grant
                .role
                .permissions()
                .iter()
                .map(move |item| (*item, grant.scope.clone(), id))
        })
        .collect();
    found.sort();
    found
}

/// Who may do it there, and by which grants.
pub fn who_can(state: &State, permission: Permission, scope: &Scope) -> Vec<(PersonId, GrantId)> {
    let chain = scope.chain();
    let mut found: Vec<_> = in_force(state)
        .filter(|(_, grant)| grant.role.holds(permission) && chain.contains(&grant.scope))
        .flat_map(|(id, grant)| {
            members(state, &grant.subject)
                .into_iter()
                .map(move |person| (person, id))
        })
        .collect();
    found.sort();
    found
}

/// What a change alters about one permission on one scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Impact {
    /// The permission.
    pub permission: Permission,
    /// Where.
    pub scope: Scope,
    /// Who could then, and cannot now.
    pub gain: BTreeSet<PersonId>,
    /// Who can now, and could then no more.
    pub lose: BTreeSet<PersonId>,
}

impl fmt::Display for Impact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (permission, scope) = (self.permission, &self.scope);
        let people = |count: usize| if count == 1 { "person" } else { "people" };
        match (self.gain.len(), self.lose.len()) {
            (gain, 0) => write!(
                f,
                "{gain} more {} could {permission} on {scope}",
                people(gain)
            ),
            (0, lose) => write!(
                f,
                "{lose} {} could no longer {permission} on {scope}",
                people(lose)
            ),
            (gain, lose) => {
                write!(
                    f,
                    "{gain} more {} could {permission} on {scope}, {lose} no longer",
                    people(gain)
                )
            }
        }
    }
}

/// What is different between two states, widest scope first within a permission. A permission that somebody keeps by
/// another grant is no difference, and what follows from a wider difference is not said again.
pub fn impact(before: &State, after: &State) -> Vec<Impact> {
    let (old, new) = (holdings(before), holdings(after));
    let mut found: BTreeMap<(Permission, Scope), Impact> = BTreeMap::new();
    for (person, held) in missing(&new, &old) {
        entry(&mut found, held).gain.insert(person);
    }
    for (person, held) in missing(&old, &new) {
        entry(&mut found, held).lose.insert(person);
    }
    found.into_values().collect()
}

type Held = (Permission, Scope);
type Holdings = BTreeMap<PersonId, BTreeSet<Held>>;

fn entry(found: &mut BTreeMap<Held, Impact>, held: Held) -> &mut Impact {
    found
        .entry(held)
        .or_insert_with_key(|(permission, scope)| Impact {
            permission: *permission,
            scope: scope.clone(),
            gain: BTreeSet::new(),
            lose: BTreeSet::new(),
        })
}

fn in_force(state: &State) -> impl Iterator<Item = (GrantId, &Grant)> {
    state
        .grants
        .iter()
        .filter(|(_, grant)| state.in_force(grant))
        .map(|(id, grant)| (*id, grant.as_ref()))
}

fn holdings(state: &State) -> Holdings {
    let mut holdings = Holdings::new();
    for (_, grant) in in_force(state) {
        for person in members(state, &grant.subject) {
            let held = grant
                .role
                .permissions()
                .iter()
                .map(|permission| (*permission, grant.scope.clone()));
            holdings.entry(person).or_default().extend(held);
        }
    }
    holdings
}

/// What is held in `some` and not covered in `others`, without what a wider scope in the same result covers.
fn missing(some: &Holdings, others: &Holdings) -> Vec<(PersonId, Held)> {
    let mut missing = Vec::new();
    for (person, held) in some {
        let other = others.get(person);
        let lacks: BTreeSet<&Held> = held
            .iter()
            .filter(|item| other.is_none_or(|held| !covers(held, item)))
            .collect();
        let widest = lacks.iter().filter(|item| {
            let (permission, scope) = item;
            let wider = scope
                .chain()
                .into_iter()
                .skip(1)
                .map(|scope| (*permission, scope));
            !wider.into_iter().any(|wider| lacks.contains(&wider))
        });
        missing.extend(widest.map(|item| (*person, (*item).clone())));
    }
    missing
}

fn covers(held: &BTreeSet<Held>, (permission, scope): &Held) -> bool {
    scope
        .chain()
        .into_iter()
        .any(|scope| held.contains(&(*permission, scope)))
}
