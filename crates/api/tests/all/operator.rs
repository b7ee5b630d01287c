//! What an operator does to a run through the window: gives it a message, changes its data, passes over a step that stopped;
//! and what the page of the run says of it.

use serde_json::{Value, json};

use crate::world::World;

/// A script that stops where the note is no number, a message that is waited for, then two approvals with a reminder.
const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:message id="m" name="parcel"><b:extensionElements><z:subscription correlationKey="=note"/></b:extensionElements></b:message>
<b:process id="order" name="Order" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="ask"/></b:extensionElements></b:startEvent>
<b:scriptTask id="count" name="Count"><b:extensionElements><z:script expression="=number(note)" resultVariable="pieces"/></b:extensionElements></b:scriptTask>
<b:receiveTask id="arrived" name="Parcel arrived" messageRef="m"/>
<b:userTask id="look" name="Look at it"><b:extensionElements><z:userTask/><z:formDefinition formId="look"/>
<z:properties><z:property name="countersign.rule" value="two"/></z:properties></b:extensionElements></b:userTask>
<b:boundaryEvent id="remind" name="Remind" attachedToRef="look" cancelActivity="false"><b:timerEventDefinition id="t"><b:timeCycle>R3/PT2H</b:timeCycle></b:timerEventDefinition></b:boundaryEvent>
<b:endEvent id="end"/><b:endEvent id="reminded"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="count"/>
<b:sequenceFlow id="f2" sourceRef="count" targetRef="arrived"/>
<b:sequenceFlow id="f3" sourceRef="arrived" targetRef="look"/>
<b:sequenceFlow id="f4" sourceRef="look" targetRef="end"/>
<b:sequenceFlow id="f5" sourceRef="remind" targetRef="reminded"/>
</b:process></b:definitions>"#;

fn detail(world: &World, request: &str) -> Value {
    world.ask("runs.detail", json!({"request": request}))
}

fn refused(world: &World, command: &str, args: Value) -> String {
    match world.try_command(command, args) {
        Ok(answer) => format!("accepted: {answer}"),
        Err(error) => error.code,
    }
}

fn parcel(key: &str, id: &str) -> Value {
    json!({"name": "parcel", "key": key, "id": id, "fields": {}})
}

fn change(request: &str, fields: Value) -> Value {
    json!({"request": request, "fields": fields, "reason": "TEST the label was misread"})
}

/// A request that waits for its two approvals.
fn at_the_approval(world: &World) -> String {
    let request = world.start_with(json!({"size": "M", "note": "12"}));
    world.sign_in("Cy");
    world.ok("messages.publish", parcel("12", "p-1"));
    request
}

#[test]
fn a_message_reaches_the_request_that_waits_for_its_key_and_is_taken_once() {
    let world = World::of(PROCESS);
    let request = world.start_with(json!({"size": "M", "note": "12"}));
    world.sign_in("Cy");
    let waits = detail(&world, &request)["waits"].clone();
    assert_eq!(
        (
            &waits[0]["element"],
            &waits[0]["kind"],
            &waits[0]["message"],
            &waits[0]["key"],
            &waits[0]["holdsToken"]
        ),
        (
            &json!("arrived"),
            &json!("message"),
            &json!("parcel"),
            &json!("12"),
            &json!(true)
        ),
        "{waits}"
    );
    assert_eq!(
        refused(&world, "messages.publish", parcel("13", "p-0")),
        "message_not_awaited",
        "another request's key"
    );
    world.sign_in("Di");
    assert_eq!(
        refused(&world, "messages.publish", parcel("12", "p-1")),
        "not_permitted"
    );
    world.sign_in("Cy");
    let first = world.ok("messages.publish", parcel("12", "p-1"));
    let again = world.ok("messages.publish", parcel("12", "p-1"));
    assert_eq!(first["index"], again["index"], "one message, one act");
    let after = detail(&world, &request);
    assert_eq!(after["tokens"], json!(["look"]));
    assert_eq!(after["passed"], json!(["start", "count", "arrived"]));
    let timer = &after["waits"][0];
    assert_eq!(
        (
            &timer["kind"],
            &timer["element"],
            &timer["holdsToken"],
            &timer["left"]
        ),
        (&json!("timer"), &json!("remind"), &json!(false), &json!(3)),
        "{timer}"
    );
    assert!(
        timer["due"].as_str().unwrap().ends_with('Z') && timer["repeats"] == "R/PT2H",
        "{timer}"
    );
    let scope = &after["scopes"][0];
    assert_eq!(
        (&scope["element"], &scope["parent"]),
        (&json!("look"), &json!(0)),
        "{scope}"
    );
    assert_eq!(
        refused(&world, "messages.publish", parcel("12", "p-2")),
        "message_not_awaited",
        "nothing waits for a second parcel"
    );
}

