//! No element requires itself.
//!
//! A business knowledge model may call itself or others that call it: that is recursion, which the limits of the
//! evaluation end. Any cycle with a decision in it would have no value to begin with.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Graph, Local, Requirement, Sort};
use crate::dmn::error::LinkError;

/// An element of any model: the model's number and the element in it.
type Global = (usize, Local);

/// Finds a cycle. Elements are visited along their requirements without recursion, since a chain may be as long as a file.
pub(super) fn no_cycles(graph: &Graph) -> Result<(), LinkError> {
    let mut done: BTreeMap<Global, bool> = BTreeMap::new();
    for (number, model) in graph.models.iter().enumerate() {
        let decisions = (0..model.decisions.len()).map(|number| Local {
            sort: Sort::Decision,
            number,
        });
        let services = (0..model.services.len()).map(|number| Local {
            sort: Sort::Service,
            number,
        });
        for start in decisions.chain(services) {
            visit(graph, (number, start), &mut done)?;
        }
    }
    Ok(())
}

fn visit(graph: &Graph, start: Global, done: &mut BTreeMap<Global, bool>) -> Result<(), LinkError> {
    let mut stack = vec![start];
    while let Some(top) = stack.last().copied() {
        match done.get(&top) {
            Some(true) => {
                stack.pop();
            }
            // All it requires was visited while it was open.
            Some(false) => {
                done.insert(top, true);
                stack.pop();
            }
            None => {
                done.insert(top, false);
                for next in required(graph, top) {
                    match done.get(&next) {
                        None => stack.push(next),
                        Some(true) => {}
                        Some(false) if is_recursion(top, next) => {}
                        Some(false) => {
                            return Err(LinkError::Cycle {
                                element: name(graph, next),
                            });
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

fn is_recursion(from: Global, to: Global) -> bool {
    from.1.sort == Sort::Knowledge && to.1.sort == Sort::Knowledge
}

fn required(graph: &Graph, element: Global) -> Vec<Global> {
    let Some(model) = graph.model(element.0) else {
        return Vec::new();
    };
    let number = element.1.number;
    match element.1.sort {
        Sort::Input => Vec::new(),
        Sort::Decision => model
            .decisions
            .get(number)
            .map(|decision| globals(&decision.requires))
            .unwrap_or_default(),
        Sort::Knowledge => model
            .knowledge
            .get(number)
            .map(|knowledge| globals(&knowledge.requires))
            .unwrap_or_default(),
        Sort::Service => model
            .services
            .get(number)
            .map(|service| {
                called_within(graph, &globals(&service.outputs), &globals(&service.given))
            })
            .unwrap_or_default(),
    }
}

fn globals(requirements: &[Requirement]) -> Vec<Global> {
    requirements
        .iter()
        .map(|requirement| (requirement.model, requirement.target))
        .collect()
}

/// The functions that the decisions of a service require. What is given to it is not evaluated within, so a decision may
/// call a service and be one of its inputs.
fn called_within(graph: &Graph, outputs: &[Global], given: &[Global]) -> Vec<Global> {
    let mut seen: BTreeSet<Global> = given.iter().copied().collect();
    let mut left = outputs.to_vec();
    let mut called = Vec::new();
    while let Some(next) = left.pop() {
        if !seen.insert(next) {
            continue;
        }
        match next.1.sort {
            Sort::Input => {}
            Sort::Decision => left.extend(required(graph, next)),
            Sort::Knowledge | Sort::Service => called.push(next),
        }
    }
    called
}

fn name(graph: &Graph, (model, local): Global) -> String {
    let Some(model) = graph.model(model) else {
        return String::new();
    };
    let found = match local.sort {
        Sort::Input => model.inputs.get(local.number).map(|input| &input.name),
        Sort::Decision => model.decisions.get(local.number).map(|found| &found.name),
        Sort::Knowledge => model
            .knowledge
            .get(local.number)
            .map(|found| &found.variable.name),
        Sort::Service => model.services.get(local.number).map(|found| &found.name),
    };
    found.cloned().unwrap_or_default()
}
