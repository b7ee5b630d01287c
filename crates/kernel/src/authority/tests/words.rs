//! What a decision says.

use super::support::*;
use crate::{
    authority::Object,
    role::{Permission, Role},
    scope::Scope,
    state::{Grant, State, Vouch},
    time::Timestamp,
};

const ROLES: &str = "role approver or workflow_owner on workflow:refund would allow this";

fn approver(on: &str) -> Grant {
    granting(person(ANA), Role::Approver, scope(on))
}

fn rows() -> Vec<(State, bool, String)> {
    let alone = Vouch {
        decided: None,
        ..VOUCH
    };
    let by = "given by p_0000000000000003 and approved by p_0000000000000004";
    let finance = with_group(people(), "finance", &[ANA]);
    let refund = scope("workflow:refund");
    let expired = Grant {
        until: Some(Timestamp(1000)),
        ..approver("workspace")
    };
    let future = Grant {
        from: Some(Timestamp(90_000)),
        ..approver("workflow:refund")
    };
    vec![
        (
            with_grant(people(), 12, approver("workflow:refund")),
            true,
            format!("grant g_12: approver on workflow:refund, {by}"),
        ),
        (
            with_grant(
                people(),
                12,
                Grant {
                    vouch: alone,
                    ..approver("workspace")
                },
            ),
            true,
            "grant g_12: approver on workspace, given by p_0000000000000003 on one person's word"
                .into(),
        ),
        (
            with_grant(
                finance.clone(),
                12,
                granting(group("finance"), Role::WorkflowOwner, refund),
            ),
            true,
            format!("grant g_12: workflow_owner on workflow:refund for group finance, {by}"),
        ),
        (
            with_grant(
                with_grant(people(), 12, approver("workspace")),
                30,
                approver("workflow:refund"),
            ),
            true,
            format!("grant g_12: approver on workspace, {by}"),
        ),
        (people(), false, ROLES.into()),
        (
            with_grant(people(), 4, approver("workflow:other")),
            false,
            format!("{ROLES}; grant g_4 gives approver on workflow:other only"),
        ),
        (
            with_grant(
                with_grant(people(), 4, approver("workflow:other")),
                5,
                expired,
            ),
            false,
            format!("{ROLES}; grant g_5 gave approver on workspace until 1970-01-01T00:00:01Z"),
        ),
        (
            with_grant(people(), 6, future),
            false,
            format!(
                "{ROLES}; grant g_6 gives approver on workflow:refund from 1970-01-01T00:01:30Z"
            ),
        ),
        (
            with_grant(
                people(),
                6,
                granting(person(ANA), Role::Auditor, Scope::Workspace),
            ),
            false,
            ROLES.into(),
        ),
        (
            with_grant(
                finance,
                7,
                granting(group("finance"), Role::Approver, scope("workflow:other")),
            ),
            false,
            format!("{ROLES}; grant g_7 gives approver on workflow:other for group finance only"),
        ),
    ]
}

#[test]
fn a_decision_names_the_grant_or_the_nearest_that_is_missing() {
    let object = Object::at(scope("workflow:refund"));
    for (state, allowed, because) in rows() {
        let decision = ask(
            &at_time(state, 60_000),
            ANA,
            Permission::TaskDecide,
            &object,
        );
        assert_eq!((decision.allowed, decision.because), (allowed, because));
    }
}

#[test]
fn a_decision_by_the_rule_says_so() {
    let object = Object {
        by_rule: true,
        ..Object::at(scope("workflow:refund"))
    };
    assert_eq!(
        ask(&people(), ANA, Permission::TaskDecide, &object).because,
        "the task's rule"
    );
}
