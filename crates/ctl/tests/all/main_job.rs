//! The whole main job through the command line, on a workspace with a vault file and the real cost of passwords.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    ops::ControlFlow,
    path::Path,
    sync::{Arc, Mutex},
};

use kernel::digest::Digest;
use serde_json::{Value, json};
use tempfile::TempDir;
use verify::export::{Given, Verdict, verify_export};

use super::program::{Desk, copy_folder, ctl};

const TOKEN: &str = "test-token-not-a-secret-0001";

/// A server that answers `{"id":"V-1"}` and keeps what came in.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mine = seen.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut bytes = Vec::new();
            let mut piece = [0; 4096];
            loop {
                let count = stream.read(&mut piece).unwrap_or(0);
                bytes.extend_from_slice(&piece[..count]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if count == 0
                    || text
                        .split_once("\r\n\r\n")
                        .is_some_and(|(_, body)| body.trim_end().ends_with('}'))
                {
                    mine.lock().unwrap().push(text);
                    break;
                }
            }
            let body = r#"{"id":"V-1"}"#;
            let _ = write!(
                stream,
                "HTTP/1.1 201 Created\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (base, seen)
}

fn edit(file: &Path, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    change(&mut value);
    fs::write(file, serde_json::to_vec_pretty(&value).unwrap()).unwrap();
}

/// The vendor sample, with one approval by the workflow's owner and the connector at `base`.
fn workflow(folder: &Path, base: &str) {
    copy_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/samples/vendor-onboarding"),
        folder,
    );
    edit(&folder.join("connectors/erp.json"), |connector| {
        connector["base"] = json!(base)
    });
    edit(&folder.join("rules/vendor-payments.json"), |rule| {
        rule["eligible"] = json!({"role": "workflow_owner", "scope": "workflow:vendor-onboarding"});
        rule["needed"] = json!(1);
    });
}

