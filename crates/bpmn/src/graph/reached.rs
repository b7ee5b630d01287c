//! What a walk over the paths of a process came to.

use super::Paths;
use crate::Node;

/// The nodes that were entered.
#[derive(Debug)]
pub struct Reached<'p, 'a> {
    paths: &'p Paths<'a>,
    /// By the number of the node.
    entered: Vec<bool>,
}

impl<'p, 'a> Reached<'p, 'a> {
    pub(super) fn new(paths: &'p Paths<'a>, entered: Vec<bool>) -> Self {
        Self { paths, entered }
    }

    /// Whether the node with this id was entered.
    pub fn contains(&self, id: &str) -> bool {
        let number = self.paths.number(id);
        number.is_some_and(|number| self.has(number))
    }

    /// Nodes that were entered, in document order.
    pub fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        let numbered = self.paths.nodes().iter().copied().enumerate();
        numbered.filter_map(|(number, node)| self.has(number).then_some(node))
    }

    fn has(&self, number: usize) -> bool {
        self.entered.get(number).copied().unwrap_or(false)
    }
}
