//! The words of a decision: which grant permits, or which would.
//!
//! INVARIANT: the words follow from the grants that reach the person and log time, so they are the same whether matching
//! was memoised or not. They name ids, roles and scopes; people's names are sealed and the front ends put them in.

use crate::{
    act::change::Subject,
    id::GrantId,
    role::{Permission, Role},
    scope::Scope,
    state::{Grant, State},
};

/// A decision that no grant but the task's own rule permits.
pub(super) const BY_RULE: &str = "the task's rule";

/// The grant that permits.
pub(super) fn granted(state: &State, id: GrantId) -> String {
    match state.grants.get(&id) {
        Some(grant) => format!("grant {id}: {}, {}", role_on_scope(grant), given(grant)),
        None => format!("grant {id}"),
    }
}

fn role_on_scope(grant: &Grant) -> String {
    match &grant.subject {
        Subject::Person(_) => format!("{} on {}", grant.role, grant.scope),
        Subject::Group(group) => format!("{} on {} for group {group}", grant.role, grant.scope),
    }
}

fn given(grant: &Grant) -> String {
    match grant.vouch.decided {
        Some(decided) => format!(
            "given by {} and approved by {decided}",
            grant.vouch.proposed
        ),
        None => format!("given by {} on one person's word", grant.vouch.proposed),
    }
}

/// The grant that is missing; `reaching` are all grants that reach the person, in force or not.
pub(super) fn nearest(
    state: &State,
    reaching: &[GrantId],
    permission: Permission,
    scope: &Scope,
) -> String {
    let roles: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| role.holds(permission))
        .map(|role| role.as_str())
        .collect();
    let missing = format!("role {} on {scope} would allow this", roles.join(" or "));
    match miss(state, reaching, permission, scope) {
        Some(miss) => format!("{missing}; {miss}"),
        None => missing,
    }
}

/// What the person has of it: a grant on this scope outside its window, else one in force elsewhere; the newest.
fn miss(
    state: &State,
    reaching: &[GrantId],
    permission: Permission,
    scope: &Scope,
) -> Option<String> {
    let chain = scope.chain();
    let held = || {
        let grants = reaching
            .iter()
            .rev()
            .filter_map(|id| state.grants.get(id).map(|grant| (id, grant.as_ref())));
        grants.filter(|(_, grant)| grant.role.holds(permission))
    };
    let covers = |grant: &Grant| chain.contains(&grant.scope);
    let here = held().find(|(_, grant)| covers(grant) && !state.in_force(grant));
    let elsewhere = || held().find(|(_, grant)| !covers(grant) && state.in_force(grant));
    here.map(|(id, grant)| outside_window(state, *id, grant))
        .or_else(|| {
            elsewhere().map(|(id, grant)| format!("grant {id} gives {} only", role_on_scope(grant)))
        })
}

fn outside_window(state: &State, id: GrantId, grant: &Grant) -> String {
    let what = role_on_scope(grant);
    match (grant.from.filter(|from| *from > state.time), grant.until) {
        (Some(from), _) => format!("grant {id} gives {what} from {from}"),
        (None, Some(until)) => format!("grant {id} gave {what} until {until}"),
        (None, None) => format!("grant {id} gives {what}"),
    }
}
