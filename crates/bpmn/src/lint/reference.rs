//! Errors, messages and escalations that events refer to are declared in the file.

use super::{Finding, Verdict, quote};
use crate::Process;

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        for lost in &node.unresolved {
            let what = match lost.attribute {
                "errorRef" => "error",
                "escalationRef" => "escalation",
                _ => "message",
            };
            let (label, id) = (quote(node.label()), quote(&lost.reference));
            let verdict = if lost.known {
                let message = format!("{label} refers to the {what} {id}, which has no code");
                let help = "give it a code; the code is what is thrown and caught";
                Verdict::error("code_missing", message, help)
            } else {
                let message =
                    format!("{label} refers to the {what} {id}, which the file does not declare");
                let help = "choose the error, escalation or message again and save";
                Verdict::error("unresolved_reference", message, help)
            };
            out.push(verdict.on(node));
        }
    }
}
