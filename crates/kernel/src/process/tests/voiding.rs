//! Writes after a decision: no decision counts for a value it did not see, and no effect leaves on one that is void.

use super::support::*;
use crate::{
    act::{Body, approval::Verdict, incident::Way},
    field::Writes,
    state::{EndState, Event},
};

/// `a` approves name and amount; beside it `t` may write the amount; behind `a` and `h` (a hold) a call is made.
fn files(idempotent: bool) -> Files {
    let lines = [
        "start req",
        "and f",
        "approval a rule show",
        "task h hold",
        "call c POST /pay n==name s==amount",
        "task t edit",
        "end e",
        "end z",
        "start > f",
        "f > a",
        "f > t",
        "a > h",
        "h > c",
        "c > e",
        "t > z",
    ];
    Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .form("hold", "")
    .form(
        "edit",
        r#"{"type":"number","key":"amount"},{"type":"textfield","key":"note"}"#,
    )
    .rule("rule", APPROVERS, 2)
    .connector("erp", idempotent, OUTPUTS)
}

fn started() -> World {
    let mut world = World::new(&files(true));
    world
        .start(open(&[("name", text("Nordwind")), ("amount", text("10"))]))
        .unwrap();
    world
}

fn amount(value: &str) -> Writes {
    open(&[("amount", text(value))])
}

#[test]
fn a_write_to_a_covered_field_voids_the_decisions_of_an_open_task() {
    let mut world = started();
    world.approve(CY, "a").unwrap();
    let signed_before = world.decision("a", Verdict::Approve);
    let events = world.complete(OPS, "t", amount("99")).unwrap();
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::DecisionsVoided(..)))
    );
    assert_eq!(world.task("a").1.round, 2);
    assert_eq!(
        code(world.by(DEE, Body::ApprovalDecide(signed_before))),
        "round_over",
        "signed on the old value"
    );
    world.approve(DEE, "a").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:a"],
        "the first decision does not count any more"
    );
    world.approve(CY, "a").unwrap();
    assert_eq!(world.where_it_is(), ["task:h"]);
}

#[test]
fn a_write_elsewhere_or_of_the_same_value_voids_nothing() {
    for (fields, why) in [
        (open(&[("note", text("x"))]), "not covered"),
        (amount("10"), "unchanged"),
    ] {
        let mut world = started();
        world.approve(CY, "a").unwrap();
        world.complete(OPS, "t", fields).unwrap();
        assert_eq!(world.task("a").1.round, 1, "{why}");
        world.approve(DEE, "a").unwrap();
        assert_eq!(world.where_it_is(), ["task:h"], "{why}");
    }
}

#[test]
fn a_write_after_the_approval_blocks_a_due_effect_until_it_is_approved_again() {
    let mut world = started();
    world.approve(CY, "a").unwrap();
    world.approve(DEE, "a").unwrap();
    world.complete(OPS, "h", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["job:c", "task:t"]);
    let signed_before = world.starting("c", LEASE);
    let before = world.job("c");
    world.complete(OPS, "t", amount("99")).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:changed_after_approval", "task:a"],
        "asked again"
    );
    assert_eq!(
        (world.task("a").1.round, world.task("a").1.reopened),
        (2, true)
    );
    assert_eq!(
        code(world.desk(Body::JobStarted(signed_before))),
        "job_state",
        "nothing leaves"
    );
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:changed_after_approval", "task:a"],
        "a retry does not help"
    );
    world.approve(CY, "a").unwrap();
    world.approve(DEE, "a").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c"],
        "the effect goes on, and no second token"
    );
    assert_eq!(world.job("c"), before, "the same job");
    world.run("c", LEASE).unwrap();
    assert_eq!(
        ended(&world.answered("c", Writes::default()).unwrap()),
        Some(EndState::Completed)
    );
}

#[test]
fn a_write_before_the_token_reaches_the_effect_blocks_it_on_entry() {
    let mut world = started();
    world.approve(CY, "a").unwrap();
    world.approve(DEE, "a").unwrap();
    world.complete(OPS, "t", amount("99")).unwrap();
    assert_eq!(world.where_it_is(), ["task:a", "task:h"]);
    world.complete(OPS, "h", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:changed_after_approval", "task:a"]
    );
    assert_eq!(
        ended(&world.decide(EVE, "a", Verdict::Reject).unwrap()),
        Some(EndState::Rejected),
        "or it is refused"
    );
}

