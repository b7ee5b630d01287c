//! A message that is waited for has a name, and a key that says for which request it is.

use super::{Finding, Verdict, quote};
use crate::{Message, Node, NodeKind, Process, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        let Some(message) = waited_for(node) else {
            continue;
        };
        let starts_request = node.parent.is_none() && node.element == "startEvent";
        let unresolved = node
            .unresolved
            .iter()
            .any(|lost| lost.attribute == "messageRef");
        if message.name.is_empty() && !unresolved {
            let text = format!("{} waits for a message without a name", quote(node.label()));
            let help = "choose a message, and give it the name its senders use";
            out.push(Verdict::error("message_without_name", text, help).on(node));
        }
        if starts_request && message.name.starts_with('=') {
            let text = format!(
                "which message starts the workflow at {} is computed",
                quote(node.label())
            );
            let help = "write the name of the message; before a request begins there is nothing to compute with";
            out.push(Verdict::error("message_name_not_constant", text, help).on(node));
        }
        if message.correlation_key.is_none() && !starts_request && !unresolved {
            let text = format!(
                "{} waits for a message that does not say for which request it is",
                quote(node.label())
            );
            let help = "give the message a correlation key, such as =order_id";
            out.push(Verdict::error("message_without_key", text, help).on(node));
        }
    }
}

/// The message a node waits for; messages that are sent are connector calls.
pub(super) fn waited_for(node: &Node) -> Option<&Message> {
    match &node.kind {
        NodeKind::ReceiveTask(message)
        | NodeKind::CatchEvent(Trigger::Message(message))
        | NodeKind::StartEvent(Some(Trigger::Message(message)))
        | NodeKind::BoundaryEvent {
            trigger: Trigger::Message(message),
            ..
        } => Some(message),
        _ => None,
    }
}
