//! Script tasks say what they evaluate and where the value goes.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let tasks = process
        .nodes_in_order()
        .filter(|n| n.kind == NodeKind::ScriptTask);
    for task in tasks {
        let label = quote(task.label());
        let script = task.extension.script.as_ref();
        let expression = script
            .map(|script| script.expression.as_str())
            .unwrap_or_default();
        if expression.is_empty() {
            let message = format!("the script task {label} has no expression");
            let help = "write a FEEL expression, such as =amount * 1.19; scripts in other languages do not run";
            out.push(Verdict::error("script_without_expression", message, help).on(task));
        } else if !expression.starts_with('=') {
            let message = format!("{} of {label} is not an expression", quote(expression));
            let help = "write a FEEL expression with an equals sign before it";
            out.push(Verdict::error("script_not_expression", message, help).on(task));
        }
        if script.is_some_and(|script| script.result_variable.is_none()) {
            let message = format!("the value of the script task {label} goes nowhere");
            let help = "name the variable that takes the value";
            out.push(Verdict::error("script_without_result", message, help).on(task));
        }
    }
}
