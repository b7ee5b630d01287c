//! User tasks show a form; approvals must, because a decision covers exactly what its form shows.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if node.kind == NodeKind::UserTask {
            out.extend(form(node));
            out.extend(marker(node));
        } else if node.extension.rule.is_some() {
            let message = format!(
                "{} names an approval rule, but is not a user task",
                quote(node.label())
            );
            let help = "make it a user task, or delete the property countersign.rule";
            out.push(Verdict::error("rule_misplaced", message, help).on(node));
        }
    }
}

fn form(node: &Node) -> Option<Finding> {
    if node.extension.form_id.is_some() {
        return None;
    }
    let label = quote(node.label());
    let help = "name the form that the task shows";
    let verdict = if node.is_approval() {
        let message = format!("the approval {label} has no form: nobody could see what it covers");
        Verdict::error("approval_without_form", message, help)
    } else {
        let message = format!("the user task {label} has no form");
        Verdict::warning("user_task_without_form", message, help)
    };
    Some(verdict.on(node))
}

/// Without the marker a BPMN cluster would run the task as a job instead of showing it to people.
fn marker(node: &Node) -> Option<Finding> {
    if node.extension.user_task {
        return None;
    }
    let message = format!("{} lacks the marker zeebe:userTask", quote(node.label()));
    let help = "choose the user task implementation of Camunda 8 in the modeler";
    Some(Verdict::info("user_task_marker", message, help).on(node))
}
