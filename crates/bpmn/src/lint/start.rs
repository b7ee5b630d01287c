//! A process begins at one plain start event; messages that a person sends may begin it as well. A timer may not: every
//! request has a person who answers for it.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    if !process.top().any(|node| node.element == "startEvent") {
        let message = format!("{} has no start event", quote(process.label()));
        let help = "add a start event; it carries the form of the request";
        out.push(Verdict::error("no_start", message, help).at(&process.id, process.position));
    }
    let starts = process
        .top()
        .filter(|node| node.kind == NodeKind::StartEvent(None));
    for (index, start) in starts.enumerate() {
        if index > 0 {
            let message = format!("{} is a second start event", quote(start.label()));
            let help = "keep one start event, and lead the paths apart behind it with a gateway";
            out.push(Verdict::error("several_starts", message, help).on(start));
        }
        if start.extension.form_id.is_none() {
            let message = format!("the start event {} has no form", quote(start.label()));
            let help = "name a form if a request has to say anything";
            out.push(Verdict::info("start_without_form", message, help).on(start));
        }
    }
    other_starts(process, out);
}

/// Requests that no person begins.
fn other_starts(process: &Process, out: &mut Vec<Finding>) {
    let mut names = BTreeSet::new();
    for start in process.top() {
        match &start.kind {
            NodeKind::StartEvent(Some(Trigger::Timer(_))) => {
                let message = format!(
                    "{} starts the workflow by a timer, but every request has a person who answers for it",
                    quote(start.label())
                );
                let help =
                    "let a person or a message start it, and wait for the time behind the start";
                out.push(Verdict::error("timer_starts_request", message, help).on(start));
            }
            NodeKind::StartEvent(Some(Trigger::Message(message)))
                if !message.name.is_empty() && !names.insert(&message.name) =>
            {
                let text = format!(
                    "{} waits for a message that another start waits for",
                    quote(start.label())
                );
                let help = "keep one of the two starts, or give them different messages";
                out.push(Verdict::error("message_starts_twice", text, help).on(start));
            }
            _ => {}
        }
    }
    let mut starts = process.top().filter(|node| node.element == "startEvent");
    let plain = |node: &Node| node.kind == NodeKind::StartEvent(None);
    if let Some(first) = starts.next()
        && !plain(first)
        && !starts.any(plain)
    {
        let message = format!(
            "no person can start {}: it has no plain start event",
            quote(process.label())
        );
        let help = "add a plain start event; it carries the form of the request";
        out.push(Verdict::error("no_plain_start", message, help).at(&process.id, process.position));
    }
}
