//! States made by hand: what earlier acts would have led to.

use std::sync::Arc;

use crate::{
    act::change::Subject,
    authority::{Decision, Mode, Object, Policies, Question, decide},
    commitment::Commitment,
    digest::Digest,
    id::{GrantId, PersonId, Slug},
    role::{Permission, Role},
    scope::Scope,
    state::{Grant, Group, Person, State, Vouch},
    time::Timestamp,
};

/// People who appear in the tables.
pub const ANA: PersonId = PersonId(1);
pub const BEN: PersonId = PersonId(2);
pub const CLEO: PersonId = PersonId(3);
pub const DAN: PersonId = PersonId(4);

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub fn scope(text: &str) -> Scope {
    Scope::parse(text).unwrap()
}

pub fn person(id: PersonId) -> Subject {
    Subject::Person(id)
}

pub fn group(name: &str) -> Subject {
    Subject::Group(slug(name))
}

pub const VOUCH: Vouch = Vouch {
    proposed: CLEO,
    decided: Some(DAN),
    index: 7,
};

/// A state with the four people enrolled.
pub fn people() -> State {
    [ANA, BEN, CLEO, DAN]
        .into_iter()
        .fold(State::default(), |state, id| with_person(state, id, false))
}

pub fn with_person(mut state: State, id: PersonId, disabled: bool) -> State {
    let name = Commitment(Digest::default());
    let record = Person {
        name,
        manager: None,
        disabled,
        keys: Vec::new(),
        vouch: VOUCH,
    };
    state.persons.insert(id, Arc::new(record));
    state.epoch += 1;
    state
}

pub fn with_group(mut state: State, name: &str, members: &[PersonId]) -> State {
    let members = members.iter().copied().collect();
    state.groups.insert(
        slug(name),
        Arc::new(Group {
            name: name.into(),
            members,
            vouch: VOUCH,
        }),
    );
    state.epoch += 1;
    state
}

pub fn granting(subject: Subject, role: Role, scope: Scope) -> Grant {
    Grant {
        subject,
        role,
        scope,
        from: None,
        until: None,
        vouch: VOUCH,
    }
}

pub fn with_grant(mut state: State, id: u64, grant: Grant) -> State {
    state.grants.insert(GrantId(id), Arc::new(grant));
    state.epoch += 1;
    state
}

pub fn at_time(mut state: State, millis: u64) -> State {
    state.time = Timestamp(millis);
    state
}

/// Decides with policies compiled for this question alone.
pub fn ask(state: &State, person: PersonId, permission: Permission, object: &Object) -> Decision {
    let policies = Policies::compile(state, Mode::Memoised);
    decide(
        state,
        &policies,
        &Question {
            person,
            permission,
            object,
        },
    )
}
