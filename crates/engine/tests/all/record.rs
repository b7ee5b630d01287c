//! The record leaving the workspace and coming back: export, receipts, backup and restore, rebuild, "Verify now".
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use engine::{
    Engine, EngineError, NewWorkspace, Options, Session, VaultChoice,
    acts::people::NewGrant,
    credential::Cost,
    export::Exported,
    rebuild::Repair,
    seal::{Extent, Status, Verdict, Verification},
    vault::{MemoryVault, NEWEST_CHECKPOINT, Vault},
};
use kernel::{
    act::{
        change::Subject,
        data::Disclosure::{self, All, Names, Nothing},
    },
    role::Role,
    scope::Scope,
};
use ledger::{
    note::{Note, NoteLimits, VerifierKey, verify_note},
    proof_file::ProofFile,
};
use tempfile::TempDir;
use verify::export::{Given, verify_export};
use zeroize::Zeroizing;

const PASSWORD: &str = "seventeen quiet herons 84";
const PASSPHRASE: &str = "a drawer of blue thimbles 31";
const RULE: &[u8] = include_bytes!("../../samples/access-request/rules/manager-approval.json");

struct Home {
    home: TempDir,
    vault: Arc<dyn Vault>,
    engine: Arc<Engine>,
    admin: Session,
}

fn options() -> Options {
    Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    }
}

impl Home {
    /// A workspace with two people, a grant, a rule and a reason.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new("w_00000000000000aa").unwrap());
        let new = NewWorkspace {
            name: "Acme".into(),
            origin: Some("log.example/acme".into()),
            admin_name: "Ada Reyes".into(),
            password: Zeroizing::new(PASSWORD.into()),
            demo: true,
        };
        let choice = VaultChoice::Given(vault.clone());
        let (engine, admin) =
            Engine::create(&home.path().join("ws"), &new, &choice, options()).unwrap();
        let this = Self {
            home,
            vault,
            engine: Arc::new(engine),
            admin,
        };
        let (builder, _) = this
            .engine
            .add_person(
                &this.admin,
                None,
                "Bo Lind",
                None,
                PASSWORD,
                Some("begins today"),
            )
            .unwrap();
        let subject = Subject::Person(builder);
        let grant = NewGrant {
            subject,
            role: Role::Builder,
            scope: Scope::Workspace,
            from: None,
            until: None,
        };
        this.engine
            .add_grant(&this.admin, None, grant, None)
            .unwrap();
        let builder = this.engine.sign_in(&builder, PASSWORD).unwrap();
        this.engine
            .set_rule(&builder, None, RULE, Some("from the handbook"))
            .unwrap();
        this
    }

    fn at(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn export(&self, name: &str, discloses: Disclosure) -> Exported {
        let go_on = &mut |_, _| ControlFlow::Continue(());
        self.engine
            .export(&self.admin, None, &self.at(name), discloses, go_on)
            .unwrap()
    }

    fn edit(&self, sql: &str) -> usize {
        rusqlite::Connection::open(self.engine.folder().join("workspace.db"))
            .unwrap()
            .execute(sql, [])
            .unwrap()
    }

    fn seal(&self, extent: Extent) -> Verdict {
        match Verification::start_with(&self.engine, extent)
            .unwrap()
            .wait()
        {
            Status::Finished(verdict) => verdict,
            other => panic!("{other:?}"),
        }
    }
}

