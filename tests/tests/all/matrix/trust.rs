//! What is given from outside: checkpoints, policies, fingerprints; and what is no export.

use std::{fs, ops::ControlFlow};

use kernel::digest::Digest;

use ledger::note::{KeyKind, SignerKey};

use tests::maker::{Business, Forgery, Maker};

use verify::export::{Given, Trust, Verdict, verify_export};

use super::{business, check, given, knowing, names, policy};

#[test]
fn checkpoints_from_elsewhere_find_what_was_cut_off_rolled_back_or_forked() {
    let whole = Business::of_size(5, 80, true).forgery();
    let newest = whole.checkpoint(80, whole.root());
    let mut cut = whole.clone();
    cut.entries.truncate(70);
    let cut_dir = cut.write_temporary();
    // Values of the part that was cut off would give it away, so the attacker leaves them out.
    let without_values = Forgery {
        disclosed: Vec::new(),
        ..cut.clone()
    }
    .write_temporary();
    assert_eq!(
        names(without_values.path(), &given()),
        [""; 0],
        "nothing newer is known"
    );
    let said = check(without_values.path(), &given());
    assert!(
        said.statements
            .iter()
            .any(|statement| statement.code == "nothing_newer_known")
    );
    assert!(
        names(cut_dir.path(), &given())
            .iter()
            .all(|name| *name == "sealed_unknown")
    );
    assert_eq!(
        names(without_values.path(), &knowing(newest.clone())),
        ["behind_known_checkpoint"]
    );

    let dir = whole.write_temporary();
    let older = whole.checkpoint_at(70);
    let anchored = check(dir.path(), &knowing(older));
    assert_eq!(anchored.verdict(), Verdict::Verified);
    assert_eq!(
        (anchored.anchors[0].size, anchored.anchors[0].newer),
        (70, 10)
    );

    let rows = [
        (
            "another root at the same size",
            whole.checkpoint(80, [1; 32]),
            "fork",
        ),
        (
            "another root at a smaller size",
            whole.checkpoint(70, [1; 32]),
            "fork",
        ),
        (
            "a larger size",
            whole.checkpoint(81, [1; 32]),
            "behind_known_checkpoint",
        ),
        (
            "another log",
            Maker::new(9).forgery().checkpoint(1, [1; 32]),
            "origin_mismatch",
        ),
        (
            "not signed by the log",
            {
                let log_key =
                    SignerKey::from_seed(&whole.checkpoint_origin, KeyKind::Ed25519, &[4; 32])
                        .unwrap();
                Forgery {
                    log_key,
                    ..whole.clone()
                }
                .checkpoint(80, whole.root())
            },
            "not_signed_by_given_key",
        ),
        ("no note", b"hello".to_vec(), "note_malformed"),
    ];
    for (row, checkpoint, want) in rows {
        assert_eq!(names(dir.path(), &knowing(checkpoint)), [want], "{row}");
    }
}

