//! Script tasks say what they evaluate and where the value goes.

use super::{Finding, Verdict, feel_error, is_name, quote};
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
            out.extend(
                without_sign(expression, &label)
                    .into_iter()
                    .flatten()
                    .map(|verdict| verdict.on(task)),
            );
        }
        match script.map(|script| script.result_variable.as_deref()) {
            Some(None) => {
                let message = format!("the value of the script task {label} goes nowhere");
                let help = "name the variable that takes the value";
                out.push(Verdict::error("script_without_result", message, help).on(task));
            }
            Some(Some(name)) => out.extend(result_name(name).map(|verdict| verdict.on(task))),
            None => {}
        }
    }
}

/// A script is always an expression here.
fn without_sign(text: &str, label: &str) -> [Option<Verdict>; 2] {
    let message = format!(
        "{} of {label} is read as an expression, but lacks its equals sign",
        quote(text)
    );
    let help = "write an equals sign before it; other engines take it for plain text";
    let warning = Verdict::warning("script_without_sign", message, help);
    let error = feel_error(text).map(|error| {
        let message = format!("the script {} cannot be read: {error}", quote(text));
        let help = "write a FEEL expression, such as =amount * 1.19";
        Verdict::error("expression_unreadable", message, help)
    });
    [Some(warning), error]
}

/// Where a value goes is a field.
pub(super) fn result_name(name: &str) -> Option<Verdict> {
    if is_name(name) {
        return None;
    }
    let message = format!("the result {} is not a name", quote(name));
    let help = "begin with a letter, go on with letters, digits and underscores";
    Some(Verdict::error("result_not_name", message, help))
}
