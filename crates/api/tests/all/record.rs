//! The record as the window sees it: checking it, copies outside, damaged files, errors that say what to do.

use std::sync::{Arc, Mutex};

use api::{Host, text::Texts};
use serde_json::{Value, json};

use crate::world::{PASSPHRASE, World};

/// Waits for the end of a check: the host tells of it.
fn checked(world: &World) -> Value {
    let (tell, told) = std::sync::mpsc::channel();
    world.host.on_changed(move |_| {
        let _ = tell.send(());
    });
    world.ok("verify.start", json!({}));
    loop {
        let seal = world.ask("app.state", json!({}))["seal"].clone();
        if seal["state"] != "checking" {
            return seal;
        }
        told.recv().unwrap();
    }
}

#[test]
fn a_check_tells_of_its_progress_and_can_be_stopped_meanwhile() {
    let world = World::new();
    let host: Arc<Mutex<Option<Arc<Host>>>> = Arc::default();
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let (hand, notes) = (host.clone(), seen.clone());
    let World { host: inner, .. } = &world;
    inner.on_changed(move |topics| {
        if topics.iter().any(|topic| topic.as_str() == "seal")
            && let Some(host) = hand.lock().unwrap().as_ref()
        {
            let seal = host.query("app.state", json!({})).unwrap()["seal"].clone();
            notes
                .lock()
                .unwrap()
                .push(seal["state"].as_str().unwrap().to_owned());
            host.command("verify.stop", json!({}), "").unwrap();
        }
    });
    let World { host: whole, .. } = world;
    let whole = Arc::new(whole);
    *host.lock().unwrap() = Some(whole.clone());
    whole.command("verify.start", json!({}), "").unwrap();
    // Closing waits for the thread that checks.
    let states = loop {
        let states = seen.lock().unwrap().clone();
        if states.len() >= 2 {
            break states;
        }
        std::thread::yield_now();
    };
    *host.lock().unwrap() = None;
    assert_eq!(
        states[..2],
        ["checking".to_owned(), "not_yet".to_owned()],
        "told while it ran, and again when it was stopped"
    );
}

#[test]
fn a_seal_names_when_the_newest_copy_left() {
    let world = World::new();
    let seal = checked(&world);
    assert_eq!(
        (&seal["state"], &seal["anchor"]),
        (&json!("verified"), &Value::Null),
        "no copy has left: {seal}"
    );
    world.sign_in("Cy");
    let path = world.path.with_file_name("checkpoint.txt");
    world.ok("checkpoint.save", json!({"path": path}));
    let before = checked(&world)["anchor"].clone();
    assert!(before.as_str().unwrap().starts_with("20"), "{before}");
    world.ok(
        "workspace.open",
        json!({"path": world.path, "passphrase": PASSPHRASE}),
    );
    assert_eq!(checked(&world)["anchor"], before, "also after a restart");
    world.ok("workspace.close", json!({}));
    rusqlite::Connection::open(world.path.join("workspace.db"))
        .unwrap()
        .execute(
            "UPDATE setting SET value = zeroblob(56) WHERE key = 'anchor'",
            [],
        )
        .unwrap();
    world.ok(
        "workspace.open",
        json!({"path": world.path, "passphrase": PASSPHRASE}),
    );
    assert_eq!(
        checked(&world)["anchor"],
        Value::Null,
        "nobody can write a copy that was not made into the table"
    );
}

#[test]
fn a_damaged_file_makes_only_its_version_unusable() {
    let world = World::new();
    let request = world.start();
    world.ok("workspace.close", json!({}));
    let edited = rusqlite::Connection::open(world.path.join("workspace.db"))
        .unwrap()
        .execute(
            "UPDATE record_blob SET bytes = x'7b7d' WHERE instr(bytes, '\"id\":\"look\"') > 0",
            [],
        )
        .unwrap();
    assert_eq!(edited, 1);
    world.ok(
        "workspace.open",
        json!({"path": world.path, "passphrase": PASSPHRASE}),
    );
    world.sign_in("Bo");
    let list = world.ask("requests.startable", json!({}));
    let may = &list["workflows"][0]["mayStart"];
    assert_eq!(
        (&may["allowed"], &may["code"]),
        (&json!(false), &json!("version.unusable"))
    );
    assert!(may["because"].as_str().unwrap().contains("forms/look.form"));
    let error = world.try_start(json!({"size": "M"})).unwrap_err();
    assert_eq!(
        (error.code.as_str(), error.args["file"].as_str()),
        ("version.unusable", "forms/look.form")
    );
    let form = world
        .host
        .query("requests.form", json!({"workflow": "order"}));
    assert_eq!(form.unwrap_err().code, "version.unusable");
    let run = world.host.query("runs.detail", json!({"request": request}));
    assert_eq!(run.unwrap_err().code, "version.unusable");
    let workflow = world.ask("workflows.detail", json!({"workflow": "order"}));
    let version = &workflow["versions"][0];
    assert!(version["unusable"].as_str().unwrap().contains("damaged"));
    let shown = world.ask("workflows.version", json!({"version": version["digest"]}));
    assert_eq!(shown["findings"][0]["code"], "version.unusable");
    let seal = checked(&world);
    let found = seal["findings"].as_array().unwrap();
    assert_eq!(found[0]["code"], "blob_mismatch", "{seal}");
    let rebuilt = world
        .host
        .engine()
        .unwrap()
        .rebuild_check(engine::rebuild::Repair::No);
    let said = rebuilt.unwrap_err().to_string();
    assert!(
        found[0]["message"]
            .as_str()
            .unwrap()
            .contains(digest_in(&said)),
        "{said}"
    );
}

/// The digest that a message names.
fn digest_in(message: &str) -> &str {
    message
        .split('`')
        .find(|part| part.len() == 64)
        .unwrap_or("no digest")
}

#[test]
fn help_is_an_id_of_the_shared_catalogue() {
    use engine::{
        EngineError,
        vault::VaultError::{
            KeyringFailed, Locked, Missing, NoKeyring, Timeout, UnknownKind, WrongPassphrase,
        },
    };
    let texts = Texts::english();
    let errors = [
        EngineError::Vault(NoKeyring("x".into())),
        EngineError::Vault(KeyringFailed("x".into())),
        EngineError::Vault(UnknownKind("x".into())),
        EngineError::Vault(Locked("x".into())),
        EngineError::Vault(Timeout(15)),
        EngineError::Vault(Missing("x".into())),
        EngineError::Vault(WrongPassphrase),
        EngineError::Store(store::StoreError::DiskFull),
        EngineError::VersionUnusable {
            version: "v".into(),
            file: "f".into(),
            found: "damaged".into(),
        },
    ];
    for error in errors {
        let envelope = api::ApiError::Engine(error).envelope();
        let help = envelope.help.unwrap();
        assert!(texts.get(&help, []).is_some(), "`{help}` is no text");
        assert!(
            texts
                .error(
                    &envelope.code,
                    envelope
                        .args
                        .iter()
                        .map(|(key, value)| (key.as_str(), value.clone()))
                )
                .is_some(),
            "`{}` is no text",
            envelope.code
        );
    }
}
