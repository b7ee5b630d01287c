//! Where and when a grant holds.

use super::support::*;
use crate::{
    authority::{Mode, Object, Policies, Question, decide, has_permission, holders, may_bind},
    id::PersonId,
    role::{Permission, Role},
    scope::Scope,
    state::Grant,
    time::Timestamp,
};

#[test]
fn a_grant_holds_on_its_scope_and_below() {
    let table = [
        ("workspace", "workspace", true),
        ("workspace", "workflow:refund", true),
        ("workspace", "connector:erp", true),
        ("environment:production", "workflow:refund", true),
        ("environment:production", "connector:erp", true),
        ("environment:production", "workspace", false),
        ("environment:test", "workflow:refund", false),
        ("workflow:refund", "workflow:refund", true),
        ("workflow:refund", "workflow:refunds", false),
        ("workflow:refund", "workspace", false),
        ("workflow:erp", "connector:erp", false),
        ("connector:erp", "connector:erp", true),
        ("folder:finance", "workflow:refund", false),
        ("folder:finance", "folder:finance", true),
    ];
    for (granted, asked, allowed) in table {
        let state = with_grant(
            people(),
            1,
            granting(person(ANA), Role::Operator, scope(granted)),
        );
        let what = format!("granted on {granted}, asked on {asked}");
        assert_eq!(
            ask(&state, ANA, Permission::RunRead, &Object::at(scope(asked))).allowed,
            allowed,
            "{what}"
        );
        assert!(
            !ask(&state, BEN, Permission::RunRead, &Object::at(scope(asked))).allowed,
            "{what}: not to Ben"
        );
        assert!(
            !ask(
                &state,
                ANA,
                Permission::DataExport,
                &Object::at(scope(asked))
            )
            .allowed,
            "{what}: not export"
        );
        assert_eq!(
            holders(&state, Role::Operator, &scope(asked)).contains(&ANA),
            allowed,
            "{what}"
        );
    }
}

#[test]
fn a_window_opens_and_closes_with_log_time_under_one_memo() {
    let window = Grant {
        from: Some(Timestamp(10)),
        until: Some(Timestamp(20)),
        ..granting(person(ANA), Role::Approver, Scope::Workspace)
    };
    let state = with_grant(people(), 1, window);
    for mode in [Mode::Memoised, Mode::Plain] {
        let policies = Policies::compile(&state, mode);
        let times = [
            (0, false),
            (9, false),
            (10, true),
            (19, true),
            (20, false),
            (21, false),
            (10, true),
            (0, false),
        ];
        for (time, allowed) in times {
            let state = at_time(state.clone(), time);
            for round in ["asked", "asked again"] {
                let object = Object::at(scope("workflow:refund"));
                let question = Question {
                    person: ANA,
                    permission: Permission::TaskDecide,
                    object: &object,
                };
                assert_eq!(
                    decide(&state, &policies, &question).allowed,
                    allowed,
                    "{mode:?} at {time}, {round}"
                );
            }
            assert_eq!(
                holders(&state, Role::Approver, &Scope::Workspace).contains(&ANA),
                allowed,
                "at {time}"
            );
        }
    }
}

#[test]
fn members_of_a_group_have_its_grants() {
    let state = with_group(people(), "finance", &[ANA, BEN]);
    let state = with_grant(
        state,
        1,
        granting(group("finance"), Role::Approver, scope("workflow:refund")),
    );
    let state = with_person(state, BEN, true);
    let policies = Policies::compile(&state, Mode::Memoised);
    let can = |person: PersonId| {
        has_permission(
            &state,
            &policies,
            person,
            Permission::TaskDecide,
            &scope("workflow:refund"),
        )
    };
    assert!(can(ANA));
    assert!(!can(BEN), "a member who is disabled");
    assert!(!can(CLEO), "not a member");
    assert_eq!(
        holders(&state, Role::Approver, &scope("workflow:refund")),
        [ANA].into()
    );
}

#[test]
fn roles_bind_what_they_list_on_their_scope_only() {
    let state = with_grant(
        people(),
        1,
        granting(person(ANA), Role::AccessAdmin, scope("workflow:refund")),
    );
    let state = with_grant(
        state,
        2,
        granting(person(BEN), Role::AccessAdmin, Scope::Workspace),
    );
    let expired = Grant {
        until: Some(Timestamp(5)),
        ..granting(person(CLEO), Role::AccessAdmin, Scope::Workspace)
    };
    let owner = granting(person(DAN), Role::WorkflowOwner, Scope::Workspace);
    let state = at_time(with_grant(with_grant(state, 3, expired), 4, owner), 5);
    let table = [
        (
            ANA,
            Role::Approver,
            "workflow:refund",
            true,
            "an access admin of one workflow binds there",
        ),
        (
            ANA,
            Role::Approver,
            "workflow:other",
            false,
            "but not elsewhere",
        ),
        (ANA, Role::Approver, "workspace", false, "nor wider"),
        (
            BEN,
            Role::Builder,
            "workflow:refund",
            true,
            "an access admin of everything binds everywhere",
        ),
        (
            CLEO,
            Role::Builder,
            "workflow:refund",
            false,
            "the grant is over",
        ),
        (
            DAN,
            Role::Requester,
            "workflow:refund",
            false,
            "an owner binds nobody",
        ),
    ];
    for (person, role, on, may, why) in table {
        assert_eq!(may_bind(&state, person, role, &scope(on)), may, "{why}");
    }
    assert!(
        !may_bind(
            &with_person(state, BEN, true),
            BEN,
            Role::Builder,
            &Scope::Workspace
        ),
        "disabled"
    );
}
