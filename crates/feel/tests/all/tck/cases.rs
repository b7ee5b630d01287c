//! The files of test cases, read.

use std::collections::BTreeMap;

use feel::{Expression, Limits, Value};
use roxmltree::Node;

/// One file of cases.
pub struct Suite {
    /// The file of the model.
    pub model: String,
    pub cases: Vec<Case>,
}

/// One case.
pub struct Case {
    pub id: String,
    pub inputs: BTreeMap<String, Value>,
    pub imported: BTreeMap<String, BTreeMap<String, Value>>,
    /// The decision service that is called instead of a decision.
    pub service: Option<String>,
    pub results: Vec<Expected>,
}

/// A result that a case must lead to.
pub struct Expected {
    pub name: String,
    pub value: Value,
}

impl Suite {
    pub fn read(text: &str) -> Self {
        let tree = roxmltree::Document::parse(text).unwrap();
        let root = tree.root_element();
        Self {
            model: child(root, "modelName").unwrap().text().unwrap().to_owned(),
            cases: children(root, "testCase").enumerate().map(case).collect(),
        }
    }
}

fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    tag: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.tag_name().name() == tag)
}

fn child<'a, 'i: 'a>(node: Node<'a, 'i>, tag: &'static str) -> Option<Node<'a, 'i>> {
    children(node, tag).next()
}

fn case((number, node): (usize, Node<'_, '_>)) -> Case {
    let mut case = Case {
        id: node
            .attribute("id")
            .map_or_else(|| format!("no id, {number}"), str::to_owned),
        inputs: BTreeMap::new(),
        imported: BTreeMap::new(),
        service: None,
        results: Vec::new(),
    };
    if node.attribute("type") == Some("decisionService") {
        case.service = node.attribute("invocableName").map(str::to_owned);
    }
    for input in children(node, "inputNode") {
        let inputs = match input.attribute("namespace") {
            None => &mut case.inputs,
            Some(namespace) => case.imported.entry(namespace.to_owned()).or_default(),
        };
        inputs.insert(input.attribute("name").unwrap().to_owned(), value(input));
    }
    for result in children(node, "resultNode") {
        case.results.push(Expected {
            name: result.attribute("name").unwrap().to_owned(),
            value: child(result, "expected").map_or(Value::Null, value),
        });
    }
    case
}

/// The value that the children of `node` write.
fn value(node: Node<'_, '_>) -> Value {
    if is_null(node) {
        return Value::Null;
    }
    if let Some(list) = child(node, "list") {
        if is_null(list) {
            return Value::Null;
        }
        return Value::List(children(list, "item").map(value).collect());
    }
    let components: BTreeMap<String, Value> = children(node, "component")
        .map(|component| {
            let name = component.attribute("name").unwrap();
            (name.to_owned(), value(component))
        })
        .collect();
    if !components.is_empty() {
        return Value::Context(components);
    }
    child(node, "value").map_or(Value::Null, simple)
}

const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

fn is_null(node: Node<'_, '_>) -> bool {
    node.attribute((INSTANCE, "nil")) == Some("true")
}

fn simple(node: Node<'_, '_>) -> Value {
    if is_null(node) {
        return Value::Null;
    }
    let text = node.text().unwrap_or_default();
    let kind = node.attribute((INSTANCE, "type")).unwrap_or("xsd:string");
    let kind = kind.rsplit(':').next().unwrap();
    let made = match kind {
        "string" => return Value::from(text),
        "boolean" => return Value::from(text.trim() == "true"),
        "decimal" | "double" | "integer" => converted("number", text.trim()),
        "date" => converted("date", text.trim()),
        "time" => converted("time", text.trim()),
        "dateTime" => converted("date and time", text.trim()),
        "duration" => converted("duration", text.trim()),
        other => panic!("unknown type {other}"),
    };
    // A value that the language cannot write cannot be met either.
    made.unwrap_or_else(|| Value::from(format!("not a {kind}: {text}")))
}

/// The value that the conversion function makes of `text`.
pub fn converted(function: &str, text: &str) -> Option<Value> {
    let scope = BTreeMap::from([("text".to_owned(), Value::from(text))]);
    let expression = Expression::parse(&format!("{function}(text)")).ok()?;
    let outcome = expression.evaluate(&scope, &Limits::V1).unwrap();
    (!outcome.value.is_null()).then_some(outcome.value)
}
