//! Business rule tasks name the decision they take and where its result goes.

use super::{Finding, Verdict, quote, script};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let tasks = process
        .nodes_in_order()
        .filter(|node| node.kind == NodeKind::BusinessRuleTask);
    for task in tasks {
        let label = quote(task.label());
        let called = task.extension.called_decision.as_ref();
        let id = called
            .map(|called| called.decision_id.as_str())
            .unwrap_or_default();
        if id.is_empty() {
            let message = format!("the business rule task {label} names no decision");
            let help = "name a decision table of this workflow";
            out.push(Verdict::error("decision_missing", message, help).on(task));
        } else if id.starts_with('=') {
            let message =
                format!("which decision {label} takes is computed, so no version could pin it");
            let help = "name the decision itself, and let its table decide";
            out.push(Verdict::error("decision_not_constant", message, help).on(task));
        }
        match called.map(|called| called.result_variable.as_deref()) {
            Some(None) => {
                let message = format!("the result of the business rule task {label} goes nowhere");
                let help = "name the variable that takes the result";
                out.push(Verdict::error("decision_without_result", message, help).on(task));
            }
            Some(Some(name)) => out.extend(script::result_name(name).map(|v| v.on(task))),
            None => {}
        }
    }
}
