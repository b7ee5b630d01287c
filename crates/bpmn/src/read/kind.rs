//! Which XML elements are nodes, and what each is to the executor.

use roxmltree::Node as Xml;

use super::reference::References;
use super::{bpmn_children, event, text_of};
use crate::extension::{elements, filled};
use crate::{MultiInstance, NodeKind, Unresolved};

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
pub(super) fn of(
    element: Xml<'_, '_>,
    references: &References,
    lost: &mut Vec<Unresolved>,
) -> NodeKind {
    let name = element.tag_name().name();
    let kind = match obstacle(element) {
        Some(obstacle) => Err(obstacle),
        None if name.ends_with("Event") => event::kind(element, references, lost),
        None => Ok(step(element, references, lost)),
    };
    kind.unwrap_or_else(|obstacle| NodeKind::Other(format!("{name} with {obstacle}")))
}

/// Steps and gateways.
fn step(element: Xml<'_, '_>, references: &References, lost: &mut Vec<Unresolved>) -> NodeKind {
    let default = || default_flow(element);
    match element.tag_name().name() {
        "userTask" => NodeKind::UserTask,
        "serviceTask" => NodeKind::ServiceTask,
        "sendTask" => NodeKind::SendTask,
        "receiveTask" => NodeKind::ReceiveTask(references.message(element, lost)),
        "scriptTask" => NodeKind::ScriptTask,
        "businessRuleTask" => NodeKind::BusinessRuleTask,
        "manualTask" | "task" => NodeKind::ManualTask,
        "callActivity" => NodeKind::CallActivity,
        "subProcess" => NodeKind::SubProcess {
            event: is_triggered_by_event(element),
        },
        "exclusiveGateway" => NodeKind::ExclusiveGateway { default: default() },
        "parallelGateway" => NodeKind::ParallelGateway,
        "inclusiveGateway" => NodeKind::InclusiveGateway { default: default() },
        "eventBasedGateway" => NodeKind::EventBasedGateway,
        other => NodeKind::Other(other.to_owned()),
    }
}

/// The default flow an element names.
pub(super) fn default_flow(element: Xml<'_, '_>) -> Option<String> {
    filled(element, "default")
}

/// Local names of the event definitions of an event.
pub(super) fn events(element: Xml<'_, '_>) -> Vec<String> {
    event::definitions(element)
        .map(|child| child.tag_name().name().to_owned())
        .collect()
}

/// Whether a sub-process is started by an event, not by a flow.
pub(super) fn is_triggered_by_event(element: Xml<'_, '_>) -> bool {
    is_true(element, "triggeredByEvent")
}

/// Whether a node begins without an incoming flow by its nature.
pub(super) fn is_self_starting(element: Xml<'_, '_>) -> bool {
    is_triggered_by_event(element)
        || is_true(element, "isForCompensation")
        || (element.tag_name().name() == "intermediateCatchEvent"
            && event::definitions(element)
                .any(|event| event.tag_name().name() == "linkEventDefinition"))
}

/// The repetition of an activity for each item of a list.
pub(super) fn multi_instance(element: Xml<'_, '_>) -> Option<MultiInstance> {
    let marker = bpmn_children(element)
        .find(|child| child.tag_name().name() == "multiInstanceLoopCharacteristics")?;
    let list = elements(marker).find(|child| child.tag_name().name() == "loopCharacteristics");
    let said = |name| list.and_then(|list| filled(list, name));
    let completion =
        bpmn_children(marker).find(|child| child.tag_name().name() == "completionCondition");
    Some(MultiInstance {
        sequential: is_true(marker, "isSequential"),
        collection: said("inputCollection").unwrap_or_default(),
        element: said("inputElement"),
        output_collection: said("outputCollection"),
        output_element: said("outputElement"),
        completion: completion.map(text_of),
    })
}

/// What changes the meaning of an element that would otherwise run.
fn obstacle(element: Xml<'_, '_>) -> Option<String> {
    for attribute in ["isForCompensation", "instantiate"] {
        if is_true(element, attribute) {
            return Some(attribute.to_owned());
        }
    }
    if element.attribute("eventGatewayType") == Some("Parallel") {
        return Some("eventGatewayType Parallel".to_owned());
    }
    let loops: Vec<&str> = bpmn_children(element)
        .map(|child| child.tag_name().name())
        .filter(|name| name.ends_with("LoopCharacteristics"))
        .collect();
    match loops.as_slice() {
        [] => None,
        ["multiInstanceLoopCharacteristics"] if !is_triggered_by_event(element) => None,
        [one, ..] => Some((*one).to_owned()),
    }
}

/// Both spellings of XML Schema.
fn is_true(element: Xml<'_, '_>, attribute: &str) -> bool {
    matches!(element.attribute(attribute), Some("true" | "1"))
}
