//! Graphs of decisions, imports and what does not fit together.

use std::collections::BTreeMap;

use feel::dmn::{Inputs, Model, Models};
use feel::{Limits, Value};

use super::{HEAD, decide, link, literal, model, nothing, shown};

fn decision(id: &str, requires: &[&str], logic: &str) -> String {
    let requires: String = requires
        .iter()
        .map(|id| {
            format!(
                r##"<informationRequirement><requiredDecision href="{id}"/></informationRequirement>"##
            )
        })
        .collect();
    format!(
        r#"<decision id="{id}" name="{id}"><variable name="{id}"/>{requires}{}</decision>"#,
        literal(logic)
    )
}

#[test]
fn a_decision_that_requires_itself_is_an_error_of_the_model() {
    let cycle = decision("a", &["#b"], "b") + &decision("b", &["#a"], "a");
    assert_eq!(link(&cycle).unwrap_err().code(), "dmn.link.cycle");
    let own = decision("a", &["#a"], "a");
    assert_eq!(link(&own).unwrap_err().code(), "dmn.link.cycle");
    let diamond = decision("a", &["#b", "#c"], "b + c")
        + &decision("b", &["#d"], "d")
        + &decision("c", &["#d"], "d")
        + &decision("d", &[], "2");
    assert_eq!(
        shown(&decide(&diamond, "a", "{}")),
        "4",
        "two ways are no cycle"
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_an_error_of_the_model() {
    let error = link(&decision("a", &["#gone"], "1")).unwrap_err();
    assert_eq!(error.code(), "dmn.link.unknown_reference");
    assert!(error.to_string().contains("#gone"), "{error}");
}

#[test]
fn an_unknown_decision_is_an_error() {
    assert_eq!(
        shown(&decide("", "gone", "{}")),
        "dmn.decide.unknown_decision"
    );
}

#[test]
fn a_chain_as_long_as_a_file_is_decided_without_recursion() {
    let chain: String = (1..5000)
        .map(|n| {
            decision(
                &format!("d{n}"),
                &[&format!("#d{}", n - 1)],
                &format!("d{} + 1", n - 1),
            )
        })
        .collect();
    let body = decision("d0", &[], "0") + &chain;
    assert_eq!(shown(&decide(&body, "d4999", "{}")), "4999");
}

#[test]
fn a_service_is_a_decision_and_a_function() {
    let body = r##"<decisionService id="s" name="the service"><variable name="the service"/>
        <outputDecision href="#out"/><inputDecision href="#given"/></decisionService>
        <decision id="use" name="use"><variable name="use"/>
        <knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
        <literalExpression><text>the service(2)</text></literalExpression></decision>"##
        .to_owned()
        + &decision("out", &["#given"], "given * 10")
        + &decision("given", &[], "7");
    let rows = [
        (
            "the service",
            r#"{"given": 3}"#,
            "30",
            "its input is given by name",
        ),
        ("use", "{}", "20", "its input is the argument"),
        (
            "out",
            r#"{"given": 3}"#,
            "70",
            "a decision that is no service's input is evaluated",
        ),
    ];
    for (name, json, expected, why) in rows {
        assert_eq!(shown(&decide(&body, name, json)), expected, "{why}");
    }
    assert_eq!(
        link(&body).unwrap().services().collect::<Vec<_>>(),
        ["the service"]
    );
}

fn imported(namespace: &str, body: &str) -> Model {
    let head = HEAD.replace(
        r#"namespace="main""#,
        &format!(r#"namespace="{namespace}""#),
    );
    Model::parse(format!("{head}{body}</definitions>").as_bytes()).unwrap()
}

fn import(name: &str, namespace: &str) -> String {
    format!(
        r#"<import name="{name}" namespace="{namespace}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#
    )
}

#[test]
fn inputs_of_imported_models_are_given_by_namespace_or_under_the_import_name() {
    let other = imported(
        "other",
        r##"<inputData id="i" name="an input"><variable name="an input"/></inputData>
        <decision id="d" name="a decision"><variable name="a decision"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression><text>an input + 1</text></literalExpression></decision>"##,
    );
    let main = model(
        &(import("the other", "other") + &decision("d", &["other#d"], "the other.a decision * 2")),
    );
    assert_eq!(main.imports().len(), 1);
    let models = Models::link(main, [other].as_slice()).unwrap();
    let value = Value::Context(BTreeMap::from([("an input".to_owned(), Value::from(4))]));
    let below = Inputs::from(BTreeMap::from([("the other".to_owned(), value)]));
    let by_namespace = Inputs {
        imported: BTreeMap::from([(
            "other".to_owned(),
            BTreeMap::from([("an input".to_owned(), Value::from(4))]),
        )]),
        ..nothing()
    };
    for inputs in [below, by_namespace] {
        assert_eq!(shown(&models.decide("d", &inputs, &Limits::V1)), "10");
    }
}

#[test]
fn imports_that_do_not_fit_are_errors_of_the_models() {
    let missing = link(&import("x", "gone")).unwrap_err();
    assert_eq!(missing.code(), "dmn.link.no_model");
    let back = imported("other", &import("m", "main"));
    let main = model(&import("x", "other"));
    let cycle = Models::link(main, [back].as_slice()).unwrap_err();
    assert_eq!(cycle.code(), "dmn.link.import_cycle");
    let foreign =
        r#"<import name="x" namespace="y" importType="http://www.w3.org/2001/XMLSchema"/>"#;
    assert!(link(foreign).is_ok(), "schemas are left alone");
}

#[test]
fn the_same_inputs_give_the_same_outcome() {
    let body = decision("a", &["#b"], "b + x") + &decision("b", &[], "[1, null + 2]");
    let first = decide(&body, "a", "{}");
    assert_eq!(first, decide(&body, "a", "{}"));
    assert!(!first.warnings.is_empty(), "what failed is told");
}

#[test]
fn names_with_signs_are_known_in_scope_and_after_a_point() {
    let body = r##"<itemDefinition name="t"><itemComponent name="pre-tax income"><typeRef>number</typeRef></itemComponent></itemDefinition>
        <inputData id="i" name="the client's data"><variable name="the client's data" typeRef="t"/></inputData>
        <decision id="d" name="d"><variable name="d"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression><text>the client's data.pre-tax income + 1</text></literalExpression></decision>"##;
    let json = r#"{"the client's data": {"pre-tax income": 4}}"#;
    assert_eq!(shown(&decide(body, "d", json)), "5");
}

#[test]
fn a_table_that_is_not_finished_stops_its_own_decision_alone() {
    let body = r#"<decision id="t" name="t"><decisionTable>
        <input><inputExpression><text></text></inputExpression></input><output/>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
        </decisionTable></decision>"#
        .to_owned()
        + &decision("other", &[], "2");
    assert_eq!(shown(&decide(&body, "other", "{}")), "2");
    assert_eq!(shown(&decide(&body, "t", "{}")), "dmn.decide.not_feel");
}

/// As modelers write tables that stand beside processes: no input data, no requirements.
#[test]
fn a_model_that_declares_no_inputs_reads_what_it_names() {
    let table = r##"<decision id="team" name="team"><variable name="team"/><decisionTable hitPolicy="FIRST">
        <input><inputExpression><text>order.amount</text></inputExpression></input><output/>
        <rule><inputEntry><text>&gt; limit</text></inputEntry><outputEntry><text>fallback + "!"</text></outputEntry></rule>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"desk"</text></outputEntry></rule></decisionTable></decision>
        <decision id="both" name="both"><variable name="both"/>
        <informationRequirement><requiredDecision href="#team"/></informationRequirement>
        <literalExpression><text>team + string(for n in [1, 2] return n * factor)</text></literalExpression></decision>"##;
    let models = link(table).unwrap();
    let inputs: Vec<_> = models.inputs().collect();
    assert_eq!(
        inputs,
        ["factor", "fallback", "limit", "order"],
        "neither the decision nor what an expression binds"
    );
    let given = r#"{"order": {"amount": 7}, "limit": 5, "fallback": "board", "factor": 2}"#;
    assert_eq!(shown(&decide(table, "team", given)), r#""board!""#);
    assert_eq!(shown(&decide(table, "both", given)), r#""board![2, 4]""#);
    let missing = decide(table, "team", r#"{"order": {"amount": 7}, "limit": 5}"#);
    assert!(!missing.warnings.is_empty(), "{missing:?}");

    let declared =
        format!(r#"<inputData id="i" name="limit"><variable name="limit"/></inputData>{table}"#);
    assert_eq!(
        link(&declared).unwrap().inputs().collect::<Vec<_>>(),
        ["limit"],
        "left as it is"
    );
    let decided = decide(&declared, "team", given);
    assert!(
        !decided.warnings.is_empty(),
        "nothing is required: {decided:?}"
    );
}
