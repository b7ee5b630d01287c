//! Extension elements that mean nothing here; nothing is dropped in silence.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let help = "people are named by approval rules; delete what is not meant for another engine";
    let runs = process
        .nodes_in_order()
        .filter(|node| !matches!(node.kind, NodeKind::Other(_)));
    for node in runs {
        for what in &node.extension.ignored {
            let message = format!("{} of {} has no effect", quote(what), quote(node.label()));
            out.push(Verdict::warning("extension_ignored", message, help).on(node));
        }
    }
    for what in &process.extension.ignored {
        let message = format!("{} of the process has no effect", quote(what));
        out.push(
            Verdict::warning("extension_ignored", message, help).at(&process.id, process.position),
        );
    }
}
