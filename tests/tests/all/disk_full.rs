//! A full disk during appends, through the engine: a clear error, nothing acknowledged is lost, and space helps.

use engine::{
    Appended, Engine, NewWorkspace, Options, Plain, Session, VaultChoice, credential::Cost, random,
    rebuild::Repair, sample,
};
use kernel::id::{PersonId, WorkflowId};
use std::collections::BTreeMap;
use tests::loopback::Loopback;
use zeroize::Zeroizing;

fn request(engine: &Engine, by: &Session, text: &str) -> Result<Appended, engine::EngineError> {
    let workflow = WorkflowId::parse("access-request").unwrap();
    let version = engine
        .live()
        .kernel
        .state
        .workflows
        .get(&workflow)
        .unwrap()
        .published
        .unwrap();
    let fields = [
        ("system", "crm"),
        ("access_level", "read"),
        ("justification", text),
    ];
    let values: BTreeMap<String, Plain> = fields
        .into_iter()
        .map(|(path, value)| (path.to_owned(), Plain::Text(value.to_owned())))
        .collect();
    engine
        .start_request(by, None, &workflow, version, &values)
        .map(|(_, appended)| appended)
}

#[test]
fn a_full_disk_is_named_and_nothing_acknowledged_is_lost() {
    let home = tempfile::tempdir().unwrap();
    let server = Loopback::start().unwrap();
    let new = NewWorkspace {
        name: "Full".into(),
        origin: None,
        admin_name: "Ana Reyes".into(),
        password: Zeroizing::new(random::password().unwrap().to_string()),
        demo: true,
    };
    let folder = home.path().join("workspace");
    let options = Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    };
    let choice = VaultChoice::named("file", Some("a passphrase of the disk test")).unwrap();
    let (engine, admin) = Engine::create(&folder, &new, &choice, options.clone()).unwrap();
    let sample = sample::fill(
        &engine,
        admin,
        &new.admin_name,
        &new.password,
        server.base(),
    )
    .unwrap();
    let gus = sample
        .people
        .iter()
        .find(|person| person.name == "Gus Pereira")
        .unwrap();
    let gus = engine
        .sign_in(&PersonId::parse(&gus.id).unwrap(), &gus.password)
        .unwrap();

    let used = std::fs::metadata(folder.join("workspace.db"))
        .unwrap()
        .len();
    engine.limit_size(used + 40_000).unwrap();
    let long = "Needs it. ".repeat(100);
    let mut kept = Vec::new();
    let error = (0..1_000)
        .find_map(|_| {
            request(&engine, &gus, &long)
                .map(|appended| kept.push(appended))
                .err()
        })
        .expect("the disk is full at some time");
    assert_eq!(error.code(), "store.disk_full");
    assert!(
        error.to_string().contains("space") || error.to_string().contains("full"),
        "{error}"
    );
    let again = request(&engine, &gus, &long).unwrap_err();
    assert_eq!(again.code(), "store.disk_full", "and it stays so");

    for appended in &kept {
        let stored = engine
            .read(|reader| reader.entry(appended.index))
            .unwrap()
            .expect("it was acknowledged");
        assert_eq!(stored.leaf, appended.leaf);
    }
    engine.limit_size(1 << 40).unwrap();
    kept.push(request(&engine, &gus, "There is space again.").expect("there is space again"));
    drop(engine);

    let vault = choice
        .open(&folder, &Engine::describe(&folder).unwrap(), &options)
        .unwrap();
    let engine = Engine::open(&folder, vault, options).unwrap();
    let report = engine.rebuild_check(Repair::No).unwrap();
    assert_eq!(
        (report.count, report.state_digest_equal),
        (0, true),
        "{:?}",
        report.differences
    );
    let last = kept.last().unwrap();
    assert_eq!(
        engine
            .read(|reader| reader.entry(last.index))
            .unwrap()
            .unwrap()
            .leaf,
        last.leaf
    );
}
