//! `demo`: the main job from end to end.

use std::{fs, ops::ControlFlow};

use kernel::digest::Digest;
use tempfile::TempDir;
use verify::export::{Given, Verdict, verify_export};

use super::program::ctl;

#[test]
fn the_main_job_ends_with_the_verdict_and_names_everything() {
    let folder = TempDir::new().unwrap();
    let (workspace, export) = (
        folder.path().join("a/workspace"),
        folder.path().join("a/export"),
    );
    let said = ctl(&[
        "demo".as_ref(),
        "--json".as_ref(),
        "--workspace".as_ref(),
        workspace.as_os_str(),
        "--export".as_ref(),
        export.as_os_str(),
    ]);
    let made = said.yes();
    assert_eq!(made["verdict"]["verdict"], "verified");
    assert_eq!(made["verdict"]["trust"], "fingerprint");
    assert!(made["acts"].as_u64().unwrap() >= 40, "{}", made["acts"]);
    assert_eq!(
        made["requests"].as_object().unwrap().len(),
        4,
        "all four samples"
    );
    assert_eq!(made["calls"], made["effects"], "nothing was called twice");
    assert!(made["effects"].as_u64().unwrap() >= 4);
    assert_eq!(made["people"].as_array().unwrap().len(), 10);
    for person in made["people"].as_array().unwrap() {
        for field in ["name", "id", "part", "password"] {
            assert!(!person[field].as_str().unwrap().is_empty(), "{field}");
        }
    }
    assert!(!made["passphrase"].as_str().unwrap().is_empty());
    // The export that was kept verifies by itself, and not with another fingerprint.
    for (fingerprint, verdict) in [
        (
            made["fingerprint"].as_str().unwrap().to_owned(),
            Verdict::Verified,
        ),
        ("0".repeat(64), Verdict::Findings),
    ] {
        let given = Given {
            fingerprint: Digest::parse(&fingerprint),
            ..Given::default()
        };
        let found = verify_export(&export, &given, &mut |_, _| ControlFlow::Continue(())).unwrap();
        assert_eq!(found.verdict(), verdict);
    }
}

#[test]
fn the_last_line_for_people_is_the_verdict() {
    let folder = TempDir::new().unwrap();
    let workspace = folder.path().join("workspace");
    let said = ctl(&[
        "demo".as_ref(),
        "--workspace".as_ref(),
        workspace.as_os_str(),
    ]);
    assert_eq!(said.code, 0, "{said:?}");
    let last = said.out.lines().last().unwrap();
    assert!(
        last.starts_with("verified: log `countersign.invalid/"),
        "{last}"
    );
    assert!(said.out.contains("Passphrase"), "{}", said.out);
}

#[test]
fn a_folder_that_holds_anything_is_refused_before_anything_is_made() {
    let folder = TempDir::new().unwrap();
    let (full, free) = (folder.path().join("full"), folder.path().join("free"));
    fs::create_dir(&full).unwrap();
    fs::write(full.join("note"), "mine").unwrap();
    for (workspace, export) in [(&full, &free), (&free, &full)] {
        let said = ctl(&[
            "demo".as_ref(),
            "--json".as_ref(),
            "--workspace".as_ref(),
            workspace.as_os_str(),
            "--export".as_ref(),
            export.as_os_str(),
        ]);
        assert_eq!(said.refused(), (2, "ctl.folder_not_empty".to_owned()));
        assert!(!free.exists(), "nothing was made");
        assert_eq!(fs::read_dir(&full).unwrap().count(), 1);
    }
    let inner = free.join("export");
    let said = ctl(&[
        "demo".as_ref(),
        "--json".as_ref(),
        "--workspace".as_ref(),
        free.as_os_str(),
        "--export".as_ref(),
        inner.as_os_str(),
    ]);
    assert_eq!(
        said.refused(),
        (2, "ctl.file".to_owned()),
        "an export within the workspace"
    );
}

#[test]
fn without_a_keyring_the_keyring_is_refused_with_the_choices() {
    let folder = TempDir::new().unwrap();
    let workspace = folder.path().join("workspace");
    let said = ctl(&[
        "demo".as_ref(),
        "--vault".as_ref(),
        "keyring".as_ref(),
        "--workspace".as_ref(),
        workspace.as_os_str(),
    ]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err.contains("--vault keyring|file|memory"),
        "{}",
        said.err
    );
}
