//! `countersign-verify note` and `proof`.

use std::fs;

use crate::generator::{Key, ORIGIN, base64, checkpoint, entry, inclusion, leaves, log_key, note};
use crate::program::{Run, run};

fn vkey_arguments(keys: &[&Key]) -> Vec<String> {
    keys.iter()
        .flat_map(|key| ["--vkey".to_owned(), key.vkey()])
        .collect()
}

fn verify_note(bytes: &[u8], keys: &[&Key]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note");
    fs::write(&path, bytes).unwrap();
    let arguments = [
        "note".to_owned(),
        path.display().to_string(),
        "--json".to_owned(),
    ];
    run(arguments.into_iter().chain(vkey_arguments(keys)), b"")
}

#[test]
fn notes() {
    let (ana, bo, cy) = (
        Key::new("ana", 1, 1),
        Key::new("bo", 1, 2),
        Key::new("cy", 1, 3),
    );
    let good = note("agreed\n", &[&ana, &bo]);
    let both = verify_note(good.as_bytes(), &[&ana, &bo]);
    assert_eq!(both.code, 0, "{}", both.stdout);
    assert_eq!(both.json()["signatures"].as_array().unwrap().len(), 2);
    assert_eq!(both.json()["text"], "agreed\n");
    let one = verify_note(good.as_bytes(), &[&bo, &cy]);
    assert_eq!(
        one.code, 0,
        "given keys that did not sign and lines of unknown keys are only noted"
    );
    assert_eq!(one.json()["notes"].as_array().unwrap().len(), 2);
    let rows = [
        (
            verify_note(good.as_bytes(), &[&cy]),
            "not_signed_by_given_key",
            "none known",
        ),
        (
            verify_note(good.replace("agreed", "agreeb").as_bytes(), &[&ana]),
            "invalid_signature",
            "text changed",
        ),
        (
            verify_note(b"agreed\n", &[&ana]),
            "note_malformed",
            "no signature",
        ),
        (verify_note(b"\xff", &[&ana]), "note_malformed", "not UTF-8"),
        (
            verify_note(note("agreed\n", &[&ana, &ana]).as_bytes(), &[&ana]),
            "repeated_signature",
            "twice",
        ),
        (
            verify_note(&vec![b'a'; 1_000_001], &[&ana]),
            "note_too_large",
            "too large",
        ),
        (
            verify_note(
                format!("t\n\n{}", "\u{2014} b AAAAAAA=\n".repeat(101)).as_bytes(),
                &[&ana],
            ),
            "too_many_signatures",
            "101 lines",
        ),
    ];
    for (found, code, why) in rows {
        assert_eq!(
            (found.code, found.codes()),
            (1, vec![code.to_owned()]),
            "{why}"
        );
    }
    assert_eq!(
        run(["note", "/nonexistent/note", "--vkey", &ana.vkey()], b"").code,
        2,
        "no such file"
    );
}

#[test]
fn the_note_of_the_specification() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/external/c2sp");
    let vkey = fs::read_to_string(folder.join("signed-note-example.vkey")).unwrap();
    let path = folder.join("signed-note-example.txt").display().to_string();
    assert_eq!(run(["note", &path, "--vkey", vkey.trim_end()], b"").code, 0);
}

#[test]
fn proofs() {
    let leaves = leaves(700);
    let w = Key::new("w.example", 4, 2);
    let lines: String = inclusion(400, &leaves)
        .iter()
        .map(|hash| format!("{}\n", base64(hash)))
        .collect();
    let good = format!(
        "c2sp.org/tlog-proof@v1\nindex 400\n{lines}\n{}",
        checkpoint(ORIGIN, &leaves, &[&log_key(), &w])
    );
    let folder = tempfile::tempdir().unwrap();
    let verify = |proof: &str, entry: &[u8], keys: &[&Key]| {
        let [proof_path, entry_path] = ["proof", "entry"].map(|name| folder.path().join(name));
        fs::write(&proof_path, proof).unwrap();
        fs::write(&entry_path, entry).unwrap();
        let [proof_path, entry_path] =
            [proof_path, entry_path].map(|path| path.display().to_string());
        let arguments = [
            "proof".to_owned(),
            proof_path,
            "--entry".to_owned(),
            entry_path,
            "--json".to_owned(),
        ];
        run(arguments.into_iter().chain(vkey_arguments(keys)), b"")
    };
    let verified = verify(&good, &entry(400), &[&log_key(), &w]);
    assert_eq!(verified.code, 0, "{}", verified.stdout);
    assert_eq!(verified.json()["index"], 400);
    assert_eq!(verified.json()["log"]["size"], 700);
    let rows = [
        (
            verify(&good, &entry(401), &[&log_key()]),
            "proof_for_other_entry",
            "another entry",
        ),
        (
            verify(
                &good.replace("index 400", "index 401"),
                &entry(400),
                &[&log_key()],
            ),
            "proof_for_other_entry",
            "another index",
        ),
        (
            verify(
                &good.replace("index 400", "index 700"),
                &entry(400),
                &[&log_key()],
            ),
            "proof_for_other_entry",
            "no such index",
        ),
        (
            verify(&good, &entry(400), &[&Key::new(ORIGIN, 1, 9)]),
            "not_signed_by_given_key",
            "another key",
        ),
        (
            verify(
                &good.replace("\n700\n", "\n701\n"),
                &entry(400),
                &[&log_key()],
            ),
            "invalid_signature",
            "size changed",
        ),
        (
            verify("", &entry(400), &[&log_key()]),
            "proof_malformed",
            "empty",
        ),
        (
            verify(
                &good.replacen("\n\n", "\nAAAA\n\n", 1),
                &entry(400),
                &[&log_key()],
            ),
            "proof_malformed",
            "short hash",
        ),
    ];
    for (found, code, why) in rows {
        assert_eq!(
            (found.code, found.codes()),
            (1, vec![code.to_owned()]),
            "{why}"
        );
    }
}
