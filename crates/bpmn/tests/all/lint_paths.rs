//! Paths that go round what must be passed: approvals, mandatory approvals, waits; and scopes as a whole.

use crate::support::{found, process, read, xml};

/// What the diagrams below have besides what they are about.
const ELSEWHERE: [&str; 3] = ["no_default", "implicit_fork", "user_task_marker"];

/// Codes and elements in the order of their codes.
fn findings(content: &str) -> Vec<(&'static str, String)> {
    let findings = bpmn::lint(&read(content));
    let mut rows: Vec<_> = found(&findings)
        .into_iter()
        .filter(|(code, _)| !ELSEWHERE.contains(code))
        .map(|(code, id)| (code, id.to_owned()))
        .collect();
    rows.sort();
    rows
}

/// The mandatory approval `a`.
fn mandatory(inside: &str) -> String {
    format!(
        "<userTask id='a'><extensionElements><zeebe:userTask/><zeebe:formDefinition formId='f'/><zeebe:properties>\
         <zeebe:property name='countersign.rule' value='r'/><zeebe:property name='countersign.step' value='mandatory'/>\
         </zeebe:properties></extensionElements>{inside}</userTask>"
    )
}

#[test]
fn a_mandatory_approval_lies_on_every_path() {
    type Row<'a> = (&'a str, &'a [(&'static str, &'a str)], &'a str);
    let rows: &[Row<'_>] = &[
        (
            "start s\ncall c\nend e\ns > a\na > c\nc > e",
            &[],
            "straight through",
        ),
        (
            "start s\nchoice g default=\"g_b\"\napproval b\nchoice m\ncall c\nend e\ns > g\ng > a ? =x\ng > b\na > m\nb > m\nm > c\nc > e",
            &[("mandatory_avoided", "c")],
            "another approval is not the mandatory one",
        ),
        (
            "start s\nlate l attachedToRef=\"a\"\nchoice m\ncall c\nend e\ns > a\na > m\nl > m\nm > c\nc > e",
            &[("effect_without_approval", "c"), ("mandatory_avoided", "c")],
            "a deadline on the approval leads round it",
        ),
        (
            "start s\nlate l attachedToRef=\"a\"\ncall c\nend e\nend f\ns > a\na > c\nl > f\nc > e",
            &[],
            "a deadline that ends the request",
        ),
        (
            "start s\nboth g\nuser b\nboth j\ncall c\nend e\ns > g\ng > a\ng > b\na > j\nb > j\nj > c\nc > e",
            &[],
            "the join waits for the approval whatever the other branch does",
        ),
        (
            "start s\nsome g default=\"g_b\"\nuser b\nsome j\ncall c\nend e\ns > g\ng > a ? =x\ng > b\na > j\nb > j\nj > c\nc > e",
            &[("effect_without_approval", "c"), ("mandatory_avoided", "c")],
            "an inclusive branch may be skipped",
        ),
        (
            "start s\ncall prepare\nchoice m\nchoice g default=\"g_c\"\ncall c\nend e\ns > m\nm > prepare\nprepare > a\na > g\ng > m ? =again\ng > c\nc > e",
            &[("effect_without_approval", "prepare")],
            "what prepares the approval is not what it guards, though a loop leads back to it",
        ),
    ];
    for (lines, expected, why) in rows {
        let seen = findings(&(mandatory("") + &xml(lines)));
        let seen: Vec<_> = seen.iter().map(|(code, id)| (*code, id.as_str())).collect();
        assert_eq!(seen, *expected, "{why}");
    }
}

#[test]
fn an_approval_repeated_over_an_empty_list_is_none() {
    let list = "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection='=list'/></extensionElements></multiInstanceLoopCharacteristics>";
    let seen = findings(&(mandatory(list) + &xml("start s\ncall c\nend e\ns > a\na > c\nc > e")));
    let codes: Vec<_> = seen.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        [
            "approval_repeated",
            "effect_without_approval",
            "mandatory_avoided"
        ]
    );
}

