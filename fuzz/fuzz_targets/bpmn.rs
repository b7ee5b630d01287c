//! A diagram is read and judged without a panic, and twice alike; its graph can be walked.
#![no_main]

use bpmn::{Limits, graph, lint, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = parse(bytes, &Limits::V1) else {
        return;
    };
    let findings = format!("{:?}", lint(&document));
    assert_eq!(findings, format!("{:?}", lint(&document)));
    if let Some(process) = document.main() {
        graph::cycles(process, |_| true);
        if let Some(start) = process.start() {
            graph::reachable_from(process, &start.id);
        }
    }
});
