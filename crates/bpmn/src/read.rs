//! From bytes to a [`Document`].
//!
//! Four stages, each of which protects the next: size and encoding (`text`), a flat scan that
//! refuses document types, deep nesting and masses of elements (`guard`), the XML tree, and the
//! graph (`process`).

mod event;
mod guard;
mod kind;
mod process;
mod reference;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Node as Xml, ParsingOptions};

use crate::position::Positions;
use crate::{Document, Duplicate, Limits, Position, ReadError, Unnamed};

/// Namespace of BPMN 2.0.
const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Namespace of its diagram interchange.
const DIAGRAM: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
/// Namespace of the attributes that name the platform a file was drawn for.
const MODELER: &str = "http://camunda.org/schema/modeler/1.0";

/// Reads a BPMN 2.0 file.
///
/// # Errors
/// When the bytes are not BPMN or go beyond the limits. What is BPMN but cannot run is read, and
/// reported by [`crate::lint()`].
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = text::decode(bytes, limits)?;
    let positions = Positions::new(&text);
    guard::scan(&text, &positions, limits)?;
    let options = ParsingOptions {
        allow_dtd: false,
        ..ParsingOptions::default()
    };
    let tree = roxmltree::Document::parse_with_options(&text, options)
        .map_err(|error| not_xml(&error, &positions))?;
    document(tree.root_element(), &positions, limits)
}

fn not_xml(error: &roxmltree::Error, positions: &Positions<'_>) -> ReadError {
    let position = match error {
        roxmltree::Error::DtdDetected => {
            return ReadError::Entities {
                position: Position::START,
            };
        }
        roxmltree::Error::UnexpectedEndOfStream | roxmltree::Error::UnclosedRootNode => {
            positions.end()
        }
        other => Position {
            line: other.pos().row,
            column: other.pos().col,
        },
    };
    ReadError::NotXml {
        position,
        reason: shorten(&error.to_string()),
    }
}

/// Names in an error of the XML parser may be as long as the file.
fn shorten(reason: &str) -> String {
    reason.chars().take(200).collect()
}

fn document(
    root: Xml<'_, '_>,
    positions: &Positions<'_>,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let position = positions.at(root.range().start);
    if root.tag_name().namespace() != Some(BPMN) || root.tag_name().name() != "definitions" {
        return Err(ReadError::NotBpmn {
            position,
            root: shorten(root.tag_name().name()),
        });
    }
    let ids = check_ids(root, positions, limits)?;
    let references = reference::References::read(root);
    let mut unnamed = Vec::new();
    let processes: Vec<_> = bpmn_children(root)
        .filter(|child| child.tag_name().name() == "process")
        .map(|child| process::read(child, positions, &references, &mut unnamed))
        .collect();
    if processes.is_empty() {
        return Err(ReadError::NoProcess { position });
    }
    Ok(Document {
        id: root.attribute("id").map(str::to_owned),
        processes,
        platform: root
            .attribute((MODELER, "executionPlatform"))
            .map(str::to_owned),
        duplicates: ids,
        unnamed,
        drawn: drawn(root),
        position,
    })
}

/// Ids of BPMN elements are bounded, and unique in the whole file.
fn check_ids(
    root: Xml<'_, '_>,
    positions: &Positions<'_>,
    limits: &Limits,
) -> Result<Vec<Duplicate>, ReadError> {
    let mut seen: BTreeMap<&str, Position> = BTreeMap::new();
    let mut duplicates = Vec::new();
    for element in root.descendants().filter(|node| is_bpmn(*node)) {
        let Some(id) = element.attribute("id") else {
            continue;
        };
        let position = positions.at(element.range().start);
        if id.len() > limits.id_bytes {
            return Err(ReadError::IdTooLong {
                position,
                limit: limits.id_bytes,
            });
        }
        match seen.get(id) {
            None => {
                seen.insert(id, position);
            }
            Some(first) => duplicates.push(Duplicate {
                id: id.to_owned(),
                first: *first,
                position,
            }),
        }
    }
    Ok(duplicates)
}

fn drawn(root: Xml<'_, '_>) -> BTreeSet<String> {
    root.descendants()
        .filter(|node| node.is_element() && node.tag_name().namespace() == Some(DIAGRAM))
        .filter(|node| matches!(node.tag_name().name(), "BPMNShape" | "BPMNEdge"))
        .filter_map(|node| node.attribute("bpmnElement"))
        // A reference is a qualified name; some tools write the prefix.
        .map(|id| id.rsplit(':').next().unwrap_or(id).to_owned())
        .collect()
}

fn is_bpmn(node: Xml<'_, '_>) -> bool {
    node.is_element() && node.tag_name().namespace() == Some(BPMN)
}

fn bpmn_children<'a, 'input: 'a>(
    element: Xml<'a, 'input>,
) -> impl Iterator<Item = Xml<'a, 'input>> {
    element.children().filter(|child| is_bpmn(*child))
}

/// The text of an element, trimmed.
fn text_of(element: Xml<'_, '_>) -> String {
    let text: String = element
        .children()
        .filter(Xml::is_text)
        .filter_map(|child| child.text())
        .collect();
    text.trim().to_owned()
}

fn unnamed(element: Xml<'_, '_>, position: Position) -> Unnamed {
    Unnamed {
        element: element.tag_name().name().to_owned(),
        position,
    }
}
