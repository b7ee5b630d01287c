//! Grants as facts: who holds a role somewhere, and who may hand it out.
//!
//! INVARIANT: a grant counts when it is in force at log time, its subject is the person or a group they are in, and its
//! scope is one of the scopes that cover the place. Policies say the same in Cedar; the tests compare both.

use std::collections::BTreeSet;

use super::question::is_active;
use crate::{
    act::change::Subject,
    id::PersonId,
    role::Role,
    scope::Scope,
    state::{Grant, State},
};

/// The active persons who hold `role` on a scope that covers `scope`, by a grant of their own or of a group.
pub fn holders(state: &State, role: Role, scope: &Scope) -> BTreeSet<PersonId> {
    let chain = scope.chain();
    state
        .grants
        .values()
        .filter(|grant| grant.role == role && chain.contains(&grant.scope) && state.in_force(grant))
        .flat_map(|grant| members(state, &grant.subject))
        .collect()
}

/// Whether some grant of the person lets them hand out `role` on `scope`.
pub fn may_bind(state: &State, person: PersonId, role: Role, scope: &Scope) -> bool {
    let chain = scope.chain();
    let binds = |grant: &Grant| {
        grant.role.binds().contains(&role)
            && chain.contains(&grant.scope)
            && state.in_force(grant)
            && is_subject(state, person, &grant.subject)
    };
    is_active(state, person) && state.grants.values().any(|grant| binds(grant))
}

/// Whether a grant for `subject` is one for this person.
pub(super) fn is_subject(state: &State, person: PersonId, subject: &Subject) -> bool {
    match subject {
        Subject::Person(id) => *id == person,
        Subject::Group(group) => state
            .groups
            .get(group)
            .is_some_and(|group| group.members.contains(&person)),
    }
}

/// The active persons whom a grant for `subject` reaches.
pub(super) fn members(state: &State, subject: &Subject) -> Vec<PersonId> {
    let persons: Vec<PersonId> = match subject {
        Subject::Person(person) => vec![*person],
        Subject::Group(group) => state
            .groups
            .get(group)
            .map(|group| group.members.iter().copied().collect())
            .unwrap_or_default(),
    };
    persons
        .into_iter()
        .filter(|person| is_active(state, *person))
        .collect()
}
