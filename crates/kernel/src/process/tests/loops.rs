//! Activities that run for each item of a list.

use super::{elements::files, support::*};
use crate::{
    act::incident::Way,
    data::Data,
    field::{FieldValue, Open, Writes},
    limits,
    state::{EndState, IncidentCode},
};

/// A world whose request has started with an amount of 700; `items` is a list of texts that a script makes.
fn started(lines: &[&str]) -> World {
    let mut world = World::new(&files(lines));
    let fields = [("name", text("x")), ("amount", text("700"))];
    world.start(open(&fields)).unwrap();
    world
}

fn texts(items: &[&str]) -> Option<FieldValue> {
    let items = items.iter().map(|item| (*item).to_owned()).collect();
    Some(FieldValue::Open(Open::List(items)))
}

/// A task for each item, and what they gave.
fn each(how: &str, more: &[&str]) -> World {
    let how = format!("@t {how} items item");
    let lines = [
        "start req",
        "script s items [\"a\", \"b\", \"c\"]",
        "task t edit",
        &how,
        "@t collect results=item + string(loopCounter)",
        "task d edit",
        "end e",
        "start > s",
        "s > t",
        "t > d",
        "d > e",
    ];
    let lines: Vec<&str> = lines.into_iter().chain(more.iter().copied()).collect();
    started(&lines)
}

#[test]
fn all_at_once_or_one_after_the_other() {
    let mut world = each("all", &[]);
    assert_eq!(world.where_it_is(), ["task:t", "task:t", "task:t"]);
    let last = *world.instance().tasks.keys().next_back().unwrap();
    let request = world.request();
    let body = crate::act::task::Complete {
        fields: Writes::default(),
        request,
        round: 1,
        task: last,
    };
    world.by(OPS, crate::act::Body::TaskComplete(body)).unwrap();
    for _ in 0..2 {
        world.complete(OPS, "t", Writes::default()).unwrap();
    }
    assert_eq!(world.where_it_is(), ["task:d"]);
    assert_eq!(
        world.value("results"),
        texts(&["a1", "b2", "c3"]),
        "in the order of the items, not of their ends"
    );
    let mut world = each("seq", &[]);
    for _ in 0..3 {
        assert_eq!(world.where_it_is(), ["task:t"]);
        world.complete(OPS, "t", Writes::default()).unwrap();
    }
    assert_eq!(world.where_it_is(), ["task:d"]);
    assert_eq!(world.value("results"), texts(&["a1", "b2", "c3"]));
    assert!(
        world.instance().scopes.is_empty(),
        "nothing of the loop is left"
    );
}

