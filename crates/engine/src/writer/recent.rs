//! Heads that were durable a moment ago, in memory.
//!
//! What a person signs names the head they saw, nearly always one of the last few: its root and time need not be read
//! from the file again.
//!
//! INVARIANT: only heads that are durable are kept. The log only grows, so what is kept never becomes wrong.

use std::collections::VecDeque;

use kernel::time::Timestamp;
use ledger::Hash;

/// Heads that are kept.
const KEPT: usize = 64;

/// The last heads by size, the newest at the end.
#[derive(Debug, Default)]
pub(super) struct Recent(VecDeque<(u64, Hash, Timestamp)>);

impl Recent {
    /// Keeps a head: the root over `size` entries and the log time after the last one.
    pub(super) fn keep(&mut self, size: u64, root: Hash, time: Timestamp) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back((size, root, time));
    }

    /// Root and time of the head of this size, if it is kept.
    pub(super) fn at(&self, size: u64) -> Option<(Hash, Timestamp)> {
        let found = self.0.iter().rev().find(|(kept, ..)| *kept == size);
        found.map(|(_, root, time)| (*root, *time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_heads_are_found_by_size_and_older_ones_are_not() {
        let mut recent = Recent::default();
        let hash = |size: u64| {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&size.to_be_bytes());
            Hash(bytes)
        };
        assert_eq!(recent.at(1), None, "nothing is kept at first");
        for size in 1..=100 {
            recent.keep(size * 3, hash(size), Timestamp(size));
        }
        assert_eq!(recent.at(300), Some((hash(100), Timestamp(100))));
        assert_eq!(recent.at(37 * 3), Some((hash(37), Timestamp(37))));
        assert_eq!(recent.at(36 * 3), None, "let go");
        assert_eq!(recent.at(299), None, "no head has this size");
    }
}