fn findings(export: &Path) -> Vec<String> {
    let verification = verify_export(export, &Given::default(), &mut |_, _| {
        ControlFlow::Continue(())
    })
    .unwrap();
    verification
        .findings
        .listed()
        .iter()
        .map(|finding| format!("{}: {}", finding.code, finding.message))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_strangers_program_accepts_an_export_and_finds_a_change_of_every_file() {
    let home = Home::new();
    let size = home.engine.live().head.size;
    let exported = home.export("out", All);
    assert!(exported.size > size, "the export itself is on the record");
    assert_eq!(exported.root, home.engine.live().head.root);
    let out = home.at("out");
    assert_eq!(findings(&out), Vec::<String>::new());
    for file in files(&out) {
        let good = fs::read(&file).unwrap();
        let mut bad = good.clone();
        let middle = bad.len() / 2;
        match bad.get_mut(middle) {
            Some(byte) => *byte ^= 1,
            None => bad.push(b'x'),
        }
        fs::write(&file, bad).unwrap();
        assert_ne!(
            findings(&out),
            Vec::<String>::new(),
            "a changed byte of {}",
            file.display()
        );
        fs::write(&file, good).unwrap();
    }
    assert_eq!(findings(&out), Vec::<String>::new(), "as it was");
}

#[test]
fn an_export_discloses_what_its_act_says() {
    let home = Home::new();
    let rows = [
        (Nothing, 0, vec![]),
        (Names, 2, vec!["Ada Reyes", "Bo Lind"]),
        (All, 4, vec!["begins today", "from the handbook"]),
    ];
    for (discloses, count, texts) in rows {
        let name = format!("{discloses:?}");
        let exported = home.export(&name, discloses);
        assert_eq!(
            (exported.disclosed, exported.withheld),
            (count, 4 - count),
            "{name}"
        );
        let disclosed = fs::read_to_string(home.at(&name).join("sealed.jsonl")).unwrap();
        assert_eq!(disclosed.lines().count() as u64, count, "{name}");
        texts
            .iter()
            .for_each(|text| assert!(disclosed.contains(text), "{name}: {text}"));
        assert_eq!(findings(&home.at(&name)), Vec::<String>::new(), "{name}");
        let log: Vec<u8> = files(&home.at(&name).join("tile/entries"))
            .iter()
            .flat_map(|file| fs::read(file).unwrap())
            .collect();
        let clear = String::from_utf8_lossy(&log);
        assert!(
            !clear.contains("Bo Lind") && !clear.contains("handbook"),
            "the entries hold commitments only"
        );
    }
}

#[test]
fn an_export_is_whole_or_not_there() {
    let home = Home::new();
    let stopped = home
        .engine
        .export(&home.admin, None, &home.at("out"), All, &mut |_, _| {
            ControlFlow::Break(())
        });
    assert_eq!(stopped.unwrap_err().code(), "stopped");
    assert_eq!(
        fs::read_dir(home.home.path()).unwrap().count(),
        1,
        "only the workspace is there"
    );
    let size = home.engine.live().head.size;
    let taken = home
        .engine
        .export(&home.admin, None, home.engine.folder(), All, &mut |_, _| {
            ControlFlow::Continue(())
        });
    assert_eq!(taken.unwrap_err().code(), "folder");
    assert_eq!(
        home.engine.live().head.size,
        size,
        "an impossible folder leaves no act"
    );
}

#[test]
fn an_export_needs_the_permission() {
    let home = Home::new();
    let bo = home.engine.find_person("Bo Lind").unwrap();
    let bo = home.engine.sign_in(&bo, PASSWORD).unwrap();
    let refused = home
        .engine
        .export(&bo, None, &home.at("out"), Nothing, &mut |_, _| {
            ControlFlow::Continue(())
        });
    assert!(
        matches!(refused, Err(EngineError::Refused(_))),
        "{refused:?}"
    );
    assert!(matches!(
        home.engine.backup(&bo, &home.at("backup"), PASSPHRASE),
        Err(EngineError::Refused(_))
    ));
    assert!(!home.at("out").exists() && !home.at("backup").exists());
}

/// Everything that the README tells a stranger to type.
#[test]
fn the_readme_of_an_export_says_how_it_is_checked() {
    let home = Home::new();
    home.export("out", All);
    let readme = fs::read_to_string(home.at("out/README.txt")).unwrap();
    assert!(readme.contains(&home.engine.fingerprint().to_string()) && !readme.contains("{{"));
    let wanted = ["sed ", "(cd ", "(printf ", "openssl ", "python3 "];
    let shell: Vec<&str> = readme
        .lines()
        .take_while(|line| !line.starts_with("----- begin"))
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| wanted.iter().any(|start| line.starts_with(start)))
        .collect();
    assert_eq!(shell.len(), 9, "{shell:?}");
    let desk = tempfile::tempdir().unwrap();
    let script = format!("set -eu\n{}\n", shell.join("\n"));
    let run = || {
        let mut command = Command::new("sh");
        let command = command
            .arg("-c")
            .arg(&script)
            .current_dir(desk.path())
            .env("EXPORT", home.at("out"));
        command.output().unwrap()
    };
    let good = run();
    let said = String::from_utf8_lossy(&good.stdout).into_owned();
    assert!(
        good.status.success(),
        "needs openssl and python3\n{said}\n{}",
        String::from_utf8_lossy(&good.stderr)
    );
    assert!(said.contains("4 disclosed values: consistent"), "{said}");
    let sealed = home.at("out/sealed.jsonl");
    fs::write(
        &sealed,
        fs::read_to_string(&sealed)
            .unwrap()
            .replace("handbook", "handbill"),
    )
    .unwrap();
    assert!(!run().status.success(), "a changed value");
}

