//! Splits and joins that fit, and those that do not: a table of diagrams, each with the near miss beside it.

use crate::support::{process, read};

const STUCK: &str = "deadlock";
const REPEATED: &str = "lack_of_synchronisation";

/// Codes and elements found by playing tokens, and nothing else.
fn played(lines: &str) -> Vec<(&'static str, String)> {
    bpmn::lint(&process(lines))
        .into_iter()
        .filter(|finding| [STUCK, REPEATED].contains(&finding.code))
        .map(|finding| (finding.code, finding.element))
        .collect()
}

/// Two tasks between a split and a join of the kinds given.
fn diamond(split: &str, join: &str) -> String {
    format!(
        "start s\n{split} g\nuser a\nuser b\n{join} j\nend e\ns > g\ng > a ? =x\ng > b ? =y\na > j\nb > j\nj > e"
    )
}

#[test]
fn a_join_goes_with_its_split() {
    let rows = [
        ("choice", "choice", None),
        ("choice", "both", Some(STUCK)),
        ("choice", "some", None),
        ("both", "choice", Some(REPEATED)),
        ("both", "both", None),
        ("both", "some", None),
        ("some", "choice", Some(REPEATED)),
        ("some", "both", Some(STUCK)),
        ("some", "some", None),
        ("first", "choice", None),
        ("first", "both", Some(STUCK)),
        ("both", "user", Some(REPEATED)),
        ("choice", "user", None),
    ];
    for (split, join, expected) in rows {
        let found = played(&diamond(split, join));
        let expected = expected.map(|code| (code, "j".to_owned()));
        assert_eq!(found, Vec::from_iter(expected), "{split} to {join}");
    }
}

#[test]
fn shapes_that_are_not_blocks() {
    type Row<'a> = (&'a str, &'a [(&'static str, &'static str)], &'a str);
    let rows: &[Row<'_>] = &[
        (
            "start s\nboth g\nuser a\nchoice c\nboth j\nend e\nend f\ns > g\ng > a\ng > j\na > c\nc > j\nc > f\nj > e",
            &[(STUCK, "j")],
            "one branch may end on its own while the join waits for it",
        ),
        (
            "start s\nboth g\nuser a\nchoice c\nboth j\nend e\nstop f\ns > g\ng > a\ng > j\na > c\nc > j\nc > f\nj > e",
            &[],
            "to end everything leaves nobody waiting",
        ),
        (
            "start s\nboth g\nuser a\nuser b\nboth h\nuser c\nboth j\nboth k\nend e\ns > g\ng > a\ng > b\na > h\nh > c\nh > j\nb > j\nj > k\nc > k\nk > e",
            &[],
            "crossing parallel branches that still all arrive",
        ),
        (
            "start s\nboth g\nend e\nuser a\nuser b\ns > g\ng > a\ng > b\na > e\nb > e",
            &[],
            "parallel paths may end at one end event",
        ),
        (
            "start s\nchoice m\nuser a\nchoice c\nend e\ns > m\nm > a\na > c\nc > m\nc > e",
            &[],
            "a loop back to a merge",
        ),
        (
            "start s\nboth m\nuser a\nchoice c\nend e\ns > m\nm > a\na > c\nc > m\nc > e",
            &[(STUCK, "m")],
            "a loop back to a join, which waits for its own outcome",
        ),
        (
            "start s\nuser a\nlate l attachedToRef=\"a\"\nchoice m\nend e\ns > a\na > m\nl > m\nm > e",
            &[],
            "an interrupting event excludes the task going on",
        ),
        (
            "start s\nuser a\nlate l attachedToRef=\"a\"\nboth m\nend e\ns > a\na > m\nl > m\nm > e",
            &[(STUCK, "m")],
            "either the task is done or it is interrupted",
        ),
        (
            "start s\nuser a\nlate l attachedToRef=\"a\" cancelActivity=\"false\"\nchoice m\nend e\ns > a\na > m\nl > m\nm > e",
            &[(REPEATED, "m")],
            "a reminder that goes on as if it were the task",
        ),
        (
            "start s\nuser a\nlate l attachedToRef=\"a\" cancelActivity=\"false\"\nend e\nend f\ns > a\na > e\nl > f",
            &[],
            "a reminder that ends for itself",
        ),
        (
            "start s\nboth g\nchoice c\nchoice d\nboth j\nboth k\nend e\nend f\ns > g\ng > c\ng > d\nc > j\nc > k\nd > j\nd > k\nj > e\nk > f",
            &[(STUCK, "j"), (STUCK, "k")],
            "two choices that would have to agree",
        ),
        (
            "start s\nsub box\nstart q\nchoice g\nuser a\nboth j\nend r\nq > g\ng > j\ng > a\na > j\nj > r\n}\nend e\ns > box\nbox > e",
            &[(STUCK, "j")],
            "inside a sub-process",
        ),
        (
            "start s\nsome g\nsome h\nuser a\nuser b\nuser c\nsome i\nsome j\nend e\ns > g\ng > h\ng > c\nh > a\nh > b\na > i\nb > i\ni > j\nc > j\nj > e",
            &[],
            "inclusive within inclusive",
        ),
        (
            "start s\nboth g\nintermediateThrowEvent t\nboth j\nend e\ns > g\ng > t\ng > j\nt > j\nj > e",
            &[],
            "an event on the way changes nothing",
        ),
        (
            "start s\nboth g\nuser a\nuser b\nchoice m\nuser c\nchoice n\nend e\ns > g\ng > a\ng > b\na > m\nb > n\nm > c\nc > n\nn > e",
            &[(REPEATED, "n")],
            "paths that meet at the second merge",
        ),
    ];
    for (lines, expected, why) in rows {
        let found = played(lines);
        let found: Vec<_> = found
            .iter()
            .map(|(code, id)| (*code, id.as_str()))
            .collect();
        assert_eq!(found, *expected, "{why}");
    }
}

