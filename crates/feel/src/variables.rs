//! The variables an expression reads, known without evaluating it.

use std::collections::BTreeSet;

use crate::ast::{Iteration, Kind, Node, Test};

/// The paths from a variable that `root` reads, such as `amount` or `vendor.name`; names that the expression binds itself are
/// left out. A name within a filter may be an entry of the items; it is named all the same.
pub(crate) fn read_by(root: &Node) -> BTreeSet<String> {
    let mut found = Found::default();
    found.visit(root);
    found.paths
}

/// The paths from a variable that `tests` read; the input `?` is left out.
pub(crate) fn read_by_tests(tests: &[Test]) -> BTreeSet<String> {
    let mut found = Found {
        bound: vec!["?"],
        ..Found::default()
    };
    tests.iter().for_each(|test| found.visit_test(test));
    found.paths
}

/// The variables alone that `root` reads, besides those `bound` around it.
pub(crate) fn roots<'n>(root: &'n Node, bound: Vec<&'n str>) -> BTreeSet<String> {
    let mut found = Found {
        bound,
        ..Found::default()
    };
    found.visit(root);
    found.roots
}

/// Whether `root` speaks of the input of a unary test.
pub(crate) fn reads_input(root: &Node) -> bool {
    roots(root, Vec::new()).contains("?")
}

#[derive(Default)]
struct Found<'n> {
    paths: BTreeSet<String>,
    roots: BTreeSet<String>,
    /// Names that the expression binds around the current place.
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
            self.roots.insert(name.to_owned());
        }
    }

    fn visit_test(&mut self, test: &'n Test) {
        match test {
            Test::Compare(_, operand) | Test::Matches(operand) | Test::Holds(operand) => {
                self.visit(operand);
            }
            Test::Not(tests) => tests.iter().for_each(|test| self.visit_test(test)),
            Test::Any => {}
        }
    }

    fn visit_loop(&mut self, iterators: &'n [Iteration], own: Option<&'n str>, body: &'n Node) {
        let outside = self.bound.len();
        for iteration in iterators {
            self.visit(&iteration.from);
            if let Some(to) = &iteration.to {
                self.visit(to);
            }
            self.bound.push(&iteration.name);
        }
        self.bound.extend(own);
        self.visit(body);
        self.bound.truncate(outside);
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
            Kind::Filter { base, condition } => {
                self.visit(base);
                self.bound.push("item");
                self.visit(condition);
                self.bound.pop();
            }
            Kind::Negate(operand)
            | Kind::InstanceOf {
                value: operand,
                kind: _,
            } => self.visit(operand),
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
                self.bound.push("?");
                tests.iter().for_each(|test| self.visit_test(test));
                self.bound.pop();
            }
            Kind::If { condition, yes, no } => [condition, yes, no]
                .into_iter()
                .for_each(|node| self.visit(node)),
            Kind::For { iterators, body } => self.visit_loop(iterators, Some("partial"), body),
            Kind::Quantified {
                decider: _,
                iterators,
                body,
            } => self.visit_loop(iterators, None, body),
            Kind::Range(ends) => [&ends.low, &ends.high]
                .into_iter()
                .flatten()
                .for_each(|end| self.visit(end)),
            Kind::Context(entries) => {
                let outside = self.bound.len();
                for (key, entry) in entries {
                    self.visit(entry);
                    self.bound.push(key);
                }
                self.bound.truncate(outside);
            }
            Kind::Function(definition) => definition
                .reads
                .iter()
                .for_each(|name| self.add(name, name.clone())),
            Kind::Call {
                function: _,
                arguments,
            } => self.visit_all(arguments),
            Kind::Invoke {
                function,
                arguments,
                names: _,
            } => {
                self.visit(function);
                self.visit_all(arguments);
            }
        }
    }
}
