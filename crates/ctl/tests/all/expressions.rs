//! `feel`, `decide` and `lint`: answers, batches, and what cannot be read.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::program::ctl_with;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// The answers to a batch, one a line.
fn batch(command: &str, lines: &[Value], raw: &str) -> Vec<Value> {
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let said = ctl_with(&[command, "--batch"], &(input + raw));
    assert_eq!(said.code, 0, "{said:?}");
    said.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn an_expression_gives_value_feel_and_warnings() {
    let rows = [
        ("1 + 1", "", json!(2), "2"),
        ("amount * 1.1", "{amount: 10}", json!(11), "11"),
        (
            "Monthly Salary > 3",
            r#"{"Monthly Salary": 4}"#,
            json!(true),
            "true",
        ),
        (
            "day + duration(\"P1D\")",
            r#"{day: @"2026-12-31"}"#,
            json!("2027-01-01"),
            "date(\"2027-01-01\")",
        ),
        (
            "10/3",
            "",
            json!("3.333333333333333333333333333333333"),
            "3.333333333333333333333333333333333",
        ),
        (
            "[1,\"a\",null]",
            "",
            json!([1, "a", null]),
            "[1, \"a\", null]",
        ),
        (
            "v.Legal Name",
            r#"{v: {"Legal Name": "N"}}"#,
            json!("N"),
            "\"N\"",
        ),
    ];
    for (expression, context, value, feel) in rows {
        let mut args = vec!["feel", expression, "--json"];
        if !context.is_empty() {
            args.extend(["--context", context]);
        }
        let answer = ctl_with(&args, "").yes();
        assert_eq!(
            answer,
            json!({"value": value, "feel": feel, "warnings": []}),
            "{expression}"
        );
    }
    let answer = ctl_with(&["feel", "1 + \"a\"", "--json"], "").yes();
    assert_eq!(answer["value"], Value::Null);
    assert_eq!(answer["warnings"].as_array().unwrap().len(), 1, "{answer}");
    let refused = ctl_with(&["feel", "1 +", "--json"], "");
    assert_eq!(refused.code, 1);
    assert_eq!(refused.json()["value"], Value::Null);
    assert_eq!(refused.json()["warnings"].as_array().unwrap().len(), 1);
}

#[test]
fn a_batch_of_expressions_answers_every_line() {
    let lines = [
        json!({"expression": "x + 1", "context": "{x: 1}"}),
        json!({"expression": "x + 1", "context": {"x": 2}}),
        json!({"expression": "1 +"}),
        json!({"context": "{}"}),
        json!({"expression": 5}),
        json!({"expression": "for i in 1..1000000000 return i"}),
        json!({"expression": "x", "context": "[1]"}),
    ];
    let answers = batch("feel", &lines, "no json\n[]\n\n{\"expression\":\"3\"}");
    let values: Vec<&Value> = answers.iter().map(|answer| &answer["value"]).collect();
    let null = &Value::Null;
    assert_eq!(
        values,
        [
            &json!(2),
            &json!(3),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            &json!(3)
        ]
    );
    for (at, answer) in answers.iter().enumerate() {
        let warned = !answer["warnings"].as_array().unwrap().is_empty();
        assert_eq!(warned, answer["value"].is_null(), "line {at}: {answer}");
    }
}

#[test]
fn a_decision_is_found_by_name_with_the_models_beside_its_file() {
    let cases = at("tests/vectors/external/dmn-tck/TestCases");
    let table = cases.join("compliance-level-2/0005-simpletable-A/0005-simpletable-A.dmn");
    let import = cases.join("compliance-level-3/0086-import/0086-import.dmn");
    let inputs = r#"{Age: 18, RiskCategory: "Medium", isAffordable: true}"#;
    let table_text = table.to_str().unwrap();
    let said = ctl_with(
        &[
            "decide",
            table_text,
            "--decision",
            "Approval Status",
            "--context",
            inputs,
            "--json",
        ],
        "",
    );
    let want = json!({"value": "Approved", "feel": "\"Approved\"", "warnings": [], "error": null});
    assert_eq!(said.yes(), want);
    let person = json!({"A Person": {"name": "John Doe", "age": 47}});
    let lines = [
        json!({"file": import, "decision": "A Decision Ctx with DT", "context": person}),
        json!({"file": table, "decision": "Approval Status", "context": inputs}),
        json!({"file": table, "decision": "Nobody knows it", "context": {}}),
        json!({"file": at("Cargo.toml"), "decision": "x"}),
        json!({"file": at("nowhere.dmn"), "decision": "x"}),
    ];
    let answers = batch("decide", &lines, "{}\n");
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[0]["value"], json!("Respectfully, Hello John Doe!"));
    assert_eq!(answers[1]["value"], json!("Approved"));
    for answer in &answers[2..] {
        assert_eq!(answer["value"], Value::Null, "{answer}");
        assert!(answer["error"].is_string(), "{answer}");
    }
    let alone = tempfile::tempdir().unwrap();
    let copy = alone.path().join("alone.dmn");
    std::fs::copy(&import, &copy).unwrap();
    let lines = [json!({"file": copy, "decision": "A Decision Ctx with DT", "context": person})];
    let answer = batch("decide", &lines, "").remove(0);
    assert!(
        answer["error"].is_string(),
        "what it imports is not there: {answer}"
    );
}

