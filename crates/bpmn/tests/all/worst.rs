//! The largest diagrams that are read, in the shapes that are worst for each rule: lint stays near linear.
//!
//! Work is compared with the work on a quarter of the diagram, so that a slow machine fails nothing: what grows
//! with the square takes sixteen times as long, not four. A machine that is busy in between gets further tries.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bpmn::{Document, Limits};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'>\
    <error id='err' errorCode='E'/><process id='p' isExecutable='true'>";
const TAIL: &str = "</process></definitions>";

fn read(content: &str) -> Document {
    let text = format!("{HEAD}{content}{TAIL}");
    bpmn::parse(text.as_bytes(), &Limits::V1).unwrap_or_else(|error| panic!("{error}"))
}

fn flow(text: &mut String, from: &str, to: &str) {
    let id = text.len();
    write!(
        text,
        "<sequenceFlow id='f{id}' sourceRef='{from}' targetRef='{to}'/>"
    )
    .unwrap();
}

fn node(text: &mut String, element: &str, id: &str) {
    write!(text, "<{element} id='{id}'/>").unwrap();
}

/// A gateway that splits, `count` tasks, and a gateway that joins.
fn fan(split: &str, join: &str, count: usize) -> String {
    let mut text = String::from("<startEvent id='s'/><endEvent id='e'/>");
    node(&mut text, split, "g");
    node(&mut text, join, "j");
    flow(&mut text, "s", "g");
    for n in 0..count {
        let id = format!("t{n}");
        node(&mut text, "serviceTask", &id);
        flow(&mut text, "g", &id);
        flow(&mut text, &id, "j");
    }
    flow(&mut text, "j", "e");
    text
}

/// A chain of one kind of element, with a flow back from each to the one before.
fn ladder(element: &str, count: usize) -> String {
    let mut text = String::from("<startEvent id='n0'/>");
    for n in 1..count {
        let (id, before) = (format!("n{n}"), format!("n{}", n - 1));
        node(&mut text, element, &id);
        flow(&mut text, &before, &id);
        if n > 1 {
            flow(&mut text, &id, &before);
        }
    }
    text
}

/// Parallel branches of one choice each, whose outcomes multiply.
fn choices(count: usize) -> String {
    let mut text = String::from(
        "<startEvent id='s'/><endEvent id='e'/><parallelGateway id='g'/><parallelGateway id='j'/>",
    );
    flow(&mut text, "s", "g");
    for n in 0..count {
        let (choice, merge) = (format!("c{n}"), format!("m{n}"));
        node(&mut text, "exclusiveGateway", &choice);
        node(&mut text, "parallelGateway", &merge);
        flow(&mut text, "g", &choice);
        flow(&mut text, &choice, &merge);
        flow(&mut text, &choice, "e");
        flow(&mut text, &merge, "j");
        flow(&mut text, "j", &merge);
    }
    flow(&mut text, "j", "e");
    text
}

/// Mandatory approvals one behind the other, each with a way round, and connector calls.
fn approvals(count: usize) -> String {
    let mut text = String::from("<startEvent id='s'/><exclusiveGateway id='n0'/>");
    flow(&mut text, "s", "n0");
    for n in 0..count {
        let (before, next) = (format!("n{n}"), format!("n{}", n + 1));
        if n % (count / 60).max(1) == 0 {
            write!(
                text,
                "<userTask id='a{n}'><extensionElements><zeebe:properties><zeebe:property name='countersign.rule' value='r'/>\
                 <zeebe:property name='countersign.step' value='mandatory'/></zeebe:properties></extensionElements></userTask>"
            )
            .unwrap();
            flow(&mut text, &before, &format!("a{n}"));
            flow(&mut text, &format!("a{n}"), &next);
        }
        node(&mut text, "serviceTask", &next);
        flow(&mut text, &before, &next);
    }
    text
}

