//! The RFC 6962 Merkle tree over SHA-256.
//!
//! Leaf: SHA-256(0x00 ‖ entry). Node: SHA-256(0x01 ‖ left ‖ right). A tree of more than one leaf
//! splits at the largest power of two below its size; the empty tree is SHA-256 of nothing.
//!
//! INVARIANT: sizes and indices are `u64` up to 2^64 - 1 and no operation overflows.

mod compact;
mod proof;
mod source;

pub use compact::{CompactRange, CompactRangeError};
pub use proof::{
    ProofError, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};
pub use source::{HashSource, MemoryTree};

use sha2::{Digest as _, Sha256};

use crate::Hash;

/// Hash of one entry.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update([0x00]);
    sha.update(entry);
    Hash(sha.finalize().into())
}

/// Hash of an inner node.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut sha = Sha256::new();
    sha.update([0x01]);
    sha.update(left.0);
    sha.update(right.0);
    Hash(sha.finalize().into())
}

/// Root of the tree over these leaf hashes.
#[must_use]
pub fn root_from_leaves(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut range = CompactRange::new();
    for leaf in leaves {
        range.push(leaf);
    }
    range.root()
}

/// Largest power of two below `n`, where the tree of `n >= 2` leaves splits.
pub(crate) const fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}
