//! Item definitions.

use super::element::Element;
use crate::dmn::error::ReadError;
use crate::dmn::model::{Item, Shape};

/// Reads an item definition or a component of one. The recursion is as deep as the elements, which `guard` bounds.
pub(super) fn item(element: Element<'_>) -> Result<Item, ReadError> {
    Ok(Item {
        name: element.name()?,
        shape: shape(element)?,
        collection: element
            .attribute("isCollection")
            .is_some_and(|truth| matches!(truth.trim(), "true" | "1")),
        allowed: element
            .child("allowedValues")
            .and_then(|child| child.text()),
        constraint: element
            .child("typeConstraint")
            .and_then(|child| child.text()),
    })
}

fn shape(element: Element<'_>) -> Result<Shape, ReadError> {
    if let Some(name) = element.type_of() {
        return Ok(Shape::Named(name));
    }
    if let Some(function) = element.child("functionItem") {
        return Ok(Shape::Function {
            parameters: function
                .named("parameters")
                .map(|parameter| parameter.variable())
                .collect::<Result<_, _>>()?,
            result: function.type_named("outputTypeRef"),
        });
    }
    let components = element
        .named("itemComponent")
        .map(item)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(if components.is_empty() {
        Shape::Any
    } else {
        Shape::Context(components)
    })
}
