//! Timers say when they are due: an ISO 8601 date, duration or cycle, cron, or an expression.

mod cron;
mod iso;

use super::{Finding, Verdict, quote};
use crate::{Node, NodeKind, Process, Timer, TimerKind, Trigger};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if let Some(timer) = of(node) {
            out.extend(text(node, timer).map(|verdict| verdict.on(node)));
            out.extend(place(node, timer).map(|verdict| verdict.on(node)));
        }
    }
}

/// The timer of a node.
pub(super) fn of(node: &Node) -> Option<&Timer> {
    match &node.kind {
        NodeKind::StartEvent(Some(Trigger::Timer(timer)))
        | NodeKind::CatchEvent(Trigger::Timer(timer))
        | NodeKind::BoundaryEvent {
            trigger: Trigger::Timer(timer),
            ..
        } => Some(timer),
        _ => None,
    }
}

fn text(node: &Node, timer: &Timer) -> Option<Verdict> {
    let label = quote(node.label());
    if timer.text.is_empty() {
        let message = format!("the timer {label} does not say when");
        let help = "choose a date, a duration or a cycle, such as PT24H";
        return Some(Verdict::error("timer_without_time", message, help));
    }
    let (readable, help) = match timer.kind {
        _ if timer.text.starts_with('=') => return None,
        TimerKind::Date => (
            iso::is_date(&timer.text),
            "write a date and time such as 2026-12-01T09:00:00Z, or an expression such as =due",
        ),
        TimerKind::Duration => (
            iso::is_duration(&timer.text),
            "write a duration such as PT24H or P2D, or an expression such as =grace",
        ),
        TimerKind::Cycle => (
            iso::is_cycle(&timer.text) || cron::is_cron(&timer.text),
            "write a cycle such as R3/PT10H, or cron such as 0 0 9 * * MON-FRI",
        ),
    };
    if readable {
        return None;
    }
    let message = format!("the time {} of {label} cannot be read", quote(&timer.text));
    Some(Verdict::error("timer_unreadable", message, help))
}

/// A cycle needs a place where something can happen again; a process starts at a date or again and again.
fn place(node: &Node, timer: &Timer) -> Option<Verdict> {
    let repeats = timer.kind == TimerKind::Cycle;
    let starts_request = node.parent.is_none() && node.element == "startEvent";
    let (message, help) = match &node.kind {
        NodeKind::CatchEvent(_) if repeats => (
            "waits once, but its timer is a cycle",
            "choose a date or a duration",
        ),
        NodeKind::BoundaryEvent { .. } | NodeKind::StartEvent(_)
            if repeats && node.interrupting && !starts_request =>
        {
            (
                "interrupts what it sits on, but its timer is a cycle",
                "choose a date or a duration, or make the event not interrupting",
            )
        }
        NodeKind::StartEvent(_) if starts_request && timer.kind == TimerKind::Duration => (
            "starts the workflow after a duration, but nothing says after what",
            "choose a date or a cycle",
        ),
        _ => return None,
    };
    let message = format!("{} {message}", quote(node.label()));
    Some(Verdict::error("timer_misplaced", message, help))
}
