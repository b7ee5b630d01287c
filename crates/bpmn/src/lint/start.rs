//! A process begins at one plain start event, at messages that a person sends, and at times: then whoever proposed to
//! publish the version answers for the request.

use std::collections::BTreeSet;

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, Timer, Trigger};

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
            NodeKind::StartEvent(Some(Trigger::Timer(timer))) => {
                out.extend(reads_fields(start, timer).map(|verdict| verdict.on(start)));
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
            "no person can start {} with a form: only its times and messages do",
            quote(process.label())
        );
        let help = "add a plain start event if somebody shall start it as well";
        out.push(Verdict::info("no_plain_start", message, help).at(&process.id, process.position));
    }
}

/// The time of a start is worked out when the version comes into force, before any request.
fn reads_fields(start: &Node, timer: &Timer) -> Option<Verdict> {
    let source = timer.text.strip_prefix('=')?;
    let expression = feel::Expression::parse_in(source, &feel::Names::new()).ok()?;
    let name = expression.variables().into_iter().next()?;
    let message = format!(
        "{} reads {}, but before a request begins there are no fields",
        quote(start.label()),
        quote(&name)
    );
    let help = "write the date or the cycle itself, or an expression of now() and today() alone";
    Some(Verdict::error("timer_start_reads_field", message, help))
}
