//! The reference diagrams of the BPMN Model Interchange Working Group: each is read and linted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bpmn::{Document, Limits, NodeKind};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/external/miwg")
}

fn read(name: &str) -> Document {
    let bytes = std::fs::read(folder().join(format!("{name}.bpmn"))).unwrap();
    bpmn::parse(&bytes, &Limits::V1).unwrap()
}

/// Processes, nodes and flows counted in the files by element name with another XML reader; then the codes
/// found, of which `extension_ignored` and such would be about engines these files were not drawn for.
type Row = (&'static str, [usize; 3], &'static [&'static str]);

const ROWS: &[Row] = &[
    (
        "A.1.0",
        [1, 5, 4],
        &["not_executable", "start_without_form"],
    ),
    (
        "A.2.0",
        [1, 8, 9],
        &[
            "missing_condition",
            "no_default",
            "not_executable",
            "start_without_form",
        ],
    ),
    (
        "A.2.1",
        [1, 8, 11],
        &[
            "condition_misplaced",
            "condition_not_expression",
            "default_misplaced",
            "not_executable",
            "start_without_form",
        ],
    ),
    (
        "A.3.0",
        [1, 10, 8],
        &[
            "message_without_key",
            "message_without_name",
            "not_executable",
            "start_without_form",
            "sub_process_start",
        ],
    ),
    (
        "A.4.0",
        [2, 17, 13],
        &["implicit_fork", "not_executable", "start_without_form"],
    ),
    (
        "A.4.1",
        [2, 17, 13],
        &["implicit_fork", "not_executable", "start_without_form"],
    ),
    (
        "B.1.0",
        [4, 29, 26],
        &[
            "call_without_process",
            "effect_without_approval",
            "message_without_name",
            "missing_condition",
            "no_default",
            "no_plain_start",
            "not_drawn",
            "not_executable",
            "service_task_without_connector",
            "start_without_form",
            "sub_process_start",
            "timer_without_time",
            "unknown_task_type",
            "user_task_marker",
            "user_task_without_form",
        ],
    ),
    (
        "B.2.0",
        [4, 94, 85],
        &[
            "call_without_process",
            "code_missing",
            "deadlock",
            "effect_without_approval",
            "message_without_key",
            "message_without_name",
            "missing_condition",
            "no_default",
            "no_plain_start",
            "not_drawn",
            "not_executable",
            "repeated_without_list",
            "service_task_without_connector",
            "start_without_form",
            "sub_process_start",
            "timer_without_time",
            "unknown_task_type",
            "unsupported_element",
            "user_task_marker",
            "user_task_without_form",
        ],
    ),
];

#[test]
fn every_reference_diagram_is_read() {
    let files = std::fs::read_dir(folder()).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension()
            .is_some_and(|extension| extension == "bpmn")
    });
    assert_eq!(files.count(), ROWS.len(), "no file is left out");
    for (name, counts, _) in ROWS {
        let document = read(name);
        let count = |of: fn(&bpmn::Process) -> usize| document.processes.iter().map(of).sum();
        let read = [
            document.processes.len(),
            count(|process| process.nodes.len()),
            count(|process| process.flows.len()),
        ];
        assert_eq!(read, *counts, "{name}");
    }
}

#[test]
fn lint_finds_the_same_in_each() {
    for (name, _, expected) in ROWS {
        let findings = bpmn::lint(&read(name));
        let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(Vec::from_iter(codes), *expected, "{name}");
    }
}

#[test]
fn what_does_not_run_is_reported_once_each() {
    for (name, _, _) in ROWS {
        let document = read(name);
        let nodes = document.processes.iter().flat_map(|p| p.nodes.values());
        let unsupported = nodes.filter(|node| matches!(node.kind, NodeKind::Other(_)));
        let findings = bpmn::lint(&document);
        let reported = findings.iter().filter(|f| f.code == "unsupported_element");
        assert_eq!(reported.count(), unsupported.count(), "{name}");
    }
}
