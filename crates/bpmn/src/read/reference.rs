//! Messages, errors and escalations: declared beside the processes, named by events.

use std::collections::BTreeMap;

use roxmltree::Node as Xml;

use super::bpmn_children;
use crate::extension::{elements, filled};
use crate::{Message, Unresolved};

/// What the file declares, by id.
#[derive(Default)]
pub(super) struct References {
    messages: BTreeMap<String, Message>,
    errors: BTreeMap<String, Option<String>>,
    escalations: BTreeMap<String, Option<String>>,
}

impl References {
    pub(super) fn read(root: Xml<'_, '_>) -> Self {
        let mut references = Self::default();
        for element in bpmn_children(root) {
            let Some(id) = element.attribute("id").map(str::to_owned) else {
                continue;
            };
            match element.tag_name().name() {
                "message" => {
                    references.messages.entry(id).or_insert(message(element));
                }
                "error" => {
                    let code = filled(element, "errorCode");
                    references.errors.entry(id).or_insert(code);
                }
                "escalation" => {
                    let code = filled(element, "escalationCode");
                    references.escalations.entry(id).or_insert(code);
                }
                _ => {}
            }
        }
        references
    }

    /// The message an element names; without a name if it names none.
    pub(super) fn message(&self, element: Xml<'_, '_>, lost: &mut Vec<Unresolved>) -> Message {
        let nameless = Message {
            name: String::new(),
            correlation_key: None,
        };
        let Some(id) = reference(element, "messageRef") else {
            return nameless;
        };
        let found = self.messages.get(id).cloned();
        found.unwrap_or_else(|| {
            lost.push(unresolved("messageRef", id, false));
            nameless
        })
    }

    /// The code of the error an event names, if it names one.
    pub(super) fn error(&self, event: Xml<'_, '_>, lost: &mut Vec<Unresolved>) -> Option<String> {
        code(&self.errors, event, "errorRef", lost)
    }

    /// The code of the escalation an event names, if it names one.
    pub(super) fn escalation(
        &self,
        event: Xml<'_, '_>,
        lost: &mut Vec<Unresolved>,
    ) -> Option<String> {
        code(&self.escalations, event, "escalationRef", lost)
    }
}

fn message(element: Xml<'_, '_>) -> Message {
    let subscription = elements(element).find(|child| child.tag_name().name() == "subscription");
    Message {
        name: filled(element, "name").unwrap_or_default(),
        correlation_key: subscription.and_then(|child| filled(child, "correlationKey")),
    }
}

fn code(
    declared: &BTreeMap<String, Option<String>>,
    event: Xml<'_, '_>,
    attribute: &'static str,
    lost: &mut Vec<Unresolved>,
) -> Option<String> {
    let id = reference(event, attribute)?;
    let found = declared.get(id);
    if found.is_none_or(Option::is_none) {
        lost.push(unresolved(attribute, id, found.is_some()));
    }
    found.cloned().flatten()
}

/// A reference is a qualified name; some tools write the prefix.
fn reference<'a>(element: Xml<'a, '_>, attribute: &str) -> Option<&'a str> {
    let text = element.attribute(attribute)?.trim();
    let id = text.rsplit(':').next().unwrap_or(text);
    (!id.is_empty()).then_some(id)
}

fn unresolved(attribute: &'static str, id: &str, known: bool) -> Unresolved {
    Unresolved {
        attribute,
        reference: id.to_owned(),
        known,
    }
}
