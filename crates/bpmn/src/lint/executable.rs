//! Exactly one process of a file runs.

use super::{Finding, Verdict, quote};
use crate::Document;

pub(super) fn check(document: &Document, out: &mut Vec<Finding>) {
    let executable = document
        .processes
        .iter()
        .filter(|process| process.executable);
    match executable.count() {
        0 => none(document, out),
        1 => others(document, out),
        _ => several(document, out),
    }
}

fn none(document: &Document, out: &mut Vec<Finding>) {
    if let Some(process) = document.processes.first() {
        let message = "no process is marked as executable".to_owned();
        let help = "set isExecutable on the process that is to run";
        out.push(Verdict::error("not_executable", message, help).at(&process.id, process.position));
    }
}

fn several(document: &Document, out: &mut Vec<Finding>) {
    let executable = document
        .processes
        .iter()
        .filter(|process| process.executable);
    for process in executable.skip(1) {
        let message = format!(
            "{} is executable as well; a workflow is one process",
            quote(process.label())
        );
        let help = "keep one process executable, and put the others into files of their own";
        out.push(
            Verdict::error("several_executable", message, help).at(&process.id, process.position),
        );
    }
}

fn others(document: &Document, out: &mut Vec<Finding>) {
    for process in document
        .processes
        .iter()
        .filter(|process| !process.executable)
    {
        let message = format!("{} is drawn, but does not run", quote(process.label()));
        let help = "nothing to do if it only shows the other side";
        out.push(Verdict::info("process_ignored", message, help).at(&process.id, process.position));
    }
}
