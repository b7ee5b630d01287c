//! `countersign-verify tree` and `signature`: one flushed answer a line.

use std::io::{BufRead as _, BufReader, Write as _};

use serde_json::{Value, json};

use crate::generator::{Key, base64, consistency, inclusion, leaves, root};
use crate::program::{command, run};

fn answers(command: &str, lines: &[Vec<u8>]) -> Vec<Value> {
    let mut input = lines.join(b"\n".as_slice());
    input.push(b'\n');
    let found = run([command, "--json"], &input);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    found
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn proofs_and_what_is_no_proof() {
    let all = leaves(11);
    let list = |hashes: &[[u8; 32]]| hashes.iter().map(|hash| base64(hash)).collect::<Vec<_>>();
    let inclusion = json!({"op": "inclusion", "index": 4, "size": 11, "leaf_hash": base64(&all[4]),
        "root": base64(&root(&all)), "proof": list(&inclusion(4, &all))});
    let consistency = json!({"op": "consistency", "old_size": 6, "new_size": 11, "old_root": base64(&root(&all[..6])),
        "new_root": base64(&root(&all)), "proof": list(&consistency(6, &all, true))});
    let with = |question: &Value, field: &str, value: Value| {
        let mut changed = question.clone();
        changed[field] = value;
        changed
    };
    let rows = [
        (inclusion.clone(), true, "an inclusion proof"),
        (consistency.clone(), true, "a consistency proof"),
        (
            with(&inclusion, "desc", json!("x")),
            true,
            "further fields do not matter",
        ),
        (with(&inclusion, "index", json!(5)), false, "another index"),
        (
            with(&inclusion, "index", json!(11)),
            false,
            "beyond the size",
        ),
        (with(&inclusion, "index", json!(-1)), false, "negative"),
        (with(&inclusion, "index", json!(4.5)), false, "a fraction"),
        (with(&inclusion, "index", json!("4")), false, "text"),
        (
            with(&inclusion, "size", json!(u64::MAX)),
            false,
            "the largest size",
        ),
        (
            with(&inclusion, "root", json!("AAAA")),
            false,
            "wrong length",
        ),
        (
            with(&inclusion, "leaf_hash", json!("!")),
            false,
            "bad base64",
        ),
        (with(&inclusion, "proof", json!([])), false, "no hash"),
        (
            with(&inclusion, "proof", json!([""])),
            false,
            "an empty hash",
        ),
        (with(&inclusion, "proof", json!(null)), false, "no list"),
        (
            with(&inclusion, "op", json!("exclusion")),
            false,
            "no such question",
        ),
        (
            with(&consistency, "old_size", json!(0)),
            false,
            "old size 0",
        ),
        (
            with(&consistency, "old_size", json!(12)),
            false,
            "shrinking",
        ),
        (
            with(&consistency, "new_root", json!(base64(&[0; 32]))),
            false,
            "another root",
        ),
    ];
    let lines: Vec<Vec<u8>> = rows
        .iter()
        .map(|(question, _, _)| question.to_string().into_bytes())
        .collect();
    let answers = answers("tree", &lines);
    assert_eq!(answers.len(), rows.len(), "one answer a line");
    for ((_, ok, why), answer) in rows.iter().zip(answers) {
        assert_eq!(answer["ok"], *ok, "{why}: {answer}");
        assert_eq!(answer["error"].is_string(), !ok, "{why}: {answer}");
    }
}

#[test]
fn bad_lines_are_answered_and_passed_over() {
    let all = leaves(1);
    let good = json!({"op": "inclusion", "index": 0, "size": 1, "leaf_hash": base64(&all[0]), "root": base64(&all[0]), "proof": []});
    let good = good.to_string();
    let lines: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"nonsense".to_vec(),
        b"\xff\xfe".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        good.replacen("\"index\":0", "\"index\":18446744073709551616", 1)
            .into_bytes(),
        good.replacen("\"index\":0", "\"index\":0,\"index\":0", 1)
            .into_bytes(),
        b"[".repeat(100_000),
        vec![b' '; 3 << 20],
        good.clone().into_bytes(),
    ];
    let answers = answers("tree", &lines);
    assert_eq!(answers.len(), lines.len(), "one answer a line");
    let (last, bad) = answers.split_last().unwrap();
    assert_eq!(*last, json!({"ok": true}), "it goes on");
    assert!(
        bad.iter()
            .all(|answer| answer["ok"] == false && answer["error"].is_string()),
        "{bad:?}"
    );
    let unterminated = run(["tree", "--json"], good.as_bytes());
    assert_eq!(
        unterminated.stdout, "{\"ok\":true}\n",
        "the last line needs no newline"
    );
    assert_eq!(
        run(["tree", "--json"], b"").stdout,
        "",
        "no question, no answer"
    );
}

#[test]
fn each_answer_is_flushed_before_the_next_question() {
    let mut child = command(["signature", "--json"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(input, "x").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.starts_with("{") && line.ends_with("}\n"), "`{line}`");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn signatures_by_the_strict_rule() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/external/cctv");
    let file = std::fs::read(folder.join("ed25519vectors.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_slice(&file).unwrap();
    let from_hex = |value: &Value| -> Vec<u8> {
        let digits: Vec<u8> = value
            .as_str()
            .unwrap()
            .chars()
            .map(|c| c.to_digit(16).unwrap() as u8)
            .collect();
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect()
    };
    let line = |case: &Value| {
        let message = case["msg"].as_str().unwrap().as_bytes();
        let question = json!({"key": base64(&from_hex(&case["key"])), "message": base64(message), "signature": base64(&from_hex(&case["sig"]))});
        question.to_string().into_bytes()
    };
    let found = answers("signature", &cases.iter().map(line).collect::<Vec<_>>());
    assert_eq!(found.len(), 914);
    assert_eq!(
        found.iter().filter(|answer| answer["ok"] == true).count(),
        43
    );

    let key = Key::new("a", 1, 5);
    let vkey = key.vkey();
    let public = vkey.rsplit_once('+').unwrap().1;
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, public).unwrap();
    let question = json!({"key": base64(&bytes[1..]), "message": base64(b"m"), "signature": base64(&key.raw(b"m"))});
    let with = |field: &str, value: &str| {
        let mut changed = question.clone();
        changed[field] = json!(value);
        changed.to_string().into_bytes()
    };
    let rows = [
        (
            question.to_string().into_bytes(),
            json!({"ok": true}),
            "its own",
        ),
        (
            with("message", &base64(b"n")),
            json!({"ok": false}),
            "another message",
        ),
        (
            with("key", &base64(&[0; 32])),
            json!({"ok": false}),
            "a weak key",
        ),
        (
            with("key", "AAAA"),
            json!({"ok": false, "error": "`key` has 3 bytes, not 32"}),
            "a short key",
        ),
        (
            with("signature", ""),
            json!({"ok": false, "error": "`signature` has 0 bytes, not 64"}),
            "no signature",
        ),
        (
            with("message", "bR=="),
            json!({"ok": false, "error": "`message` is not canonical base64"}),
            "unused bits",
        ),
    ];
    let lines: Vec<Vec<u8>> = rows.iter().map(|(line, _, _)| line.clone()).collect();
    for ((_, expected, why), answer) in rows.iter().zip(answers("signature", &lines)) {
        assert_eq!(answer, *expected, "{why}");
    }
}
