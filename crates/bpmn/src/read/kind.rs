//! Which XML elements are nodes, and what each is to the executor.

use roxmltree::Node as Xml;

use super::bpmn_children;
use crate::NodeKind;

/// Whether an element of a process is a step, event or gateway. Lanes, data, annotations and groups
/// are not: they are drawn and have no meaning for execution.
pub(super) fn is_node(name: &str) -> bool {
    name == "task"
        || ["Task", "Event", "Gateway", "ubProcess"]
            .iter()
            .any(|ending| name.ends_with(ending))
        || matches!(
            name,
            "transaction" | "callActivity" | "subChoreography" | "callChoreography"
        )
}

/// Whether a node holds nodes of its own.
pub(super) fn is_scope(name: &str) -> bool {
    name.ends_with("ubProcess") || name == "transaction"
}

/// What the executor does at an element.
pub(super) fn of(element: Xml<'_, '_>) -> NodeKind {
    let name = element.tag_name().name();
    if let Some(obstacle) = obstacle(element) {
        return NodeKind::Other(format!("{name} with {obstacle}"));
    }
    match name {
        "startEvent" => NodeKind::StartEvent,
        "endEvent" => NodeKind::EndEvent,
        "userTask" => NodeKind::UserTask,
        "serviceTask" => NodeKind::ServiceTask,
        "exclusiveGateway" => NodeKind::ExclusiveGateway {
            default: element.attribute("default").map(str::to_owned),
        },
        "parallelGateway" => NodeKind::ParallelGateway,
        other => NodeKind::Other(other.to_owned()),
    }
}

/// Local names of the event definitions of an event.
pub(super) fn events(element: Xml<'_, '_>) -> Vec<String> {
    bpmn_children(element)
        .map(|child| child.tag_name().name())
        .filter(|name| name.ends_with("EventDefinition") || *name == "eventDefinitionRef")
        .map(str::to_owned)
        .collect()
}

/// Whether a node begins without an incoming flow by its nature.
pub(super) fn is_self_starting(element: Xml<'_, '_>) -> bool {
    element.attribute("triggeredByEvent") == Some("true")
        || element.attribute("isForCompensation") == Some("true")
        || (element.tag_name().name() == "intermediateCatchEvent"
            && events(element)
                .iter()
                .any(|event| event == "linkEventDefinition"))
}

/// What changes the meaning of an element that would otherwise run.
fn obstacle(element: Xml<'_, '_>) -> Option<String> {
    if let Some(event) = events(element).into_iter().next() {
        return Some(event);
    }
    if element.attribute("isForCompensation") == Some("true") {
        return Some("isForCompensation".to_owned());
    }
    bpmn_children(element)
        .map(|child| child.tag_name().name())
        .find(|name| name.ends_with("LoopCharacteristics"))
        .map(str::to_owned)
}
