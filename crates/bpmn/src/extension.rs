//! What `zeebe:` extension elements say about a node.
//!
//! INVARIANT: an element that is not read here is listed in `ignored`, so that lint can say that it
//! has no effect; nothing is dropped in silence.

use std::collections::BTreeMap;

use roxmltree::Node as Xml;

/// Namespace of the extension elements.
const ZEEBE: &str = "http://camunda.org/schema/zeebe/1.0";

/// The property that names an approval rule.
const RULE: &str = "countersign.rule";

/// Extension elements of one node or process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extension {
    /// `zeebe:formDefinition formId`.
    pub form_id: Option<String>,
    /// The property `countersign.rule`.
    pub rule: Option<String>,
    /// All `zeebe:property`, `countersign.rule` among them.
    pub properties: BTreeMap<String, String>,
    /// `zeebe:taskDefinition type`.
    pub task_type: Option<String>,
    /// `zeebe:header` by key.
    pub headers: BTreeMap<String, String>,
    /// `zeebe:taskDefinition retries`, where it is a number.
    pub retries: Option<u32>,
    /// `zeebe:input`, source and target as written, in document order.
    pub inputs: Vec<(String, String)>,
    /// `zeebe:output`, source and target as written, in document order.
    pub outputs: Vec<(String, String)>,
    /// Whether `zeebe:userTask` is there.
    pub user_task: bool,
    /// Extension elements that mean nothing here, by name.
    pub ignored: Vec<String>,
}

impl Extension {
    /// The header `connector`: id of the connector a service task calls.
    pub fn connector(&self) -> Option<&str> {
        self.headers.get("connector").map(String::as_str)
    }

    pub(crate) fn read(element: Xml<'_, '_>) -> Self {
        let mut extension = Self::default();
        let blocks = element
            .children()
            .filter(|child| child.is_element() && child.tag_name().name() == "extensionElements");
        for child in blocks.flat_map(|block| block.children()) {
            if child.is_element() && child.tag_name().namespace() == Some(ZEEBE) {
                extension.take(child);
            }
        }
        extension.rule = extension.properties.get(RULE).cloned();
        extension
    }

    fn take(&mut self, element: Xml<'_, '_>) {
        match element.tag_name().name() {
            "userTask" => self.user_task = true,
            "formDefinition" => self.take_form(element),
            "taskDefinition" => self.take_task(element),
            "properties" => take_pairs(element, "property", "name", &mut self.properties),
            "taskHeaders" => take_pairs(element, "header", "key", &mut self.headers),
            "ioMapping" => self.take_mapping(element),
            "versionTag" => {}
            other => self.ignored.push(other.to_owned()),
        }
    }

    fn take_form(&mut self, element: Xml<'_, '_>) {
        match filled(element, "formId") {
            Some(form) => self.form_id = Some(form),
            None => self
                .ignored
                .push("formDefinition without formId".to_owned()),
        }
    }

    fn take_task(&mut self, element: Xml<'_, '_>) {
        self.task_type = filled(element, "type");
        match element.attribute("retries").map(str::parse) {
            Some(Ok(retries)) => self.retries = Some(retries),
            Some(Err(_)) => self
                .ignored
                .push("taskDefinition retries that is not a number".to_owned()),
            None => {}
        }
    }

    fn take_mapping(&mut self, element: Xml<'_, '_>) {
        for child in element.children().filter(Xml::is_element) {
            let source = child.attribute("source").unwrap_or_default().to_owned();
            let target = child.attribute("target").unwrap_or_default().to_owned();
            match child.tag_name().name() {
                "input" => self.inputs.push((source, target)),
                "output" => self.outputs.push((source, target)),
                other => self.ignored.push(other.to_owned()),
            }
        }
    }
}

fn take_pairs(element: Xml<'_, '_>, name: &str, key: &str, into: &mut BTreeMap<String, String>) {
    let pairs = element
        .children()
        .filter(|child| child.is_element() && child.tag_name().name() == name);
    for pair in pairs {
        if let Some(key) = filled(pair, key) {
            let value = pair.attribute("value").unwrap_or_default().to_owned();
            into.insert(key, value);
        }
    }
}

/// An attribute that is there and not blank.
fn filled(element: Xml<'_, '_>, name: &str) -> Option<String> {
    let value = element.attribute(name)?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
