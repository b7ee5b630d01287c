//! `lint` and `simulate` of a folder whose process asks a decision table: the table beside it is read as a version would pin it.

use std::{fs, path::Path};

use serde_json::json;

use crate::program::ctl_with;

const PROCESS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:test">
<bpmn:process id="route" name="Route" isExecutable="true">
<bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="ask" /></bpmn:extensionElements></bpmn:startEvent>
<bpmn:businessRuleTask id="which" name="Which team"><bpmn:extensionElements><zeebe:calledDecision decisionId="team" resultVariable="team" /></bpmn:extensionElements></bpmn:businessRuleTask>
<bpmn:endEvent id="end" />
<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="which" /><bpmn:sequenceFlow id="f2" sourceRef="which" targetRef="end" />
</bpmn:process></bpmn:definitions>"#;

const FORM: &str = r#"{"schemaVersion":16,"type":"default","id":"ask","components":[
{"type":"number","id":"c1","key":"amount","label":"Amount"}]}"#;

const TABLE: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="teams" name="teams" namespace="urn:test">
<inputData id="in" name="amount"><variable name="amount" /></inputData>
<decision id="team" name="team"><informationRequirement><requiredInput href="#in" /></informationRequirement><decisionTable id="table" hitPolicy="FIRST">
<input id="i"><inputExpression id="e"><text>amount</text></inputExpression></input><output id="o" name="team" />
<rule id="r1"><inputEntry id="i1"><text>&gt; 500</text></inputEntry><outputEntry id="o1"><text>"board"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>"desk"</text></outputEntry></rule>
</decisionTable></decision></definitions>"##;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("process.bpmn", PROCESS);
    put("forms/ask.form", FORM);
    put("decisions/team.dmn", TABLE);
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_table_beside_the_process_is_asked() {
    let folder = folder();
    let linted = ctl_with(&["lint", text(folder.path()), "--json"], "").yes();
    assert_eq!(linted["executable"], json!(true), "{linted}");
    for (amount, team) in [("900", "board"), ("20", "desk")] {
        let input = json!({ "amount": amount }).to_string();
        let asked = ["simulate", text(folder.path()), "--json", "--input", &input];
        let played = ctl_with(&asked, "").yes();
        assert_eq!(played["outcome"], json!("completed"), "{amount}: {played}");
        assert_eq!(played["fields"]["team"], json!(team), "{amount}: {played}");
    }
}

/// As modelers write it that hand every variable to every decision.
#[test]
fn a_table_that_declares_no_inputs_is_asked_all_the_same() {
    let folder = folder();
    let bare = TABLE
        .replace(
            r#"<inputData id="in" name="amount"><variable name="amount" /></inputData>"#,
            "",
        )
        .replace(
            r##"<informationRequirement><requiredInput href="#in" /></informationRequirement>"##,
            "",
        );
    assert!(!bare.contains("inputData") && !bare.contains("Requirement"));
    let table = folder.path().join("decisions/team.dmn");
    fs::write(&table, &bare).unwrap();
    let asked = [
        "simulate",
        text(folder.path()),
        "--json",
        "--input",
        r#"{"amount": "900"}"#,
    ];
    let played = ctl_with(&asked, "").yes();
    assert_eq!(played["fields"]["team"], json!("board"), "{played}");
    fs::write(
        &table,
        bare.replace("<text>amount</text>", "<text>sum</text>"),
    )
    .unwrap();
    let said = ctl_with(&["lint", text(folder.path()), "--json"], "");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.out.contains("`sum`"),
        "the name that is no field: {said:?}"
    );
}

#[test]
fn a_table_that_is_missing_or_has_no_such_decision_is_named() {
    type Edit = fn(&Path);
    let rows: [(Edit, &str); 2] = [
        (|table| fs::remove_file(table).unwrap(), "no table"),
        (
            |table| fs::write(table, TABLE.replace("\"team\"", "\"other\"")).unwrap(),
            "a table of another name",
        ),
    ];
    for (edit, why) in rows {
        let folder = folder();
        edit(&folder.path().join("decisions/team.dmn"));
        let said = ctl_with(&["lint", text(folder.path()), "--json"], "");
        assert_eq!(said.code, 1, "{why}: {said:?}");
        assert!(said.out.contains("team"), "{why}: {said:?}");
    }
}
