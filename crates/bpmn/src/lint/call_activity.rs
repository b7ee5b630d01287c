//! A call activity names another workflow, which is pinned when the version is made.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let calls = process
        .nodes_in_order()
        .filter(|n| n.kind == NodeKind::CallActivity);
    for call in calls {
        let label = quote(call.label());
        let Some(called) = call
            .extension
            .called_element
            .as_ref()
            .filter(|c| !c.process_id.is_empty())
        else {
            let message = format!("{label} does not say which workflow it calls");
            let help = "choose the workflow it calls";
            out.push(Verdict::error("call_without_process", message, help).on(call));
            continue;
        };
        if called.process_id.starts_with('=') {
            let message =
                format!("which workflow {label} calls is computed, so no version could pin it");
            let help = "name the workflow itself, and choose between calls with a gateway";
            out.push(Verdict::error("call_not_constant", message, help).on(call));
        } else if called.process_id == process.id {
            let message = format!("{label} calls the workflow it is part of, without end");
            let help = "lead a flow back to an earlier step instead, or call another workflow";
            out.push(Verdict::error("call_of_itself", message, help).on(call));
        } else if called
            .binding
            .as_deref()
            .is_none_or(|binding| binding == "latest")
        {
            let message = format!(
                "{label} calls the latest {}; here it calls the version that is published when this one is made",
                quote(&called.process_id)
            );
            let help = "nothing to do; another engine would take the latest each time";
            out.push(Verdict::info("call_unpinned", message, help).on(call));
        }
    }
}
