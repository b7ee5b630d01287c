//! The whole main job through the engine on real files: sample workspace with real connector calls, export, verification
//! in another folder, damage, truncation and roll-back, rebuild.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use engine::{
    Engine, NewWorkspace, Options, Session, VaultChoice, credential::Cost, random, rebuild::Repair,
    sample,
};
use kernel::{act::data::Disclosure, id::PersonId};
use tests::{loopback::Loopback, maker::files};
use verify::export::{Given, Trust, Verdict, Verification, verify_export};
use zeroize::Zeroizing;

/// Single-byte changes that are tried.
const CHANGES: usize = 200;

struct Scenario {
    engine: Engine,
    server: Loopback,
    auditor: Session,
    home: tempfile::TempDir,
}

impl Scenario {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let server = Loopback::start().unwrap();
        let new = NewWorkspace {
            name: "Scenario".into(),
            origin: None,
            admin_name: "Ana Reyes".into(),
            password: Zeroizing::new(random::password().unwrap().to_string()),
            demo: true,
        };
        let options = Options {
            cost: Cost::DEMO,
            minimum_cost: Cost::DEMO,
            ..Options::default()
        };
        let (engine, admin) = Engine::create(
            &home.path().join("workspace"),
            &new,
            &VaultChoice::Memory,
            options,
        )
        .unwrap();
        let sample = sample::fill(
            &engine,
            admin,
            &new.admin_name,
            &new.password,
            server.base(),
        )
        .unwrap();
        assert_eq!(
            sample.calls,
            server.calls().len(),
            "every call arrived once"
        );
        let joy = sample
            .people
            .iter()
            .find(|person| person.name == "Joy Adeyemi")
            .unwrap();
        let auditor = engine
            .sign_in(&PersonId::parse(&joy.id).unwrap(), &joy.password)
            .unwrap();
        Self {
            engine,
            server,
            auditor,
            home,
        }
    }

    fn export(&self, name: &str) -> PathBuf {
        let to = self.home.path().join(name);
        let mut progress = |_, _| ControlFlow::Continue(());
        self.engine
            .export(&self.auditor, None, &to, Disclosure::All, &mut progress)
            .unwrap();
        to
    }
}

fn verify(dir: &Path, given: &Given) -> Verification {
    verify_export(dir, given, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// Whether a damaged export is noticed: a finding, or nothing that can be judged.
fn is_noticed(dir: &Path) -> bool {
    verify_export(
        dir,
        &Given::default(),
        &mut |_, _| ControlFlow::Continue(()),
    )
    .map_or(true, |found| found.verdict() != Verdict::Verified)
}

fn knowing(checkpoint: Vec<u8>) -> Given {
    Given {
        checkpoints: vec![("known".into(), checkpoint)],
        ..Given::default()
    }
}

fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&path), target).unwrap();
    }
}

#[test]
fn the_main_job_is_proved_elsewhere_and_every_change_to_the_proof_is_found() {
    let scenario = Scenario::new();
    assert!(
        scenario.server.by_key().values().all(|count| *count == 1),
        "no call was made twice"
    );
    let export = scenario.export("first");

    // Proved in another folder, which has never seen the workspace.
    let elsewhere = tempfile::tempdir().unwrap();
    let dir = elsewhere.path().join("export");
    copy(&export, &dir);
    let found = verify(&dir, &Given::default());
    assert_eq!(
        found.verdict(),
        Verdict::Verified,
        "{:?}",
        found.findings.listed()
    );
    assert_eq!(found.trust, Trust::Itself);
    assert!(found.checks.acts >= 40, "{} acts", found.checks.acts);
    let known = Given {
        fingerprint: Some(scenario.engine.fingerprint()),
        ..Given::default()
    };
    assert_eq!(verify(&dir, &known).trust, Trust::Fingerprint);

    // What is folded anew is what is there.
    let report = scenario.engine.rebuild_check(Repair::No).unwrap();
    assert_eq!(
        (report.count, report.state_digest_equal),
        (0, true),
        "{:?}",
        report.differences
    );

    // Every single-byte change is found.
    let sizes: Vec<(String, u64)> = files(&dir)
        .into_iter()
        .map(|path| (path.clone(), fs::metadata(dir.join(path)).unwrap().len()))
        .collect();
    let total: u64 = sizes.iter().map(|(_, size)| size).sum();
    let mut drawn = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = || {
        // Xorshift: the same changes in every run.
        drawn ^= drawn << 13;
        drawn ^= drawn >> 7;
        drawn ^= drawn << 17;
        drawn
    };
    let mut unseen = Vec::new();
    for _ in 0..CHANGES {
        let (mut at, flip) = (draw() % total, u8::try_from(draw() % 255).unwrap() + 1);
        let (path, _) = sizes
            .iter()
            .find(|(_, size)| {
                let here = at < *size;
                at -= if here { 0 } else { *size };
                here
            })
            .unwrap();
        let file = dir.join(path);
        let good = fs::read(&file).unwrap();
        let mut bad = good.clone();
        bad[usize::try_from(at).unwrap()] ^= flip;
        fs::write(&file, bad).unwrap();
        if !is_noticed(&dir) {
            unseen.push((path.clone(), at, flip));
        }
        fs::write(&file, good).unwrap();
    }
    println!(
        "single-byte changes: {CHANGES} made, {} found",
        CHANGES - unseen.len()
    );
    assert!(unseen.is_empty(), "{unseen:?}");
    assert_eq!(
        verify(&dir, &Given::default()).verdict(),
        Verdict::Verified,
        "all changes were taken back"
    );

    // An older export put back, which is also the newer one with its tail cut off by whoever has the older checkpoint, is
    // whole in itself; who knows a newer checkpoint sees what is missing.
    let newer = scenario.export("second");
    let checkpoint = fs::read(newer.join("checkpoint")).unwrap();
    let old = fs::read(export.join("checkpoint")).unwrap();
    assert_eq!(verify(&newer, &knowing(old)).verdict(), Verdict::Verified);
    assert_eq!(
        verify(&export, &Given::default()).verdict(),
        Verdict::Verified
    );
    let behind = verify(&export, &knowing(checkpoint.clone()));
    assert_eq!(
        behind.findings.counts().keys().copied().collect::<Vec<_>>(),
        ["behind_known_checkpoint"]
    );

    // Cut off with less care: the older checkpoint beside the newer files, or a bundle without its last entry.
    for bundle_too in [false, true] {
        let cut = elsewhere.path().join(format!("cut-{bundle_too}"));
        copy(&newer, &cut);
        fs::copy(export.join("checkpoint"), cut.join("checkpoint")).unwrap();
        if bundle_too {
            let bundle = files(&cut)
                .into_iter()
                .find(|path| path.starts_with("tile/entries/"))
                .unwrap();
            let old = files(&export)
                .into_iter()
                .find(|path| path.starts_with("tile/entries/"))
                .unwrap();
            fs::rename(cut.join(&bundle), cut.join("bundle")).unwrap();
            fs::create_dir_all(cut.join(&old).parent().unwrap()).unwrap();
            fs::copy(export.join(&old), cut.join(&old)).unwrap();
            fs::remove_file(cut.join("bundle")).unwrap();
        }
        assert_eq!(
            verify(&cut, &knowing(checkpoint.clone())).verdict(),
            Verdict::Findings
        );
    }
}