#[test]
fn a_failed_effect_is_not_retried_past_a_void_approval() {
    let mut world = started();
    world.approve(CY, "a").unwrap();
    world.approve(DEE, "a").unwrap();
    world.complete(OPS, "h", Writes::default()).unwrap();
    world.run("c", LEASE).unwrap();
    world.unknown("c").unwrap();
    world.complete(OPS, "t", amount("99")).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:outcome_unknown", "task:a"]
    );
    let again = {
        let mut body = world.starting("c", LEASE_2);
        body.attempt = 2;
        world.desk(Body::JobStarted(body))
    };
    assert_eq!(code(again), "job_state", "not even automatically");
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:changed_after_approval", "task:a"]
    );
}

#[test]
fn a_revision_voids_other_approvals_that_covered_the_field() {
    let lines = [
        "start req",
        "and f",
        "approval a one show",
        "approval b one show",
        "and j",
        "end e",
        "start > f",
        "f > a",
        "f > b",
        "a > j",
        "b > j",
        "j > e",
    ];
    let files = Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .rule("one", APPROVERS, 1);
    let mut world = World::new(&files);
    world.start(open(&[("name", text("x"))])).unwrap();
    world.approve(CY, "a").unwrap();
    world.decide(CY, "b", Verdict::Return).unwrap();
    world.revise(ANA, amount("5")).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["join:j", "task:a", "task:b"],
        "both ask again"
    );
    world.approve(DEE, "b").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:a"],
        "the reopened approval keeps the request open"
    );
    assert_eq!(
        ended(&world.approve(DEE, "a").unwrap()),
        Some(EndState::Completed)
    );
}

#[test]
fn a_connector_output_or_a_stated_outcome_voids_like_any_other_write() {
    for stated in [false, true] {
        let lines = [
            "start req",
            "and f",
            "approval a rule show",
            "task h hold",
            "call c POST /pay n==name",
            "end e",
            "end z",
            "start > f",
            "f > a",
            "f > c",
            "a > h",
            "h > z",
            "c > e",
        ];
        let number = r#"{"type":"textfield","key":"number","disabled":true}"#;
        let files = Files {
            process: draw(&lines),
            ..Files::default()
        }
        .form("req", REQUEST)
        .form("show", number)
        .form("hold", "")
        .rule("rule", APPROVERS, 1)
        .connector("erp", false, OUTPUTS);
        let mut world = World::new(&files);
        world.start(open(&[("name", text("x"))])).unwrap();
        world.approve(CY, "a").unwrap();
        world.run("c", LEASE).unwrap();
        let outputs = open(&[("number", text("V-1"))]);
        if stated {
            world.unknown("c").unwrap();
            world.resolve(OPS, Way::Done, outputs).unwrap();
            assert!(
                world.instance().editors.contains(&OPS),
                "who states an outcome has edited the data"
            );
        } else {
            world.answered("c", outputs).unwrap();
        }
        assert_eq!(
            world.where_it_is(),
            ["task:a", "task:h"],
            "the approval did not show this number"
        );
    }
}

#[test]
fn a_token_that_comes_again_supersedes_what_was_reopened() {
    let lines = [
        "start req",
        "xor m",
        "approval a one show",
        "task t edit",
        "xor g e",
        "end e",
        "start > m",
        "m > a",
        "a > t",
        "t > g",
        "g > m ? amount > 50",
        "g > e",
    ];
    let files = Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .form("edit", r#"{"type":"number","key":"amount"}"#)
    .rule("one", APPROVERS, 1);
    let mut world = World::new(&files);
    world
        .start(open(&[("name", text("x")), ("amount", text("1"))]))
        .unwrap();
    world.approve(CY, "a").unwrap();
    world.complete(OPS, "t", amount("99")).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:a"],
        "one task, for the token that came again"
    );
    assert!(!world.task("a").1.reopened);
    world.approve(CY, "a").unwrap();
    assert_eq!(world.where_it_is(), ["task:t"]);
    assert!(
        world
            .instance()
            .approved
            .values()
            .all(|approved| !approved.void)
    );
}

#[test]
fn a_call_on_its_way_is_answered_and_the_approval_is_asked_again_nevertheless() {
    let mut world = started();
    world.approve(CY, "a").unwrap();
    world.approve(DEE, "a").unwrap();
    world.complete(OPS, "h", Writes::default()).unwrap();
    world.run("c", LEASE).unwrap();
    world.complete(OPS, "t", amount("99")).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "task:a"],
        "what has left cannot be stopped"
    );
    world.answered("c", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:a"],
        "the request stays open until people have seen it"
    );
}
