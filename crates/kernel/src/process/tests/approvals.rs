//! Approvals: who, how many, in which order refusals come, and what a return does.

use super::support::*;
use crate::{
    act::{Body, approval::Verdict, incident::Way},
    field::Writes,
    id::TaskId,
    process::pool,
    state::EndState,
};

fn files(eligible: &str, needed: u8) -> Files {
    let lines = [
        "start req",
        "approval a rule show",
        "end e",
        "start > a",
        "a > e",
    ];
    Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .rule("rule", eligible, needed)
}

fn started(eligible: &str, needed: u8) -> World {
    let mut world = World::new(&files(eligible, needed));
    world.group("board", &[ANA, CY, DEE, OPS]);
    let mut fields = open(&[("name", text("Nordwind")), ("amount", text("10"))]);
    fields.sealed.insert("iban".into(), sealed(7));
    world.start(fields).unwrap();
    world
}

#[test]
fn the_pool_follows_from_the_rule_and_never_holds_the_requester_editors_or_disabled_people() {
    let rows: [(&str, &[_], &str); 5] = [
        (
            APPROVERS,
            &[CY, DEE, EVE],
            "holders of the role, without requester and disabled",
        ),
        (
            r#"{"role":"workflow_owner","scope":"workflow:pay"}"#,
            &[OWNER],
            "another role",
        ),
        (
            r#"{"manager_of":"requester"}"#,
            &[BOSS],
            "the requester's manager",
        ),
        (
            r#"{"group":"board"}"#,
            &[CY, DEE, OPS],
            "members, without the requester",
        ),
        (r#"{"group":"nobody"}"#, &[], "a group that is not there"),
    ];
    for (eligible, people, why) in rows {
        let world = started(eligible, 1);
        let rule = rule_of(&world, "a");
        let found: Vec<_> = pool::pool(&world.kernel.state, world.instance(), &rule)
            .into_iter()
            .collect();
        assert_eq!(found, people, "{why}");
        let mut edited = world.instance().clone();
        edited.editors.extend(people);
        assert!(
            pool::pool(&world.kernel.state, &edited, &rule).is_empty(),
            "{why}: editors are out"
        );
    }
}

#[test]
fn distinct_persons_are_counted_until_enough_have_approved() {
    let mut world = started(APPROVERS, 2);
    assert_eq!(ended(&world.approve(CY, "a").unwrap()), None, "one of two");
    assert_eq!(
        code(world.approve(CY, "a")),
        "decided_already",
        "the same person does not count twice"
    );
    assert_eq!(
        ended(&world.approve(DEE, "a").unwrap()),
        Some(EndState::Completed),
        "two of two"
    );
}

#[test]
fn the_manager_needs_no_grant_and_a_group_member_does() {
    let mut world = started(r#"{"manager_of":"requester"}"#, 1);
    assert_eq!(
        code(world.approve(CY, "a")),
        "not_eligible",
        "an approver who is not the manager"
    );
    assert_eq!(code(world.approve(BOSS, "a")), "permitted");
    let mut world = started(r#"{"group":"board"}"#, 1);
    assert_eq!(
        code(world.approve(OPS, "a")),
        "not_permitted",
        "a member without any grant to decide"
    );
    assert_eq!(
        code(world.approve(EVE, "a")),
        "not_eligible",
        "an approver who is no member"
    );
    assert_eq!(code(world.approve(CY, "a")), "permitted");
}

#[test]
fn a_decision_is_refused_for_the_first_thing_that_is_wrong() {
    type Change = fn(&mut crate::act::approval::Decide);
    let rows: [(_, Change, &str); 14] = [
        (
            CY,
            |d| {
                d.task = TaskId {
                    index: 5_000,
                    nth: 0,
                }
            },
            "approval_before_request",
        ),
        (
            CY,
            |d| d.request = crate::id::RequestId(5_000),
            "approval_before_request",
        ),
        (
            CY,
            |d| d.task = TaskId { index: 3, nth: 0 },
            "task_not_open",
        ),
        (CY, |d| d.request = crate::id::RequestId(3), "task_not_open"),
        (ANA, |d| d.covers.clear(), "self_approval"),
        (GONE, |_| {}, "person_disabled"),
        (BOSS, |d| d.round = 9, "not_permitted"),
        (OWNER, |d| d.round = 9, "not_eligible"),
        (
            CY,
            |d| (d.round, d.environment) = (2, "test".into()),
            "round_over",
        ),
        (
            CY,
            |d| d.version = crate::digest::Digest([1; 32]),
            "decision_mismatch",
        ),
        (
            CY,
            |d| d.rule = crate::digest::Digest([1; 32]),
            "decision_mismatch",
        ),
        (
            CY,
            |d| (d.environment, d.covers) = ("test".into(), vec![]),
            "decision_mismatch",
        ),
        (
            CY,
            |d| (d.verdict, d.covers) = (Verdict::Reject, vec![]),
            "covers_mismatch",
        ),
        (CY, |d| d.verdict = Verdict::Return, "reason_missing"),
    ];
    for (person, change, want) in rows {
        let mut world = started(APPROVERS, 1);
        let mut body = world.decision("a", Verdict::Approve);
        change(&mut body);
        assert_eq!(
            code(world.by(person, Body::ApprovalDecide(body))),
            want,
            "{person}"
        );
    }
    let mut world = started(APPROVERS, 1);
    world.revoke(CY, crate::role::Role::Approver);
    assert_eq!(
        code(world.approve(CY, "a")),
        "not_permitted",
        "the grant ended"
    );
}

#[test]
fn covers_are_exactly_what_the_form_shows() {
    type Change = fn(&mut Vec<crate::act::approval::Covered>);
    let rows: [(Change, &str, &str); 6] = [
        (|_| {}, "permitted", "as shown, sorted by path"),
        (
            |c| {
                c.pop();
            },
            "covers_mismatch",
            "one is missing",
        ),
        (|c| c.push(c[0].clone()), "covers_mismatch", "one is twice"),
        (|c| c.swap(0, 1), "covers_mismatch", "another order"),
        (
            |c| c[0].open = Some(text("11")),
            "covers_mismatch",
            "another value",
        ),
        (
            |c| c[1].sealed = Some(sealed(8)),
            "covers_mismatch",
            "another commitment",
        ),
    ];
    for (change, want, why) in rows {
        let mut world = started(APPROVERS, 1);
        let mut body = world.decision("a", Verdict::Approve);
        assert_eq!(
            body.covers
                .iter()
                .map(|c| c.path.as_str())
                .collect::<Vec<_>>(),
            ["amount", "iban", "name"]
        );
        change(&mut body.covers);
        assert_eq!(
            code(world.by(CY, Body::ApprovalDecide(body))),
            want,
            "{why}"
        );
    }
}

#[test]
fn a_return_waits_for_the_requester_and_opens_the_next_round() {
    let mut world = started(APPROVERS, 2);
    assert_eq!(
        code(world.revise(ANA, Writes::default())),
        "nothing_returned"
    );
    world.approve(CY, "a").unwrap();
    world.decide(DEE, "a", Verdict::Return).unwrap();
    assert_eq!(code(world.approve(EVE, "a")), "task_returned");
    assert_eq!(
        code(world.revise(CY, Writes::default())),
        "not_permitted",
        "only the requester revises"
    );
    let rows = [
        (open(&[("other", text("x"))]), "field_unknown"),
        (open(&[("iban", text("DE89"))]), "field_disclosure"),
        (open(&[("amount", text("ten"))]), "field_value"),
        (open(&[("amount", text("11"))]), "permitted"),
    ];
    for (fields, want) in rows {
        assert_eq!(code(world.revise(ANA, fields)), want);
    }
    assert_eq!(world.task("a").1.round, 2, "the next round");
    assert!(
        world.instance().editors.is_empty(),
        "the requester is no editor"
    );
    let mut old = world.decision("a", Verdict::Approve);
    old.round = 1;
    assert_eq!(code(world.by(CY, Body::ApprovalDecide(old))), "round_over");
    assert_eq!(
        ended(&world.approve(CY, "a").unwrap()),
        None,
        "the decision of the first round is gone"
    );
    assert_eq!(
        ended(&world.approve(DEE, "a").unwrap()),
        Some(EndState::Completed)
    );
}

#[test]
fn nobody_eligible_is_an_incident_that_a_retry_resolves_once_somebody_is() {
    let mut world = World::new(&files(APPROVERS, 3));
    world.disable(EVE);
    world.start(open(&[("name", text("x"))])).unwrap();
    assert_eq!(world.where_it_is(), ["stop:a:nobody_eligible"]);
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["stop:a:nobody_eligible"],
        "still nobody"
    );
    world.grant(BOSS, crate::role::Role::Approver);
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:a"]);
    // A group member who could not decide does not make a pool.
    let mut world = World::new(&files(r#"{"group":"ops"}"#, 1));
    world.group("ops", &[OPS]);
    world.start(open(&[("name", text("x"))])).unwrap();
    assert_eq!(world.where_it_is(), ["stop:a:nobody_eligible"]);
}

#[test]
fn tasks_and_approvals_are_not_done_each_others_way() {
    let mut world = started(APPROVERS, 1);
    assert_eq!(
        code(world.complete(OPS, "a", Writes::default())),
        "task_kind"
    );
    let lines = [
        "start req",
        "approval a rule show",
        "task t show",
        "end e",
        "start > a",
        "start > t",
        "a > e",
        "t > e",
    ];
    let mut world = World::new(&Files {
        process: draw(&lines),
        ..files(APPROVERS, 1)
    });
    world.start(open(&[("name", text("x"))])).unwrap();
    let mut body = world.decision("a", Verdict::Approve);
    body.task = world.task("t").0;
    assert_eq!(code(world.by(CY, Body::ApprovalDecide(body))), "task_kind");
}
