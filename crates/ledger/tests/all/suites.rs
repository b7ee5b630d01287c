//! Test data of public projects, as published.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::Hash;
use ledger::note::{Note, NoteLimits, VerifierKey, verify_note, verify_strict};
use ledger::tree::verify_inclusion;
use serde_json::Value;

fn external(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/vectors/external")
        .join(name)
}

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
}

fn inclusion_holds(case: &Value) -> bool {
    let hash = |value: &Value| value.as_str().and_then(|text| text.parse::<Hash>().ok());
    let none = Vec::new();
    let proof: Option<Vec<Hash>> = case["proof"]
        .as_array()
        .unwrap_or(&none)
        .iter()
        .map(hash)
        .collect();
    let (Some(leaf), Some(root), Some(proof)) =
        (hash(&case["leafHash"]), hash(&case["root"]), proof)
    else {
        return false;
    };
    let index = case["leafIdx"].as_u64().unwrap();
    let size = case["treeSize"].as_u64().unwrap();
    verify_inclusion(index, size, &leaf, &proof, &root).is_ok()
}

#[test]
fn merkle_inclusion_proofs() {
    let mut files = Vec::new();
    json_files(&external("merkle/inclusion"), &mut files);
    let mut accepted = 0;
    for file in &files {
        let case: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let holds = inclusion_holds(&case);
        assert_eq!(
            holds,
            case["wantErr"] == Value::Bool(false),
            "{}",
            file.display()
        );
        accepted += usize::from(holds);
    }
    assert_eq!((files.len(), accepted), (98, 6), "the whole suite is there");
}

fn from_hex<const N: usize>(value: &Value) -> [u8; N] {
    let text = value.as_str().unwrap();
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

#[test]
fn cctv_signatures_by_the_strict_rule() {
    let cases: Vec<Value> =
        serde_json::from_slice(&fs::read(external("cctv/ed25519vectors.json")).unwrap()).unwrap();
    let mut accepted = 0;
    for case in &cases {
        let message = case["msg"].as_str().unwrap().as_bytes();
        let holds = verify_strict(&from_hex(&case["key"]), message, &from_hex(&case["sig"]));
        let harmless =
            |flag: &Value| flag == "low_order_component_A" || flag == "low_order_component_R";
        let expected = case["flags"]
            .as_array()
            .is_none_or(|flags| flags.iter().all(harmless));
        assert_eq!(holds, expected, "vector {}", case["number"]);
        accepted += usize::from(holds);
    }
    assert_eq!(
        (cases.len(), accepted),
        (914, 43),
        "the whole suite is there"
    );
}

#[test]
fn c2sp_example_note() {
    let bytes = fs::read(external("c2sp/signed-note-example.txt")).unwrap();
    let vkey = fs::read_to_string(external("c2sp/signed-note-example.vkey")).unwrap();
    let key = VerifierKey::parse(vkey.trim_end()).unwrap();
    let note = Note::parse(&bytes, NoteLimits::default()).unwrap();
    assert_eq!(
        verify_note(&note, std::slice::from_ref(&key))
            .unwrap()
            .signatures
            .len(),
        1
    );
    assert_eq!(note.to_bytes(), bytes, "written back the same");
    assert_eq!(key.to_string(), vkey.trim_end(), "written back the same");
}