#[test]
fn a_receipt_proves_an_act_and_a_refusal_is_signed() {
    let home = Home::new();
    let proposed = home
        .engine
        .add_person(&home.admin, None, "Cy Okafor", None, PASSWORD, None)
        .unwrap()
        .1;
    home.engine
        .add_person(&home.admin, None, "Dee Marsh", None, PASSWORD, None)
        .unwrap();
    let receipt = home.engine.receipt(&proposed.appended).unwrap();
    let log_key = VerifierKey::parse(&home.engine.log_vkey()).unwrap();
    let proof = ProofFile::parse(receipt.proof.as_bytes()).unwrap();
    let open = proof
        .verify_with_keys(&proposed.appended.leaf, std::slice::from_ref(&log_key))
        .unwrap();
    assert_eq!(open.checkpoint.size, home.engine.live().head.size);
    assert_eq!(
        home.engine
            .receipt_of(receipt.index + 1, receipt.leaf)
            .unwrap_err()
            .code(),
        "record.damaged",
        "not that entry"
    );

    let error = EngineError::ClockBehind;
    let refusal = home.engine.signed_refusal(&error, Some(b"act"));
    let note = Note::parse(refusal.as_bytes(), NoteLimits::default()).unwrap();
    let state = home.engine.live().kernel.state.clone();
    let (id, station) = state.workstations.iter().next().unwrap();
    let name = kernel::id::Signer::Workstation(*id).key_name(home.engine.origin());
    let key =
        VerifierKey::new(&name, ledger::note::KeyKind::Ed25519, &station.keys[0].key).unwrap();
    verify_note(&note, &[key]).unwrap();
    let lines: Vec<&str> = note.text.lines().collect();
    assert_eq!(
        lines[..3],
        ["countersign refusal v1", "log.example/acme", "clock.behind"]
    );
    assert_eq!(lines[4], kernel::digest::Digest::of(b"act").to_string());
}

#[test]
fn a_restored_backup_is_the_workspace() {
    let home = Home::new();
    let backed = home
        .engine
        .backup(&home.admin, &home.at("backup"), PASSPHRASE)
        .unwrap();
    let new = VaultChoice::File(Zeroizing::new(PASSPHRASE.to_owned()));
    let folder = home.at("restored");
    let restored =
        Engine::restore(&home.at("backup"), &folder, PASSPHRASE, &new, &options()).unwrap();
    assert_eq!((restored.size, restored.root), (backed.size, backed.root));
    assert!(!restored.is_behind());
    let described = Engine::describe(&folder).unwrap();
    assert_eq!(
        described.vault, "file",
        "the workspace names the vault that it has now"
    );
    let engine = Engine::open(
        &folder,
        new.open(&folder, &described, &options()).unwrap(),
        options(),
    )
    .unwrap();
    assert_eq!(engine.read_only(), None);
    assert_eq!(engine.live().head.root, backed.root);
    let admin = engine.find_person("Ada Reyes").unwrap();
    let session = engine.sign_in(&admin, PASSWORD).unwrap();
    engine
        .add_person(&session, None, "Cy Okafor", None, PASSWORD, None)
        .unwrap();
}