#[test]
fn data_that_is_changed_is_asked_about_again_and_who_changed_it_may_not_decide() {
    let world = World::of(PROCESS);
    let request = at_the_approval(&world);
    world.decide("Di", &request, "approve");
    assert_eq!(
        detail(&world, &request)["decisions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    world.sign_in("Bo");
    let own = detail(&world, &request);
    assert_eq!(own["mayModify"]["allowed"], false, "their own request");
    assert_eq!(own["modify"], json!([]));
    for (who, fields, code, why) in [
        (
            "Bo",
            json!({"size": "S"}),
            "self_approval",
            "the requester revises, and does not modify",
        ),
        (
            "Di",
            json!({"size": "S"}),
            "not_permitted",
            "approvers decide on the data, they do not write it",
        ),
        (
            "Cy",
            json!({"weight": "9"}),
            "field_unknown",
            "no form declares it",
        ),
        ("Cy", json!({"size": "XL"}), "field_value", "no such size"),
        ("Cy", json!({"size": 4}), "field_value", "not a text"),
        ("Cy", json!({}), "field_missing", "nothing to change"),
    ] {
        world.sign_in(who);
        assert_eq!(
            refused(&world, "requests.modify", change(&request, fields.clone())),
            code,
            "{who} {fields}: {why}"
        );
    }
    world.sign_in("Cy");
    assert_eq!(detail(&world, &request)["mayModify"]["allowed"], true);
    world.ok("requests.modify", change(&request, json!({"size": "S"})));
    let after = detail(&world, &request);
    assert_eq!(after["decisions"], json!([]), "Di approved another size");
    let size = after["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["path"] == "size")
        .unwrap();
    assert_eq!(size["value"], "S");
    for name in ["Di", "Ed"] {
        world.decide(name, &request, "approve");
    }
    world.sign_in("Cy");
    assert_eq!(detail(&world, &request)["row"]["state"], "completed");
    assert_eq!(
        refused(
            &world,
            "requests.modify",
            change(&request, json!({"size": "M"}))
        ),
        "request_not_open",
        "what has ended stays as it ended"
    );
}

#[test]
fn a_step_that_stopped_is_passed_over_by_an_operator_with_a_reason() {
    let world = World::of(PROCESS);
    let request = world.start_with(json!({"size": "M", "note": "twelve"}));
    let way = |way: &str, reason: &str| json!({"request": request, "incident": 1, "way": way, "reason": reason, "outputs": {}});
    world.sign_in("Cy");
    let stopped = detail(&world, &request);
    let incident = &stopped["incidents"][0];
    assert_eq!(
        (&incident["code"], &incident["element"], &incident["ways"]),
        (
            &json!("expression"),
            &json!("count"),
            &json!(["retry", "cancel", "skip"])
        ),
        "{incident}"
    );
    for (who, way, code, why) in [
        ("Bo", way("skip", "TEST"), "self_approval", "the requester"),
        ("Di", way("skip", "TEST"), "not_permitted", "no operator"),
        ("Cy", way("skip", ""), "reason_missing", "without a reason"),
        ("Cy", way("leap", "TEST"), "input", "no such way"),
    ] {
        world.sign_in(who);
        assert_eq!(refused(&world, "incidents.resolve", way), code, "{why}");
    }
    world.sign_in("Cy");
    world.ok("incidents.resolve", way("skip", "TEST counted by hand"));
    let after = detail(&world, &request);
    assert_eq!(
        (&after["incidents"], &after["tokens"]),
        (&json!([]), &json!(["arrived"]))
    );
    let last = after["timeline"].as_array().unwrap().last().unwrap();
    assert!(last["act"].as_str().unwrap().contains("incident"), "{last}");
}
