//! Files that are not models, or models made to take too long.

use std::time::{Duration, Instant};

use feel::Limits;
use feel::dmn::{Model, Models};

use super::{HEAD, decide, link, literal, model, nothing, shown};

#[test]
fn what_is_not_a_model_is_refused_with_a_reason() {
    let deep = format!("{HEAD}{}", "<decision>".repeat(200));
    let wide: String = (0..200).map(|n| format!(r#" a{n}="x""#)).collect();
    let bomb =
        r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>"#;
    let rows: [(Vec<u8>, &str); 10] = [
        (Vec::new(), "dmn.read.not_xml"),
        (b"hello".to_vec(), "dmn.read.not_xml"),
        (b"<definitions/>".to_vec(), "dmn.read.not_dmn"),
        (b"\xFF\xFE<\0".to_vec(), "dmn.read.not_xml"),
        (bomb.into(), "dmn.read.entities"),
        (deep.into(), "dmn.read.too_much"),
        (format!("<definitions{wide}/>").into(), "dmn.read.too_much"),
        ("<a/>".repeat(300_000).into(), "dmn.read.too_much"),
        (format!("{HEAD}<decision id='x'/></definitions>").into(), "dmn.read.missing"),
        (
            format!("{HEAD}<decision name='x'><decisionTable hitPolicy='X'><output/></decisionTable></decision></definitions>").into(),
            "dmn.read.unknown",
        ),
    ];
    for (bytes, code) in rows {
        let start: String = String::from_utf8_lossy(&bytes).chars().take(60).collect();
        assert_eq!(Model::parse(&bytes).unwrap_err().code(), code, "{start}");
    }
    assert_eq!(
        Model::parse(&vec![b' '; 9 << 20]).unwrap_err().code(),
        "dmn.read.too_large"
    );
}

#[test]
fn every_beginning_of_a_model_is_read_or_refused() {
    let file = include_bytes!(
        "../../../../../tests/vectors/external/dmn-tck/TestCases/compliance-level-3/0086-import/0086-import.dmn"
    );
    for length in (0..file.len()).step_by(7) {
        let cut = file.get(..length).unwrap();
        assert!(
            Model::parse(cut).is_err(),
            "{length} bytes are no whole file"
        );
    }
}

#[test]
fn types_that_contain_themselves_and_each_other_end() {
    let alias = r#"<itemDefinition name="a"><typeRef>b</typeRef></itemDefinition>
        <itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>
        <decision name="d"><variable name="d" typeRef="a"/>"#
        .to_owned()
        + &literal("1")
        + "</decision>";
    assert_eq!(
        shown(&decide(&alias, "d", "{}")),
        "feel.eval.limit",
        "names for each other mean nothing"
    );
    let tree = r#"<itemDefinition name="tree"><itemComponent name="below" isCollection="true">
        <typeRef>tree</typeRef></itemComponent></itemDefinition>
        <decision name="d"><variable name="d" typeRef="tree"/>"#
        .to_owned()
        + &literal("{below: [{below: []}, {below: [{below: []}]}]}")
        + "</decision>";
    assert_eq!(
        shown(&decide(&tree, "d", "{}")),
        "{below: [{below: []}, {below: [{below: []}]}]}"
    );
    let wide: String = (0..40)
        .map(|n| {
            let parts: String = (0..40)
                .map(|part| {
                    format!(
                        r#"<itemComponent name="c{part}"><typeRef>t{}</typeRef></itemComponent>"#,
                        (n + 1) % 40
                    )
                })
                .collect();
            format!(r#"<itemDefinition name="t{n}">{parts}</itemDefinition>"#)
        })
        .collect();
    quick("wide types", || {
        let body = format!(
            r#"{wide}<decision name="d">{}</decision>"#,
            literal("1 instance of t0")
        );
        assert_eq!(shown(&decide(&body, "d", "{}")), "false");
    });
}

#[test]
fn many_names_take_time_in_proportion() {
    let decisions: String = (0..3000)
        .map(|n| format!(r#"<decision id="d{n}" name="decision {n} of all"><variable name="decision {n} of all"/>{}</decision>"#, literal("1")))
        .collect();
    quick("many decisions", || {
        let models = Models::link(model(&decisions), [].as_slice()).unwrap();
        assert_eq!(
            shown(&models.decide("decision 7 of all", &nothing(), &Limits::V1)),
            "1"
        );
    });
    let entries: String = (0..3000)
        .map(|n| {
            format!(
                r#"<contextEntry><variable name="an entry {n}"/>{}</contextEntry>"#,
                literal("1")
            )
        })
        .collect();
    quick("many entries", || {
        let body = format!(r#"<decision name="d"><context>{entries}</context></decision>"#);
        assert!(link(&body).is_ok());
        decide(&body, "d", "{}");
    });
}

/// Unoptimised and beside others, a test takes a few times what it takes in earnest.
fn quick(what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(20), "{what} took {taken:?}");
}

#[test]
fn knowledge_that_calls_itself_ends_with_the_limits() {
    let body = r##"<businessKnowledgeModel id="k" name="k"><variable name="k"/>
        <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
        <encapsulatedLogic><formalParameter name="n"/>
        <literalExpression><text>k(n + 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decision id="d" name="d"><variable name="d"/>
        <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
        <literalExpression><text>k(1)</text></literalExpression></decision>"##;
    assert_eq!(shown(&decide(body, "d", "{}")), "feel.eval.limit");
}

#[test]
fn a_long_chain_of_functions_that_keep_each_other_is_made_and_dropped() {
    let made = |function: &dyn Fn(usize) -> String| -> String {
        let entries: String = (1..4000)
            .map(|n| {
                format!(
                    r#"<contextEntry><variable name="f{n}"/>{}</contextEntry>"#,
                    function(n)
                )
            })
            .collect();
        let first = format!(
            r#"<contextEntry><variable name="f0"/>{}</contextEntry>"#,
            literal("1")
        );
        let result = format!("<contextEntry>{}</contextEntry>", literal("2"));
        format!(r#"<decision name="d"><context>{first}{entries}{result}</context></decision>"#)
    };
    let defined = made(&|n| literal(&format!("function() f{}", n - 1)));
    assert_eq!(
        shown(&decide(&defined, "d", "{}")),
        "2",
        "functions of the language"
    );
    let boxed = made(&|n| {
        let body = literal(&format!("f{}", n - 1));
        format!("<functionDefinition>{body}</functionDefinition>")
    });
    let large = Limits {
        fuel: 100_000_000,
        ..Limits::V1
    };
    let decided = link(&boxed).unwrap().decide("d", &nothing(), &large);
    assert_eq!(shown(&decided), "2", "boxed functions");
}
