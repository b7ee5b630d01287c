//! `countersign-verify log`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::generator::{Key, ORIGIN, checkpoint, leaves, log_key, write_log, write_tiles};
use crate::program::{Run, run};

fn verify(dir: &Path, keys: &[&Key]) -> Run {
    let mut arguments = vec![
        "log".to_owned(),
        dir.display().to_string(),
        "--json".to_owned(),
    ];
    for key in keys {
        arguments.extend(["--vkey".to_owned(), key.vkey()]);
    }
    run(arguments, b"")
}

#[test]
fn foreign_logs_of_every_edge_size_verify() {
    let (log, w1, w2) = (
        log_key(),
        Key::new("w1.example", 4, 2),
        Key::new("w2.example", 4, 3),
    );
    let stranger = Key::new("stranger.example", 4, 4);
    for size in [0, 1, 255, 256, 257, 65_537] {
        let folder = tempfile::tempdir().unwrap();
        write_log(folder.path(), size, &[&log]);
        let plain = verify(folder.path(), &[&log]);
        assert_eq!(
            (plain.code, plain.stderr.as_str()),
            (0, ""),
            "size {size}: {}",
            plain.stdout
        );
        let answer = plain.json();
        assert_eq!(answer["verdict"], "verified");
        assert_eq!(answer["log"]["size"], size);
        assert_eq!(answer["log"]["origin"], ORIGIN);
        assert_eq!(answer["findings"].as_array().unwrap().len(), 0);

        fs::write(
            folder.path().join("checkpoint"),
            checkpoint(ORIGIN, &leaves(size), &[&log, &w1, &w2, &stranger]),
        )
        .unwrap();
        let cosigned = verify(folder.path(), &[&log, &w1, &w2]);
        assert_eq!(cosigned.code, 0, "size {size}: {}", cosigned.stdout);
        let signatures = cosigned.json()["signatures"].clone();
        assert_eq!(signatures.as_array().unwrap().len(), 3);
        assert_eq!(signatures[1]["time"], 1_780_000_000_u64);
        assert!(
            cosigned.stdout.contains("unknown key `stranger.example`"),
            "unknown lines are noted"
        );
        assert_eq!(
            verify(folder.path(), &[&w1]).code,
            0,
            "a cosigner alone is enough"
        );
    }
}

/// A change to a log of 600 entries, and the codes it must lead to.
struct Damage {
    why: &'static str,
    codes: &'static [&'static str],
    change: fn(&Path),
}