#[test]
fn a_condition_completes_a_loop_early() {
    let mut world = each(
        "all",
        &[
            "@t until numberOfCompletedInstances = 2 and numberOfInstances = 3 and numberOfActiveInstances = 1",
        ],
    );
    world.complete(OPS, "t", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:t", "task:t"]);
    world.complete(OPS, "t", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:d"],
        "the third is asked no more"
    );
    let want = vec![Data::Text("a1".into()), Data::Text("b2".into()), Data::Null];
    assert_eq!(
        world.value("results"),
        Some(FieldValue::Derived(Data::List(want))),
        "it gave nothing"
    );
    let mut world = each("all", &["@t until 1"]);
    world.complete(OPS, "t", Writes::default()).unwrap();
    assert_eq!(
        codes(world.instance()),
        [IncidentCode::Expression],
        "a condition is true or false"
    );
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(
        codes(world.instance()),
        [IncidentCode::Expression],
        "and is asked again, counting once"
    );
    let each = world
        .instance()
        .scopes
        .values()
        .find_map(|scope| scope.each.clone())
        .unwrap();
    assert_eq!(each.done, 0);
}

#[test]
fn a_border_lies_around_the_whole_loop() {
    let mut world = each(
        "all",
        &[
            "border b t duration PT1H",
            "task late edit",
            "b > late",
            "late > e",
        ],
    );
    assert_eq!(
        world.where_it_is(),
        ["border:b", "task:t", "task:t", "task:t"],
        "once"
    );
    world.fire("b").unwrap();
    assert_eq!(world.where_it_is(), ["task:late"]);
}

#[test]
fn loops_run_whatever_can_be_run() {
    let rows: [(&[&str], &[&str], &str); 5] = [
        (
            &["script t last item", "@t all items item"],
            &["task:d"],
            "a script",
        ),
        (
            &["script t last item", "@t seq items item"],
            &["task:d"],
            "one after the other",
        ),
        (
            &["call t POST /pay k==item", "@t all items item"],
            &["job:t", "job:t", "job:t"],
            "a call",
        ),
        (
            &[
                "sub t {",
                "begin i",
                "task u edit",
                "end x",
                "i > u",
                "u > x",
                "}",
                "@t seq items item",
            ],
            &["task:u"],
            "a sub-process",
        ),
        (
            &["receive t done =item", "@t all items item"],
            &["wait:t", "wait:t", "wait:t"],
            "a task that receives",
        ),
    ];
    for (node, want, why) in rows {
        let lines = [
            "start req",
            "script s items [\"a\", \"b\", \"c\"]",
            "task d edit",
            "end e",
            "start > s",
            "s > t",
            "t > d",
            "d > e",
        ];
        let lines: Vec<&str> = lines.iter().chain(node).copied().collect();
        let mut world = started(&lines);
        assert_eq!(world.where_it_is(), want, "{why}");
        if why == "a task that receives" {
            for key in ["b", "c", "a"] {
                world.publish("done", key, Writes::default()).unwrap();
            }
            assert_eq!(world.where_it_is(), ["task:d"], "each its own key");
        }
    }
}

#[test]
fn each_item_has_its_own_approval() {
    let lines = [
        "start req",
        "script s items [\"a\", \"b\"]",
        "sub t {",
        "begin i",
        "approval ap rule item",
        "call c POST /pay k==item m==amount",
        "end x",
        "i > ap",
        "ap > c",
        "c > x",
        "}",
        "@t all items item",
        "end e",
        "start > s",
        "s > t",
        "t > e",
    ];
    let item = r#"{"type":"textfield","key":"item","disabled":true},{"type":"number","key":"amount","disabled":true}"#;
    let mut world = World::new(&files(&lines).form("item", item));
    world
        .start(open(&[("name", text("x")), ("amount", text("700"))]))
        .unwrap();
    let shown: Vec<_> = world
        .instance()
        .tasks
        .values()
        .map(|task| {
            let covers = crate::process::covers(world.definition(), world.instance(), task);
            covers
                .into_iter()
                .find(|covered| covered.path == "item")
                .unwrap()
                .open
                .unwrap()
        })
        .collect();
    assert_eq!(shown, [text("a"), text("b")], "each shows its own item");
    world.approve(DEE, "ap").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "task:ap"],
        "one approval lets one call go"
    );
    world.approve(DEE, "ap").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "job:c"],
        "the same person may decide on another item"
    );
    // The amount that both approvals covered changes: both calls stop until both are given again.
    world.modify(OPS, open(&[("amount", text("800"))])).unwrap();
    let stopped = codes(world.instance());
    assert_eq!(stopped, [IncidentCode::ChangedAfterApproval; 2]);
    world.approve(DEE, "ap").unwrap();
    assert_eq!(
        codes(world.instance()),
        [IncidentCode::ChangedAfterApproval],
        "one item's approval counts for it alone"
    );
    assert_eq!(
        world
            .where_it_is()
            .iter()
            .filter(|place| *place == "task:ap")
            .count(),
        1
    );
    world.approve(EVE, "ap").unwrap();
    assert!(codes(world.instance()).is_empty());
}

#[test]
fn a_loop_over_nothing_is_passed_unless_it_asks_somebody() {
    let lines = |task: &'static str| {
        [
            "start req",
            "script s items []",
            task,
            "@t all items",
            "task d edit",
            "end e",
            "start > s",
            "s > t",
            "t > d",
            "d > e",
        ]
    };
    assert_eq!(started(&lines("task t edit")).where_it_is(), ["task:d"]);
    let mut world = started(&lines("approval t rule show"));
    assert_eq!(
        world.where_it_is(),
        ["stop:t:no_items"],
        "nobody would be asked"
    );
    assert_eq!(
        code(world.resolve(OPS, Way::Skip, Writes::default())),
        "incident_way",
        "nor is it skipped"
    );
}

#[test]
fn a_list_that_is_none_or_too_long_stops() {
    let rows = [
        ("\"a\"", "stop:t:expression"),
        ("null", "stop:t:expression"),
        ("for i in 1..1001 return i", "stop:t:limit"),
    ];
    for (list, want) in rows {
        let script = format!("script s items {list}");
        let world = started(&[
            "start req",
            &script,
            "task t edit",
            "@t all items",
            "end e",
            "start > s",
            "s > t",
            "t > e",
        ]);
        assert_eq!(world.where_it_is(), [want], "{list}");
    }
    let lines = [
        "start req",
        "script s items for i in 1..1000 return i",
        "task t edit",
        "@t all items",
        "end e",
        "start > s",
        "s > t",
        "t > e",
    ];
    let world = started(&lines);
    assert_eq!(
        world.instance().tasks.len(),
        limits::LOOPS,
        "as many as there may be"
    );
    let long = [
        "start req",
        "script s items for i in 1..1000 return i",
        "script t last item",
        "@t seq items item",
        "end e",
        "start > s",
        "s > t",
        "t > e",
    ];
    let mut world = World::new(&files(&long));
    let events = world.start(open(&[("name", text("x"))])).unwrap();
    assert_eq!(
        ended(&events),
        Some(EndState::Completed),
        "a thousand scripts in one act"
    );
}
