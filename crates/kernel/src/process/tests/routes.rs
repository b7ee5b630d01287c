//! Tokens: gateways, forks, joins, ends, and the limits of one act.

use super::support::*;
use crate::{
    act::{approval::Verdict, incident::Way},
    field::Writes,
    limits,
    state::EndState,
};

fn files(lines: &[&str]) -> Files {
    Files {
        process: draw(lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("work", r#"{"type":"text"}"#)
}

fn request(amount: Option<&str>) -> Writes {
    let mut fields = vec![("name", text("Nordwind"))];
    fields.extend(amount.map(|amount| ("amount", text(amount))));
    open(&fields)
}

#[test]
fn an_exclusive_gateway_takes_the_first_true_condition_or_the_default_or_stops() {
    let with_default = [
        "start req",
        "xor g c",
        "task a work",
        "task b work",
        "task c work",
        "end e",
        "start > g",
        "g > a ? amount > 500",
        "g > b ? amount > 100",
        "g > c",
        "a > e",
        "b > e",
        "c > e",
    ];
    let without = [
        "start req",
        "xor g",
        "task a work",
        "task b work",
        "end e",
        "start > g",
        "g > a ? amount > 500",
        "g > b ? amount < 100",
        "a > e",
        "b > e",
    ];
    let odd = [
        "start req",
        "xor g b",
        "task a work",
        "task b work",
        "end e",
        "start > g",
        "g > a ? amount",
        "g > b",
        "a > e",
        "b > e",
    ];
    let warns = [
        "start req",
        "xor g b",
        "task a work",
        "task b work",
        "end e",
        "start > g",
        "g > a ? name + 1 = 2 or amount = 1",
        "g > b",
        "a > e",
        "b > e",
    ];
    let rows: [(&[&str], Option<&str>, &str, &str); 9] = [
        (
            &with_default,
            Some("1000"),
            "task:a",
            "the first of two true conditions in document order",
        ),
        (
            &with_default,
            Some("500"),
            "task:b",
            "the second, when the first is false",
        ),
        (
            &with_default,
            Some("100"),
            "task:c",
            "the default, when all are false",
        ),
        (
            &with_default,
            Some("100.01"),
            "task:b",
            "numbers are decimals, not text",
        ),
        (
            &with_default,
            None,
            "stop:g:expression",
            "a missing number never takes the default",
        ),
        (
            &without,
            Some("1000"),
            "task:a",
            "no default is needed when a condition is true",
        ),
        (
            &without,
            Some("200"),
            "stop:g:no_flow",
            "no condition true and no default",
        ),
        (
            &odd,
            Some("1"),
            "stop:g:expression",
            "a number is no condition",
        ),
        (
            &warns,
            Some("1"),
            "stop:g:expression",
            "a warning stops even where the value is true or false",
        ),
    ];
    for (lines, amount, place, why) in rows {
        let mut world = World::new(&files(lines));
        world.start(request(amount)).unwrap();
        assert_eq!(world.where_it_is(), [place], "{why}");
    }
}

#[test]
fn open_fields_have_the_type_their_form_declares() {
    let lines = |condition: &str| {
        let flow = format!("g > a ? {condition}");
        draw(&[
            "start req",
            "xor g b",
            "task a work",
            "task b work",
            "end e",
            "start > g",
            &flow,
            "g > b",
            "a > e",
            "b > e",
        ])
    };
    let form = r#"{"type":"textfield","key":"name"},{"type":"number","key":"amount"},{"type":"checkbox","key":"urgent"},
        {"type":"checklist","key":"parts","values":[{"value":"x"},{"value":"y"}]},{"type":"datetime","key":"day"}"#;
    let given = open(&[
        ("name", text("10")),
        ("amount", text("9")),
        ("urgent", crate::field::Open::Boolean(true)),
        (
            "parts",
            crate::field::Open::List(vec!["x".into(), "y".into()]),
        ),
        ("day", text("2026-11-22")),
    ]);
    for condition in [
        "amount < 10",
        "urgent",
        "name = \"10\"",
        "count(parts) = 2",
        "day = \"2026-11-22\"",
    ] {
        let files = Files {
            process: lines(condition),
            ..Files::default()
        }
        .form("req", form)
        .form("work", "");
        let mut world = World::new(&files);
        world.start(given.clone()).unwrap();
        assert_eq!(world.where_it_is(), ["task:a"], "{condition}");
    }
}

#[test]
fn a_parallel_join_waits_for_every_incoming_flow() {
    let mut world = World::new(&files(&[
        "start req",
        "and f",
        "task a work",
        "task b work",
        "and j",
        "task c work",
        "end e",
        "start > f",
        "f > a",
        "f > b",
        "a > j",
        "b > j",
        "j > c",
        "c > e",
    ]));
    world.start(request(None)).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:a", "task:b"],
        "one token per outgoing flow"
    );
    world.complete(OPS, "a", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["join:j", "task:b"], "the join waits");
    world.complete(OPS, "b", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:c"], "one token goes on");
    let events = world.complete(OPS, "c", Writes::default()).unwrap();
    assert_eq!(ended(&events), Some(EndState::Completed));
    assert!(
        !world.is_open() && world.kernel.state.closed == 1,
        "nothing is left"
    );
}

#[test]
fn surplus_tokens_stay_for_the_next_round_of_a_join() {
    // Lint refuses diagrams that bring more tokens on one flow than on another; so one is put there by hand.
    let mut world = World::new(&files(&[
        "start req",
        "and f",
        "task a work",
        "task b work",
        "and j",
        "task c work",
        "end e",
        "start > f",
        "f > a",
        "f > b",
        "a > j",
        "b > j",
        "j > c",
        "c > e",
    ]));
    world.start(request(None)).unwrap();
    world.complete(OPS, "a", Writes::default()).unwrap();
    let mut instance = world.instance().clone();
    for count in instance
        .joins
        .values_mut()
        .flat_map(|flows| flows.values_mut())
    {
        *count += 1;
    }
    let id = instance.id;
    world.kernel.state.requests.insert(id, instance.into());
    assert_eq!(
        world.where_it_is(),
        ["join:j", "task:b"],
        "two tokens on one flow do not make a join"
    );
    world.complete(OPS, "b", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["join:j", "task:c"],
        "one round goes on, the surplus stays"
    );
    world.complete(OPS, "c", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["join:j", "stop:j:no_flow"],
        "a join that can never fill is shown, not forgotten"
    );
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["join:j", "stop:j:no_flow"],
        "a retry does not let it through"
    );
    let events = world.resolve(OPS, Way::Cancel, Writes::default()).unwrap();
    assert_eq!(ended(&events), Some(EndState::Cancelled));
}

#[test]
fn a_task_with_two_flows_forks_and_the_request_ends_with_its_last_token() {
    let mut world = World::new(&files(&[
        "start req",
        "task a work",
        "task b work",
        "end e",
        "end z",
        "start > a",
        "start > b",
        "a > e",
        "b > z",
    ]));
    world.start(request(None)).unwrap();
    assert_eq!(world.where_it_is(), ["task:a", "task:b"]);
    assert_eq!(
        ended(&world.complete(OPS, "a", Writes::default()).unwrap()),
        None,
        "one token is left"
    );
    assert_eq!(
        ended(&world.complete(OPS, "b", Writes::default()).unwrap()),
        Some(EndState::Completed)
    );
}

#[test]
fn more_steps_than_the_limit_stop_and_go_on_with_a_retry() {
    // 2^10 tokens in one act: more steps than one act may take, and more tokens than an instance may hold.
    let mut lines = vec!["start req".to_owned(), "start > f0".into()];
    for n in 0..11 {
        lines.extend([format!("and f{n}"), format!("xor m{n}")]);
        lines.extend([format!("and l{n}"), format!("and r{n}")]);
        lines.extend([
            format!("f{n} > l{n}"),
            format!("f{n} > r{n}"),
            format!("l{n} > m{n}"),
            format!("r{n} > m{n}"),
        ]);
        lines.push(if n < 10 {
            format!("m{n} > f{}", n + 1)
        } else {
            "m10 > a".into()
        });
    }
    lines.extend(["task a work".into(), "end e".into(), "a > e".into()]);
    let mut world = World::new(&files(
        &lines.iter().map(String::as_str).collect::<Vec<_>>(),
    ));
    world.start(request(None)).unwrap();
    let instance = world.instance().clone();
    assert!(
        codes(&instance).iter().all(|code| code.as_str() == "limit")
            && !codes(&instance).is_empty()
    );
    assert!(
        instance.incidents.len() + instance.tasks.len() <= 2 * limits::TOKENS,
        "an instance stays bounded"
    );
    let before = instance.incidents.len();
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_ne!(
        world.instance().incidents.len(),
        before,
        "the token moved on"
    );
}

#[test]
fn a_rejection_and_a_cancellation_end_every_token() {
    let lines = [
        "start req",
        "approval a any req",
        "approval b any req",
        "end e",
        "start > a",
        "start > b",
        "a > e",
        "b > e",
    ];
    let files = files(&lines);
    let files = Files {
        forms: files
            .forms
            .into_iter()
            .filter(|(id, _)| id == "req")
            .collect(),
        ..files
    };
    let files = files.rule("any", APPROVERS, 1);
    let mut world = World::new(&files);
    world.start(request(None)).unwrap();
    assert_eq!(
        ended(&world.decide(CY, "a", Verdict::Reject).unwrap()),
        Some(EndState::Rejected)
    );
    assert!(!world.is_open());
    world.start(request(None)).unwrap();
    assert_eq!(
        ended(&world.cancel(ANA).unwrap()),
        Some(EndState::Cancelled),
        "the requester needs no permission"
    );
    world.start(request(None)).unwrap();
    assert_eq!(
        code(world.cancel(CY)),
        "not_permitted",
        "somebody else does"
    );
    assert_eq!(
        ended(&world.cancel(OPS).unwrap()),
        Some(EndState::Cancelled)
    );
}