fn flip(path: PathBuf, at: usize) {
    let mut bytes = fs::read(&path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn cut(path: PathBuf) {
    let bytes = fs::read(&path).unwrap();
    fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
}

#[test]
fn every_damage_is_found_and_named() {
    let rows = [
        Damage {
            why: "an entry changed",
            codes: &["leaf_mismatch", "root_mismatch", "tile_mismatch"],
            change: |dir| flip(dir.join("tile/entries/000"), 5),
        },
        Damage {
            why: "an entry of the partial bundle changed",
            codes: &["leaf_mismatch", "root_mismatch"],
            change: |dir| flip(dir.join("tile/entries/002.p/88"), 5),
        },
        Damage {
            why: "a length changed",
            codes: &["bundle_malformed"],
            change: |dir| flip(dir.join("tile/entries/001"), 1),
        },
        Damage {
            why: "a bundle cut",
            codes: &["bundle_malformed"],
            change: |dir| cut(dir.join("tile/entries/001")),
        },
        Damage {
            why: "a bundle missing",
            codes: &["bundle_missing"],
            change: |dir| fs::remove_file(dir.join("tile/entries/000")).unwrap(),
        },
        Damage {
            why: "bundle and hashes missing",
            codes: &["bundle_missing", "root_unknown", "tile_missing"],
            change: |dir| {
                fs::remove_file(dir.join("tile/entries/000")).unwrap();
                fs::remove_file(dir.join("tile/0/000")).unwrap();
            },
        },
        Damage {
            why: "no tiles at all",
            codes: &["bundle_missing", "root_unknown", "tile_missing"],
            change: |dir| fs::remove_dir_all(dir.join("tile")).unwrap(),
        },
        Damage {
            why: "a leaf hash changed",
            codes: &["leaf_mismatch"],
            change: |dir| flip(dir.join("tile/0/001"), 700),
        },
        Damage {
            why: "a leaf hash of a partial tile changed",
            codes: &["leaf_mismatch"],
            change: |dir| flip(dir.join("tile/0/002.p/88"), 0),
        },
        Damage {
            why: "a hash tile cut",
            codes: &["tile_malformed"],
            change: |dir| cut(dir.join("tile/0/000")),
        },
        Damage {
            why: "a hash tile missing",
            codes: &["tile_missing"],
            change: |dir| fs::remove_file(dir.join("tile/0/002.p/88")).unwrap(),
        },
        Damage {
            why: "an upper hash changed",
            codes: &["tile_mismatch"],
            change: |dir| flip(dir.join("tile/1/000.p/2"), 40),
        },
        Damage {
            why: "two bundles swapped",
            codes: &["leaf_mismatch", "root_mismatch", "tile_mismatch"],
            change: |dir| {
                let [a, b] = ["000", "001"].map(|name| dir.join("tile/entries").join(name));
                let (first, second) = (fs::read(&a).unwrap(), fs::read(&b).unwrap());
                fs::write(a, second).unwrap();
                fs::write(b, first).unwrap();
            },
        },
        Damage {
            why: "a folder in place of a tile",
            codes: &["tile_malformed"],
            change: |dir| {
                fs::remove_file(dir.join("tile/0/000")).unwrap();
                fs::create_dir(dir.join("tile/0/000")).unwrap();
            },
        },
        Damage {
            why: "a smaller partial tile that disagrees",
            codes: &["partial_mismatch"],
            change: |dir| {
                fs::create_dir_all(dir.join("tile/0/000.p")).unwrap();
                fs::write(dir.join("tile/0/000.p/1"), [7; 32]).unwrap();
            },
        },
        Damage {
            why: "a smaller partial bundle that disagrees",
            codes: &["partial_mismatch"],
            change: |dir| {
                fs::write(dir.join("tile/entries/002.p/1"), b"\0\x01x").unwrap();
            },
        },
        Damage {
            why: "the origin changed",
            codes: &["invalid_signature"],
            change: |dir| flip(dir.join("checkpoint"), 0),
        },
        Damage {
            why: "the checkpoint missing",
            codes: &["checkpoint_missing"],
            change: |dir| fs::remove_file(dir.join("checkpoint")).unwrap(),
        },
        Damage {
            why: "the checkpoint cut",
            codes: &["note_malformed"],
            change: |dir| cut(dir.join("checkpoint")),
        },
        Damage {
            why: "the checkpoint emptied",
            codes: &["note_malformed"],
            change: |dir| fs::write(dir.join("checkpoint"), "").unwrap(),
        },
        Damage {
            why: "a line of the key twice",
            codes: &["repeated_signature"],
            change: |dir| {
                fs::write(
                    dir.join("checkpoint"),
                    checkpoint(ORIGIN, &leaves(600), &[&log_key(), &log_key()]),
                )
                .unwrap();
            },
        },
        Damage {
            why: "signed by another key",
            codes: &["not_signed_by_given_key"],
            change: |dir| {
                fs::write(
                    dir.join("checkpoint"),
                    checkpoint(ORIGIN, &leaves(600), &[&Key::new(ORIGIN, 1, 9)]),
                )
                .unwrap();
            },
        },
        Damage {
            why: "a signed text that is no checkpoint",
            codes: &["checkpoint_malformed"],
            change: |dir| {
                fs::write(
                    dir.join("checkpoint"),
                    crate::generator::note("just text\n", &[&log_key()]),
                )
                .unwrap();
            },
        },
        Damage {
            why: "a checkpoint of another tree",
            codes: &["root_mismatch"],
            change: |dir| {
                let mut other = leaves(600);
                other.swap(3, 4);
                fs::write(
                    dir.join("checkpoint"),
                    checkpoint(ORIGIN, &other, &[&log_key()]),
                )
                .unwrap();
            },
        },
        Damage {
            why: "a checkpoint of more entries than there are",
            codes: &["bundle_missing", "root_unknown", "tile_missing"],
            change: |dir| {
                fs::write(
                    dir.join("checkpoint"),
                    checkpoint(ORIGIN, &leaves(601), &[&log_key()]),
                )
                .unwrap();
            },
        },
    ];
    for row in rows {
        let folder = tempfile::tempdir().unwrap();
        write_log(folder.path(), 600, &[&log_key()]);
        (row.change)(folder.path());
        let found = verify(folder.path(), &[&log_key()]);
        assert_eq!(
            found.code, 1,
            "{}: {}{}",
            row.why, found.stdout, found.stderr
        );
        assert_eq!(found.json()["verdict"], "findings", "{}", row.why);
        assert_eq!(found.codes(), row.codes, "{}: {}", row.why, found.stdout);
    }
}

#[test]
fn findings_name_file_and_entry() {
    let folder = tempfile::tempdir().unwrap();
    write_log(folder.path(), 600, &[&log_key()]);
    flip(folder.path().join("tile/0/001"), 3 * 32);
    let found = verify(folder.path(), &[&log_key()]).json();
    assert_eq!(found["findings"][0]["index"], 259);
    assert_eq!(found["findings"][0]["path"], "tile/0/001");
}

#[test]
fn files_of_other_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    for size in [3, 255, 300, 512, 600] {
        write_tiles(dir, size);
    }
    write_log(dir, 600, &[&log_key()]);
    assert_eq!(
        verify(dir, &[&log_key()]).code,
        0,
        "smaller partial tiles agree"
    );

    fs::write(
        dir.join("checkpoint"),
        checkpoint(ORIGIN, &leaves(300), &[&log_key()]),
    )
    .unwrap();
    let older = verify(dir, &[&log_key()]);
    assert_eq!(older.code, 0, "{}", older.stdout);
    assert!(
        older.stdout.contains("files of a larger tree"),
        "they are noted: {}",
        older.stdout
    );

    fs::remove_dir_all(dir.join("tile/entries/001.p")).unwrap();
    fs::remove_dir_all(dir.join("tile/0/001.p")).unwrap();
    let pruned = verify(dir, &[&log_key()]);
    assert_eq!(
        pruned.code, 0,
        "the full tile takes the place of the partial one: {}",
        pruned.stdout
    );
    flip(dir.join("tile/0/001"), 0);
    assert_eq!(
        verify(dir, &[&log_key()]).codes(),
        ["leaf_mismatch"],
        "and is judged then"
    );

    fs::write(dir.join("tile/readme.txt"), "hello").unwrap();
    assert!(
        verify(dir, &[&log_key()])
            .stdout
            .contains("tile/readme.txt"),
        "strangers are noted"
    );
}

#[test]
fn no_byte_of_a_needed_file_can_change_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let w = Key::new("w.example", 4, 2);
    write_log(folder.path(), 5, &[&log_key(), &w]);
    for path in ["checkpoint", "tile/entries/000.p/5", "tile/0/000.p/5"] {
        let path = folder.path().join(path);
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << (at % 8);
            fs::write(&path, bytes).unwrap();
            let found = verify(folder.path(), &[&log_key(), &w]);
            let both = found.json()["signatures"]
                .as_array()
                .is_some_and(|signatures| signatures.len() == 2);
            assert!(found.code == 1 || !both, "byte {at} of {}", path.display());
        }
        fs::write(&path, good).unwrap();
    }
}

