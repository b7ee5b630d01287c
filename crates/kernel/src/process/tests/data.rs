//! What may be written at the start and in tasks, and by whom.

use super::support::*;
use crate::{
    act::{Body, request, task},
    digest::Digest,
    field::{Open, Writes},
};

fn world() -> World {
    let lines = ["start req", "task t work", "end e", "start > t", "t > e"];
    let work = r#"{"type":"textfield","key":"note","validate":{"required":true}},{"type":"textfield","key":"name","disabled":true},
        {"type":"checkbox","key":"done"}"#;
    World::new(
        &Files {
            process: draw(&lines),
            ..Files::default()
        }
        .form("req", REQUEST)
        .form("work", work),
    )
}

#[test]
fn a_start_takes_exactly_what_the_start_form_allows() {
    let name = ("name", text("Nordwind"));
    let mut account = open(std::slice::from_ref(&name));
    account.sealed.insert("iban".into(), sealed(1));
    let mut name_sealed = Writes::default();
    name_sealed.sealed.insert("name".into(), sealed(1));
    let mut both = account.clone();
    both.open.insert("iban".into(), text("DE89"));
    let many = (0..501)
        .map(|n| (format!("f{n}"), Open::Boolean(true)))
        .collect();
    let rows = [
        (
            open(std::slice::from_ref(&name)),
            "permitted",
            "optional fields may be missing",
        ),
        (account, "permitted", "a sealed field by its commitment"),
        (Writes::default(), "field_missing", "a required field"),
        (
            open(&[name.clone(), ("other", text("x"))]),
            "field_unknown",
            "no such field",
        ),
        (
            open(&[name.clone(), ("number", text("x"))]),
            "field_unknown",
            "a field of another form",
        ),
        (
            open(&[name.clone(), ("iban", text("DE89"))]),
            "field_disclosure",
            "a sealed field in the clear",
        ),
        (name_sealed, "field_disclosure", "an open field sealed"),
        (both, "fields_beyond_limits", "one path both ways"),
        (
            open(&[name.clone(), ("amount", Open::Boolean(true))]),
            "field_value",
            "another type",
        ),
        (
            open(&[("name", text(&"x".repeat(5_000)))]),
            "fields_beyond_limits",
            "too long",
        ),
        (
            Writes {
                open: many,
                ..Writes::default()
            },
            "fields_beyond_limits",
            "too many",
        ),
    ];
    for (fields, want, why) in rows {
        assert_eq!(code(world().start(fields)), want, "{why}");
    }
}

#[test]
fn only_who_may_starts_and_only_what_is_published() {
    let fields = || open(&[("name", text("x"))]);
    let mut world = world();
    assert_eq!(code(world.start_by(DEE, fields())), "not_permitted");
    assert_eq!(code(world.start_by(GONE, fields())), "person_disabled");
    let body = request::Start {
        fields: fields(),
        version: Digest([1; 32]),
        workflow: slug(FLOW),
    };
    assert_eq!(
        code(world.by(ANA, Body::RequestStart(body))),
        "version_not_published"
    );
    let body = request::Start {
        fields: fields(),
        version: world.version,
        workflow: slug("other"),
    };
    assert_eq!(
        code(world.by(ANA, Body::RequestStart(body))),
        "not_permitted",
        "the grant is on another workflow"
    );
    assert_eq!(code(world.start(fields())), "permitted");
    assert_eq!(world.request().0, 100, "a request is named after its entry");
    assert_eq!(world.task("t").0.to_string(), "t_100_0", "a task too");
}

#[test]
fn a_plain_task_is_completed_once_with_the_fields_of_its_form() {
    let note = || open(&[("note", text("fine"))]);
    let mut world = world();
    world.start(open(&[("name", text("x"))])).unwrap();
    assert_eq!(code(world.complete(CY, "t", note())), "not_permitted");
    assert_eq!(
        code(world.complete(OPS, "t", Writes::default())),
        "field_missing"
    );
    assert_eq!(
        code(world.complete(OPS, "t", open(&[("note", text("a")), ("name", text("y"))]))),
        "field_unknown",
        "shown only"
    );
    let (task, request) = (world.task("t").0, world.request());
    let late = task::Complete {
        fields: note(),
        request,
        round: 2,
        task,
    };
    assert_eq!(
        code(world.by(OPS, Body::TaskComplete(late.clone()))),
        "round_over"
    );
    world.complete(OPS, "t", note()).unwrap();
    assert_eq!(
        code(world.by(OPS, Body::TaskComplete(late))),
        "task_not_open",
        "twice"
    );
}

#[test]
fn whoever_writes_a_field_after_the_start_is_an_editor_and_cannot_decide() {
    let lines = [
        "start req",
        "task t work",
        "approval a rule req",
        "end e",
        "start > t",
        "t > a",
        "a > e",
    ];
    let files = Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("work", r#"{"type":"textfield","key":"note"}"#)
    .rule("rule", APPROVERS, 1);
    let mut world = World::new(&files);
    world.grant(CY, crate::role::Role::Operator);
    world.start(open(&[("name", text("x"))])).unwrap();
    world
        .complete(CY, "t", open(&[("note", text("seen"))]))
        .unwrap();
    assert!(world.instance().editors.contains(&CY));
    assert_eq!(code(world.approve(CY, "a")), "editor_approval");
    assert_eq!(code(world.approve(DEE, "a")), "permitted");
}

#[test]
fn a_required_field_that_was_written_before_need_not_be_written_again() {
    let lines = ["start req", "task t req", "end e", "start > t", "t > e"];
    let mut world = World::new(
        &Files {
            process: draw(&lines),
            ..Files::default()
        }
        .form("req", REQUEST),
    );
    world.start(open(&[("name", text("x"))])).unwrap();
    assert_eq!(
        code(world.complete(OPS, "t", Writes::default())),
        "permitted"
    );
}
