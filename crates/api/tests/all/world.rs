//! A workspace with five people and one workflow, made by commands only.

use std::path::PathBuf;

use api::{ErrorEnvelope, Host, HostOptions};
use engine::{Options, credential::Cost};
use serde_json::{Value, json};

pub const PASSWORD: &str = "TEST vermilion otter quay 58";
pub const PASSPHRASE: &str = "TEST a drawer of blue thimbles";

const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="order" name="Order" isExecutable="true">
<b:documentation>Somebody orders.
  Two people look at it.</b:documentation>
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="ask"/></b:extensionElements></b:startEvent>
<b:userTask id="look" name="Look at it"><b:extensionElements><z:userTask/><z:formDefinition formId="look"/>
<z:properties><z:property name="countersign.rule" value="two"/></z:properties></b:extensionElements></b:userTask>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="look"/>
<b:sequenceFlow id="f2" sourceRef="look" targetRef="end"/>
</b:process></b:definitions>"#;
const ASK: &str = r#"{"id":"ask","components":[
{"type":"select","key":"size","label":"Size","values":[{"value":"S","label":"Small"},{"value":"M","label":"Middle"}],"validate":{"required":true}},
{"type":"textfield","key":"note","label":"Note"},
{"type":"textfield","key":"iban","label":"IBAN","validate":{"minLength":4,"maxLength":8},"properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}},
{"type":"number","key":"pay","label":"Pay","validate":{"min":1,"max":10},"properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}}]}"#;
const LOOK: &str = r#"{"id":"look","components":[
{"type":"select","key":"size","disabled":true,"values":[{"value":"S","label":"Small"},{"value":"M","label":"Middle"}]},
{"type":"textfield","key":"note","disabled":true}]}"#;
const RULE: &str = r#"{"id":"two","name":"Two look","eligible":{"role":"approver","scope":"workspace"},"needed":2,"distinct":true}"#;

pub struct World {
    pub host: Host,
    pub path: PathBuf,
    _home: tempfile::TempDir,
}

impl World {
    /// Ana made it. Bo builds and requests, Cy owns workflows and operates, Di and Ed approve.
    pub fn new() -> Self {
        Self::of(PROCESS)
    }

    /// The same people with another diagram of the workflow `order`.
    pub fn of(process: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("order");
        let host = Host::new(HostOptions {
            engine: Options {
                cost: Cost::DEMO,
                minimum_cost: Cost::DEMO,
                ..Options::default()
            },
            data_folder: home.path().to_owned(),
            background_runner: false,
        });
        let world = Self {
            host,
            path,
            _home: home,
        };
        world.ok(
            "workspace.create",
            json!({"name": "Order", "adminName": "Ana", "password": PASSWORD, "vault": "file", "passphrase": PASSPHRASE, "path": world.path}),
        );
        for (name, roles) in [
            ("Bo", ["builder", "requester"].as_slice()),
            ("Cy", &["workflow_owner", "operator", "auditor"]),
            ("Di", &["approver"]),
            ("Ed", &["approver"]),
        ] {
            world.ok(
                "people.add",
                json!({"name": name, "manager": null, "password": PASSWORD, "reason": null}),
            );
            for role in roles {
                let subject = world.person(name);
                world.ok(
                    "grants.add",
                    json!({"subject": subject, "role": role, "scope": "workspace", "from": null, "until": null, "reason": null}),
                );
            }
        }
        world.import(process);
        world
    }

    fn import(&self, process: &str) {
        let files = [
            ("process.bpmn", process),
            ("forms/ask.form", ASK),
            ("forms/look.form", LOOK),
            ("rules/two.json", RULE),
        ]
        .map(|(path, text)| json!({"path": path, "text": text}));
        let import = json!({"path": null, "files": files, "workflow": null});
        self.sign_in("Bo");
        self.ok("workflows.import", import.clone());
        self.approve_changes();
        self.sign_in("Bo");
        self.ok("workflows.import", import);
        self.ok(
            "workflows.publish",
            json!({"workflow": "order", "version": null, "reason": null}),
        );
        self.approve_changes();
    }

    /// Cy approves whatever waits.
    pub fn approve_changes(&self) {
        self.sign_in("Cy");
        let list = self.ask("changes.list", json!({}));
        for change in list["changes"].as_array().unwrap() {
            self.ok(
                "changes.decide",
                json!({"change": change["id"], "digest": change["digest"], "approve": true, "reason": null}),
            );
        }
    }

    pub fn person(&self, name: &str) -> String {
        let engine = self.host.engine().unwrap();
        engine.find_person(name).unwrap().to_string()
    }

    pub fn sign_in(&self, name: &str) {
        let person = self.person(name);
        self.ok(
            "session.sign_in",
            json!({"person": person, "password": PASSWORD}),
        );
    }

    pub fn ask(&self, query: &str, args: Value) -> Value {
        match self.host.query(query, args) {
            Ok(answer) => answer,
            Err(error) => panic!("{query}: {error:?}"),
        }
    }

    pub fn try_command(&self, command: &str, args: Value) -> Result<Value, Box<ErrorEnvelope>> {
        self.host.command(command, args, "")
    }

    pub fn ok(&self, command: &str, args: Value) -> Value {
        match self.try_command(command, args) {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error:?}"),
        }
    }

    pub fn try_start(&self, fields: Value) -> Result<Value, Box<ErrorEnvelope>> {
        let engine = self.host.engine().unwrap();
        let live = engine.live();
        let workflow = live.kernel.state.workflows.values().next().unwrap();
        let version = workflow.published.unwrap().to_string();
        self.try_command(
            "requests.start",
            json!({"workflow": "order", "version": version, "fields": fields}),
        )
    }

    /// Bo submits.
    pub fn start(&self) -> String {
        self.start_with(json!({"size": "M", "note": "soon"}))
    }

    /// Bo submits this.
    pub fn start_with(&self, fields: Value) -> String {
        self.sign_in("Bo");
        let started = self.try_start(fields).unwrap();
        started["request"].as_str().unwrap().to_owned()
    }

    /// The task of the request that waits for the one who is signed in.
    pub fn task(&self, request: &str) -> Value {
        let inbox = self.ask("inbox.list", json!({}));
        let rows = inbox["tasks"].as_array().unwrap();
        let row = rows.iter().find(|row| row["request"] == request).unwrap();
        self.ask(
            "inbox.task",
            json!({"request": request, "task": row["task"]}),
        )
    }

    pub fn decide(&self, name: &str, request: &str, verdict: &str) {
        self.sign_in(name);
        let task = self.task(request);
        self.ok(
            "approvals.decide",
            json!({"request": request, "task": task["row"]["task"], "round": task["row"]["round"],
                   "shown": task["shown"], "verdict": verdict, "reason": "TEST because"}),
        );
    }
}