#[test]
fn what_cannot_run_is_exit_2() {
    let folder = tempfile::tempdir().unwrap();
    write_log(folder.path(), 1, &[&log_key()]);
    let dir = folder.path().display().to_string();
    let vkey = log_key().vkey();
    let wrong_id = Key::new("foreign.example/lag", 1, 1)
        .vkey()
        .replace("lag", "log");
    let rows: Vec<(Vec<&str>, &str)> = vec![
        (vec!["log", &dir], "no key"),
        (
            vec!["log", &dir, "--vkey", &wrong_id],
            "a key with a wrong id",
        ),
        (vec!["log", &dir, "--vkey", "nonsense"], "no key text"),
        (
            vec!["log", &dir, "--vkey", &vkey, "--vkey", &wrong_id],
            "one of two keys wrong",
        ),
        (
            vec!["log", "/nonexistent/log", "--vkey", &vkey],
            "no folder",
        ),
        (vec!["log", "--vkey", &vkey], "no argument"),
        (vec!["frobnicate"], "no such command"),
        (vec![], "nothing asked"),
    ];
    for (arguments, why) in rows {
        let found = run(&arguments, b"");
        assert_eq!((found.code, found.stdout.as_str()), (2, ""), "{why}");
        assert!(!found.stderr.is_empty(), "{why}: it says so");
    }
    assert!(
        run(["log", &dir, "--vkey", &wrong_id], b"")
            .stderr
            .contains("the key id is"),
        "named for what it is"
    );
}

#[test]
fn the_text_form_opens_with_the_verdict() {
    let folder = tempfile::tempdir().unwrap();
    write_log(folder.path(), 3, &[&log_key()]);
    let dir = folder.path().display().to_string();
    let good = run(["log", &dir, "--vkey", &log_key().vkey()], b"");
    assert!(
        good.stdout
            .starts_with("verified: log `foreign.example/log`, 3 entries"),
        "{}",
        good.stdout
    );
    flip(folder.path().join("tile/0/000.p/3"), 0);
    let bad = run(["log", &dir, "--vkey", &log_key().vkey()], b"");
    assert!(bad.stdout.starts_with("findings:"), "{}", bad.stdout);
    assert!(bad.stdout.contains("leaf_mismatch"), "{}", bad.stdout);
}