#[test]
fn what_jumps_is_not_judged() {
    let link = "<linkEventDefinition name='l'/>";
    let content = format!(
        "<startEvent id='s'/><parallelGateway id='g'/><intermediateThrowEvent id='t'>{link}</intermediateThrowEvent>\
         <intermediateCatchEvent id='c'>{link}</intermediateCatchEvent><parallelGateway id='j'/><endEvent id='e'/>\
         <sequenceFlow id='1' sourceRef='s' targetRef='g'/><sequenceFlow id='2' sourceRef='g' targetRef='t'/>\
         <sequenceFlow id='3' sourceRef='g' targetRef='j'/><sequenceFlow id='4' sourceRef='c' targetRef='j'/>\
         <sequenceFlow id='5' sourceRef='j' targetRef='e'/>"
    );
    let codes: Vec<_> = bpmn::lint(&read(&content)).iter().map(|f| f.code).collect();
    assert!(!codes.contains(&STUCK), "the link brings the second token");
}

/// Blocks of one kind, each inside the one before, with a task beside it.
fn blocks(split: &str, join: &str, count: usize) -> String {
    let mut lines = String::from("start s\nend e\nuser x\n");
    for n in 0..count {
        let last = n + 1 == count;
        let (inner, back) = if last {
            ("x".to_owned(), "x".to_owned())
        } else {
            (format!("g{}", n + 1), format!("j{}", n + 1))
        };
        lines.push_str(&format!(
            "{split} g{n}\n{join} j{n}\nuser u{n}\ng{n} > u{n} ? =x\nu{n} > j{n}\ng{n} > {inner} ? =y\n{back} > j{n}\n"
        ));
    }
    lines.push_str("s > g0\nj0 > e");
    lines
}

#[test]
fn large_blocks_are_played_to_their_end() {
    for kind in ["choice", "both", "some"] {
        assert_eq!(played(&blocks(kind, kind, 40)), [], "{kind}");
    }
    let found = played(&blocks("choice", "both", 40));
    assert_eq!(found.len(), 40, "every join can wait for ever: {found:?}");
}