#[test]
fn an_older_backup_beside_a_newer_checkpoint_opens_for_reading_only() {
    let home = Home::new();
    let backed = home
        .engine
        .backup(&home.admin, &home.at("backup"), PASSPHRASE)
        .unwrap();
    home.engine
        .add_person(&home.admin, None, "Cy Okafor", None, PASSWORD, None)
        .unwrap();
    home.engine.remember().unwrap();
    let newest = home.vault.get(NEWEST_CHECKPOINT).unwrap();
    let given = VaultChoice::Given(home.vault.clone());
    let restored = Engine::restore(
        &home.at("backup"),
        &home.at("old"),
        PASSPHRASE,
        &given,
        &options(),
    )
    .unwrap();
    assert!(restored.is_behind());
    assert_eq!(
        home.vault.get(NEWEST_CHECKPOINT).unwrap(),
        newest,
        "what is remembered only grows"
    );
    let engine = Engine::open(&home.at("old"), home.vault.clone(), options()).unwrap();
    assert_eq!(engine.read_only(), Some("read-only-behind"));
    assert_eq!(engine.live().head.size, backed.size);
    let refused = engine.add_person(&home.admin, None, "Dee Marsh", None, PASSWORD, None);
    assert_eq!(refused.unwrap_err().code(), "workspace.read_only");
}

#[cfg(unix)]
#[test]
fn an_older_copy_put_in_place_while_it_is_open_stops_appends() {
    let home = Home::new();
    home.engine
        .backup(&home.admin, &home.at("backup"), PASSPHRASE)
        .unwrap();
    let add = |name: &str| {
        home.engine
            .add_person(&home.admin, None, name, None, PASSWORD, None)
    };
    add("Cy Okafor").unwrap();
    home.engine.remember().unwrap();
    assert_eq!(home.engine.read_only(), None);
    fs::rename(
        home.at("backup").join("workspace.db"),
        home.engine.folder().join("workspace.db"),
    )
    .unwrap();
    for name in ["workspace.db-wal", "workspace.db-shm"] {
        fs::remove_file(home.engine.folder().join(name)).unwrap();
    }
    add("Dee Marsh").unwrap();
    home.engine.remember().unwrap();
    assert!(
        home.engine.read_only().is_some(),
        "the file that lies there now is asked, not the one that was opened"
    );
}

#[test]
fn a_backup_that_does_not_fit_together_restores_nothing() {
    let home = Home::new();
    home.engine
        .backup(&home.admin, &home.at("backup"), PASSPHRASE)
        .unwrap();
    let memory = || {
        VaultChoice::Given(
            Arc::new(MemoryVault::new("w_00000000000000aa").unwrap()) as Arc<dyn Vault>
        )
    };
    let folder = home.at("restored");
    let restore = |passphrase: &str| {
        Engine::restore(
            &home.at("backup"),
            &folder,
            passphrase,
            &memory(),
            &options(),
        )
    };
    assert!(
        restore("another passphrase 123").is_err(),
        "a wrong passphrase"
    );
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        0,
        "the folder is empty again"
    );
    let used = Engine::restore(
        &home.at("backup"),
        home.engine.folder(),
        PASSPHRASE,
        &memory(),
        &options(),
    );
    assert!(used.is_err(), "a folder that is used");
    let taken = home
        .engine
        .backup(&home.admin, &home.at("backup"), PASSPHRASE);
    assert_eq!(
        taken.unwrap_err().code(),
        "folder",
        "a backup is never written over"
    );
    let database = home.at("backup/workspace.db");
    let bytes = fs::read(&database).unwrap();
    fs::write(&database, &bytes[..bytes.len() / 2]).unwrap();
    assert!(restore(PASSPHRASE).is_err(), "half a database");
    fs::write(&database, bytes).unwrap();
    fs::remove_file(home.at("backup/vault.json")).unwrap();
    assert!(restore(PASSPHRASE).is_err(), "no keys");
}