#[test]
fn from_an_empty_folder_to_proof_elsewhere() {
    let desk = Desk {
        folder: TempDir::new().unwrap(),
        passphrase: "harvest tunnel quiet lamp".into(),
    };
    let (base, seen) = server();
    let folder = desk.path("workflow");
    workflow(&folder, &base);
    let ana = desk.password("Ana Torres", "orchard window plain story");
    let bo = desk.password("Bo Lindqvist", "copper meadow slow ticket");
    let cy = desk.password("Cy Okafor", "violet engine north basket");
    let made = ctl(&[
        "init",
        "--json",
        "--workspace",
        desk.workspace().to_str().unwrap(),
        "--name",
        "Acme",
        "--admin-name",
        "Ana Torres",
        "--vault",
        "file",
        "--password-file",
        ana.to_str().unwrap(),
        "--origin",
        "log.example.org/acme",
    ])
    .yes();
    let fingerprint = made["open"]["fingerprint"].as_str().unwrap().to_owned();
    assert_eq!(made["open"]["origin"], "log.example.org/acme");

    // Bootstrap: what the single administrator proposes is in force at once, and says so.
    let mut in_force = BTreeMap::new();
    for args in [
        [
            "person",
            "add",
            "Bo Lindqvist",
            "--new-password-file",
            bo.to_str().unwrap(),
        ]
        .as_slice(),
        &[
            "person",
            "add",
            "Cy Okafor",
            "--manager",
            "Bo Lindqvist",
            "--new-password-file",
            cy.to_str().unwrap(),
        ],
        &[
            "group",
            "set",
            "staff",
            "--name",
            "Staff",
            "--member",
            "Bo Lindqvist",
        ],
        &["grant", "group:staff", "requester", "workspace"],
        &[
            "grant",
            "Bo Lindqvist",
            "builder",
            "workspace",
            "--reason",
            "draws the workflows",
        ],
        &["grant", "Cy Okafor", "workflow_owner", "workspace"],
    ] {
        let proposed = desk.as_person("Ana Torres", args).yes();
        in_force.insert(format!("{args:?}"), proposed["inForce"] == true);
    }
    assert!(in_force.values().all(|is| *is), "{in_force:?}");

    // What the builder proposes waits for somebody else.
    let connector = folder.join("connectors/erp.json");
    let connector = desk
        .call(
            "Bo Lindqvist",
            &["connector", "set", connector.to_str().unwrap()],
            &format!("{TOKEN}\n"),
            true,
        )
        .yes();
    let rule = folder.join("rules/vendor-payments.json");
    let rule = desk
        .as_person("Bo Lindqvist", &["rule", "set", rule.to_str().unwrap()])
        .yes();
    for proposed in [&connector, &rule] {
        assert_eq!(proposed["inForce"], false);
        let change = proposed["change"].as_str().unwrap();
        desk.as_person("Cy Okafor", &["change", "decide", change, "--approve"])
            .yes();
    }
    let imported = desk
        .as_person("Bo Lindqvist", &["import", folder.to_str().unwrap()])
        .yes();
    assert_eq!(
        (imported["workflow"].as_str(), imported["number"].as_u64()),
        (Some("vendor-onboarding"), Some(1))
    );
    let publish = [
        "publish",
        "vendor-onboarding",
        "--version",
        imported["version"].as_str().unwrap(),
    ];
    let published = desk.as_person("Bo Lindqvist", &publish).yes();
    let change = published["change"].as_str().unwrap();
    let own = desk.as_person("Bo Lindqvist", &["change", "decide", change, "--approve"]);
    assert_eq!(
        own.code, 1,
        "the author does not approve the publication: {own:?}"
    );
    desk.as_person(
        "Cy Okafor",
        &[
            "change",
            "decide",
            change,
            "--approve",
            "--reason",
            "as discussed",
        ],
    )
    .yes();

    let start = [
        "start",
        "vendor-onboarding",
        "--field",
        "legal_name=Nordwind GmbH",
        "--field",
        "country=DE",
        "--field",
        "iban=DE89370400440532013000",
        "--field",
        "amount_limit=25000",
    ];
    let request = desk.as_person("Bo Lindqvist", &start).yes()["request"]
        .as_str()
        .unwrap()
        .to_owned();
    let inbox = desk.as_person("Cy Okafor", &["inbox"]).yes();
    let task = inbox["tasks"][0]["task"].as_str().unwrap();
    desk.as_person("Cy Okafor", &["approve", task]).yes();

    let ran = desk.as_person("Cy Okafor", &["run", "--once"]).yes();
    assert_eq!(
        (ran["calls"].as_u64(), ran["jobs"][0]["ran"].as_str()),
        (Some(1), Some("completed")),
        "{ran}"
    );
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 1);
    assert!(
        seen[0].starts_with("POST /vendors ")
            && seen[0].contains(TOKEN)
            && seen[0].contains("Nordwind GmbH"),
        "{}",
        seen[0]
    );

    let detail = desk.as_person("Cy Okafor", &["show", &request]).yes();
    assert_eq!(detail["row"]["state"], "completed");
    let export = desk.path("export");
    let exported = desk
        .as_person(
            "Ana Torres",
            &["export", export.to_str().unwrap(), "--disclose", "names"],
        )
        .yes();
    assert!(
        exported["withheld"].as_u64().unwrap() > 0,
        "what is sealed beside names stays"
    );

    let given = Given {
        fingerprint: Digest::parse(&fingerprint),
        ..Given::default()
    };
    let verdict = verify_export(&export, &given, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(
        verdict.verdict(),
        Verdict::Verified,
        "{}",
        verdict.to_json()
    );
    let files = everything(&export);
    assert!(!files.contains(TOKEN), "a token never leaves the vault");
    assert!(
        !files.contains("DE89370400440532013000"),
        "a withheld value is not in the export"
    );
}

/// The bytes of all files, as text.
fn everything(folder: &Path) -> String {
    let mut text = String::new();
    for item in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = item.path();
        text += &if path.is_dir() {
            everything(&path)
        } else {
            String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
        };
    }
    text
}
