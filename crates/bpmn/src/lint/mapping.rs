//! Inputs and outputs: the source is FEEL or plain text, the target a name.

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        let extension = &node.extension;
        for (source, target) in extension.inputs.iter().chain(&extension.outputs) {
            out.extend(source_of(source).map(|verdict| verdict.on(node)));
            out.extend(target_of(target).map(|verdict| verdict.on(node)));
        }
        out.extend(without_effect(node));
    }
}

fn source_of(source: &str) -> Option<Verdict> {
    let text = source.trim().strip_prefix('=')?;
    let error = feel::Expression::parse(text).err()?;
    let message = format!("the source {} cannot be read: {error}", quote(source));
    let help = "write a FEEL expression, such as =legal_name";
    Some(Verdict::error("mapping_unreadable", message, help))
}

fn target_of(target: &str) -> Option<Verdict> {
    let is_name = |part: &str| {
        let starts = part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        starts && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if target.split('.').all(is_name) {
        return None;
    }
    let message = format!("the target {} is not a name", quote(target));
    let help = "use letters, digits and underscores, with dots for fields within fields";
    Some(Verdict::error("mapping_target", message, help))
}

/// Inputs make the body of a connector call; what of its answer is kept is said by the connector.
fn without_effect(node: &Node) -> Option<Finding> {
    let extension = &node.extension;
    let (ignored, help) = match node.kind {
        NodeKind::ServiceTask | NodeKind::SendTask => (
            !extension.outputs.is_empty(),
            "declare in the connector which fields of its answer are kept",
        ),
        NodeKind::EventBasedGateway
        | NodeKind::ExclusiveGateway { .. }
        | NodeKind::InclusiveGateway { .. }
        | NodeKind::ParallelGateway => (
            !(extension.inputs.is_empty() && extension.outputs.is_empty()),
            "move them to a task before or behind the gateway",
        ),
        _ => return None,
    };
    if !ignored {
        return None;
    }
    let message = format!("mappings of {} have no effect", quote(node.label()));
    Some(Verdict::warning("mapping_ignored", message, help).on(node))
}
