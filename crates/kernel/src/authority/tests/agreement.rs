//! Memoised, plain, and a naive reading of the rules decide alike; whatever is compiled is strictly valid.

use std::{collections::BTreeSet, sync::Arc};

use cedar_policy::{Entities, PolicySet, Request, Schema, ValidationMode, Validator};
use proptest::prelude::*;

use super::support::*;
use crate::{
    act::change::Subject,
    authority::{
        Denial, Mode, Object, Policies, Question, decide, effective, has_permission, matching,
        schema::schema, who_can,
    },
    id::{GrantId, PersonId},
    role::{Permission, Role},
    scope::Scope,
    state::{Grant, State},
    time::Timestamp,
};

const SCOPES: [&str; 8] = [
    "workspace",
    "environment:production",
    "environment:test",
    "folder:finance",
    "workflow:refund",
    "workflow:vendor",
    "connector:erp",
    "connector:refund",
];
const GROUPS: [&str; 2] = ["finance", "owners"];

/// The rules in plain words: `None` is allowed.
fn oracle(state: &State, question: &Question<'_>) -> Option<&'static str> {
    use Permission as P;
    let (me, object) = (question.person, question.object);
    if state.persons.get(&me).is_none_or(|person| person.disabled) {
        return Some("disabled");
    }
    let on_task = question.permission == P::TaskDecide;
    let approves = question.permission.as_str().ends_with(".approve");
    let under_way = [P::IncidentResolve, P::IncidentSkip, P::RequestModify];
    let guarded = on_task || under_way.contains(&question.permission);
    if guarded && object.requester == Some(me) {
        return Some("requester");
    }
    if on_task && object.editors.contains(&me) {
        return Some("editor");
    }
    if approves && object.proposer == Some(me) {
        return Some("proposer");
    }
    if question.permission == P::PublicationApprove && object.author == Some(me) {
        return Some("author");
    }
    if approves && object.beneficiaries.contains(&me) {
        return Some("beneficiary");
    }
    let ruled = on_task && object.by_rule;
    (!ruled && !granted(state, me, question.permission, &object.scope)).then_some("no grant")
}

fn granted(state: &State, person: PersonId, permission: Permission, scope: &Scope) -> bool {
    state.grants.values().any(|grant| {
        let mine = match &grant.subject {
            Subject::Person(id) => *id == person,
            Subject::Group(id) => state
                .groups
                .get(id)
                .is_some_and(|group| group.members.contains(&person)),
        };
        let lies_in = match &grant.scope {
            Scope::Workspace => true,
            Scope::Environment(name) => {
                scope == &grant.scope
                    || (name.as_str() == "production"
                        && matches!(scope, Scope::Workflow(_) | Scope::Connector(_)))
            }
            other => scope == other,
        };
        let begun = grant.from.is_none_or(|from| state.time >= from);
        let over = grant.until.is_some_and(|until| state.time >= until);
        mine && lies_in && begun && !over && grant.role.permissions().contains(&permission)
    })
}

fn name(denial: Option<&Denial>) -> Option<&'static str> {
    denial.map(|denial| match denial {
        Denial::Disabled => "disabled",
        Denial::SelfApproval => "requester",
        Denial::EditorApproval => "editor",
        Denial::ProposerApproval => "proposer",
        Denial::AuthorApproval => "author",
        Denial::SelfBenefit => "beneficiary",
        Denial::NoGrant { .. } => "no grant",
        Denial::PolicyError(_) => "policy error",
    })
}

fn persons() -> impl Strategy<Value = PersonId> {
    (1u64..=5).prop_map(PersonId)
}

fn set() -> impl Strategy<Value = BTreeSet<PersonId>> {
    proptest::collection::btree_set(persons(), 0..3)
}

fn scopes() -> impl Strategy<Value = Scope> {
    proptest::sample::select(&SCOPES[..]).prop_map(scope)
}

fn instants() -> impl Strategy<Value = Option<Timestamp>> {
    proptest::option::weighted(0.4, (0u64..6).prop_map(|at| Timestamp(at * 10)))
}

fn grants() -> impl Strategy<Value = Grant> {
    let subject = prop_oneof![
        persons().prop_map(person),
        proptest::sample::select(&GROUPS[..]).prop_map(group)
    ];
    (
        subject,
        proptest::sample::select(Role::ALL),
        scopes(),
        instants(),
        instants(),
    )
        .prop_map(|(subject, role, scope, from, until)| Grant {
            from,
            until,
            ..granting(subject, role, scope)
        })
}

