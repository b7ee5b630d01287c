//! From bytes to a [`Model`].
//!
//! Each stage protects the next: size and encoding, a flat scan that refuses document types, deep nesting and masses of
//! elements (`guard`), the XML tree, and the model (`items`, `logic`, `table`).

mod element;
mod guard;
mod items;
mod logic;
mod position;
mod table;

use roxmltree::ParsingOptions;

use self::element::{Element, normalise};
use self::position::Lines;
use super::error::ReadError;
use super::model::{Decision, Import, InputData, Knowledge, Model, Reference, Service};
use crate::position::Position;

/// The namespaces of DMN 1.1 to 1.5.
pub(crate) const NAMESPACES: [&str; 5] = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];

/// Reads a model.
pub(super) fn model(bytes: &[u8]) -> Result<Model, ReadError> {
    if bytes.len() > guard::BYTES {
        return Err(ReadError::TooLarge {
            limit: guard::BYTES,
        });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let good = String::from_utf8_lossy(good);
        ReadError::NotXml {
            position: Lines::new(&good).at(good.len()),
            reason: "a byte is not UTF-8".to_owned(),
        }
    })?;
    let lines = Lines::new(text);
    guard::scan(text, &lines)?;
    let options = ParsingOptions {
        allow_dtd: false,
        ..ParsingOptions::default()
    };
    let tree =
        roxmltree::Document::parse_with_options(text, options).map_err(|error| not_xml(&error))?;
    let root = tree.root_element();
    let known = root
        .tag_name()
        .namespace()
        .is_some_and(|namespace| NAMESPACES.contains(&namespace));
    if !known || root.tag_name().name() != "definitions" {
        return Err(ReadError::NotDmn {
            root: shorten(root.tag_name().name()),
        });
    }
    definitions(Element::new(root, &lines))
}

fn not_xml(error: &roxmltree::Error) -> ReadError {
    let position = Position {
        offset: 0,
        line: error.pos().row,
        column: error.pos().col,
    };
    match error {
        roxmltree::Error::DtdDetected => ReadError::Entities { position },
        other => ReadError::NotXml {
            position,
            reason: shorten(&other.to_string()),
        },
    }
}

/// Names in an error of the XML parser may be as long as the file.
fn shorten(text: &str) -> String {
    text.chars().take(200).collect()
}

fn definitions(root: Element<'_>) -> Result<Model, ReadError> {
    let mut model = Model {
        namespace: root.attribute("namespace").unwrap_or_default().to_owned(),
        name: normalise(root.attribute("name").unwrap_or_default()),
        imports: Vec::new(),
        items: Vec::new(),
        inputs: Vec::new(),
        decisions: Vec::new(),
        knowledge: Vec::new(),
        services: Vec::new(),
    };
    for child in root.children() {
        match child.tag() {
            "import" => model.imports.push(import(child)),
            "itemDefinition" => model.items.push(items::item(child)?),
            "inputData" => model.inputs.push(InputData {
                id: child.id(),
                variable: child.own_variable()?,
            }),
            "decision" => model.decisions.push(decision(child)?),
            "businessKnowledgeModel" => model.knowledge.push(knowledge(child)?),
            "decisionService" => model.services.push(service(child)?),
            // Diagrams, documentation, authorities and the like change no result.
            _ => {}
        }
    }
    Ok(model)
}

fn import(element: Element<'_>) -> Import {
    let kind = element.attribute("importType").unwrap_or_default();
    Import {
        name: normalise(element.attribute("name").unwrap_or_default()),
        namespace: element
            .attribute("namespace")
            .unwrap_or_default()
            .to_owned(),
        location: element.attribute("locationURI").map(str::to_owned),
        is_model: NAMESPACES
            .iter()
            .any(|known| known.trim_end_matches('/') == kind.trim_end_matches('/')),
    }
}

fn decision(element: Element<'_>) -> Result<Decision, ReadError> {
    Ok(Decision {
        id: element.id(),
        name: element.name()?,
        variable: element.own_variable()?,
        requires: requirements(element)?,
        logic: logic::within(element)?,
    })
}

fn knowledge(element: Element<'_>) -> Result<Knowledge, ReadError> {
    Ok(Knowledge {
        id: element.id(),
        variable: element.own_variable()?,
        requires: requirements(element)?,
        function: match element.child("encapsulatedLogic") {
            Some(function) => logic::function(function)?,
            None => logic::no_function(),
        },
    })
}

fn service(element: Element<'_>) -> Result<Service, ReadError> {
    Ok(Service {
        id: element.id(),
        name: element.name()?,
        variable: element.own_variable()?,
        outputs: element.references("outputDecision")?,
        encapsulated: element.references("encapsulatedDecision")?,
        input_decisions: element.references("inputDecision")?,
        inputs: element.references("inputData")?,
    })
}

/// What the element requires to be known: values of decisions and inputs, and functions.
fn requirements(element: Element<'_>) -> Result<Vec<Reference>, ReadError> {
    element
        .children()
        .filter(|child| {
            matches!(
                child.tag(),
                "informationRequirement" | "knowledgeRequirement"
            )
        })
        .flat_map(|requirement| requirement.children())
        .filter(|child| {
            matches!(
                child.tag(),
                "requiredInput" | "requiredDecision" | "requiredKnowledge"
            )
        })
        .map(|required| required.reference())
        .collect()
}
