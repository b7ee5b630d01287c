//! What the pure crates may not touch: files, network, environment, clock, threads, chance, and maps without an order.
//!
//! INVARIANT: time, ids and randomness come in as arguments, and iteration has one order everywhere, or the verifier
//! would re-decide an act differently from the workstation.

use super::code::{without_tests, without_text};

/// The crates that are pure.
pub const PURE: &[&str] = &["ledger", "feel", "bpmn", "kernel"];

const STD_MODULES: &[&str] = &["fs", "net", "env", "time", "thread", "process", "os"];
const WORDS: &[&str] = &[
    "HashMap",
    "HashSet",
    "RandomState",
    "SystemTime",
    "OsRng",
    "rand",
    "getrandom",
    "thread_rng",
    "tokio",
    "rusqlite",
];

/// What a source file of a pure crate touches and may not, with the line, tests aside.
pub fn impurities(source: &str) -> Vec<String> {
    let (code, _) = without_tests(&without_text(source));
    let mut findings = Vec::new();
    for (number, line) in code.lines().enumerate() {
        for word in words(line).filter(|word| WORDS.contains(word)) {
            findings.push(format!("line {}: `{word}`", number + 1));
        }
    }
    for (module, at) in std_modules(&code) {
        if STD_MODULES.contains(&module.as_str()) {
            let line = code.get(..at).unwrap_or("").lines().count().max(1);
            findings.push(format!("line {line}: `std::{module}`"));
        }
    }
    findings
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

/// First segments after each `std::`, those of a group `std::{..}` included, with their place.
fn std_modules(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("std::") {
        let in_word = code
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_some_and(|c| c.is_alphanumeric() || c == '_');
        let after = code.get(at + "std::".len()..).unwrap_or("").trim_start();
        if in_word {
            continue;
        }
        match after.strip_prefix('{') {
            Some(group) => found.extend(
                first_segments(group)
                    .into_iter()
                    .map(|segment| (segment, at)),
            ),
            None => found.extend(words(after).next().map(|segment| (segment.to_owned(), at))),
        }
    }
    found
}

fn first_segments(group: &str) -> Vec<String> {
    let mut segments = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => segments.push(std::mem::take(&mut current)),
            _ if depth == 0 => current.push(c),
            _ => {}
        }
    }
    segments.push(current);
    segments
        .iter()
        .filter_map(|segment| words(segment).next().map(str::to_owned))
        .collect()
}
