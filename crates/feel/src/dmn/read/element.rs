//! An element of the file with what reading needs of it: DMN children, attributes, names, types and references.

use roxmltree::Node;

use super::position::Lines;
use crate::dmn::error::ReadError;
use crate::dmn::logic::{Text, TypeName, Variable, Written};
use crate::dmn::model::Reference;
use crate::position::Position;

/// An element in the namespace of DMN.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    node: Node<'a, 'a>,
    lines: &'a Lines<'a>,
}

impl<'a> Element<'a> {
    pub(super) fn new(node: Node<'a, 'a>, lines: &'a Lines<'a>) -> Self {
        Self { node, lines }
    }

    pub(super) fn tag(&self) -> &'a str {
        self.node.tag_name().name()
    }

    pub(super) fn at(&self) -> Position {
        self.lines.at(self.node.range().start)
    }

    /// The children in the element's own namespace; what tools add in theirs is left out.
    pub(super) fn children(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let lines = self.lines;
        let namespace = self.node.tag_name().namespace();
        self.node
            .children()
            .filter(move |child| child.is_element() && child.tag_name().namespace() == namespace)
            .map(move |node| Element { node, lines })
    }

    pub(super) fn named(&self, tag: &'static str) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.children().filter(move |child| child.tag() == tag)
    }

    pub(super) fn child(&self, tag: &'static str) -> Option<Element<'a>> {
        self.named(tag).next()
    }

    pub(super) fn attribute(&self, name: &'static str) -> Option<&'a str> {
        self.node.attribute(name)
    }

    pub(super) fn missing(&self, what: &'static str) -> ReadError {
        ReadError::Missing {
            element: self.tag().to_owned(),
            what,
            position: self.at(),
        }
    }

    /// The attribute `name`, with blanks as FEEL counts them in names.
    pub(super) fn name(&self) -> Result<String, ReadError> {
        self.attribute("name")
            .map(normalise)
            .ok_or_else(|| self.missing("name"))
    }

    pub(super) fn id(&self) -> String {
        self.attribute("id").unwrap_or_default().to_owned()
    }

    /// All the text within the element.
    pub(super) fn content(&self) -> String {
        self.node
            .descendants()
            .filter(|node| node.is_text())
            .filter_map(|node| node.text())
            .collect()
    }

    /// The expression in the child `text`, unless it is blank.
    pub(super) fn text(&self) -> Option<Text> {
        let child = self.child("text")?;
        let source = child.content();
        (!source.trim().is_empty()).then(|| Text {
            source,
            at: child.at(),
        })
    }

    /// The type named by the attribute or the child `typeRef`.
    pub(super) fn type_of(&self) -> Option<TypeName> {
        self.type_named("typeRef")
    }

    pub(super) fn type_named(&self, attribute: &'static str) -> Option<TypeName> {
        let written = match self.attribute(attribute) {
            Some(name) => name.to_owned(),
            None => self.child(attribute)?.content(),
        };
        let name = normalise(&written);
        if name.is_empty() {
            return None;
        }
        let prefixed = name
            .split_once(':')
            .and_then(|(prefix, rest)| {
                let namespace = self.node.lookup_namespace_uri(Some(prefix.trim()))?;
                Some((namespace, rest.trim()))
            })
            .map(|(namespace, rest)| TypeName {
                namespace: Some(namespace.to_owned()),
                name: rest.to_owned(),
            });
        Some(prefixed.unwrap_or(TypeName {
            namespace: None,
            name,
        }))
    }

    /// The element's own name and type.
    pub(super) fn variable(&self) -> Result<Variable<Written>, ReadError> {
        Ok(Variable {
            name: self.name()?,
            type_of: self.type_of(),
        })
    }

    /// The variable that holds the element's value: the child `variable`, or else the element's name.
    pub(super) fn own_variable(&self) -> Result<Variable<Written>, ReadError> {
        let child = self.child("variable");
        let name = match child.and_then(|child| child.attribute("name")) {
            Some(name) => normalise(name),
            None => self.name()?,
        };
        Ok(Variable {
            name,
            type_of: child.and_then(|child| child.type_of()),
        })
    }

    /// The reference in the attribute `href`; one without a namespace leads into this model.
    pub(super) fn reference(&self) -> Result<Reference, ReadError> {
        let href = self
            .attribute("href")
            .ok_or_else(|| self.missing("reference"))?;
        let (namespace, id) = href.rsplit_once('#').unwrap_or(("", href));
        Ok(Reference {
            namespace: Some(namespace.to_owned()).filter(|namespace| !namespace.is_empty()),
            id: id.to_owned(),
            at: self.at(),
        })
    }

    pub(super) fn references(&self, tag: &'static str) -> Result<Vec<Reference>, ReadError> {
        self.named(tag).map(|child| child.reference()).collect()
    }
}

/// A name with single blanks.
pub(super) fn normalise(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
