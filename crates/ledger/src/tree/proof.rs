//! Inclusion and consistency proofs (RFC 6962 sections 2.1.1 and 2.1.2, verified as in RFC 9162).
//!
//! INVARIANT: a verifier consumes every hash of a proof; one hash too many or too few is refused,
//! so for given sizes there is one length only.
//!
//! `old_size` 0 is refused here: it proves nothing. A witness that has seen nothing yet accepts a
//! first checkpoint without a proof, and decides that before it comes here.

use crate::Hash;
use crate::tree::source::{HashSource, range_root};
use crate::tree::{node_hash, split};

/// Why a proof could not be made, or does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such leaf in a tree of this size.
    #[error("index {index} is not below tree size {size}")]
    IndexBeyondSize {
        /// The leaf asked for.
        index: u64,
        /// Size of the tree.
        size: u64,
    },
    /// Consistency with the empty tree proves nothing.
    #[error("the old size is 0")]
    OldSizeZero,
    /// The old tree is larger than the new one.
    #[error("old size {old} is above new size {new}")]
    OldBeyondNew {
        /// Size of the old tree.
        old: u64,
        /// Size of the new tree.
        new: u64,
    },
    /// The source does not hold a hash that the proof needs.
    #[error("the hash of subtree {index} at level {level} is missing")]
    MissingHash {
        /// Level of the subtree, leaves being 0.
        level: u8,
        /// Index of the subtree at its level.
        index: u64,
    },
    /// The proof ends before the root.
    #[error("the proof has too few hashes")]
    TooShort,
    /// The proof has hashes that nothing needs.
    #[error("the proof has too many hashes")]
    TooLong,
    /// The proof leads to another root.
    #[error("the proof leads to another root")]
    RootMismatch,
    /// The proof does not start from the old root.
    #[error("the proof leads to another old root")]
    OldRootMismatch,
}

impl ProofError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IndexBeyondSize { .. } => "proof.index_beyond_size",
            Self::OldSizeZero => "proof.old_size_zero",
            Self::OldBeyondNew { .. } => "proof.old_beyond_new",
            Self::MissingHash { .. } => "proof.missing_hash",
            Self::TooShort => "proof.too_short",
            Self::TooLong => "proof.too_long",
            Self::RootMismatch => "proof.root_mismatch",
            Self::OldRootMismatch => "proof.old_root_mismatch",
        }
    }
}

fn roots_upwards(
    source: &impl HashSource,
    downwards: &[(u64, u64)],
) -> Result<Vec<Hash>, ProofError> {
    let root = |(start, end): &(u64, u64)| {
        range_root(source, *start, *end)
            .map_err(|(level, index)| ProofError::MissingHash { level, index })
    };
    downwards.iter().rev().map(root).collect()
}

/// Audit path of leaf `index` in the tree of `size` leaves, from the leaf's sibling upwards.
///
/// # Errors
/// When there is no such leaf, or the source lacks a hash.
pub fn inclusion_proof(
    source: &impl HashSource,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondSize { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut siblings = Vec::with_capacity(64);
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            siblings.push((middle, end));
            end = middle;
        } else {
            siblings.push((start, middle));
            start = middle;
        }
    }
    roots_upwards(source, &siblings)
}

/// Proof that the tree of `old` leaves is a prefix of the tree of `new` leaves.
///
/// # Errors
/// When `old` is 0 or above `new`, or the source lacks a hash.
pub fn consistency_proof(
    source: &impl HashSource,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ProofError> {
    check_sizes(old, new)?;
    let (mut start, mut end) = (0, new);
    let mut parts = Vec::with_capacity(65);
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            parts.push((middle, end));
            end = middle;
        } else {
            parts.push((start, middle));
            start = middle;
        }
    }
    // The verifier knows the old root, so it is left out where it is a node of the new tree.
    if start != 0 {
        parts.push((start, end));
    }
    roots_upwards(source, &parts)
}

const fn check_sizes(old: u64, new: u64) -> Result<(), ProofError> {
    if old == 0 {
        Err(ProofError::OldSizeZero)
    } else if old > new {
        Err(ProofError::OldBeyondNew { old, new })
    } else {
        Ok(())
    }
}

/// Checks that `leaf` is leaf `index` of the tree with this size and root.
///
/// # Errors
/// The first reason why it is not.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondSize { index, size });
    }
    let mut node = index;
    let mut last = size - 1;
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::TooLong);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            skip_to_right_child(&mut node, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::TooShort);
    }
    if hash == *root {
        Ok(())
    } else {
        Err(ProofError::RootMismatch)
    }
}

/// Checks that the tree (`old`, `old_root`) is a prefix of the tree (`new`, `new_root`).
///
/// # Errors
/// The first reason why it is not.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    check_sizes(old, new)?;
    if old == new {
        return match (proof.is_empty(), old_root == new_root) {
            (false, _) => Err(ProofError::TooLong),
            (true, false) => Err(ProofError::RootMismatch),
            (true, true) => Ok(()),
        };
    }
    let (first, rest) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::TooShort)?
    };
    let mut node = old - 1;
    let mut last = new - 1;
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for part in rest {
        if last == 0 {
            return Err(ProofError::TooLong);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(part, &old_hash);
            new_hash = node_hash(part, &new_hash);
            skip_to_right_child(&mut node, &mut last);
        } else {
            new_hash = node_hash(&new_hash, part);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        Err(ProofError::TooShort)
    } else if old_hash != *old_root {
        Err(ProofError::OldRootMismatch)
    } else if new_hash != *new_root {
        Err(ProofError::RootMismatch)
    } else {
        Ok(())
    }
}

/// The last node of a level may have no sibling for some levels; it moves up unchanged there.
const fn skip_to_right_child(node: &mut u64, last: &mut u64) {
    while *node & 1 == 0 && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}
