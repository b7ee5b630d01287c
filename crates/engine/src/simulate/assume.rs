//! What is assumed for a diagram whose files are not there: a form takes any fields, a rule one approval of anybody, a
//! connector answers whatever is asked.
//!
//! INVARIANT: a file that is there is never replaced. What an assumed form declares is what the input, the answers and the
//! expressions of the diagram speak of.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{field::is_path, form::Form, simulation::Answer};
use serde_json::{Value as Json, json};

use super::Values;
use crate::acts::import::{Files, process_of};

/// What a diagram is tried out with.
pub(super) struct Assumed {
    /// The files, and what is missing of those that the diagram names.
    pub(super) files: Files,
    /// What was assumed, in words.
    pub(super) notes: Vec<String>,
    /// The form of starts and tasks that name none.
    pub(super) form: Option<&'static str>,
}

/// Id of the form that starts and tasks without one show.
const ANY: &str = "assumed-form";

/// The files with what is missing of those that the diagram names, and a note for each.
pub(super) fn assume(files: &Files, input: &Values, answers: &[Answer]) -> Assumed {
    let mut all = files.clone();
    let mut notes = Vec::new();
    let document = process_of(files).and_then(|bytes| bpmn::parse(bytes, &bpmn::Limits::V1).ok());
    let Some(process) = document.as_ref().and_then(bpmn::Document::main) else {
        return Assumed {
            files: all,
            notes,
            form: None,
        };
    };
    let components = components(files, process, input, answers);
    for node in process.nodes_in_order() {
        let shown = node.is_approval();
        if let Some(id) = &node.extension.form_id {
            let file = || form(id, components.values(), shown);
            add(&mut all, &mut notes, format!("forms/{id}.form"), file);
        }
        if let Some(id) = &node.extension.rule {
            add(&mut all, &mut notes, format!("rules/{id}.json"), || {
                rule(id)
            });
        }
        if let Some(id) = node.extension.connector() {
            let file = || connector(process, id, answers);
            add(&mut all, &mut notes, format!("connectors/{id}.json"), file);
        }
    }
    // Where there are forms, a step without one takes nothing, as in a version; a diagram alone would take nothing at all.
    let alone = !files.keys().any(|path| path.starts_with("forms/"));
    let bare = |node: &bpmn::Node| node.extension.form_id.is_none() && takes_a_form(node);
    let form = (alone && !components.is_empty() && process.nodes_in_order().any(bare)).then(|| {
        notes.push("steps without a form take any field: assumed".to_owned());
        let bytes = form(ANY, components.values(), false).to_string();
        all.insert(format!("forms/{ANY}.form"), bytes.into_bytes());
        ANY
    });
    Assumed {
        files: all,
        notes,
        form,
    }
}

fn takes_a_form(node: &bpmn::Node) -> bool {
    let start = node.kind == bpmn::NodeKind::StartEvent(None) && node.parent.is_none();
    start || node.kind == bpmn::NodeKind::UserTask && !node.is_approval()
}

fn add(files: &mut Files, notes: &mut Vec<String>, path: String, file: impl FnOnce() -> Json) {
    if files.contains_key(&path) {
        return;
    }
    notes.push(format!("{path} is not there: assumed"));
    files.insert(path, file().to_string().into_bytes());
}

/// Fields that assumed forms have, as components of the schema: those of the forms that are there, and those that are
/// spoken of and declared nowhere.
fn components(
    files: &Files,
    process: &bpmn::Process,
    input: &Values,
    answers: &[Answer],
) -> BTreeMap<String, Json> {
    let mut found = BTreeMap::new();
    let mut declared = BTreeSet::new();
    for (path, bytes) in files {
        if path.starts_with("forms/") && Form::parse(bytes).is_ok() {
            for component in listed(bytes) {
                if let Some(key) = component.get("key").and_then(Json::as_str) {
                    found.entry(key.to_owned()).or_insert(component);
                }
            }
        }
        if path.starts_with("connectors/")
            && let Ok(connector) = kernel::connector::Connector::parse(bytes)
        {
            declared.extend(connector.outputs.into_keys());
        }
    }
    let given = input.iter().chain(
        answers
            .iter()
            .filter(|each| is_task(process, &each.at))
            .flat_map(|each| &each.fields),
    );
    let given: BTreeMap<&String, &Json> = given.collect();
    let written = written(process);
    let read = read(process);
    let spoken = given.keys().map(|path| (*path).clone()).chain(read);
    for path in spoken.filter(|path| is_path(path)) {
        let known = declared.contains(&path) || written.contains(&path);
        if !known && !found.contains_key(&path) {
            let component = component(&path, given.get(&path).copied());
            found.insert(path, component);
        }
    }
    found
}

fn listed(bytes: &[u8]) -> Vec<Json> {
    let file: Json = serde_json::from_slice(bytes).unwrap_or_default();
    let components = file.get("components").and_then(Json::as_array);
    components.cloned().unwrap_or_default()
}

fn is_task(process: &bpmn::Process, id: &str) -> bool {
    process
        .node(id)
        .is_some_and(|node| node.kind == bpmn::NodeKind::UserTask)
}

