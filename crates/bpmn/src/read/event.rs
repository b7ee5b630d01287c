//! Event definitions: what an event waits for or throws.

use roxmltree::Node as Xml;

use super::bpmn_children;
use super::reference::References;
use crate::{End, NodeKind, Throw, Timer, TimerKind, Trigger, Unresolved};

/// What the executor does at an event; an error names what of it stands in the way.
pub(super) fn kind(
    element: Xml<'_, '_>,
    references: &References,
    lost: &mut Vec<Unresolved>,
) -> Result<NodeKind, String> {
    let definition = only_definition(element)?;
    match (element.tag_name().name(), definition) {
        ("startEvent", None) => Ok(NodeKind::StartEvent(None)),
        ("startEvent", Some(event)) => {
            let trigger = trigger(event, references, lost)?;
            if is_thrown(&trigger) && !in_event_sub_process(element) {
                return Err(event.tag_name().name().to_owned());
            }
            Ok(NodeKind::StartEvent(Some(trigger)))
        }
        ("endEvent", event) => end(event, references, lost).map(NodeKind::EndEvent),
        ("intermediateThrowEvent", event) => {
            throw(event, references, lost).map(NodeKind::ThrowEvent)
        }
        (_, None) => Err("nothing to wait for".to_owned()),
        ("boundaryEvent", Some(event)) => Ok(NodeKind::BoundaryEvent {
            trigger: trigger(event, references, lost)?,
            interrupting: is_interrupting(element),
        }),
        ("intermediateCatchEvent", Some(event)) => {
            let trigger = trigger(event, references, lost)?;
            if is_thrown(&trigger) {
                return Err(event.tag_name().name().to_owned());
            }
            Ok(NodeKind::CatchEvent(trigger))
        }
        (_, Some(event)) => Err(event.tag_name().name().to_owned()),
    }
}

/// Whether the surroundings of an event are cancelled when it happens: the default of BPMN.
pub(super) fn is_interrupting(element: Xml<'_, '_>) -> bool {
    let attribute = match element.tag_name().name() {
        "boundaryEvent" => "cancelActivity",
        _ => "isInterrupting",
    };
    !matches!(element.attribute(attribute), Some("false" | "0"))
}

/// Definitions of an event, those it holds and those it refers to.
pub(super) fn definitions<'a, 'input: 'a>(
    element: Xml<'a, 'input>,
) -> impl Iterator<Item = Xml<'a, 'input>> {
    bpmn_children(element).filter(|child| {
        let name = child.tag_name().name();
        name.ends_with("EventDefinition") || name == "eventDefinitionRef"
    })
}

fn only_definition<'a, 'input: 'a>(
    element: Xml<'a, 'input>,
) -> Result<Option<Xml<'a, 'input>>, String> {
    let mut all = definitions(element);
    let first = all.next();
    if all.next().is_some() {
        return Err("several events".to_owned());
    }
    Ok(first)
}

fn in_event_sub_process(element: Xml<'_, '_>) -> bool {
    element
        .parent()
        .is_some_and(super::kind::is_triggered_by_event)
}

/// Errors and escalations come from inside, so only a scope or its border catches them.
fn is_thrown(trigger: &Trigger) -> bool {
    matches!(trigger, Trigger::Error(_) | Trigger::Escalation(_))
}

fn trigger(
    event: Xml<'_, '_>,
    references: &References,
    lost: &mut Vec<Unresolved>,
) -> Result<Trigger, String> {
    match event.tag_name().name() {
        "timerEventDefinition" => timer(event).map(Trigger::Timer),
        "messageEventDefinition" => Ok(Trigger::Message(references.message(event, lost))),
        "errorEventDefinition" => Ok(Trigger::Error(references.error(event, lost))),
        "escalationEventDefinition" => Ok(Trigger::Escalation(references.escalation(event, lost))),
        other => Err(other.to_owned()),
    }
}

fn end(
    event: Option<Xml<'_, '_>>,
    references: &References,
    lost: &mut Vec<Unresolved>,
) -> Result<End, String> {
    let Some(event) = event else {
        return Ok(End::None);
    };
    match event.tag_name().name() {
        "terminateEventDefinition" => Ok(End::Terminate),
        "errorEventDefinition" => Ok(End::Error(
            references.error(event, lost).unwrap_or_default(),
        )),
        "escalationEventDefinition" => {
            let code = references.escalation(event, lost);
            Ok(End::Escalation(code.unwrap_or_default()))
        }
        "messageEventDefinition" => Ok(End::Message(references.message(event, lost))),
        other => Err(other.to_owned()),
    }
}

fn throw(
    event: Option<Xml<'_, '_>>,
    references: &References,
    lost: &mut Vec<Unresolved>,
) -> Result<Throw, String> {
    match end(event, references, lost)? {
        End::None => Ok(Throw::None),
        End::Escalation(code) => Ok(Throw::Escalation(code)),
        End::Message(message) => Ok(Throw::Message(message)),
        End::Terminate => Err("terminateEventDefinition".to_owned()),
        End::Error(_) => Err("errorEventDefinition".to_owned()),
    }
}

fn timer(event: Xml<'_, '_>) -> Result<Timer, String> {
    let mut times = bpmn_children(event).filter_map(|child| {
        let kind = match child.tag_name().name() {
            "timeDate" => TimerKind::Date,
            "timeDuration" => TimerKind::Duration,
            "timeCycle" => TimerKind::Cycle,
            _ => return None,
        };
        Some(Timer {
            kind,
            text: super::text_of(child),
        })
    });
    let first = times.next();
    if times.next().is_some() {
        return Err("several times".to_owned());
    }
    Ok(first.unwrap_or(Timer {
        kind: TimerKind::Date,
        text: String::new(),
    }))
}
