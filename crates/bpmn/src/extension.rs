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
    /// `zeebe:script`: what a script task evaluates.
    pub script: Option<Script>,
    /// `zeebe:calledDecision`: what a business rule task decides by.
    pub called_decision: Option<CalledDecision>,
    /// `zeebe:calledElement`: what a call activity runs.
    pub called_element: Option<CalledElement>,
    /// `zeebe:taskSchedule`: when a user task is due.
    pub schedule: Option<Schedule>,
    /// Whether `zeebe:userTask` is there.
    pub user_task: bool,
    /// Extension elements that mean nothing here, by name.
    pub ignored: Vec<String>,
}

/// An expression and where its value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// As written; empty if the file gives none.
    pub expression: String,
    /// Name of the variable that takes the value.
    pub result_variable: Option<String>,
}

/// A decision and where its result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledDecision {
    /// Id of the decision; empty if the file gives none.
    pub decision_id: String,
    /// Name of the variable that takes the result.
    pub result_variable: Option<String>,
    /// `bindingType` as written.
    pub binding: Option<String>,
}

/// Another workflow and what it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledElement {
    /// Id of its process; empty if the file gives none.
    pub process_id: String,
    /// Whether it sees all variables of the caller. True unless the file says otherwise.
    pub propagate_all_parent: bool,
    /// Whether the caller takes all its variables. True unless the file says otherwise.
    pub propagate_all_child: bool,
    /// `bindingType` as written.
    pub binding: Option<String>,
}

/// When a user task is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Due date as written.
    pub due: Option<String>,
    /// Date at which to look at it again, as written.
    pub follow_up: Option<String>,
}

impl Extension {
    /// The header `connector`: id of the connector a service task calls.
    pub fn connector(&self) -> Option<&str> {
        self.headers.get("connector").map(String::as_str)
    }

    pub(crate) fn read(element: Xml<'_, '_>) -> Self {
        let mut extension = Self::default();
        for child in elements(element) {
            extension.take(child);
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
            "script" => {
                self.script = Some(Script {
                    expression: filled(element, "expression").unwrap_or_default(),
                    result_variable: filled(element, "resultVariable"),
                });
            }
            "calledDecision" => {
                self.called_decision = Some(CalledDecision {
                    decision_id: filled(element, "decisionId").unwrap_or_default(),
                    result_variable: filled(element, "resultVariable"),
                    binding: filled(element, "bindingType"),
                });
            }
            "calledElement" => self.called_element = Some(called_element(element)),
            "taskSchedule" => {
                self.schedule = Some(Schedule {
                    due: filled(element, "dueDate"),
                    follow_up: filled(element, "followUpDate"),
                });
            }
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

fn called_element(element: Xml<'_, '_>) -> CalledElement {
    let unless_said = |name| element.attribute(name) != Some("false");
    CalledElement {
        process_id: filled(element, "processId").unwrap_or_default(),
        propagate_all_parent: unless_said("propagateAllParentVariables"),
        propagate_all_child: unless_said("propagateAllChildVariables"),
        binding: filled(element, "bindingType"),
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

/// The `zeebe:` extension elements of an element.
pub(crate) fn elements<'a, 'input: 'a>(
    element: Xml<'a, 'input>,
) -> impl Iterator<Item = Xml<'a, 'input>> {
    element
        .children()
        .filter(|child| child.is_element() && child.tag_name().name() == "extensionElements")
        .flat_map(|block| block.children())
        .filter(|child| child.is_element() && child.tag_name().namespace() == Some(ZEEBE))
}

/// An attribute that is there and not blank.
pub(crate) fn filled(element: Xml<'_, '_>, name: &str) -> Option<String> {
    let value = element.attribute(name)?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
