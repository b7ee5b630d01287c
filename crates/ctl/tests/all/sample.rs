//! Commands on the sample workspace.

use std::fs;

use serde_json::Value;

use super::program::{ctl, keys, sample};

#[test]
fn answers_have_the_shapes_of_the_contract() {
    let desk = sample();
    for (who, args, shape) in [
        (
            "Joy Adeyemi",
            ["status"].as_slice(),
            ["open", "seal", "session", "vault", "workspaces"].as_slice(),
        ),
        (
            "Joy Adeyemi",
            &["log", "--limit", "3"],
            &["more", "rows", "size"],
        ),
        (
            "Joy Adeyemi",
            &["receipt", "3"],
            &["index", "leafHash", "proof"],
        ),
        ("Joy Adeyemi", &["requests"], &["more", "runner", "runs"]),
        ("Eli Novak", &["inbox"], &["tasks"]),
        ("Ana Torres", &["change", "list"], &["changes"]),
        (
            "Ana Torres",
            &["person", "list"],
            &[
                "groups", "mayAdd", "mayGrant", "mayGroup", "people", "roles", "scopes",
            ],
        ),
        ("Dee Marsh", &["rule", "list"], &["maySet", "rules"]),
        (
            "Dee Marsh",
            &["connector", "list"],
            &["connectors", "maySet"],
        ),
        ("Dee Marsh", &["workflows"], &["mayImport", "workflows"]),
    ] {
        let answer = desk.as_person(who, args).yes();
        let mut found = keys(&answer);
        found.sort_unstable();
        assert_eq!(found, shape, "{args:?}");
        let text = desk.text(who, args);
        assert!(
            text.code == 0 && !text.out.is_empty() && !text.out.contains("ctl-"),
            "{args:?}: {text:?}"
        );
    }
}

#[test]
fn requests_are_filtered() {
    let desk = sample();
    let runs = |args: &[&str]| {
        desk.as_person("Joy Adeyemi", args).yes()["runs"]
            .as_array()
            .unwrap()
            .clone()
    };
    let all = runs(&["requests"]);
    let refunds = runs(&["requests", "--workflow", "customer-refund"]);
    assert!(!refunds.is_empty() && refunds.len() < all.len());
    assert!(
        refunds
            .iter()
            .all(|run| run["workflow"] == "customer-refund")
    );
    assert!(
        runs(&["requests", "--state", "rejected"])
            .iter()
            .all(|run| run["state"] == "rejected")
    );
    assert!(
        runs(&["requests", "--mine"]).is_empty(),
        "the auditor submitted nothing"
    );
    let mine = desk.as_person("Gus Pereira", &["requests", "--mine"]).yes();
    assert!(
        mine["runs"]
            .as_array()
            .unwrap()
            .iter()
            .all(|run| run["requester"]["name"] == "Gus Pereira")
    );
}