/// A field of the kind that the value has; text, if there is none.
fn component(path: &str, value: Option<&Json>) -> Json {
    match value {
        Some(Json::Number(_)) => json!({"type": "number", "key": path, "label": path}),
        Some(Json::Bool(_)) => json!({"type": "checkbox", "key": path, "label": path}),
        Some(Json::Array(items)) => {
            let values: Vec<Json> = items
                .iter()
                .map(|item| json!({"value": item, "label": item}))
                .collect();
            json!({"type": "checklist", "key": path, "label": path, "values": values})
        }
        _ => json!({"type": "textfield", "key": path, "label": path}),
    }
}

fn form<'a>(id: &str, components: impl Iterator<Item = &'a Json>, shown: bool) -> Json {
    let components = components.map(|component| {
        let mut component = component.clone();
        if let Some(fields) = component.as_object_mut() {
            if shown {
                fields.insert("disabled".into(), json!(true));
            }
            if let Some(validate) = fields.get_mut("validate").and_then(Json::as_object_mut) {
                validate.remove("required");
            }
        }
        component
    });
    json!({"id": id, "type": "default", "components": components.collect::<Vec<_>>()})
}

fn rule(id: &str) -> Json {
    json!({
        "id": id, "name": id, "needed": 1, "distinct": true,
        "eligible": {"role": "approver", "scope": "workspace"},
    })
}

/// A connector that allows what the diagram asks of it, and answers what is answered for it.
fn connector(process: &bpmn::Process, id: &str, answers: &[Answer]) -> Json {
    let calls: Vec<&bpmn::Node> = process
        .nodes_in_order()
        .filter(|node| node.extension.connector() == Some(id))
        .collect();
    let header = |name: &str| -> BTreeSet<String> {
        let values = calls
            .iter()
            .filter_map(|node| node.extension.headers.get(name));
        values.map(|value| value.trim().to_owned()).collect()
    };
    let paths: Vec<String> = header("path")
        .into_iter()
        .map(|path| {
            if path.starts_with('=') {
                "/*".to_owned()
            } else {
                path
            }
        })
        .collect();
    let given = answers
        .iter()
        .filter(|answer| calls.iter().any(|node| node.id == answer.at));
    let outputs: BTreeMap<&String, Json> = given
        .flat_map(|answer| answer.fields.keys())
        .filter(|path| is_path(path))
        .map(|path| (path, json!({"path": path, "data": "open"})))
        .collect();
    json!({
        "id": id, "name": id, "kind": "http", "base": "https://assumed.invalid", "idempotent": false,
        "scope": {"methods": header("method"), "paths": paths}, "outputs": outputs,
    })
}

/// Names that steps of the diagram itself write, or that loops give to their runs.
fn written(process: &bpmn::Process) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for node in process.nodes_in_order() {
        let extension = &node.extension;
        names.extend(extension.outputs.iter().map(|(_, target)| target.clone()));
        names.extend(
            extension
                .script
                .iter()
                .filter_map(|script| script.result_variable.clone()),
        );
        names.extend(
            extension
                .called_decision
                .iter()
                .filter_map(|called| called.result_variable.clone()),
        );
        if let Some(each) = &node.multi_instance {
            names.extend(each.element.clone());
            names.extend(each.output_collection.clone());
        }
    }
    names.extend(LOOP_NAMES.iter().map(|name| (*name).to_owned()));
    names
}

/// Names that a loop tells its runs.
const LOOP_NAMES: [&str; 5] = [
    "loopCounter",
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
];

/// Names that expressions of the diagram read.
fn read(process: &bpmn::Process) -> BTreeSet<String> {
    let mut texts: Vec<&str> = Vec::new();
    texts.extend(
        process
            .flows_in_order()
            .filter_map(|flow| flow.condition.as_deref()),
    );
    for node in process.nodes_in_order() {
        let extension = &node.extension;
        texts.extend(
            extension
                .inputs
                .iter()
                .chain(&extension.outputs)
                .map(|(source, _)| source.as_str()),
        );
        texts.extend(extension.headers.get("path").map(String::as_str));
        texts.extend(
            extension
                .script
                .iter()
                .map(|script| script.expression.as_str()),
        );
        if let Some(each) = &node.multi_instance {
            texts.push(&each.collection);
            texts.extend(each.output_element.as_deref());
            texts.extend(each.completion.as_deref());
        }
        texts.extend(waits(node));
    }
    let names = feel::Names::new();
    let expressions = texts.into_iter().filter_map(|text| {
        let source = text.trim().strip_prefix('=')?;
        feel::Expression::parse_in(source, &names).ok()
    });
    let paths = expressions.flat_map(|expression| expression.variables());
    paths
        .map(|path| path.split('.').next().unwrap_or_default().to_owned())
        .collect()
}

/// What an event waits for, as written.
fn waits(node: &bpmn::Node) -> Vec<&str> {
    use bpmn::NodeKind as Kind;
    let trigger = match &node.kind {
        Kind::StartEvent(Some(trigger)) | Kind::CatchEvent(trigger) => trigger,
        Kind::BoundaryEvent { trigger, .. } => trigger,
        Kind::ReceiveTask(message) => {
            return message.correlation_key.as_deref().into_iter().collect();
        }
        _ => return Vec::new(),
    };
    match trigger {
        bpmn::Trigger::Timer(timer) => vec![&timer.text],
        bpmn::Trigger::Message(message) => message.correlation_key.as_deref().into_iter().collect(),
        bpmn::Trigger::Error(_) | bpmn::Trigger::Escalation(_) => Vec::new(),
    }
}
