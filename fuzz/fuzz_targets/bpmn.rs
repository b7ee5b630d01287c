//! A diagram is read and judged without a panic, and twice alike; its paths can be walked.
#![no_main]

use bpmn::{Limits, graph, lint, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = parse(bytes, &Limits::V1) else {
        return;
    };
    let findings = lint(&document);
    assert_eq!(findings, lint(&document));
    for process in &document.processes {
        graph::cycles(process, |_| true);
        let paths = graph::Paths::new(process);
        let reached = paths.reached();
        // Without anything to avoid, a walk that waits at joins comes to no more than one that does not.
        for node in paths.unguarded([]).nodes() {
            assert!(reached.contains(&node.id));
        }
        let listed = process.children(None).count();
        assert!(listed <= process.order.len());
    }
});
