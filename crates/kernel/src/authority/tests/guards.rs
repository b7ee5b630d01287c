//! Each guard denies what a grant permits, and nothing but the guard denies it.

use cedar_policy::{PolicyId, PolicySet, ValidationMode, Validator};

use super::support::*;
use crate::{
    authority::{
        Decision, Denial, Mode, Object, Policies, Question, decide,
        decide::decide_under,
        guards::{Guard, GuardSet, PERMIT},
    },
    id::PersonId,
    role::{Permission, Role},
    scope::Scope,
    state::State,
};

const APPROVALS: [Permission; 7] = [
    Permission::PersonApprove,
    Permission::GroupApprove,
    Permission::GrantApprove,
    Permission::RuleApprove,
    Permission::ConnectorApprove,
    Permission::PublicationApprove,
    Permission::WorkstationApprove,
];

struct Row {
    guard: Guard,
    permission: Permission,
    object: Object,
    why: &'static str,
}

fn row(guard: Guard, permission: Permission, object: Object, why: &'static str) -> Row {
    Row {
        guard,
        permission,
        object,
        why,
    }
}

/// Everything that a guard forbids Ana; Ben did nothing of it.
fn table() -> Vec<Row> {
    let ana = || [ANA].into();
    let both = || [CLEO, ANA].into();
    let mut rows = vec![
        row(
            Guard::Requester,
            Permission::TaskDecide,
            Object {
                requester: Some(ANA),
                ..Object::workspace()
            },
            "her own request",
        ),
        row(
            Guard::Requester,
            Permission::IncidentResolve,
            Object {
                requester: Some(ANA),
                ..Object::workspace()
            },
            "what stopped in her own request",
        ),
        row(
            Guard::Requester,
            Permission::IncidentSkip,
            Object {
                requester: Some(ANA),
                ..Object::workspace()
            },
            "a step of her own request",
        ),
        row(
            Guard::Requester,
            Permission::RequestModify,
            Object {
                requester: Some(ANA),
                ..Object::workspace()
            },
            "the data of her own request, under way",
        ),
        row(
            Guard::Editor,
            Permission::TaskDecide,
            Object {
                requester: Some(CLEO),
                editors: both(),
                ..Object::workspace()
            },
            "data she edited",
        ),
        row(
            Guard::Author,
            Permission::PublicationApprove,
            Object {
                proposer: Some(CLEO),
                author: Some(ANA),
                ..Object::workspace()
            },
            "a version she made, proposed by somebody else",
        ),
    ];
    for permission in APPROVALS {
        let proposed = Object {
            proposer: Some(ANA),
            ..Object::workspace()
        };
        rows.push(row(
            Guard::Proposer,
            permission,
            proposed,
            "a change she proposed",
        ));
        let gains = Object {
            proposer: Some(CLEO),
            beneficiaries: ana(),
            ..Object::workspace()
        };
        rows.push(row(
            Guard::Beneficiary,
            permission,
            gains,
            "a change only she gains by",
        ));
        let gains = Object {
            proposer: Some(CLEO),
            beneficiaries: both(),
            ..Object::workspace()
        };
        rows.push(row(
            Guard::Beneficiary,
            permission,
            gains,
            "a change she and another gain by",
        ));
    }
    rows
}

/// Ana and Ben hold every role on the workspace: only guards can stop them.
fn all_roles() -> State {
    let holders = [ANA, BEN]
        .into_iter()
        .flat_map(|id| Role::ALL.iter().map(move |role| (id, *role)));
    (0..)
        .zip(holders)
        .fold(people(), |state, (id, (holder, role))| {
            with_grant(state, id, granting(person(holder), role, Scope::Workspace))
        })
}

fn under(guards: &[Guard], state: &State, person: PersonId, row: &Row) -> Decision {
    let guards = GuardSet::of(guards).unwrap();
    let question = Question {
        person,
        permission: row.permission,
        object: &row.object,
    };
    decide_under(
        &guards,
        state,
        &Policies::compile(state, Mode::Memoised),
        &question,
    )
    .unwrap()
}

fn all_but(guard: Guard) -> Vec<Guard> {
    Guard::ALL
        .iter()
        .copied()
        .filter(|other| *other != guard)
        .collect()
}

#[test]
fn a_guard_denies_what_would_be_allowed_without_it() {
    let state = all_roles();
    for row in table() {
        let what = format!("{}: {}", row.permission, row.why);
        let denied = ask(&state, ANA, row.permission, &row.object);
        assert_eq!(denied.denial, Some(row.guard.denial()), "{what}");
        assert_eq!(denied.because, row.guard.sentence(), "{what}");
        assert!(
            under(&all_but(row.guard), &state, ANA, &row).allowed,
            "{what}: nothing else denies it"
        );
        assert!(
            ask(&state, BEN, row.permission, &row.object).allowed,
            "{what}: Ben may"
        );
    }
}

#[test]
fn disabled_people_do_nothing_whatever_they_hold() {
    let state = with_person(all_roles(), ANA, true);
    for permission in Permission::ALL {
        let row = row(
            Guard::Disabled,
            *permission,
            Object {
                by_rule: true,
                ..Object::workspace()
            },
            "disabled",
        );
        assert_eq!(
            ask(&state, ANA, *permission, &row.object).denial,
            Some(Denial::Disabled),
            "{permission}"
        );
        assert!(
            under(&all_but(Guard::Disabled), &state, ANA, &row).allowed,
            "{permission}: nothing else denies it"
        );
        assert!(
            ask(&state, BEN, *permission, &row.object).allowed,
            "{permission}: Ben may"
        );
    }
}