#[test]
fn what_is_mandatory_is_a_step_and_they_are_few() {
    let task = |id: usize, rule: &str| {
        format!(
            "<userTask id='t{id}'><extensionElements><zeebe:properties>{rule}\
             <zeebe:property name='countersign.step' value='mandatory'/></zeebe:properties></extensionElements></userTask>"
        )
    };
    let codes = |content: &str| -> Vec<&'static str> {
        let findings = bpmn::lint(&read(content));
        let about = |code: &str| code.contains("mandatory");
        findings
            .iter()
            .map(|f| f.code)
            .filter(|code| about(code))
            .collect()
    };
    assert_eq!(codes(&task(0, "")), [""; 0], "a task may be mandatory too");
    let gateway = task(0, "").replace("userTask", "exclusiveGateway");
    assert_eq!(codes(&gateway), ["mandatory_misplaced"]);
    let rule = "<zeebe:property name='countersign.rule' value='r'/>";
    let many = |count: usize| -> String { (0..count).map(|id| task(id, rule)).collect() };
    assert_eq!(codes(&many(64)), [""; 0]);
    assert_eq!(
        codes(&many(65)),
        ["too_many_mandatory"],
        "none is passed over in silence"
    );
}

#[test]
fn scopes_are_part_of_the_path() {
    type Row<'a> = (&'a str, &'a [(&'static str, &'a str)], &'a str);
    let rows: &[Row<'_>] = &[
        (
            "start s\nsub box\nstart q\napproval a\nend r\nq > a\na > r\n}\ncall c\nend e\ns > box\nbox > c\nc > e",
            &[],
            "an approval inside a sub-process",
        ),
        (
            "start s\nsub box\nstart q\napproval a\nend r\nq > a\na > r\n}\nlate l attachedToRef=\"box\"\ncall c\nend e\ns > box\nbox > e\nl > c\nc > e",
            &[("effect_without_approval", "c")],
            "a deadline of the sub-process, before anybody approved",
        ),
        (
            "start s\napproval a\nsub box\nstart q\ncall c\nend r\nq > c\nc > r\n}\nend e\ns > a\na > box\nbox > e",
            &[],
            "an effect inside, approved outside",
        ),
        (
            "start s\nsub box\nstart q\nuser a\nuser lost\nend r\nq > a\na > r\nlost > r\n}\nend e\ns > box\nbox > e",
            &[("unreachable", "lost")],
            "a step inside that nothing leads to",
        ),
        (
            "start s\nend e\ns > e\nsub box\nstart q\nuser a\nend r\nq > a\na > r\n}\nbox > e",
            &[("unreachable", "box")],
            "what lies in it is not reported again",
        ),
        (
            "start s\nsub box\nstart q\nuser a\nq > a\n}\nend e\ns > box\nbox > e",
            &[("no_end", "box")],
            "a sub-process without an end",
        ),
        (
            "start s\nsub box\nstart q\nuser a\nuser b\nend r\nq > a\nq > b\na > r\n}\nend e\ns > box\nbox > e",
            &[("no_path_to_end", "b")],
            "a path inside that goes nowhere",
        ),
        (
            "start s\nchoice g\nsub box\nstart q\nend r\nq > r\n}\nchoice h\nend e\ns > g\ng > box\nbox > h\nh > g ? =again\nh > e ? =done",
            &[("cycle_without_wait", "g")],
            "nothing in the sub-process waits",
        ),
        (
            "start s\nchoice g\nsub box\nstart q\nuser u\nend r\nq > u\nu > r\n}\nchoice h\nend e\ns > g\ng > box\nbox > h\nh > g ? =again\nh > e ? =done",
            &[],
            "something in the sub-process waits",
        ),
        (
            "start s\nchoice g\nwait w\nchoice h\nend e\ns > g\ng > w\nw > h\nh > g ? =again\nh > e ? =done",
            &[],
            "a timer waits",
        ),
        (
            "start s\nchoice m\nsome g\nuser a\nuser b\nsome j\nchoice h\nend e\ns > m\nm > g\ng > a ? =x\ng > b ? =y\na > j\nb > j\nj > h\nh > m ? =again\nh > e ? =done",
            &[("inclusive_join_in_cycle", "j")],
            "an inclusive join inside the loop",
        ),
        (
            "start s\nsome g\nuser a\nuser b\nsome j\nend e\ns > g\ng > a ? =x\ng > b ? =y\na > j\nb > j\nj > e",
            &[],
            "an inclusive join without a loop",
        ),
    ];
    for (lines, expected, why) in rows {
        let seen = findings(&xml(lines));
        let seen: Vec<_> = seen.iter().map(|(code, id)| (*code, id.as_str())).collect();
        assert_eq!(seen, *expected, "{why}");
    }
}