/// Person 5 is sometimes named but never enrolled.
fn states() -> impl Strategy<Value = State> {
    let members = || proptest::collection::vec(persons(), 0..4);
    let disabled = proptest::collection::vec(proptest::bool::weighted(0.15), 4);
    (
        disabled,
        members(),
        members(),
        proptest::collection::vec(grants(), 0..10),
    )
        .prop_map(|(disabled, finance, owners, grants)| {
            let state = (1..)
                .zip(disabled)
                .fold(State::default(), |state, (id, disabled)| {
                    with_person(state, PersonId(id), disabled)
                });
            let state = with_group(with_group(state, "finance", &finance), "owners", &owners);
            (0..)
                .zip(grants)
                .fold(state, |state, (id, grant)| with_grant(state, id, grant))
        })
}

fn objects() -> impl Strategy<Value = Object> {
    let one = || proptest::option::of(persons());
    (
        scopes(),
        one(),
        set(),
        one(),
        one(),
        set(),
        proptest::bool::ANY,
    )
        .prop_map(
            |(scope, requester, editors, proposer, author, beneficiaries, by_rule)| Object {
                scope,
                requester,
                editors,
                proposer,
                author,
                beneficiaries,
                by_rule,
            },
        )
}

type Asked = (u64, PersonId, Permission, Object);

fn questions() -> impl Strategy<Value = Vec<Asked>> {
    let permission = prop_oneof![
        2 => proptest::sample::select(Permission::ALL),
        1 => Just(Permission::TaskDecide),
        1 => Just(Permission::PublicationApprove),
    ];
    proptest::collection::vec((0u64..70, persons(), permission, objects()), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memoised_plain_and_the_naive_reading_agree(state in states(), questions in questions()) {
        let (memoised, plain) = (Policies::compile(&state, Mode::Memoised), Policies::compile(&state, Mode::Plain));
        for (time, person, permission, object) in &questions {
            let state = at_time(state.clone(), *time);
            let question = Question { person: *person, permission: *permission, object };
            let decision = decide(&state, &memoised, &question);
            prop_assert_eq!(&decision, &decide(&state, &plain, &question));
            prop_assert_eq!(name(decision.denial.as_ref()), oracle(&state, &question));
            prop_assert_eq!(decision.allowed, decision.denial.is_none());
        }
    }

    #[test]
    fn reviews_say_what_decisions_do(state in states(), time in 0u64..70) {
        let state = at_time(state, time);
        let policies = Policies::compile(&state, Mode::Memoised);
        for id in 1..=5 {
            let held = effective(&state, PersonId(id));
            for permission in Permission::ALL {
                let scope = scope(SCOPES[(id as usize + *permission as usize) % SCOPES.len()]);
                let can = has_permission(&state, &policies, PersonId(id), *permission, &scope);
                let listed = held.iter().any(|(held, on, _)| held == permission && scope.chain().contains(on));
                let found = who_can(&state, *permission, &scope).iter().any(|(person, _)| *person == PersonId(id));
                prop_assert_eq!((can, can), (listed, found), "p_{} {} {}", id, permission, scope);
            }
        }
    }

    #[test]
    fn whatever_is_compiled_is_strictly_valid(state in states(), questions in questions()) {
        let schema: Schema = schema().parse().unwrap();
        let mut permits = PolicySet::new();
        for (id, grant) in &state.grants {
            permits.add(matching::permit(*id, grant).unwrap()).unwrap();
        }
        let result = Validator::new(schema.clone()).validate(&permits, ValidationMode::Strict);
        prop_assert!(result.validation_passed_without_warnings(), "{}", result);
        for (_, person, permission, object) in &questions {
            let entities = matching::entities(&state, *person, &object.scope).unwrap();
            prop_assert!(Entities::from_entities(entities.iter().cloned(), Some(&schema)).is_ok());
            let question = Question { person: *person, permission: *permission, object };
            let asked = crate::authority::decide::request(&state, &question, true, true).unwrap();
            for request in [matching::request(*person, *permission, &object.scope).unwrap(), asked] {
                let parts = (request.principal().unwrap(), request.action().unwrap(), request.resource().unwrap());
                let (principal, action, resource) = (parts.0.clone(), parts.1.clone(), parts.2.clone());
                let context = request.context().unwrap().clone();
                let valid = Request::new(principal, action, resource, context, Some(&schema));
                prop_assert!(valid.is_ok(), "{:?}", valid.err());
            }
        }
    }
}

#[test]
fn policy_ids_are_grant_ids_and_texts_are_stable() {
    let grant = granting(group("finance"), Role::Approver, scope("workflow:refund"));
    let expected = r#"permit (principal in Group::"finance", action in [Action::"task.decide"], resource in Workflow::"refund");"#;
    assert_eq!(matching::permit_text(&grant).unwrap(), expected);
    let permit = matching::permit(GrantId(57), &Arc::new(grant)).unwrap();
    assert_eq!(permit.id().to_string(), "g_57");
}
