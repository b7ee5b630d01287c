//! Conditions stand only behind exclusive and inclusive gateways, and are FEEL.

use super::{Finding, Verdict, feel_error, quote};
use crate::{Flow, NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for flow in process.flows_in_order() {
        let Some(condition) = &flow.condition else {
            continue;
        };
        if is_misplaced(process, flow) {
            let message = format!(
                "the flow {} has a condition, but does not leave an exclusive or inclusive gateway",
                quote(flow.label())
            );
            let help = "put an exclusive gateway before it, or delete the condition";
            out.push(
                Verdict::error("condition_misplaced", message, help).at(&flow.id, flow.position),
            );
        }
        if let Some(verdict) = expression(flow, condition) {
            out.push(verdict.at(&flow.id, flow.position));
        }
    }
}

/// Of what does not run at all nothing is said.
fn is_misplaced(process: &Process, flow: &Flow) -> bool {
    let source = process.node(&flow.source);
    source.is_some_and(|source| {
        !matches!(
            source.kind,
            NodeKind::ExclusiveGateway { .. }
                | NodeKind::InclusiveGateway { .. }
                | NodeKind::Other(_)
        )
    })
}

fn expression(flow: &Flow, condition: &str) -> Option<Verdict> {
    let Some(text) = flow.expression() else {
        let message = format!("the condition {} is not an expression", quote(condition));
        let help = "write a FEEL expression with an equals sign before it, such as =amount > 500";
        return Some(Verdict::error("condition_not_expression", message, help));
    };
    let error = feel_error(text)?;
    let message = format!("the condition {} cannot be read: {error}", quote(condition));
    let help = "write a FEEL expression, such as =amount > 500 and country = \"DE\"";
    Some(Verdict::error("condition_unreadable", message, help))
}
