//! Where the hashes of complete subtrees come from.

use crate::Hash;
use crate::tree::{CompactRange, node_hash};

/// Hashes of complete subtrees of a log.
pub trait HashSource {
    /// Hash of the subtree over leaves `index * 2^level .. (index + 1) * 2^level`, or `None` when
    /// it is not complete or not known.
    fn hash(&self, level: u8, index: u64) -> Option<Hash>;
}

impl<S: HashSource + ?Sized> HashSource for &S {
    fn hash(&self, level: u8, index: u64) -> Option<Hash> {
        (**self).hash(level, index)
    }
}

/// Root of leaves `start .. end`, where `start` is a multiple of the largest power of two that is
/// not above the number of leaves. `Err` names the subtree that the source lacks.
pub(crate) fn range_root(
    source: &impl HashSource,
    start: u64,
    end: u64,
) -> Result<Hash, (u8, u64)> {
    let mut rest = end.saturating_sub(start);
    let mut at = start;
    let mut peaks = Vec::with_capacity(8);
    while rest > 0 {
        let level = u8::try_from(rest.ilog2()).unwrap_or(63);
        let index = at >> level;
        peaks.push(source.hash(level, index).ok_or((level, index))?);
        at = at.wrapping_add(1 << level);
        rest -= 1 << level;
    }
    let mut right_to_left = peaks.iter().rev();
    let Some(last) = right_to_left.next() else {
        return Ok(Hash::EMPTY_ROOT);
    };
    Ok(right_to_left.fold(*last, |right, left| node_hash(left, &right)))
}

/// All hashes of a tree, in memory. For tools and small logs.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    levels: Vec<Vec<Hash>>,
    range: CompactRange,
}

impl MemoryTree {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let levels = &mut self.levels;
        self.range.push_and_visit(leaf, |level, _, hash| {
            let level = usize::from(level);
            if levels.len() <= level {
                levels.resize_with(level + 1, Vec::new);
            }
            if let Some(hashes) = levels.get_mut(level) {
                hashes.push(*hash);
            }
        });
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.range.size()
    }

    /// Root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.range.root()
    }
}

impl FromIterator<Hash> for MemoryTree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

impl HashSource for MemoryTree {
    fn hash(&self, level: u8, index: u64) -> Option<Hash> {
        self.levels
            .get(usize::from(level))?
            .get(usize::try_from(index).ok()?)
            .copied()
    }
}
