//! A workflow that starts by itself, as its pages show it: when next, who answers, why it waits; and a run that a time began.

use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use crate::world::World;

/// One time is due when the version comes into force, the other a day later. No person starts it.
const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<b:process id="nightly" name="Nightly" isExecutable="true">
<b:startEvent id="daily" name="Every day"><b:timerEventDefinition id="t1"><b:timeCycle>R3/P1D</b:timeCycle></b:timerEventDefinition></b:startEvent>
<b:startEvent id="once" name="Once"><b:timerEventDefinition id="t2"><b:timeDate>=now()</b:timeDate></b:timerEventDefinition></b:startEvent>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="daily" targetRef="end"/>
<b:sequenceFlow id="f2" sourceRef="once" targetRef="end"/>
</b:process></b:definitions>"#;

/// Bo proposes, Cy approves.
fn published() -> World {
    let world = World::new();
    world.sign_in("Bo");
    let files = json!([{"path": "process.bpmn", "text": PROCESS}]);
    world.ok(
        "workflows.import",
        json!({"path": null, "files": files, "workflow": null}),
    );
    world.ok(
        "workflows.publish",
        json!({"workflow": "nightly", "version": null, "reason": null}),
    );
    world.approve_changes();
    world.sign_in("Bo");
    world
}

fn schedules(world: &World) -> Vec<Value> {
    let detail = world.ask("workflows.detail", json!({"workflow": "nightly"}));
    detail["schedules"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_workflow_says_when_it_starts_next_and_who_answers_for_it() {
    let world = published();
    let shown = schedules(&world);
    let steps: Vec<&Value> = shown.iter().map(|each| &each["step"]).collect();
    assert_eq!(steps, ["Once", "Every day"], "the next time first");
    assert_eq!(
        (
            &shown[1]["repeats"],
            &shown[1]["left"],
            &shown[1]["person"]["name"]
        ),
        (&json!("R/P1D"), &json!(3), &json!("Bo"))
    );
    assert_eq!(shown[1]["mayStart"]["allowed"], true);
    let list = world.ask("requests.startable", json!({}));
    let tile = |tile: &&Value| tile["workflow"] == "nightly";
    let tile = list["workflows"].as_array().unwrap().iter().find(tile);
    assert_eq!(tile.unwrap()["mayStart"]["code"], "no_form_start");
    let person = world.person("Bo");
    world.sign_in("Ana");
    world.ok("people.disable", json!({"person": person, "reason": null}));
    let waits = &schedules(&world)[1]["mayStart"];
    assert_eq!(
        (&waits["allowed"], &waits["code"]),
        (&json!(false), &json!("person_disabled"))
    );
}

#[test]
fn a_run_says_that_a_time_began_it_also_when_it_has_ended() {
    let world = published();
    let due = schedules(&world)[0]["due"].clone();
    let engine = world.host.engine().unwrap();
    let report = engine.run_due(&AtomicBool::new(false)).unwrap();
    assert_eq!(report.starts.len(), 1, "{report:?}");
    let request = report.starts[0].request.unwrap().to_string();
    let run = world.ask("runs.detail", json!({"request": request}));
    assert_eq!(
        (&run["row"]["state"], &run["passed"]),
        (&json!("completed"), &json!(["once", "end"]))
    );
    assert_eq!(run["row"]["requester"]["name"], "Bo");
    assert_eq!(run["startedBy"]["due"], due);
    assert_eq!(run["fired"], json!([]), "no timer of its own");
    assert_eq!(schedules(&world).len(), 1, "once");
}
