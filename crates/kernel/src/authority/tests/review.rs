//! Who may do what, who can, and what a change would alter.

use super::support::*;
use crate::{
    authority::{effective, impact, who_can},
    id::GrantId,
    role::{Permission, Role},
    scope::Scope,
    state::{Grant, State},
    time::Timestamp,
};

fn sentences(before: &State, after: &State) -> Vec<String> {
    impact(before, after)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn effective_permissions_name_their_grants() {
    let state = with_group(people(), "finance", &[ANA]);
    let state = with_grant(
        state,
        1,
        granting(person(ANA), Role::Requester, Scope::Workspace),
    );
    let state = with_grant(
        state,
        2,
        granting(group("finance"), Role::Approver, scope("workflow:refund")),
    );
    let over = Grant {
        until: Some(Timestamp(0)),
        ..granting(person(ANA), Role::Auditor, Scope::Workspace)
    };
    let state = with_grant(state, 3, over);
    let expected = vec![
        (Permission::RequestStart, Scope::Workspace, GrantId(1)),
        (Permission::TaskDecide, scope("workflow:refund"), GrantId(2)),
    ];
    assert_eq!(effective(&state, ANA), expected);
    assert_eq!(effective(&state, BEN), Vec::new());
    assert_eq!(
        who_can(&state, Permission::TaskDecide, &scope("workflow:refund")),
        vec![(ANA, GrantId(2))]
    );
    assert_eq!(
        who_can(&state, Permission::TaskDecide, &Scope::Workspace),
        Vec::new()
    );
    let disabled = with_person(state, ANA, true);
    assert_eq!(effective(&disabled, ANA), Vec::new());
    assert_eq!(
        who_can(&disabled, Permission::TaskDecide, &scope("workflow:refund")),
        Vec::new()
    );
}

#[test]
fn an_impact_says_who_gains_and_who_loses() {
    let before = with_group(people(), "finance", &[ANA, BEN]);
    let given = with_grant(
        before.clone(),
        1,
        granting(group("finance"), Role::Approver, scope("workflow:refund")),
    );
    assert_eq!(
        sentences(&before, &given),
        ["2 more people could task.decide on workflow:refund"]
    );
    assert_eq!(
        sentences(&given, &before),
        ["2 people could no longer task.decide on workflow:refund"]
    );
    let moved = with_group(given.clone(), "finance", &[BEN, CLEO, DAN]);
    assert_eq!(
        sentences(&given, &moved),
        ["2 more people could task.decide on workflow:refund, 1 no longer"]
    );
    let disabled = with_person(given.clone(), ANA, true);
    assert_eq!(
        sentences(&given, &disabled),
        ["1 person could no longer task.decide on workflow:refund"]
    );
    assert_eq!(sentences(&given, &given), Vec::<String>::new());
}

#[test]
fn an_impact_is_silent_about_what_is_kept_or_said_already() {
    let wide = with_grant(
        people(),
        1,
        granting(person(ANA), Role::Approver, Scope::Workspace),
    );
    let both = with_grant(
        wide.clone(),
        2,
        granting(person(ANA), Role::Approver, scope("workflow:refund")),
    );
    assert_eq!(
        sentences(&wide, &both),
        Vec::<String>::new(),
        "she could before"
    );
    assert_eq!(
        sentences(&people(), &both),
        ["1 more person could task.decide on workspace"],
        "the wider says it all"
    );
    let narrow = with_grant(
        people(),
        2,
        granting(person(ANA), Role::Approver, scope("workflow:refund")),
    );
    assert_eq!(
        sentences(&both, &narrow),
        ["1 person could no longer task.decide on workspace"]
    );
}