/// Error paths start where something can be thrown, not where the sub-process begins.
#[test]
fn errors_come_from_where_they_are_thrown() {
    let around = |step: &str| {
        format!(
            "<startEvent id='s'/><subProcess id='box'><startEvent id='q'/>{step}\
             <endEvent id='r'><errorEventDefinition/></endEvent>\
             <sequenceFlow id='1' sourceRef='q' targetRef='a'/><sequenceFlow id='2' sourceRef='a' targetRef='r'/></subProcess>\
             <boundaryEvent id='b' attachedToRef='box'><errorEventDefinition/></boundaryEvent><serviceTask id='c'/><endEvent id='e'/>\
             <sequenceFlow id='3' sourceRef='s' targetRef='box'/><sequenceFlow id='4' sourceRef='box' targetRef='e'/>\
             <sequenceFlow id='5' sourceRef='b' targetRef='c'/><sequenceFlow id='6' sourceRef='c' targetRef='e'/>"
        )
    };
    let rows = [
        (mandatory(""), false, "thrown behind the approval"),
        (
            "<userTask id='a'/>".to_owned(),
            true,
            "thrown though nobody approved",
        ),
    ];
    for (step, expected, why) in rows {
        let seen = findings(&around(&step));
        let unapproved = seen.contains(&("effect_without_approval", "c".to_owned()));
        assert_eq!(unapproved, expected, "{why}");
        let codes: Vec<_> = seen.iter().map(|(code, _)| *code).collect();
        assert!(!codes.contains(&"mandatory_avoided"), "{why}: {codes:?}");
    }
}

#[test]
fn an_event_sub_process_that_interrupts_is_a_way_round() {
    let around = |interrupting: &str| {
        format!(
            "<startEvent id='s'/><subProcess id='box'><startEvent id='q'/>{}<endEvent id='r'/>\
             <sequenceFlow id='1' sourceRef='q' targetRef='a'/><sequenceFlow id='2' sourceRef='a' targetRef='r'/>\
             <subProcess id='x' triggeredByEvent='true'><startEvent id='xs' {interrupting}><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>\
             <endEvent id='xe'/><sequenceFlow id='5' sourceRef='xs' targetRef='xe'/></subProcess></subProcess>\
             <serviceTask id='c'/><endEvent id='e'/><sequenceFlow id='3' sourceRef='s' targetRef='box'/>\
             <sequenceFlow id='4' sourceRef='box' targetRef='c'/><sequenceFlow id='6' sourceRef='c' targetRef='e'/>",
            mandatory("")
        )
    };
    let rows = [
        ("", true, "it ends the sub-process before anybody approved"),
        (
            "isInterrupting='false'",
            false,
            "the approval goes on beside it",
        ),
    ];
    for (attribute, expected, why) in rows {
        let seen = findings(&around(attribute));
        let codes: Vec<_> = seen.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.contains(&"mandatory_avoided"), expected, "{why}");
        assert!(!codes.contains(&"unreachable"), "{why}: {codes:?}");
    }
}

#[test]
fn a_boundary_event_is_a_way_of_its_own() {
    let document = process(
        "start s\napproval a\nlate l attachedToRef=\"a\"\nend e\nend f\ns > a\na > e\nl > f",
    );
    let process = document.main().unwrap();
    let approval = std::collections::BTreeSet::from(["a".to_owned()]);
    assert!(bpmn::graph::paths_avoid(process, "s", "f", &approval));
    assert!(!bpmn::graph::paths_avoid(process, "s", "e", &approval));
}
