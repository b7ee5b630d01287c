//! The right edge of a growing tree: all that is needed to append and to know the root.
//!
//! INVARIANT: `peaks` holds one root for each set bit of `size`, largest subtree first.

use serde::{Deserialize, Serialize};

use crate::Hash;
use crate::tree::node_hash;

/// Roots of the complete subtrees that a tree of `size` leaves consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct CompactRange {
    size: u64,
    peaks: Vec<Hash>,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    size: u64,
    peaks: Vec<Hash>,
}

/// The parts do not make a compact range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompactRangeError {
    /// One subtree root is needed for each set bit of the size.
    #[error("a tree of {size} leaves has {needed} subtree roots, not {given}")]
    WrongPeakCount {
        /// Size of the tree.
        size: u64,
        /// How many roots that size has.
        needed: u32,
        /// How many were given.
        given: usize,
    },
    /// The tree is larger than this type holds.
    #[error("a tree of {size} leaves is larger than 2^63 - 1")]
    TooLarge {
        /// Size of the tree.
        size: u64,
    },
}

impl CompactRangeError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongPeakCount { .. } => "compact_range.wrong_peak_count",
            Self::TooLarge { .. } => "compact_range.too_large",
        }
    }
}

impl CompactRange {
    /// The empty tree.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            peaks: Vec::new(),
        }
    }

    /// Takes up a stored range again.
    ///
    /// # Errors
    /// When the number of peaks does not fit the size, or the size is above 2^63 - 1, which leaves
    /// more room to [`Self::push`] than can ever be used.
    pub fn from_parts(size: u64, peaks: Vec<Hash>) -> Result<Self, CompactRangeError> {
        if size > i64::MAX.cast_unsigned() {
            return Err(CompactRangeError::TooLarge { size });
        }
        if usize::try_from(size.count_ones()) != Ok(peaks.len()) {
            return Err(CompactRangeError::WrongPeakCount {
                size,
                needed: size.count_ones(),
                given: peaks.len(),
            });
        }
        Ok(Self { size, peaks })
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the complete subtrees, largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        self.push_and_visit(leaf, |_, _, _| {});
    }

    /// Appends a leaf hash and shows each subtree that is now complete, the leaf first, as
    /// (level, index, hash) in the sense of [`crate::tree::HashSource`].
    pub fn push_and_visit(&mut self, leaf: Hash, mut visit: impl FnMut(u8, u64, &Hash)) {
        let mut hash = leaf;
        let mut index = self.size;
        let mut level = 0;
        visit(level, index, &hash);
        while index & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node_hash(&left, &hash);
            index >>= 1;
            level += 1;
            visit(level, index, &hash);
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// Root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return Hash::EMPTY_ROOT;
        };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

impl From<CompactRange> for Parts {
    fn from(range: CompactRange) -> Self {
        Self {
            size: range.size,
            peaks: range.peaks,
        }
    }
}

impl TryFrom<Parts> for CompactRange {
    type Error = CompactRangeError;

    fn try_from(parts: Parts) -> Result<Self, CompactRangeError> {
        Self::from_parts(parts.size, parts.peaks)
    }
}
