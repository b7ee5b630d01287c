//! Inputs and outputs: the source is FEEL or plain text, the target a name.

use std::collections::BTreeSet;

use super::connector_call::is_call;
use super::{Finding, Verdict, feel_error, is_name, quote};
use crate::{Node, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        let mut targets = BTreeSet::new();
        let extension = &node.extension;
        for (source, target) in &extension.inputs {
            out.extend(source_of(source, is_call(node)).map(|verdict| verdict.on(node)));
            out.extend(target_of(target, is_call(node)).map(|verdict| verdict.on(node)));
            if !targets.insert(target) {
                out.push(twice(target).on(node));
            }
        }
        for (source, target) in &extension.outputs {
            out.extend(source_of(source, false).map(|verdict| verdict.on(node)));
            out.extend(target_of(target, false).map(|verdict| verdict.on(node)));
        }
        out.extend(without_effect(node));
    }
}

/// What a connector is sent may not depend on when it is asked: a call that is repeated is the same call.
fn source_of(source: &str, sent: bool) -> Option<Verdict> {
    let text = source.trim().strip_prefix('=')?;
    let error = if sent {
        feel::Expression::parse(text).err()?
    } else {
        feel_error(text)?
    };
    let message = format!("the source {} cannot be read: {error}", quote(source));
    let help = "write a FEEL expression, such as =legal_name";
    Some(Verdict::error("mapping_unreadable", message, help))
}

/// The body of a connector call has fields within fields; all else is a name.
fn target_of(target: &str, body: bool) -> Option<Verdict> {
    let is_part = |part: &str| is_name(part.strip_prefix('_').unwrap_or(part));
    if is_name(target) || (body && target.split('.').all(is_part)) {
        return None;
    }
    let message = format!("the target {} is not a name", quote(target));
    let help = "begin with a letter, go on with letters, digits and underscores; only what a connector is sent may have dots for fields within fields";
    Some(Verdict::error("mapping_target", message, help))
}

fn twice(target: &str) -> Verdict {
    let message = format!("two inputs have the target {}", quote(target));
    let help = "delete one of the two, or give it another target";
    Verdict::error("mapping_twice", message, help)
}

fn without_effect(node: &Node) -> Option<Finding> {
    let extension = &node.extension;
    let is_gateway = matches!(
        node.kind,
        NodeKind::EventBasedGateway
            | NodeKind::ExclusiveGateway { .. }
            | NodeKind::InclusiveGateway { .. }
            | NodeKind::ParallelGateway
    );
    if !is_gateway || (extension.inputs.is_empty() && extension.outputs.is_empty()) {
        return None;
    }
    let message = format!("mappings of {} have no effect", quote(node.label()));
    let help = "move them to a task before or behind the gateway";
    Some(Verdict::warning("mapping_ignored", message, help).on(node))
}
