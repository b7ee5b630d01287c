//! Drafts: saved, listed, told when they were saved elsewhere, checked; never recorded.

use serde_json::{Value, json};

use crate::world::World;

fn files(world: &World) -> Value {
    let detail = world.ask("workflows.detail", json!({"workflow": "order"}));
    let version = world.ask(
        "workflows.version",
        json!({"version": detail["versions"][0]["digest"]}),
    );
    let path = |file: &Value| {
        let name = file["name"].as_str().unwrap();
        match file["kind"].as_str().unwrap() {
            "form" => format!("forms/{name}.form"),
            "rule" => format!("rules/{name}.json"),
            _ => name.to_owned(),
        }
    };
    let files = version["files"].as_array().unwrap().iter();
    files
        .map(|file| json!({"path": path(file), "text": file["text"]}))
        .collect()
}

fn save(draft: &Value, revision: u64, files: &Value) -> Value {
    json!({"draft": draft, "workflow": "order", "name": "Order", "files": files, "base": null, "revision": revision})
}

#[test]
fn a_draft_is_saved_and_opened_and_a_conflict_is_told() {
    let world = World::new();
    world.sign_in("Bo");
    let files = files(&world);
    let size = world.host.engine().unwrap().live().head.size;
    let saved = world.ok("drafts.save", save(&Value::Null, 0, &files));
    let draft = saved["draft"].clone();
    assert_eq!(saved["revision"], 1);
    let again = world.ok("drafts.save", save(&draft, 1, &files));
    assert_eq!(again["revision"], 2);
    let rows = [
        (1, "another window saved meanwhile"),
        (7, "a revision that never was"),
    ];
    for (revision, why) in rows {
        let error = world
            .try_command("drafts.save", save(&draft, revision, &json!([])))
            .unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.args["by"].as_str()),
            ("draft.conflict", "Bo"),
            "{why}"
        );
    }
    let opened = world.ask("drafts.open", json!({"draft": draft}));
    assert_eq!(
        (&opened["files"], &opened["row"]["revision"]),
        (&files, &json!(2))
    );
    assert_eq!(opened["row"]["by"]["name"], "Bo");
    let listed = world.ask("drafts.list", json!({}));
    assert_eq!(listed["drafts"].as_array().unwrap().len(), 1);
    world.ok("drafts.delete", json!({"draft": draft}));
    assert_eq!(world.ask("drafts.list", json!({}))["drafts"], json!([]));
    let error = world
        .try_command("drafts.save", save(&draft, 2, &files))
        .unwrap_err();
    assert_eq!(error.code, "draft.conflict", "deleted elsewhere");
    let after = world.host.engine().unwrap().live().head.size;
    assert_eq!(after, size, "nothing of it is in the log");
}

#[test]
fn only_who_may_edit_the_workflow_sees_its_drafts() {
    let world = World::new();
    world.sign_in("Bo");
    let files = files(&world);
    let draft = world.ok("drafts.save", save(&Value::Null, 0, &files))["draft"].clone();
    world.sign_in("Di");
    assert_eq!(world.ask("drafts.list", json!({}))["drafts"], json!([]));
    let opened = world.host.query("drafts.open", json!({"draft": draft}));
    assert_eq!(opened.unwrap_err().code, "not_permitted");
    let saved = world.try_command("drafts.save", save(&draft, 1, &files));
    assert_eq!(saved.unwrap_err().code, "not_permitted");
    let deleted = world.try_command("drafts.delete", json!({"draft": draft}));
    assert_eq!(deleted.unwrap_err().code, "not_permitted");
    world.sign_in("Bo");
    assert_eq!(
        world.ask("drafts.open", json!({"draft": draft}))["row"]["revision"],
        1
    );
}

#[test]
fn bad_drafts_are_refused() {
    let world = World::new();
    world.sign_in("Bo");
    let large = json!([{"path": "process.bpmn", "text": "x".repeat(5 << 20)}]);
    let rows = [
        (save(&Value::Null, 0, &large), "input", "too large"),
        (
            json!({"draft": null, "workflow": "Order!", "name": "", "files": [], "base": null, "revision": 0}),
            "input",
            "no name of a workflow",
        ),
        (
            save(&json!("d_0"), 1, &json!([])),
            "draft.conflict",
            "one that is not there",
        ),
        (json!({"workflow": "order"}), "api.arguments", "half a call"),
    ];
    for (args, want, why) in rows {
        assert_eq!(
            world.try_command("drafts.save", args).unwrap_err().code,
            want,
            "{why}"
        );
    }
    let missing = world.host.query("drafts.open", json!({"draft": "d_0"}));
    assert_eq!(missing.unwrap_err().code, "not_found");
}

#[test]
fn lint_names_what_stands_in_the_way_and_the_fields_that_are_known() {
    let world = World::new();
    world.sign_in("Bo");
    let good = files(&world);
    let lint = |files: &Value| world.ask("drafts.lint", json!({"files": files}));
    let answer = lint(&good);
    let errors = |answer: &Value| -> Vec<(String, String)> {
        let findings = answer["findings"].as_array().unwrap().iter();
        findings
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| {
                (
                    finding["element"].as_str().unwrap().into(),
                    finding["message"].as_str().unwrap().into(),
                )
            })
            .collect()
    };
    assert_eq!(errors(&answer), [], "it was published so");
    let fields: Vec<_> = answer["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            (
                field["path"].as_str().unwrap(),
                field["kind"].as_str(),
                field["sealed"].as_bool().unwrap(),
            )
        })
        .collect();
    let want = [
        ("iban", Some("text"), true),
        ("note", Some("text"), false),
        ("pay", Some("number"), true),
        ("size", Some("choice"), false),
    ];
    assert_eq!(fields, want);
    let edited = |path: &str, from: &str, to: &str| -> Value {
        let mut files = good.clone();
        for file in files.as_array_mut().unwrap() {
            if file["path"] == path {
                let text = file["text"].as_str().unwrap();
                assert!(text.contains(from));
                file["text"] = json!(text.replace(from, to));
            }
        }
        files
    };
    let rows = [
        (
            edited("process.bpmn", "value=\"two\"", "value=\"three\""),
            "look",
            "three",
            "a rule that is not there",
        ),
        (
            edited("forms/ask.form", "{\"id\"", "[\"id\""),
            "",
            "forms/ask.form",
            "a form that is none",
        ),
        (
            edited("process.bpmn", "<b:definitions", "<b:definition"),
            "",
            "",
            "a diagram that is none",
        ),
        (json!([]), "", "process.bpmn", "no diagram"),
    ];
    for (files, element, named, why) in rows {
        let answer = lint(&files);
        let found = errors(&answer);
        assert!(
            found
                .iter()
                .any(|(at, message)| at == element && message.contains(named)),
            "{why}: {found:?}"
        );
    }
    let broken = lint(&edited("process.bpmn", "value=\"two\"", "value=\"three\""));
    assert_eq!(
        broken["fields"].as_array().unwrap().len(),
        4,
        "fields are known all the same"
    );
}
