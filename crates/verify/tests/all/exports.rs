//! The positional form where nothing of an export is needed. Whole exports, good and forged, are judged in the
//! workspace's `tests` crate, which can make them.

use std::fs;

use serde_json::Value;

use crate::program::run;

#[test]
fn without_an_export_the_answer_is_unreadable_and_exit_2() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "hello").unwrap();
    let nowhere = dir.path().join("nowhere");
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    for path in [&file, &nowhere, &empty] {
        let run = run([path.to_str().unwrap(), "--json"], b"");
        assert_eq!(run.code, 2, "{}: {}", path.display(), run.stderr);
        let answer = run.json();
        assert_eq!(
            (answer["verdict"].as_str(), answer["trust"].as_str()),
            (Some("unreadable"), Some("self"))
        );
        assert_eq!(answer["findings"], Value::Array(Vec::new()));
        assert!(!run.stderr.is_empty());
        let text = crate::program::run([path.to_str().unwrap()], b"");
        assert_eq!(
            (text.code, text.stdout.as_str()),
            (2, ""),
            "the text form says it on standard error only"
        );
    }
}

#[test]
fn what_is_left_of_an_export_is_judged() {
    let rows = [
        (
            "checkpoint",
            "hello",
            vec!["manifest_missing", "note_malformed"],
        ),
        (
            "manifest",
            "hello",
            vec!["checkpoint_missing", "note_malformed"],
        ),
        (
            "checkpoint",
            "a\n\n\u{2014} a AAAAAQ==\n",
            vec!["manifest_missing", "note_malformed"],
        ),
        (
            "checkpoint",
            "a\n\n\u{2014} a AAAAAQE=\n",
            vec!["checkpoint_malformed", "manifest_missing"],
        ),
    ];
    for (name, text, want) in rows {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), text).unwrap();
        let run = run([dir.path().to_str().unwrap(), "--json"], b"");
        assert_eq!(run.code, 1, "{name}: {}", run.stderr);
        let codes = run.codes();
        assert!(
            want.iter()
                .all(|code| codes.iter().any(|found| found == code)),
            "{name} {text:?}: {codes:?}"
        );
        let text = crate::program::run([dir.path().to_str().unwrap()], b"");
        assert!(text.stdout.starts_with("findings: "), "{}", text.stdout);
    }
}

#[test]
fn what_is_given_beside_an_export_is_read_first() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("checkpoint"), "hello").unwrap();
    let dir = dir.path().to_str().unwrap();
    let rows: [&[&str]; 5] = [
        &["--fingerprint", "abc"],
        &["--policy", "/nowhere/policy"],
        &["--checkpoint", "/nowhere/checkpoint"],
        &["--policy", "/dev/null"],
        &["--surprise"],
    ];
    for row in rows {
        let arguments: Vec<&str> = [dir].into_iter().chain(row.iter().copied()).collect();
        assert_eq!(run(arguments, b"").code, 2, "{row:?}");
    }
    assert_eq!(run(["--plain"], b"").code, 2, "an option without an export");
    assert_eq!(
        run([dir, "note", "x"], b"").code,
        2,
        "an export and a subcommand"
    );
}
