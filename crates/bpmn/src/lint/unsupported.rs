//! Elements that are read and drawn, but not run.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if let NodeKind::Other(what) = &node.kind {
            let (element, obstacle) = match what.split_once(" with ") {
                Some((element, obstacle)) => (element, Some(obstacle)),
                None => (what.as_str(), None),
            };
            let (words, help) = words(element, obstacle);
            let message = format!("{} does not run here: it is {words}", quote(node.label()));
            out.push(Verdict::error("unsupported_element", message, help).on(node));
        }
    }
}

/// What cannot run by its element or what stands in its way, in words of the drawing tools, and what to draw
/// instead.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "complexGateway",
        "a complex gateway",
        "use exclusive, parallel and inclusive gateways",
    ),
    (
        "transaction",
        "a transaction",
        "use a sub-process, and draw what is done when it fails",
    ),
    (
        "adHocSubProcess",
        "an ad-hoc sub-process, whose steps have no order",
        "draw the order of the steps, with an inclusive gateway where some may be left out",
    ),
    (
        "signalEventDefinition",
        "a signal, which goes to everybody who listens",
        "send a message to the one it is meant for",
    ),
    (
        "compensateEventDefinition",
        "a compensation, which undoes earlier steps",
        "draw the steps that undo them, and lead a flow there",
    ),
    (
        "isForCompensation",
        "a step that undoes another one",
        "draw the steps that undo it, and lead a flow there",
    ),
    (
        "cancelEventDefinition",
        "the cancellation of a transaction",
        "use a sub-process with an error event",
    ),
    (
        "conditionalEventDefinition",
        "an event that waits for a condition",
        "wait for a message or a timer, or ask with an exclusive gateway",
    ),
    (
        "linkEventDefinition",
        "a link to another place of the diagram",
        "draw the flow itself",
    ),
    (
        "standardLoopCharacteristics",
        "a step that repeats while a condition holds",
        "lead a flow back to it from an exclusive gateway",
    ),
    (
        "several events",
        "an event that several things can cause",
        "draw one event for each of them",
    ),
    (
        "several times",
        "a timer with more than one time",
        "keep one date, duration or cycle",
    ),
    (
        "nothing to wait for",
        "an event that waits for nothing",
        "choose a timer or a message, or delete the event",
    ),
    (
        "errorEventDefinition",
        "an error where none can be caught or thrown",
        "catch it on the border of a task or in an event sub-process; throw it with an end event",
    ),
    (
        "escalationEventDefinition",
        "an escalation where none can be caught",
        "catch it on the border of a task or in an event sub-process",
    ),
    (
        "terminateEventDefinition",
        "an end of everything in the middle of the way",
        "use an end event",
    ),
    (
        "eventDefinitionRef",
        "an event whose meaning is declared elsewhere",
        "choose what it waits for at the event itself",
    ),
    (
        "instantiate",
        "a step that starts the workflow by itself",
        "start with a start event that waits for the message",
    ),
    (
        "eventGatewayType Parallel",
        "a gateway that starts the workflow by several events",
        "start with a message, and wait for the others behind it",
    ),
    (
        "multiInstanceLoopCharacteristics",
        "a repetition where none can be",
        "put what is to be repeated into a sub-process, and repeat that",
    ),
    (
        "subChoreography",
        "a choreography",
        "draw the own steps as a process",
    ),
    (
        "callChoreography",
        "a choreography",
        "draw the own steps as a process",
    ),
    (
        "choreographyTask",
        "a choreography",
        "draw the own steps as a process",
    ),
];

fn words(element: &str, obstacle: Option<&str>) -> (String, &'static str) {
    let key = obstacle.unwrap_or(element);
    if let Some((_, words, help)) = KNOWN.iter().find(|(known, _, _)| *known == key) {
        return ((*words).to_owned(), help);
    }
    let help = "use a task, event or gateway that runs here";
    let name = spaced(element);
    let words = match obstacle {
        Some(obstacle) => format!("a {name} with {}", spaced(obstacle)),
        None => format!("a {name}"),
    };
    (words, help)
}

/// `timerEventDefinition` to `timer event definition`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            text.push(' ');
        }
        text.push(character.to_ascii_lowercase());
    }
    text.trim().to_owned()
}
