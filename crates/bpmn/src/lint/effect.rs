//! Effects come after an approval: a path from the start to a connector call that passes no approval
//! lets a requester act alone. A mandatory step lies on every path to the effects behind it.
//!
//! A boundary event on an approval leads round it, and so does its repetition over a list, which may be empty.

use super::connector_call::is_call;
use super::{Finding, Verdict, quote};
use crate::graph::Paths;
use crate::{Node, Process};

/// The property of a mandatory step, and its only value.
const STEP: &str = "countersign.step";
const MANDATORY: &str = "mandatory";

/// Mandatory steps that are followed, two walks each.
const FOLLOWED: usize = 64;

/// Walks spent on telling effects that always come before an approval from those that avoid it.
const DOUBTS: usize = 64;

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let paths = Paths::new(process);
    let effects: Vec<&Node> = process.nodes_in_order().filter(|n| is_call(n)).collect();
    unapproved(process, &paths, &effects, out);
    let mandatory: Vec<&Node> = process
        .nodes_in_order()
        .filter(|n| is_mandatory(n))
        .collect();
    let mut doubts = DOUBTS;
    for (index, step) in mandatory.iter().enumerate() {
        if !step.is_activity() {
            let message = format!("{} is mandatory, but no step", quote(step.label()));
            let help = "mark the approval or task that must not be left out, and delete the property countersign.step here";
            out.push(Verdict::error("mandatory_misplaced", message, help).on(step));
        } else if index < FOLLOWED {
            avoided(&paths, step, &effects, &mut doubts, out);
        } else {
            let message = format!(
                "more than {FOLLOWED} steps are mandatory; {} is not checked",
                quote(step.label())
            );
            let help = "put parts of the workflow into workflows that it calls";
            out.push(Verdict::error("too_many_mandatory", message, help).on(step));
        }
    }
}

fn unapproved(process: &Process, paths: &Paths<'_>, effects: &[&Node], out: &mut Vec<Finding>) {
    let approvals = process
        .nodes_in_order()
        .filter(|node| node.is_approval())
        .map(|node| node.id.as_str());
    let unguarded = paths.unguarded(approvals);
    for effect in effects.iter().filter(|node| unguarded.contains(&node.id)) {
        let message = format!(
            "{} can be reached without any approval",
            quote(effect.label())
        );
        let help = "put an approval on every path that leads to it";
        out.push(Verdict::warning("effect_without_approval", message, help).on(effect));
    }
}

fn avoided(
    paths: &Paths<'_>,
    step: &Node,
    effects: &[&Node],
    doubts: &mut usize,
    out: &mut Vec<Finding>,
) {
    let behind = paths.reachable(&step.id, []);
    let unguarded = paths.unguarded([step.id.as_str()]);
    let reached = effects
        .iter()
        .filter(|effect| behind.contains(&effect.id) && unguarded.contains(&effect.id));
    for effect in reached {
        if comes_before(paths, effect, step, doubts) {
            continue;
        }
        let message = format!(
            "{} can be reached without the mandatory step {}",
            quote(effect.label()),
            quote(step.label())
        );
        let help = "lead every path to it through that step: look at default flows, boundary events and branches that may be skipped";
        out.push(Verdict::error("mandatory_avoided", message, help).on(effect));
    }
}

/// Whether the approval is never reached without the effect: it then prepares the approval, and is behind it only
/// by a way back.
fn comes_before(paths: &Paths<'_>, effect: &Node, step: &Node, doubts: &mut usize) -> bool {
    if *doubts == 0 {
        return false;
    }
    *doubts = doubts.saturating_sub(1);
    let without = paths.unguarded([effect.id.as_str()]);
    !without.contains(&step.id)
}

fn is_mandatory(node: &Node) -> bool {
    let value = node.extension.properties.get(STEP);
    value.is_some_and(|value| value.trim() == MANDATORY)
}
