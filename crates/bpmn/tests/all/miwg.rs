//! The reference diagrams of the BPMN Model Interchange Working Group: each is read and linted.

use std::path::Path;

use bpmn::{Limits, NodeKind, Severity};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/external/miwg")
}

#[test]
fn every_reference_diagram_is_read() {
    // Processes, nodes and flows counted in the files by element name with another XML reader.
    let rows = [
        ("A.1.0", 1, 5, 4),
        ("A.2.0", 1, 8, 9),
        ("A.2.1", 1, 8, 11),
        ("A.3.0", 1, 10, 8),
        ("A.4.0", 2, 17, 13),
        ("A.4.1", 2, 17, 13),
        ("B.1.0", 4, 29, 26),
        ("B.2.0", 4, 94, 85),
    ];
    let files = std::fs::read_dir(folder()).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension()
            .is_some_and(|extension| extension == "bpmn")
    });
    assert_eq!(files.count(), rows.len(), "no file is left out");
    for (name, processes, nodes, flows) in rows {
        let bytes = std::fs::read(folder().join(format!("{name}.bpmn"))).unwrap();
        let document = bpmn::parse(&bytes, &Limits::V1).unwrap();
        let count = |of: fn(&bpmn::Process) -> usize| document.processes.iter().map(of).sum();
        let read: (usize, usize, usize) = (
            document.processes.len(),
            count(|process| process.nodes.len()),
            count(|process| process.flows.len()),
        );
        assert_eq!(read, (processes, nodes, flows), "{name}");
    }
}

#[test]
fn lint_says_of_each_why_it_does_not_run() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "bpmn") {
            continue;
        }
        let document = bpmn::parse(&std::fs::read(&path).unwrap(), &Limits::V1).unwrap();
        let findings = bpmn::lint(&document);
        let unsupported = document
            .processes
            .iter()
            .flat_map(|process| process.nodes.values())
            .filter(|node| matches!(node.kind, NodeKind::Other(_)))
            .count();
        let reported = findings
            .iter()
            .filter(|finding| finding.code == "unsupported_element")
            .count();
        assert_eq!(reported, unsupported, "{}", path.display());
        assert!(
            findings
                .iter()
                .any(|finding| finding.severity == Severity::Error),
            "{} is not made to be executed",
            path.display()
        );
        let dangling = findings
            .iter()
            .find(|finding| finding.code == "dangling_flow");
        assert_eq!(
            dangling,
            None,
            "{}: flows of the reference are whole",
            path.display()
        );
    }
}