#[test]
fn trust_rests_only_on_what_is_given() {
    let business = business();
    let mut forgery = business.forgery();
    let log = forgery.log_key.verifier().to_string();
    let witness = Forgery::witness("witness.example", 8);
    let other = Forgery::witness("other.example", 9);
    let vkey = witness.verifier().to_string();
    let seconds = business.now.0 / 1000;
    forgery.cosigners = vec![(witness.clone(), seconds)];
    let dir = forgery.write_temporary();
    let stranger =
        SignerKey::from_seed(&forgery.checkpoint_origin, KeyKind::Ed25519, &[4; 32]).unwrap();
    let twice = witness.verifier().public().as_bytes();
    let renamed =
        ledger::note::VerifierKey::new("again.example", KeyKind::Cosignature, twice).unwrap();
    let rows: &[(&str, String, &[&str])] = &[
        (
            "log and witness",
            format!("log {log}\nwitness w {vkey}\nquorum w\n"),
            &[],
        ),
        (
            "another witness is wanted",
            format!(
                "log {log}\nwitness w {vkey}\nwitness o {}\ngroup g all w o\nquorum g\n",
                other.verifier()
            ),
            &["quorum_not_met"],
        ),
        (
            "one cosigner under two names",
            format!(
                "log {log}\nwitness w {vkey}\nwitness a {renamed}\ngroup g all w a\nquorum g\n"
            ),
            &["duplicate_cosigner_key", "unknown_signature"],
        ),
        (
            "the witness is not known",
            format!("log {log}\nquorum none\n"),
            &["unknown_signature"],
        ),
        (
            "another key for the origin",
            format!("log {}\nwitness w {vkey}\nquorum w\n", stranger.verifier()),
            &["log_key_mismatch"],
        ),
        (
            "another log",
            format!(
                "log {}\nwitness w {vkey}\nquorum w\n",
                Maker::new(9).forgery().log_key.verifier()
            ),
            &["origin_mismatch"],
        ),
    ];
    for (row, text, want) in rows {
        let found = check(dir.path(), &policy(text.clone()));
        assert_eq!(found.trust, Trust::Policy);
        let codes: Vec<&str> = found.findings.counts().keys().copied().collect();
        assert_eq!(codes, *want, "{row}: {:?}", found.findings.listed());
    }
    let unusable = verify_export(dir.path(), &policy("hello\n".into()), &mut |_, _| {
        ControlFlow::Continue(())
    });
    assert!(
        unusable.is_err(),
        "a policy that cannot be used leaves nothing to judge by"
    );

    let dir = business.forgery().write_temporary();
    let fingerprint = Digest::of(&business.entries[0]);
    let right = check(
        dir.path(),
        &Given {
            fingerprint: Some(fingerprint),
            ..given()
        },
    );
    assert_eq!(
        (right.trust, right.verdict()),
        (Trust::Fingerprint, Verdict::Verified)
    );
    let wrong = Given {
        fingerprint: Some(Digest([1; 32])),
        ..given()
    };
    assert_eq!(names(dir.path(), &wrong), ["fingerprint_mismatch"]);
}

#[test]
fn ticks_that_contradict_a_cosignature_are_found() {
    let business = business();
    let mut forgery = business.forgery();
    let witness = Forgery::witness("witness.example", 8);
    let given = |forgery: &Forgery| {
        policy(format!(
            "log {}\nwitness w {}\nquorum w\n",
            forgery.log_key.verifier(),
            witness.verifier()
        ))
    };
    let now = business.now.0 / 1000;
    let rows: [(u64, &[&str]); 3] = [
        (now, &[]),
        (now - 240, &[]),
        (now - 600, &["log_time_contradiction"]),
    ];
    for (time, want) in rows {
        forgery.cosigners = vec![(witness.clone(), time)];
        assert_eq!(
            names(forgery.write_temporary().path(), &given(&forgery)),
            want,
            "cosigned {} s ago",
            now - time
        );
    }
    // A tick behind the cosigned tree that lies before the cosignature.
    let mut late = business.clone();
    late.tick(1_000);
    let mut known = business.forgery();
    known.cosigners = vec![(witness.clone(), now + 3_600)];
    let checkpoint = known.checkpoint(known.entries.len(), known.root());
    let mut given = given(&known);
    given.checkpoints = vec![("known".into(), checkpoint)];
    let unsigned = Forgery {
        cosigners: vec![(witness.clone(), now)],
        ..late.forgery()
    };
    assert_eq!(
        names(unsigned.write_temporary().path(), &given),
        ["log_time_contradiction"]
    );
}

#[test]
fn what_is_no_export_is_not_judged() {
    let empty = tempfile::tempdir().unwrap();
    let file = empty.path().join("file");
    let nowhere = empty.path().join("nowhere");
    for dir in [empty.path(), &nowhere] {
        assert!(
            verify_export(dir, &given(), &mut |_, _| ControlFlow::Continue(())).is_err(),
            "{}",
            dir.display()
        );
    }
    fs::write(&file, "hello").unwrap();
    assert!(verify_export(&file, &given(), &mut |_, _| ControlFlow::Continue(())).is_err());
    let dir = business().forgery().write_temporary();
    assert!(
        verify_export(dir.path(), &given(), &mut |_, _| ControlFlow::Break(())).is_err(),
        "cancelled"
    );
}
