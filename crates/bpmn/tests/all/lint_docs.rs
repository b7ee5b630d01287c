//! `docs/lint.md` says of every code what the rules say, and every code has a test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of all Rust files of a folder.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&source(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

/// Severity by code, from each `Verdict::error("code", ..` of the rules.
fn in_rules() -> BTreeMap<String, String> {
    let text = source(&root().join("src/lint"));
    let verdicts = text.split("Verdict::").skip(1);
    verdicts
        .filter_map(|rest| {
            let (severity, rest) = rest.split_once('(')?;
            let code = rest.trim_start().strip_prefix('"')?.split('"').next()?;
            Some((code.to_owned(), severity.to_owned()))
        })
        .collect()
}

/// Severity by code, from the tables of the document.
fn in_document() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("../../docs/lint.md")).unwrap();
    let mut codes = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        let code = cells[0].trim_matches('`').to_owned();
        let again = codes.insert(code, cells[1].to_owned());
        assert_eq!(again, None, "named once: {line}");
    }
    codes
}

#[test]
fn the_document_names_every_code_and_no_other() {
    let rules = in_rules();
    assert!(rules.len() > 80, "the rules are found in the source at all");
    assert_eq!(in_document(), rules);
}

#[test]
fn every_code_is_found_in_some_test() {
    let tests = source(&root().join("tests/all"));
    for code in in_rules().keys() {
        assert!(
            tests.contains(&format!("\"{code}\"")),
            "no test expects `{code}`"
        );
    }
}
