//! Paths through a process.

use std::collections::BTreeSet;

use bpmn::graph;

use crate::support::{main, process};

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// s -> g -> a or b -> m -> c -> e; b has a way back to g.
const FORKED: &str = "start s
    choice g
    approval a
    approval b
    choice m
    call c
    end e
    s > g
    g > a
    g > b
    a > m
    b > m
    b > g
    m > c
    c > e";

#[test]
fn a_path_avoids_what_it_does_not_pass() {
    let rows = [
        ("c", set(&[]), true, "there is a path at all"),
        ("c", set(&["a"]), true, "round by b"),
        (
            "c",
            set(&["a", "b"]),
            false,
            "every path passes one of both",
        ),
        ("c", set(&["m"]), false, "the join lies on every path"),
        (
            "m",
            set(&["m"]),
            true,
            "the goal itself is reached, not passed",
        ),
        ("c", set(&["s"]), false, "the start is passed too"),
        ("c", set(&["e"]), true, "what comes later is not on the way"),
        ("nowhere", set(&[]), false, "an unknown node is not reached"),
    ];
    let document = process(FORKED);
    for (node, avoid, expected, why) in rows {
        assert_eq!(
            graph::paths_avoid(main(&document), "s", node, &avoid),
            expected,
            "{why}"
        );
    }
}

#[test]
fn reachable_is_what_lies_ahead_and_oneself() {
    let document = process(FORKED);
    let process = main(&document);
    assert_eq!(graph::reachable_from(process, "m"), set(&["m", "c", "e"]));
    assert_eq!(
        graph::reachable_from(process, "b"),
        set(&["a", "b", "c", "e", "g", "m"]),
        "the way back counts"
    );
    assert_eq!(graph::reachable_from(process, "x"), set(&[]));
    assert_eq!(
        graph::leading_to(process, &set(&["a"])),
        set(&["a", "b", "g", "s"])
    );
}

#[test]
fn a_boundary_event_is_reached_from_its_task() {
    let document = process(
        "start s
         user a
         boundaryEvent late attachedToRef=\"a\"
         end e
         end f
         s > a
         a > e
         late > f",
    );
    let process = main(&document);
    assert!(graph::reachable_from(process, "s").contains("f"));
    assert!(graph::leading_to(process, &set(&["f"])).contains("a"));
}

#[test]
fn dominators_lie_on_every_path() {
    let document = process(FORKED);
    let process = main(&document);
    let all = set(&["s", "g", "a", "b", "m", "c", "e"]);
    assert_eq!(
        graph::dominators(process, "s", "c", &all),
        set(&["s", "g", "m"])
    );
    assert_eq!(
        graph::dominators(process, "m", "a", &all),
        set(&[]),
        "not reachable"
    );
}

#[test]
fn cycles_are_found_once() {
    let document = process(
        "start s
         choice a
         choice b
         user u
         choice own
         end e
         s > a
         a > b
         b > a
         b > u
         u > b
         u > own
         own > own
         own > e",
    );
    let process = main(&document);
    assert_eq!(
        graph::cycles(process, |_| true),
        [vec!["a", "b", "u"], vec!["own"]]
    );
    assert_eq!(
        graph::cycles(process, |node| node.id != "u"),
        [vec!["a", "b"], vec!["own"]],
        "a cycle through a node left out is none"
    );
    assert!(graph::cycles(process, |node| node.id.len() > 5).is_empty());
}