#[test]
fn a_request_goes_its_way_through_the_command_line() {
    let desk = sample();
    let fields = desk.path("fields.json");
    fs::write(
        &fields,
        r#"{"order_id": "A-1001", "amount": "20", "reason_code": "damaged"}"#,
    )
    .unwrap();
    let args = [
        "start",
        "customer-refund",
        "--fields",
        fields.to_str().unwrap(),
        "--field",
        "customer_email=x@example.com",
    ];
    let started = desk.as_person("Gus Pereira", &args).yes();
    let request = started["request"].as_str().unwrap();
    let task = task_of(&desk.as_person("Eli Novak", &["inbox"]).yes(), request);

    let shown = desk.as_person("Eli Novak", &["task", &task]).yes();
    let email = shown["form"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["path"] == "customer_email")
        .unwrap();
    assert_eq!(
        email["value"], "x@example.com",
        "who may decide sees what is sealed"
    );

    let own = desk.as_person("Gus Pereira", &["approve", &task]);
    assert_eq!(own.code, 1, "nobody approves their own request: {own:?}");
    let stale = desk.as_person("Eli Novak", &["approve", &task, "--shown", &"0".repeat(64)]);
    assert_eq!(stale.refused(), (1, "shown_changed".to_owned()));

    desk.as_person(
        "Eli Novak",
        &["return", &task, "--reason", "Which invoice is it?"],
    )
    .yes();
    desk.as_person(
        "Gus Pereira",
        &["revise", request, "--field", "amount=18.50"],
    )
    .yes();
    let digest = desk.as_person("Eli Novak", &["task", &task]).yes()["shown"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.as_person(
        "Eli Novak",
        &[
            "reject",
            &task,
            "--reason",
            "It was paid already.",
            "--shown",
            &digest,
        ],
    )
    .yes();
    let detail = desk.as_person("Joy Adeyemi", &["show", request]).yes();
    assert_eq!(detail["row"]["state"], "rejected");
    assert_eq!(
        desk.as_person("Eli Novak", &["approve", &task]).refused(),
        (1, "ctl.no_task".to_owned())
    );
}

fn task_of(inbox: &Value, request: &str) -> String {
    let tasks = inbox["tasks"].as_array().unwrap();
    tasks
        .iter()
        .find(|task| task["request"] == request)
        .unwrap()["task"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_record_verifies_and_the_tables_are_what_it_says() {
    let desk = sample();
    let verified = desk.as_person("Joy Adeyemi", &["verify"]).yes();
    assert_eq!(verified["state"], "verified");
    let rebuilt = desk.as_person("Joy Adeyemi", &["rebuild", "--check"]).yes();
    assert_eq!(
        (
            rebuilt["count"].as_u64(),
            rebuilt["stateDigestEqual"].as_bool()
        ),
        (Some(0), Some(true))
    );
    let file = desk.path("checkpoint");
    let saved = desk
        .as_person("Joy Adeyemi", &["checkpoint", file.to_str().unwrap()])
        .yes();
    assert!(
        saved["size"].as_u64().unwrap() > 0
            && fs::read_to_string(file)
                .unwrap()
                .contains("\u{2014} countersign.invalid/")
    );
}

#[test]
fn a_backup_is_restored_with_its_passphrase_only() {
    let desk = sample();
    let (backup, restored) = (desk.path("backup"), desk.path("restored"));
    let (good, wrong) = (
        desk.path("backup.passphrase"),
        desk.path("wrong.passphrase"),
    );
    fs::write(&good, "carton velvet island seven\n").unwrap();
    fs::write(&wrong, "carton velvet island eight\n").unwrap();
    let with = |file: &std::path::Path| format!("--backup-passphrase-file={}", file.display());
    let refused = desk.as_person(
        "Gus Pereira",
        &["backup", backup.to_str().unwrap(), &with(&good)],
    );
    assert_eq!(refused.refused(), (1, "not_permitted".to_owned()));
    assert!(!backup.exists());
    let made = desk
        .as_person(
            "Ana Torres",
            &["backup", backup.to_str().unwrap(), &with(&good)],
        )
        .yes();

    let own = desk.path("vault.passphrase");
    fs::write(&own, "walnut pepper sunny harbour\n").unwrap();
    let restore = |passphrase: &std::path::Path| {
        ctl(&[
            "restore",
            backup.to_str().unwrap(),
            "--json",
            "--vault",
            "file",
            "--workspace",
            restored.to_str().unwrap(),
            &with(passphrase),
            "--passphrase-file",
            own.to_str().unwrap(),
        ])
    };
    assert_eq!(
        restore(&wrong).refused(),
        (1, "wrong_passphrase".to_owned())
    );
    let answer = restore(&good).yes();
    assert_eq!(
        (&answer["size"], &answer["root"]),
        (&made["size"], &made["root"])
    );
    assert_eq!(answer["readOnly"], false);
    let said = ctl(&[
        "verify",
        "--json",
        "--workspace",
        restored.to_str().unwrap(),
        "--passphrase-file",
        own.to_str().unwrap(),
    ]);
    assert_eq!(said.yes()["state"], "verified");
}

#[test]
fn an_operator_changes_data_and_gives_messages_through_the_command_line() {
    let desk = sample();
    let args = [
        "start",
        "customer-refund",
        "--field",
        "order_id=A-1002",
        "--field",
        "amount=20",
        "--field",
        "reason_code=damaged",
        "--field",
        "customer_email=x@example.com",
    ];
    let started = desk.as_person("Gus Pereira", &args).yes();
    let request = started["request"].as_str().unwrap();
    let task = task_of(&desk.as_person("Eli Novak", &["inbox"]).yes(), request);
    let before = desk.as_person("Eli Novak", &["task", &task]).yes();

    let modify = |who: &str, field: &str, reason: &str| {
        desk.as_person(
            who,
            &["modify", request, "--field", field, "--reason", reason],
        )
    };
    for (who, field, reason, code, why) in [
        (
            "Gus Pereira",
            "amount=18.50",
            "TEST",
            "self_approval",
            "their own request",
        ),
        (
            "Eli Novak",
            "amount=18.50",
            "TEST",
            "not_permitted",
            "an approver",
        ),
        (
            "Ivo Brandt",
            "weight=3",
            "TEST",
            "field_unknown",
            "no form declares it",
        ),
        (
            "Ivo Brandt",
            "amount=much",
            "TEST",
            "field_value",
            "no number",
        ),
        (
            "Ivo Brandt",
            "amount=18.50",
            "",
            "reason_missing",
            "without a reason",
        ),
    ] {
        assert_eq!(
            modify(who, field, reason).refused(),
            (1, code.to_owned()),
            "{why}"
        );
    }
    modify("Ivo Brandt", "amount=18.50", "TEST the receipt says so").yes();
    let after = desk.as_person("Eli Novak", &["task", &task]).yes();
    assert_ne!(after["shown"], before["shown"], "another amount is decided");
    let shown = desk.as_person("Joy Adeyemi", &["show", request]).yes();
    let fields = shown["fields"].as_array().unwrap();
    let amount = fields
        .iter()
        .find(|field| field["path"] == "amount")
        .unwrap();
    assert_eq!(amount["value"], "18.50");

    let message = ["message", "parcel", "--key", "A-1002", "--id", "p-1"];
    assert_eq!(
        desk.as_person("Ivo Brandt", &message).refused(),
        (1, "message_not_awaited".to_owned())
    );
    let skip = [
        "resolve",
        request,
        "1",
        "--way",
        "skip",
        "--reason",
        "TEST seen to",
    ];
    assert_eq!(
        desk.as_person("Ivo Brandt", &skip).refused(),
        (1, "incident_way".to_owned()),
        "nothing has stopped"
    );
    assert_eq!(
        desk.as_person("Joy Adeyemi", &["verify"]).yes()["state"],
        "verified"
    );
}
