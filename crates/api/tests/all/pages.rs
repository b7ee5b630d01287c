//! What pages are given: order, marks, labels, the way of what has ended.

use serde_json::{Value, json};

use crate::world::World;

#[test]
fn the_inbox_begins_with_the_oldest_task_by_number() {
    let world = World::new();
    let mut started = Vec::new();
    // Numbers of entries come to three digits meanwhile, and text would put `t_100_0` before `t_99_0`.
    while world.host.engine().unwrap().live().head.size < 103 {
        started.push(world.start());
    }
    assert!(started[0].len() < started.last().unwrap().len());
    world.sign_in("Di");
    let inbox = world.ask("inbox.list", json!({}));
    let listed: Vec<&str> = inbox["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["request"].as_str().unwrap())
        .collect();
    assert_eq!(listed, started);
}

fn changed(task: &Value) -> Vec<(&str, bool)> {
    task["form"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            (
                field["path"].as_str().unwrap(),
                field["changed"].as_bool().unwrap(),
            )
        })
        .collect()
}

#[test]
fn what_was_written_since_the_own_decision_is_marked() {
    let world = World::new();
    let request = world.start();
    world.sign_in("Di");
    let nothing = [("size", false), ("note", false)];
    assert_eq!(
        changed(&world.task(&request)),
        nothing,
        "never decided here"
    );
    world.decide("Di", &request, "approve");
    world.decide("Ed", &request, "return");
    world.sign_in("Bo");
    world.ok(
        "requests.revise",
        json!({"request": request, "fields": {"note": "later"}}),
    );
    for name in ["Di", "Ed"] {
        world.sign_in(name);
        let task = world.task(&request);
        assert_eq!(
            changed(&task),
            [("size", false), ("note", true)],
            "{name} saw another note"
        );
    }
    world.decide("Di", &request, "return");
    world.sign_in("Bo");
    world.ok(
        "requests.revise",
        json!({"request": request, "fields": {"size": "S"}}),
    );
    world.sign_in("Di");
    assert_eq!(
        changed(&world.task(&request)),
        [("size", true), ("note", false)],
        "only what came after the newest decision"
    );
}

#[test]
fn an_ended_run_shows_its_way_and_the_labels_of_its_choices() {
    let world = World::new();
    let request = world.start();
    let detail = |name: &str| {
        world.sign_in(name);
        world.ask("runs.detail", json!({"request": request}))
    };
    let running = detail("Bo");
    assert_eq!(running["passed"], json!(["start"]));
    assert_eq!(running["tokens"], json!(["look"]));
    world.decide("Di", &request, "return");
    world.sign_in("Bo");
    world.ok(
        "requests.revise",
        json!({"request": request, "fields": {"note": "later"}}),
    );
    world.decide("Di", &request, "approve");
    world.decide("Ed", &request, "approve");
    // What was true when the approval opened is not true any more: nobody could be asked today.
    world.sign_in("Ana");
    for name in ["Di", "Ed"] {
        let person = world.person(name);
        world.ok("people.disable", json!({"person": person, "reason": null}));
    }
    let ended = detail("Bo");
    assert_eq!(ended["row"]["state"], "completed");
    assert_eq!(ended["passed"], json!(["start", "look", "end"]));
    assert_eq!(ended["tokens"], json!([]));
    let size = &ended["fields"].as_array().unwrap()[1];
    assert_eq!(
        (&size["path"], &size["value"]),
        (&json!("size"), &json!("M"))
    );
    assert_eq!(size["choices"], json!([["S", "Small"], ["M", "Middle"]]));
    assert_eq!(ended["fields"][0]["value"], "later");
}

#[test]
fn a_run_that_was_cancelled_shows_how_far_it_came() {
    let world = World::new();
    let request = world.start();
    world.ok(
        "requests.cancel",
        json!({"request": request, "reason": null}),
    );
    let ended = world.ask("runs.detail", json!({"request": request}));
    assert_eq!(ended["row"]["state"], "cancelled");
    assert_eq!(ended["passed"], json!(["start"]));
}

#[test]
fn a_tile_says_in_a_sentence_what_its_workflow_does() {
    let world = World::new();
    let list = world.ask("requests.startable", json!({}));
    assert_eq!(
        list["workflows"][0]["description"],
        "Somebody orders. Two people look at it."
    );
}

#[test]
fn a_connector_is_listed_with_all_that_its_file_says() {
    let world = World::new();
    world.sign_in("Bo");
    let file = r#"{"id":"erp","name":"ERP","kind":"http","base":"https://erp.example/api","idempotent":true,"timeout_s":7,
        "scope":{"methods":["POST"],"paths":["/pay"]},"outputs":{"number":{"path":"data.id","data":"open"},"pin":{"path":"pin","data":"sealed"}}}"#;
    world.ok(
        "connectors.set",
        json!({"file": file, "token": null, "reason": null}),
    );
    world.approve_changes();
    let row = &world.ask("connectors.list", json!({}))["connectors"][0];
    assert_eq!(
        row["outputs"],
        json!([
            {"field": "number", "path": "data.id", "sealed": false},
            {"field": "pin", "path": "pin", "sealed": true}
        ])
    );
    assert_eq!(
        (&row["timeoutSeconds"], &row["file"]),
        (&json!(7), &json!(file))
    );
}

#[test]
fn a_sealed_value_beyond_its_limits_is_refused_by_field_and_limit() {
    let world = World::new();
    world.sign_in("Bo");
    let rows = [
        (json!({"iban": "DE"}), "iban", "4"),
        (json!({"iban": "DE89370400440532"}), "iban", "8"),
        (json!({"pay": "0.5"}), "pay", "1"),
        (json!({"pay": "11"}), "pay", "10"),
        (json!({"pay": "ten"}), "pay", "number"),
    ];
    for (sealed, field, limit) in rows {
        let mut fields = json!({"size": "M"});
        fields[field] = sealed[field].clone();
        let error = world.try_start(fields).unwrap_err();
        assert_eq!(error.code, "field_value", "{sealed}");
        assert_eq!(error.field.as_deref(), Some(field));
        assert!(error.args["expected"].contains(limit), "{:?}", error.args);
    }
    world
        .try_start(json!({"size": "M", "iban": "DE893704", "pay": "10"}))
        .expect("within the limits");
}
