//! The people of a simulation: one who requests, one who completes tasks, and as many who decide as any rule needs.
//!
//! INVARIANT: every rule of the definition finds enough people, by the same resolution as in a workspace: nothing of the
//! steps is left out.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    act::change::Subject,
    authority::{Mode, Policies},
    commitment::Commitment,
    definition::Definition,
    digest::Digest,
    id::{GrantId, PersonId, WorkstationId},
    role::Role,
    rule::{Eligible, Rule},
    scope::Scope,
    state::{Compiled, Grant, Group, Kernel, Person, State, Vouch},
    time::Timestamp,
};

/// Who submits.
pub(super) const REQUESTER: PersonId = PersonId(1);
/// Who completes tasks, and so may decide on nothing.
pub(super) const WORKER: PersonId = PersonId(2);
/// Where all of them sign.
pub(super) const WORKSTATION: WorkstationId = WorkstationId(1);

const VOUCH: Vouch = Vouch {
    proposed: REQUESTER,
    decided: None,
    index: 0,
};

/// The nth who decides, from 1.
pub(super) fn decider(nth: u64) -> PersonId {
    PersonId(10_u64.saturating_add(nth))
}

/// A kernel that knows these people, at this log time.
pub(super) fn kernel(definition: &Definition, at: Timestamp) -> Kernel {
    let rules: Vec<&Rule> = definition
        .nodes()
        .filter_map(|(ix, _)| definition.rule(ix))
        .collect();
    let most = rules.iter().map(|rule| rule.needed).max().unwrap_or(0);
    let deciders: BTreeSet<PersonId> = (1..=u64::from(most)).map(decider).collect();
    let mut state = State {
        time: at,
        ..State::default()
    };
    let manager = deciders.first().copied();
    for person in deciders.iter().copied().chain([REQUESTER, WORKER]) {
        let person_state = Person {
            name: Commitment(Digest::default()),
            manager: manager.filter(|manager| *manager != person),
            disabled: false,
            keys: Vec::new(),
            vouch: VOUCH,
        };
        state.persons.insert(person, Arc::new(person_state));
    }
    // Whoever decides needs the permission, whatever makes them eligible.
    let mut roles = vec![(Role::Approver, Scope::Workspace)];
    for rule in rules {
        match &rule.eligible {
            Eligible::Role(role) => roles.push((role.role, role.scope.clone())),
            Eligible::Group(member) => {
                let group = Group {
                    name: member.group.to_string(),
                    members: deciders.clone(),
                    vouch: VOUCH,
                };
                state.groups.insert(member.group.clone(), Arc::new(group));
            }
            Eligible::Manager(_) => {}
        }
    }
    roles.sort();
    roles.dedup();
    let pairs = deciders
        .iter()
        .flat_map(|person| roles.iter().map(move |role| (*person, role)));
    for ((person, (role, scope)), nth) in pairs.zip(0_u64..) {
        let grant = Grant {
            subject: Subject::Person(person),
            role: *role,
            scope: scope.clone(),
            from: None,
            until: None,
            vouch: VOUCH,
        };
        state.grants.insert(GrantId(nth), Arc::new(grant));
    }
    let mode = Mode::default();
    let policies = Arc::new(Policies::compile(&state, mode));
    Kernel {
        state,
        compiled: Compiled {
            policies,
            mode,
            ..Compiled::default()
        },
    }
}