#[test]
fn a_rebuild_finds_and_repairs_what_was_edited() {
    let home = Home::new();
    let clean = home.engine.rebuild_check(Repair::No).unwrap();
    assert_eq!(
        (clean.count, clean.state_digest_equal, clean.repaired),
        (0, true, false)
    );
    assert_eq!(clean.entries, home.engine.live().head.size);
    let edits = [
        (
            "UPDATE act_view SET name = 'data.export' WHERE idx = 2",
            "a changed row",
        ),
        ("DELETE FROM act_view WHERE idx = 3", "a missing row"),
        (
            "INSERT INTO request_view VALUES (9, 'none', x'00', 'p_0000000000000001', 'running', 0, NULL, NULL)",
            "a row too many",
        ),
    ];
    for (sql, what) in edits {
        assert_eq!(home.edit(sql), 1, "{what}");
        let found = home.engine.rebuild_check(Repair::No).unwrap();
        assert_eq!(
            (found.count, found.repaired),
            (1, false),
            "{what}: {:?}",
            found.differences
        );
        let repaired = home.engine.rebuild_check(Repair::Yes).unwrap();
        assert_eq!((repaired.count, repaired.repaired), (1, true), "{what}");
        assert_eq!(
            home.engine.rebuild_check(Repair::No).unwrap().count,
            0,
            "{what} is repaired"
        );
    }
}

#[test]
fn verify_now_reads_only_what_is_new_and_remembers_over_a_restart() {
    let home = Home::new();
    let first = home.seal(Extent::New);
    assert_eq!(
        (first.from, &first.findings, first.is_verified()),
        (0, &vec![], true)
    );
    let again = home.seal(Extent::New);
    assert_eq!(
        (again.from, again.is_verified()),
        (first.size, true),
        "nothing is new"
    );
    home.engine
        .add_person(&home.admin, None, "Cy Okafor", None, PASSWORD, None)
        .unwrap();
    let Home {
        home: folder,
        vault,
        engine,
        admin,
    } = home;
    let path = engine.folder().to_owned();
    drop(engine);
    let engine = Arc::new(Engine::open(&path, vault.clone(), options()).unwrap());
    let home = Home {
        home: folder,
        vault,
        engine,
        admin,
    };
    let next = home.seal(Extent::New);
    assert_eq!(
        (next.from, next.is_verified()),
        (first.size, true),
        "{:?}",
        next.findings
    );
    assert!(next.size > first.size);
    assert_eq!(home.seal(Extent::Whole).from, 0);
    home.edit("UPDATE setting SET value = zeroblob(1000) WHERE key = 'verified-prefix/0'");
    assert_eq!(
        home.seal(Extent::New).from,
        0,
        "a prefix that nobody vouches for counts for nothing"
    );
}

#[test]
fn verify_now_names_what_was_changed() {
    let rows = [
        (
            "UPDATE entry SET leaf = zeroblob(32) WHERE idx = 2",
            "leaf_mismatch",
        ),
        (
            "UPDATE entry SET root = zeroblob(32) WHERE idx = 2",
            "root_mismatch",
        ),
        (
            "UPDATE entry SET time = time + 1 WHERE idx = 2",
            "time_mismatch",
        ),
        (
            "UPDATE sealed SET ciphertext = zeroblob(80) WHERE rowid = 1",
            "sealed_invalid",
        ),
        ("UPDATE record_blob SET bytes = x'7b7d'", "blob_mismatch"),
        ("UPDATE checkpoint SET note = x'00'", "checkpoint_invalid"),
        ("UPDATE act_id SET idx = 0 WHERE idx = 2", "id_mismatch"),
    ];
    for (sql, code) in rows {
        let home = Home::new();
        assert!(home.edit(sql) > 0, "{sql}");
        let verdict = home.seal(Extent::Whole);
        assert!(
            verdict.findings.iter().any(|finding| finding.code == code),
            "{sql}: {:?}",
            verdict.findings
        );
    }
}

#[test]
fn verify_now_can_be_cancelled() {
    let home = Home::new();
    let verification = Verification::start_with(&home.engine, Extent::Whole).unwrap();
    verification.cancel();
    match verification.wait() {
        // It may have been faster.
        Status::Finished(verdict) => assert!(verdict.cancelled || verdict.is_verified()),
        other => panic!("{other:?}"),
    }
}
