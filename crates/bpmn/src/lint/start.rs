//! A process begins at one plain start event; timers and messages may begin it as well.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

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
}
