//! One table for each element: given a diagram, when something happens, then where the request is.

use super::support::*;
use crate::{
    field::{FieldValue, Open, Writes},
    state::{EndState, TaskState},
    time::Timestamp,
};

/// A world whose request has started with an amount of 700.
fn started(lines: &[&str]) -> World {
    let mut world = World::new(&files(lines));
    let fields = [("name", text("x")), ("amount", text("700"))];
    world.start(open(&fields)).unwrap();
    world
}

/// The files that a diagram names.
pub fn files(lines: &[&str]) -> Files {
    let process = draw(lines);
    let named = |what: &str| process.contains(what);
    let mut files = Files {
        process: process.clone(),
        ..Files::default()
    }
    .form("req", REQUEST);
    if named("formId=\"edit\"") {
        files = files.form("edit", r#"{"type":"number","key":"amount"}"#);
    }
    if named("formId=\"show\"") {
        files = files.form("show", SHOWN);
    }
    if named("\"rule\"") {
        files = files.rule("rule", APPROVERS, 1);
    }
    if named("\"erp\"") {
        files = files.connector("erp", true, OUTPUTS);
    }
    files
}

fn int(number: i64) -> Option<FieldValue> {
    Some(FieldValue::Open(Open::Integer(number)))
}

#[test]
fn inclusive_gateways_take_every_true_flow_and_join_what_can_come() {
    let lines = [
        "start req",
        "or f c",
        "task a edit",
        "task b edit",
        "task c edit",
        "or j",
        "task d edit",
        "end e",
        "start > f",
        "f > a ? amount > 500",
        "f > b ? amount > 100",
        "f > c",
        "a > j",
        "b > j",
        "c > j",
        "j > d",
        "d > e",
    ];
    let rows: [(&str, &[&str], &str); 3] = [
        ("700", &["task:a", "task:b"], "two conditions are true"),
        ("200", &["task:b"], "one is"),
        ("50", &["task:c"], "none is: the default"),
    ];
    for (amount, want, why) in rows {
        let mut world = World::new(&files(&lines));
        world
            .start(open(&[("name", text("x")), ("amount", text(amount))]))
            .unwrap();
        assert_eq!(world.where_it_is(), want, "{why}");
        for place in want {
            assert!(
                !world.where_it_is().contains(&"task:d".to_owned()),
                "{why}: it waits for all"
            );
            world
                .complete(OPS, place.strip_prefix("task:").unwrap(), Writes::default())
                .unwrap();
        }
        assert_eq!(world.where_it_is(), ["task:d"], "{why}: joined once");
        world.complete(OPS, "d", Writes::default()).unwrap();
        assert!(!world.is_open(), "{why}");
    }
}

#[test]
fn an_inclusive_join_waits_for_a_token_that_takes_a_detour() {
    // From a the token can come back to the join by way of b; only when it ends elsewhere the join goes on.
    let mut world = started(&[
        "start req",
        "or f",
        "task a edit",
        "task c edit",
        "xor x end2",
        "or j",
        "task d edit",
        "end e",
        "end end2",
        "start > f",
        "f > a ? true",
        "f > c ? true",
        "a > x",
        "x > j ? amount > 800",
        "x > end2",
        "c > j",
        "j > d",
        "d > e",
    ]);
    world.complete(OPS, "c", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["join:j", "task:a"]);
    world.complete(OPS, "a", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:d"], "nothing more can come");
}

#[test]
fn the_first_event_of_a_gate_wins() {
    let lines = [
        "start req",
        "gate g",
        "wait t duration PT1H",
        "message m paid =name",
        "receive r refused =name",
        "task late edit",
        "task ok edit",
        "task no edit",
        "end e",
        "@m property countersign.fields=number",
        "start > g",
        "g > t",
        "g > m",
        "g > r",
        "t > late",
        "m > ok",
        "r > no",
        "late > e",
        "ok > e",
        "no > e",
    ];
    let mut world = started(&lines);
    assert_eq!(world.where_it_is(), ["wait:m", "wait:r", "wait:t"]);
    world.fire("t").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:late"],
        "the others wait no more"
    );
    let mut world = started(&lines);
    let number = open(&[("number", Open::Integer(7))]);
    assert_eq!(
        code(world.publish("paid", "other", number.clone())),
        "message_not_awaited",
        "another key"
    );
    world.publish("paid", "x", number).unwrap();
    assert_eq!(world.where_it_is(), ["task:ok"]);
    assert_eq!(world.value("number"), int(7), "what it brought");
    let mut world = started(&lines);
    world.publish("refused", "x", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:no"], "a task that receives");
}

#[test]
fn a_timer_fires_once_and_not_before_it_is_due() {
    let mut world = started(&[
        "start req",
        "wait t duration PT1H",
        "end e",
        "start > t",
        "t > e",
    ]);
    let (timer, wait) = world.wait("t");
    let due = wait.timer().unwrap().due;
    assert_eq!(due, NOW.plus_millis(3_600_000), "from log time");
    let request = world.request();
    let fire = crate::act::timer::Fire { request, timer };
    let early = crate::act::Body::TimerFire(fire.clone());
    assert_eq!(code(world.desk(early.clone())), "timer_not_due");
    world.tick(due.minus_millis(1));
    assert_eq!(
        code(world.desk(early.clone())),
        "timer_not_due",
        "a millisecond early"
    );
    assert_eq!(
        code(world.by(OPS, early.clone())),
        "wrong_signer_kind",
        "a person fires no timer"
    );
    world.tick(due);
    let events = world.desk(early.clone()).unwrap();
    assert_eq!(ended(&events), Some(EndState::Completed));
    assert_eq!(code(world.desk(early)), "request_not_open", "once");
}

#[test]
fn timers_take_their_time_from_expressions() {
    let rows = [
        (
            "date =date and time(\"2027-01-01T08:00:00@Europe/Berlin\")",
            "2027-01-01T07:00:00Z",
            "a date with a zone",
        ),
        (
            "duration =if amount > 500 then \"PT2H\" else \"PT1H\"",
            "2026-11-22T11:30:00Z",
            "text",
        ),
        (
            "duration =duration(\"P1D\")",
            "2026-11-23T09:30:00Z",
            "a duration",
        ),
        (
            "date =now() + duration(\"PT5M\")",
            "2026-11-22T09:35:00Z",
            "log time",
        ),
    ];
    for (event, want, why) in rows {
        let mut world = World::new(&files(&[
            "start req",
            &format!("wait t {event}"),
            "end e",
            "start > t",
            "t > e",
        ]));
        world.tick(Timestamp::parse("2026-11-22T09:30:00Z").unwrap());
        world
            .start(open(&[("name", text("x")), ("amount", text("700"))]))
            .unwrap();
        assert_eq!(
            world.wait("t").1.timer().unwrap().due,
            Timestamp::parse(want).unwrap(),
            "{why}"
        );
    }
    let world = started(&[
        "start req",
        "wait t date =name",
        "end e",
        "start > t",
        "t > e",
    ]);
    assert_eq!(world.where_it_is(), ["stop:t:expression"], "no time");
}

#[test]
fn events_on_a_border_interrupt_or_not() {
    // A deadline on an approval: it leads past it, and never approves.
    let lines = |mark: &str| -> Vec<String> {
        let border = format!("border b a {mark}duration PT1H");
        [
            "start req",
            "approval a rule show",
            &border,
            "task late edit",
            "task ok edit",
            "end e",
            "start > a",
            "a > ok",
            "b > late",
            "late > e",
            "ok > e",
        ]
        .iter()
        .map(|line| (*line).to_owned())
        .collect()
    };
    let draw = |mark: &str| {
        let lines = lines(mark);
        started(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mut world = draw("");
    assert_eq!(world.where_it_is(), ["border:b", "task:a"]);
    world.fire("b").unwrap();
    assert_eq!(world.where_it_is(), ["task:late"], "the approval is gone");
    assert!(
        world.instance().approved.is_empty(),
        "and nothing was approved"
    );
    let mut world = draw("");
    world.approve(DEE, "a").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:ok"],
        "the timer is gone with the approval"
    );
    let mut world = draw("~ ");
    world.fire("b").unwrap();
    assert_eq!(world.where_it_is(), ["task:a", "task:late"], "both go on");
    world.approve(DEE, "a").unwrap();
    assert_eq!(world.where_it_is(), ["task:late", "task:ok"]);
}

#[test]
fn a_cycle_on_a_border_fires_again_until_it_is_used_up() {
    let mut world = started(&[
        "start req",
        "task a edit",
        "border b a ~ cycle R2/PT1H",
        "task remind edit",
        "end e",
        "start > a",
        "a > e",
        "b > remind",
        "remind > e",
    ]);
    let first = world.wait("b").0;
    world.fire("b").unwrap();
    let (second, wait) = world.wait("b");
    assert_ne!(first, second, "a new name for the next time");
    assert_eq!(
        wait.timer().unwrap().due,
        NOW.plus_millis(7_200_000),
        "counted from when it was due"
    );
    let request = world.request();
    let again = crate::act::Body::TimerFire(crate::act::timer::Fire {
        request,
        timer: first,
    });
    assert_eq!(code(world.desk(again)), "timer_not_set", "each once");
    world.fire("b").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:a", "task:remind", "task:remind"],
        "used up"
    );
}

#[test]
fn a_sub_process_is_done_when_its_last_token_ends() {
    let mut world = started(&[
        "start req",
        "sub s {",
        "begin i",
        "and f",
        "task a edit",
        "task b edit",
        "end x",
        "end y",
        "i > f",
        "f > a",
        "f > b",
        "a > x",
        "b > y",
        "}",
        "task c edit",
        "end e",
        "start > s",
        "s > c",
        "c > e",
    ]);
    assert_eq!(world.where_it_is(), ["task:a", "task:b"]);
    assert_eq!(world.instance().scopes.len(), 1);
    world.complete(OPS, "a", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:b"]);
    world.complete(OPS, "b", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:c"]);
    assert!(world.instance().scopes.is_empty(), "nothing of it is left");
}

#[test]
fn a_terminate_end_ends_its_scope_and_no_more() {
    let mut world = started(&[
        "start req",
        "sub s {",
        "begin i",
        "and f",
        "task a edit",
        "task b edit",
        "kill x",
        "end y",
        "i > f",
        "f > a",
        "f > b",
        "a > x",
        "b > y",
        "}",
        "task c edit",
        "end e",
        "start > s",
        "s > c",
        "c > e",
    ]);
    world.complete(OPS, "a", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:c"], "the sub-process is done");
    let mut world = started(&[
        "start req",
        "and f",
        "task a edit",
        "task b edit",
        "kill x",
        "end y",
        "start > f",
        "f > a",
        "f > b",
        "a > x",
        "b > y",
    ]);
    let events = world.complete(OPS, "a", Writes::default()).unwrap();
    assert_eq!(ended(&events), Some(EndState::Completed));
}

/// A sub-process whose task leads to an end of the given kind, with what is drawn around and in it.
fn thrower(end: &str, around: &[&str]) -> World {
    let own = [
        "start req",
        "sub outer {",
        "begin o",
        "sub s {",
        "begin i",
        "task a edit",
        "xor y z",
        end,
        "end z",
        "i > a",
        "a > y",
        "y > x ? amount > 1",
        "y > z",
        "}",
        "task after edit",
        "end oe",
        "o > s",
        "s > after",
        "after > oe",
    ];
    let (inner, rest): (Vec<&str>, Vec<&str>) =
        around.iter().partition(|line| line.starts_with("  "));
    let tail = [
        "}",
        "task done edit",
        "end e",
        "start > outer",
        "outer > done",
        "done > e",
    ];
    let lines: Vec<&str> = own
        .iter()
        .copied()
        .chain(inner)
        .chain(tail)
        .chain(rest)
        .collect();
    started(&lines)
}

#[test]
fn errors_are_caught_by_the_innermost_that_fits() {
    let rows: [(&[&str], &[&str], &str); 7] = [
        (&[], &["stop:x:uncaught_error"], "nothing catches it"),
        (
            &["border b outer error late", "task c edit", "b > c", "c > e"],
            &["stop:x:uncaught_error"],
            "another code",
        ),
        (
            &["border b outer error", "task c edit", "b > c", "c > e"],
            &["task:c"],
            "any code",
        ),
        (
            &[
                "  border n s error bad",
                "  task m edit",
                "  n > m",
                "  m > oe",
                "border b outer error bad",
                "task c edit",
                "b > c",
                "c > e",
            ],
            &["task:m"],
            "the innermost",
        ),
        (
            &[
                "border b1 outer error",
                "task c edit",
                "b1 > c",
                "c > e",
                "border b2 outer error bad",
                "task d edit",
                "b2 > d",
                "d > e",
            ],
            &["task:d"],
            "its own code before any",
        ),
        (
            &[
                "  handler h {",
                "  on ho error bad",
                "  task m edit",
                "  end he",
                "  ho > m",
                "  m > he",
                "  }",
                "border b outer error bad",
                "task c edit",
                "b > c",
                "c > e",
            ],
            &["task:m"],
            "an event sub-process of the scope around it",
        ),
        (
            &[
                "handler h {",
                "on ho error",
                "task m edit",
                "end he",
                "ho > m",
                "m > he",
                "}",
            ],
            &["task:m"],
            "an event sub-process of the process",
        ),
    ];
    for (around, want, why) in rows {
        let mut world = thrower("error x bad", around);
        world.complete(OPS, "a", Writes::default()).unwrap();
        assert_eq!(world.where_it_is(), want, "{why}");
    }
}

#[test]
fn escalations_go_on_unless_what_catches_them_interrupts() {
    let rows: [(&[&str], &[&str], &str); 4] = [
        (&[], &["task:after"], "nothing catches it"),
        (
            &[
                "border b outer ~ escalation up",
                "task c edit",
                "b > c",
                "c > e",
            ],
            &["task:after", "task:c"],
            "it goes on",
        ),
        (
            &[
                "border b outer escalation up",
                "task c edit",
                "b > c",
                "c > e",
            ],
            &["task:c"],
            "it is interrupted",
        ),
        (
            &[
                "  handler h {",
                "  on ho ~ escalation up",
                "  task m edit",
                "  end he",
                "  ho > m",
                "  m > he",
                "  }",
            ],
            &["task:after", "task:m"],
            "an event sub-process beside it",
        ),
    ];
    for (around, want, why) in rows {
        let mut world = thrower("raise x up", around);
        world.complete(OPS, "a", Writes::default()).unwrap();
        assert_eq!(world.where_it_is(), want, "{why}");
    }
}

#[test]
fn an_event_sub_process_waits_as_long_as_its_surroundings() {
    let lines = |mark: &str| -> Vec<String> {
        let on = format!("on ho {mark}message stop =name");
        [
            "start req",
            "task a edit",
            "task b edit",
            "end e",
            "start > a",
            "a > b",
            "b > e",
            "handler h {",
            &on,
            "task m edit",
            "end he",
            "ho > m",
            "m > he",
            "}",
        ]
        .iter()
        .map(|line| (*line).to_owned())
        .collect()
    };
    let draw = |mark: &str| {
        let lines = lines(mark);
        started(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mut world = draw("");
    assert_eq!(world.where_it_is(), ["handler:h", "task:a"]);
    world.publish("stop", "x", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:m"], "all else ends");
    world.complete(OPS, "m", Writes::default()).unwrap();
    assert!(!world.is_open(), "and the request with it");
    let mut world = draw("~ ");
    world.publish("stop", "x", Writes::default()).unwrap();
    world.publish("stop", "x", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["handler:h", "task:a", "task:m", "task:m"],
        "as often as it comes"
    );
    for task in ["m", "m", "a", "b"] {
        world.complete(OPS, task, Writes::default()).unwrap();
    }
    assert!(
        !world.is_open(),
        "what waits for a message alone keeps nothing open"
    );
}

#[test]
fn an_answer_may_stand_for_an_error() {
    let lines = [
        "start req",
        "call c POST /pay k=name",
        "@c header errorCode.500=down",
        "border b c error down",
        "task later edit",
        "end e",
        "start > c",
        "c > e",
        "b > later",
        "later > e",
    ];
    let mut world = started(&lines);
    world.run("c", LEASE).unwrap();
    world.failed("c").unwrap();
    assert_eq!(world.where_it_is(), ["task:later"], "500 is `down`");
    let uncaught: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| !line.starts_with('b') && !line.contains("later"))
        .collect();
    let mut world = started(&uncaught);
    world.run("c", LEASE).unwrap();
    world.failed("c").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:uncaught_error"],
        "nothing catches it"
    );
}

#[test]
fn a_returned_approval_waits_with_what_sits_on_it() {
    let mut world = started(&[
        "start req",
        "approval a rule show",
        "border b a duration PT1H",
        "task late edit",
        "end e",
        "start > a",
        "a > e",
        "b > late",
        "late > e",
    ]);
    world
        .decide(DEE, "a", crate::act::approval::Verdict::Return)
        .unwrap();
    assert_eq!(world.task("a").1.state, TaskState::Returned);
    world.fire("b").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:late"],
        "a deadline does not wait for the requester"
    );
}