#[test]
fn lint_says_whether_a_file_runs_and_exits_by_it() {
    let sample = at("crates/engine/samples/customer-refund/process.bpmn");
    let good = ctl_with(&["lint", sample.to_str().unwrap(), "--json"], "").yes();
    assert_eq!(good["executable"], json!(true));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("process.bpmn");
    let text = std::fs::read_to_string(&sample).unwrap();
    let rows = [
        (
            text.replace("amount &gt; 500", "amount &gt;"),
            1,
            "a condition that is none",
        ),
        (
            text.replace("bpmn:serviceTask", "bpmn:adHocSubProcess"),
            1,
            "an element that cannot run",
        ),
        ("not XML".to_owned(), 2, "no XML"),
        ("<a/>".to_owned(), 2, "no BPMN"),
        (
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".to_owned(),
            2,
            "entities",
        ),
        (" ".repeat(50 << 20), 2, "50 MB"),
    ];
    for (text, code, why) in rows {
        assert_ne!(text, std::fs::read_to_string(&sample).unwrap(), "{why}");
        std::fs::write(&file, &text).unwrap();
        let said = ctl_with(&["lint", file.to_str().unwrap(), "--json"], "");
        assert_eq!(said.code, code, "{why}: {said:?}");
        let answer = said.json();
        assert_eq!(answer["executable"], json!(false), "{why}");
        let findings = answer["findings"].as_array().unwrap();
        let errors = findings
            .iter()
            .filter(|finding| finding["severity"] == "error");
        assert!(errors.count() > 0, "{why}: {answer}");
        for finding in findings {
            for member in ["code", "element", "severity", "message"] {
                assert!(finding[member].is_string(), "{why}: {finding}");
            }
        }
    }
}

#[test]
fn lint_of_a_folder_looks_at_all_its_files() {
    let sample = at("crates/engine/samples/customer-refund");
    let good = ctl_with(&["lint", sample.to_str().unwrap(), "--json"], "").yes();
    assert_eq!(good["executable"], json!(true), "{good}");
    let process = std::fs::read_to_string(sample.join("process.bpmn")).unwrap();
    type Edit = fn(&std::path::Path, &str);
    let rows: [(Edit, i32, &str, &str); 5] = [
        (
            |at, _| std::fs::write(at.join("forms/refund-request.form"), "{").unwrap(),
            1,
            "forms/refund-request.form",
            "a form that is none",
        ),
        (
            |at, _| std::fs::remove_file(at.join("rules/refund-low.json")).unwrap(),
            1,
            "refund-low",
            "a rule that is not there",
        ),
        (
            |at, _| {
                std::fs::copy(
                    at.join("rules/refund-low.json"),
                    at.join("rules/other.json"),
                )
                .map(drop)
                .unwrap()
            },
            1,
            "rules/other.json",
            "a rule under another name",
        ),
        (
            |at, text| {
                std::fs::write(
                    at.join("process.bpmn"),
                    text.replace("amount &gt; 500", "total &gt; 500"),
                )
                .unwrap()
            },
            1,
            "total",
            "a condition on a field that no form has",
        ),
        (
            |at, _| std::fs::write(at.join("process.bpmn"), "<a/>").unwrap(),
            2,
            "BPMN",
            "no diagram",
        ),
    ];
    for (edit, code, named, why) in rows {
        let folder = tempfile::tempdir().unwrap();
        copy(&sample, folder.path());
        edit(folder.path(), &process);
        let said = ctl_with(&["lint", folder.path().to_str().unwrap(), "--json"], "");
        assert_eq!(said.code, code, "{why}: {said:?}");
        let answer = said.json();
        assert_eq!(answer["executable"], json!(false), "{why}");
        let findings = answer["findings"].as_array().unwrap();
        let told = |finding: &serde_json::Value| {
            finding["severity"] == "error" && finding["message"].as_str().unwrap().contains(named)
        };
        assert!(findings.iter().any(told), "{why}: {answer}");
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for item in std::fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&item.path(), &target);
        } else {
            std::fs::copy(item.path(), &target).unwrap();
        }
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("process.bpmn");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let path = pipe.to_str().unwrap();
    for arguments in [
        vec!["lint", path],
        vec!["lint", folder.path().to_str().unwrap()],
    ] {
        let said = ctl_with(&arguments, "");
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
    }
    let decided = ctl_with(&["decide", path, "--decision", "d", "--json"], "").json();
    assert!(
        decided["error"].as_str().unwrap().contains("regular file"),
        "{decided}"
    );
}