#[test]
fn who_is_not_enrolled_does_nothing() {
    let state = with_grant(
        people(),
        9,
        granting(person(PersonId(99)), Role::Auditor, Scope::Workspace),
    );
    let decision = ask(
        &state,
        PersonId(99),
        Permission::AuditRead,
        &Object::workspace(),
    );
    assert_eq!(decision.denial, Some(Denial::Disabled));
}

#[test]
fn a_rule_overrides_no_guard() {
    let state = people();
    let of = |requester| Object {
        requester: Some(requester),
        by_rule: true,
        ..Object::at(scope("workflow:refund"))
    };
    assert!(ask(&state, ANA, Permission::TaskDecide, &of(BEN)).allowed);
    assert_eq!(
        ask(&state, ANA, Permission::TaskDecide, &of(ANA)).denial,
        Some(Denial::SelfApproval)
    );
}

#[test]
fn a_rule_permits_decisions_on_tasks_only() {
    let object = Object {
        by_rule: true,
        ..Object::at(scope("workflow:refund"))
    };
    for permission in Permission::ALL {
        let decision = ask(&people(), ANA, *permission, &object);
        assert_eq!(
            decision.allowed,
            *permission == Permission::TaskDecide,
            "{permission}"
        );
    }
}

#[test]
fn guards_are_silent_where_they_are_not_meant() {
    let state = all_roles();
    let own = Object {
        requester: Some(ANA),
        editors: [ANA].into(),
        proposer: Some(ANA),
        author: Some(ANA),
        beneficiaries: [ANA].into(),
        ..Object::workspace()
    };
    let guarded = |permission: &Permission| {
        APPROVALS.contains(permission)
            || matches!(
                permission,
                Permission::TaskDecide
                    | Permission::IncidentResolve
                    | Permission::IncidentSkip
                    | Permission::RequestModify
            )
    };
    for permission in Permission::ALL {
        assert_eq!(
            ask(&state, ANA, *permission, &own).allowed,
            !guarded(permission),
            "{permission}"
        );
    }
}

#[test]
fn the_first_of_several_guards_is_named() {
    let state = all_roles();
    let object = Object {
        requester: Some(ANA),
        editors: [ANA].into(),
        ..Object::workspace()
    };
    assert_eq!(
        ask(&state, ANA, Permission::TaskDecide, &object).denial,
        Some(Denial::SelfApproval)
    );
    let object = Object {
        proposer: Some(ANA),
        author: Some(ANA),
        beneficiaries: [ANA].into(),
        ..Object::workspace()
    };
    assert_eq!(
        ask(&state, ANA, Permission::PublicationApprove, &object).denial,
        Some(Denial::ProposerApproval)
    );
}

#[test]
fn any_cedar_error_is_a_deny() {
    let state = all_roles();
    let policies = Policies::compile(&state, Mode::Memoised);
    let object = Object::workspace();
    let question = Question {
        person: ANA,
        permission: Permission::AuditRead,
        object: &object,
    };
    let broken = "forbid (principal, action, resource) when { context.no_such_fact };";
    let texts = [("permit", PERMIT), ("broken", broken)];
    let under = |texts: &[(&'static str, &'static str)]| {
        let guards = GuardSet::read(texts.iter().copied()).unwrap();
        decide_under(&guards, &state, &policies, &question).unwrap_or_else(Decision::policy_error)
    };
    assert!(
        under(&texts[..1]).allowed,
        "without the broken forbid, which Cedar alone would skip"
    );
    assert!(
        matches!(under(&texts).denial, Some(Denial::PolicyError(_))),
        "{:?}",
        under(&texts)
    );
}

#[test]
fn policies_of_another_epoch_are_a_deny() {
    let state = all_roles();
    let policies = Policies::compile(&state, Mode::Memoised);
    let later = with_group(state, "finance", &[ANA]);
    let object = Object::workspace();
    let decision = decide(
        &later,
        &policies,
        &Question {
            person: ANA,
            permission: Permission::AuditRead,
            object: &object,
        },
    );
    assert!(
        matches!(decision.denial, Some(Denial::PolicyError(_))),
        "{decision:?}"
    );
}

#[test]
fn denials_become_the_refusals_of_their_name() {
    let object = Object {
        requester: Some(ANA),
        ..Object::at(scope("workflow:refund"))
    };
    let code = |person, permission| {
        ask(&people(), person, permission, &object)
            .refusal(person, permission)
            .code()
    };
    assert_eq!(code(ANA, Permission::TaskDecide), "self_approval");
    assert_eq!(code(BEN, Permission::TaskDecide), "not_permitted");
    assert_eq!(
        code(PersonId(99), Permission::TaskDecide),
        "person_disabled"
    );
    let codes = [
        "person_disabled",
        "self_approval",
        "editor_approval",
        "proposer_approval",
        "author_approval",
        "self_benefit",
    ];
    for (guard, code) in Guard::ALL.iter().zip(codes) {
        let decision = Decision::deny(guard.denial(), guard.sentence().into());
        assert_eq!(decision.refusal(ANA, Permission::TaskDecide).code(), code);
    }
}

#[test]
fn guards_and_permits_are_strictly_valid() {
    let schema = crate::authority::schema::schema().parse().unwrap();
    let validator = Validator::new(schema);
    let mut set = PolicySet::new();
    let texts = Guard::ALL.iter().map(|guard| (guard.id(), guard.text()));
    for (id, text) in texts.chain([("permit", PERMIT)]) {
        set.add(cedar_policy::Policy::parse(Some(PolicyId::new(id)), text).unwrap())
            .unwrap();
    }
    let result = validator.validate(&set, ValidationMode::Strict);
    assert!(result.validation_passed_without_warnings(), "{result}");
}