/// Error ends and event sub-processes that catch another error, all in one scope.
fn errors(count: usize) -> String {
    let mut text = String::from("<startEvent id='s'/>");
    for n in 0..count {
        write!(
            text,
            "<endEvent id='e{n}'><errorEventDefinition errorRef='err'/></endEvent>\
             <subProcess id='p{n}' triggeredByEvent='true'><startEvent id='q{n}'><errorEventDefinition errorRef='other{n}'/></startEvent></subProcess>"
        )
        .unwrap();
    }
    text
}

/// One task with as many events on its border as flows out of it.
fn border(count: usize) -> String {
    let mut text = String::from("<startEvent id='s'/><task id='t'/><endEvent id='e'/>");
    flow(&mut text, "s", "t");
    for n in 0..count {
        let id = format!("b{n}");
        write!(
            text,
            "<boundaryEvent id='{id}' attachedToRef='t' cancelActivity='false'><messageEventDefinition/></boundaryEvent>"
        )
        .unwrap();
        flow(&mut text, &id, "e");
        flow(&mut text, "t", "e");
    }
    text
}

/// Sub-processes side by side, each with a start and a wait.
fn boxes(count: usize) -> String {
    let mut text = String::from("<startEvent id='n0'/>");
    for n in 1..count {
        let (id, before) = (format!("n{n}"), format!("n{}", n - 1));
        write!(
            text,
            "<subProcess id='{id}'><startEvent id='s{n}'/><userTask id='u{n}'/>"
        )
        .unwrap();
        flow(&mut text, &format!("s{n}"), &format!("u{n}"));
        text.push_str("</subProcess>");
        flow(&mut text, &before, &id);
    }
    text
}

/// A gateway with a very long name, which every finding about its flows repeats.
fn names(count: usize) -> String {
    let long = "n".repeat(200_000);
    let mut text =
        format!("<startEvent id='s'/><exclusiveGateway id='g' name='{long}'/><endEvent id='e'/>");
    flow(&mut text, "s", "g");
    for _ in 0..count {
        flow(&mut text, "g", "e");
    }
    text
}

fn time(document: &Document) -> Duration {
    let start = Instant::now();
    assert!(!bpmn::lint(document).is_empty());
    start.elapsed()
}

#[test]
fn work_does_not_grow_with_the_square() {
    type Shape = (&'static str, fn(usize) -> String, usize);
    let shapes: &[Shape] = &[
        (
            "exclusive fan",
            |n| fan("exclusiveGateway", "exclusiveGateway", n),
            6_000,
        ),
        (
            "parallel fan",
            |n| fan("parallelGateway", "parallelGateway", n),
            6_000,
        ),
        (
            "inclusive fan",
            |n| fan("inclusiveGateway", "inclusiveGateway", n),
            6_000,
        ),
        (
            "ladder of exclusive gateways",
            |n| ladder("exclusiveGateway", n),
            6_000,
        ),
        (
            "ladder of parallel gateways",
            |n| ladder("parallelGateway", n),
            6_000,
        ),
        (
            "ladder of inclusive gateways",
            |n| ladder("inclusiveGateway", n),
            6_000,
        ),
        ("choices that multiply", choices, 2_800),
        ("mandatory approvals", approvals, 4_000),
        ("errors", errors, 3_900),
        ("events on one border", border, 4_000),
        ("sub-processes", boxes, 4_000),
        ("long names", names, 8_000),
    ];
    for (what, shape, size) in shapes {
        let (part, whole) = (read(&shape(size / 4)), read(&shape(*size)));
        let near_linear = (0..4).any(|_| {
            let (part, whole) = (time(&part), time(&whole));
            println!("{what}: {part:?} for a quarter, {whole:?} for the whole");
            whole < part.mul_f64(9.0) + Duration::from_millis(100)
        });
        assert!(
            near_linear,
            "{what} takes far more than four times as long as a quarter of it"
        );
    }
}
