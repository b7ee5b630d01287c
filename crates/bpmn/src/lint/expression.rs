//! Every expression of the file can be read. Conditions of flows and mappings have rules of their own.

use super::{Finding, Verdict, feel_error, message, quote, timer};
use crate::{Node, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        for (what, text) in expressions(node) {
            out.extend(unreadable(what, text).map(|verdict| verdict.on(node)));
        }
        let completion = node
            .multi_instance
            .as_ref()
            .and_then(|m| m.completion.as_deref());
        if let Some(text) = completion.filter(|text| !text.starts_with('=')) {
            let message = format!(
                "the completion condition {} of {} is not an expression",
                quote(text),
                quote(node.label())
            );
            let help = "write a FEEL expression with an equals sign before it";
            out.push(Verdict::error("completion_not_expression", message, help).on(node));
        }
    }
}

/// Texts of a node that may be expressions.
fn expressions<'a>(node: &'a Node) -> Vec<(&'static str, &'a str)> {
    let mut texts = Vec::new();
    let mut add = |what, text: Option<&'a String>| {
        texts.extend(text.map(|text| (what, text.as_str())));
    };
    let extension = &node.extension;
    add(
        "the script",
        extension.script.as_ref().map(|script| &script.expression),
    );
    if let Some(schedule) = &extension.schedule {
        add("the due date", schedule.due.as_ref());
        add("the follow-up date", schedule.follow_up.as_ref());
    }
    if let Some(repeated) = &node.multi_instance {
        add("the list", Some(&repeated.collection));
        add("the output element", repeated.output_element.as_ref());
        add("the completion condition", repeated.completion.as_ref());
    }
    if let Some(message) = message::waited_for(node) {
        add("the message name", Some(&message.name));
        add("the correlation key", message.correlation_key.as_ref());
    }
    add("the time", timer::of(node).map(|timer| &timer.text));
    texts
}

fn unreadable(what: &str, text: &str) -> Option<Verdict> {
    let error = feel_error(text.strip_prefix('=')?)?;
    let message = format!("{what} {} cannot be read: {error}", quote(text));
    let help = "write a FEEL expression, such as =amount > 500 and country = \"DE\"";
    Some(Verdict::error("expression_unreadable", message, help))
}
