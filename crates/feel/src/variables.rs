//! The variables an expression reads, known without evaluating it.

use std::collections::BTreeSet;

use crate::ast::{Kind, Node};

/// The paths from a variable that `root` reads, such as `amount` or `vendor.name`; names that the expression binds itself are left out.
pub(crate) fn read_by(root: &Node) -> BTreeSet<String> {
    let mut found = Found::default();
    found.visit(root);
    found.paths
}

#[derive(Default)]
struct Found<'n> {
    paths: BTreeSet<String>,
    /// Keys of the contexts around the current place.
    bound: Vec<&'n str>,
}

impl<'n> Found<'n> {
    fn visit_all(&mut self, nodes: &'n [Node]) {
        for node in nodes {
            self.visit(node);
        }
    }

    fn add(&mut self, name: &str, path: String) {
        if !self.bound.contains(&name) {
            self.paths.insert(path);
        }
    }

    fn visit(&mut self, node: &'n Node) {
        match &node.kind {
            Kind::Literal(_) => {}
            Kind::Name(name) => self.add(name, name.clone()),
            Kind::Path { base, steps } => match &base.kind {
                Kind::Name(name) => {
                    let path = steps
                        .iter()
                        .fold(name.clone(), |path, step| format!("{path}.{}", step.name));
                    self.add(name, path);
                }
                _ => self.visit(base),
            },
            Kind::Negate(operand) => self.visit(operand),
            Kind::And(operands) | Kind::Or(operands) | Kind::List(operands) => {
                self.visit_all(operands)
            }
            Kind::Arithmetic { first, rest } => {
                self.visit(first);
                rest.iter()
                    .for_each(|operation| self.visit(&operation.operand));
            }
            Kind::Compare {
                left,
                comparison: _,
                right,
            } => {
                self.visit(left);
                self.visit(right);
            }
            Kind::Between { value, low, high } => [value, low, high]
                .into_iter()
                .for_each(|node| self.visit(node)),
            Kind::In { value, tests } => {
                self.visit(value);
                tests.iter().for_each(|test| self.visit(&test.operand));
            }
            Kind::If { condition, yes, no } => [condition, yes, no]
                .into_iter()
                .for_each(|node| self.visit(node)),
            Kind::Context(entries) => {
                let outside = self.bound.len();
                for (key, entry) in entries {
                    self.visit(entry);
                    self.bound.push(key);
                }
                self.bound.truncate(outside);
            }
            Kind::Call {
                function: _,
                arguments,
            } => self.visit_all(arguments),
        }
    }
}
