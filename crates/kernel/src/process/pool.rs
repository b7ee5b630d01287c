//! Who may decide on an approval.
//!
//! INVARIANT: the requester and whoever edited the data after the start are never in the pool, whatever the rule says;
//! nor is anybody disabled. Nobody names approvers: the pool follows from the rule and the state.

use std::collections::BTreeSet;

use crate::{
    authority,
    id::PersonId,
    role::Permission,
    rule::{Eligible, Of, Rule},
    scope::Scope,
    state::{Instance, Kernel, State},
};

/// Whoever the rule makes eligible for this request, guards applied.
pub fn pool(state: &State, instance: &Instance, rule: &Rule) -> BTreeSet<PersonId> {
    let named = match &rule.eligible {
        Eligible::Role(role) => authority::holders(state, role.role, &role.scope),
        Eligible::Group(member) => state
            .groups
            .get(&member.group)
            .map(|group| group.members.clone())
            .unwrap_or_default(),
        Eligible::Manager(manager) => match manager.manager_of {
            Of::Requester => manager_of(state, instance.requester).into_iter().collect(),
        },
    };
    let uninvolved =
        |person: &PersonId| *person != instance.requester && !instance.editors.contains(person);
    named
        .into_iter()
        .filter(|person| uninvolved(person) && state.active_person(person).is_some())
        .collect()
}

/// Whether the rule itself entitles this person to decide, without any grant.
pub fn is_by_rule(state: &State, instance: &Instance, rule: &Rule, person: PersonId) -> bool {
    match &rule.eligible {
        Eligible::Manager(manager) => match manager.manager_of {
            Of::Requester => manager_of(state, instance.requester) == Some(person),
        },
        Eligible::Role(_) | Eligible::Group(_) => false,
    }
}

/// Whether fewer people can decide than the rule needs: how many can, if so.
pub(super) fn shortage(kernel: &Kernel, instance: &Instance, rule: &Rule) -> Option<usize> {
    let scope = Scope::Workflow(instance.workflow.clone());
    let can_decide = |person: &PersonId| {
        let (state, policies) = (&kernel.state, &kernel.compiled.policies);
        is_by_rule(state, instance, rule, *person)
            || authority::has_permission(state, policies, *person, Permission::TaskDecide, &scope)
    };
    let needed = usize::from(rule.needed);
    // No more than needed are asked about: a group may have thousands of members.
    let found = pool(&kernel.state, instance, rule)
        .into_iter()
        .filter(can_decide)
        .take(needed)
        .count();
    (found < needed).then_some(found)
}

fn manager_of(state: &State, person: PersonId) -> Option<PersonId> {
    state.persons.get(&person)?.manager
}
