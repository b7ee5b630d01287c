//! Roots and proofs against the naive tree, and every change of a proof.

use ledger::Hash;
use ledger::tree::{
    CompactRange, HashSource, MemoryTree, ProofError, consistency_proof, inclusion_proof,
    leaf_hash, node_hash, root_from_leaves, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

use crate::naive;

#[test]
fn roots_and_proofs_equal_the_naive_ones() {
    let all = naive::leaves(70);
    let tree: MemoryTree = all.iter().copied().collect();
    for size in 0..=all.len() {
        let leaves = &all[..size];
        let root = naive::root(leaves);
        assert_eq!(
            root_from_leaves(leaves.iter().copied()),
            root,
            "root of {size}"
        );
        for index in 0..size {
            let proof = inclusion_proof(&tree, index as u64, size as u64).unwrap();
            assert_eq!(
                proof,
                naive::inclusion(index, leaves),
                "leaf {index} of {size}"
            );
            assert_eq!(
                verify_inclusion(index as u64, size as u64, &leaves[index], &proof, &root),
                Ok(())
            );
        }
        for old in 1..=size {
            let proof = consistency_proof(&tree, old as u64, size as u64).unwrap();
            assert_eq!(proof, naive::consistency(old, leaves), "{old} to {size}");
            let old_root = naive::root(&all[..old]);
            assert_eq!(
                verify_consistency(old as u64, size as u64, &old_root, &root, &proof),
                Ok(())
            );
        }
    }
}

/// Every proof that differs from the right one in one step.
fn mutations(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut found = Vec::new();
    for at in 0..proof.len() {
        for bit in [0, 7, 130, 255] {
            let mut flipped = proof.to_vec();
            flipped[at].0[bit / 8] ^= 1 << (bit % 8);
            found.push(flipped);
        }
        let mut removed = proof.to_vec();
        removed.remove(at);
        found.push(removed);
        let mut doubled = proof.to_vec();
        doubled.insert(at, proof[at]);
        found.push(doubled);
        if at > 0 {
            let mut swapped = proof.to_vec();
            swapped.swap(at, at - 1);
            found.push(swapped);
        }
    }
    for extra in [Hash::EMPTY_ROOT, Hash([0; 32])] {
        found.push([proof, &[extra]].concat());
        found.push([&[extra], proof].concat());
    }
    found.retain(|mutation| mutation != proof);
    found
}

fn flipped(hash: &Hash) -> Hash {
    let mut other = *hash;
    other.0[31] ^= 1;
    other
}

proptest! {
    #[test]
    fn every_change_of_an_inclusion_proof_fails(size in 1_u64..600, pick in any::<u64>()) {
        let leaves = naive::leaves(size as usize);
        let tree: MemoryTree = leaves.iter().copied().collect();
        let index = pick % size;
        let leaf = &leaves[index as usize];
        let root = tree.root();
        let proof = inclusion_proof(&tree, index, size).unwrap();
        prop_assert_eq!(verify_inclusion(index, size, leaf, &proof, &root), Ok(()));
        for mutation in mutations(&proof) {
            prop_assert!(verify_inclusion(index, size, leaf, &mutation, &root).is_err());
        }
        prop_assert!(verify_inclusion(index, size, &flipped(leaf), &proof, &root).is_err());
        prop_assert!(verify_inclusion(index, size, leaf, &proof, &flipped(&root)).is_err());
        for other in (0..size + 2).filter(|other| *other != index) {
            prop_assert!(verify_inclusion(other, size, leaf, &proof, &root).is_err(), "as leaf {}", other);
        }
    }

    #[test]
    fn every_change_of_a_consistency_proof_fails(new in 1_u64..600, pick in any::<u64>()) {
        let leaves = naive::leaves(new as usize);
        let tree: MemoryTree = leaves.iter().copied().collect();
        let old = 1 + pick % new;
        let old_root = naive::root(&leaves[..old as usize]);
        let new_root = tree.root();
        let proof = consistency_proof(&tree, old, new).unwrap();
        prop_assert_eq!(verify_consistency(old, new, &old_root, &new_root, &proof), Ok(()));
        for mutation in mutations(&proof) {
            prop_assert!(verify_consistency(old, new, &old_root, &new_root, &mutation).is_err());
        }
        prop_assert!(verify_consistency(old, new, &flipped(&old_root), &new_root, &proof).is_err());
        prop_assert!(verify_consistency(old, new, &old_root, &flipped(&new_root), &proof).is_err());
    }

    #[test]
    fn hostile_numbers_and_proofs_never_panic(
        a in any::<u64>(), b in any::<u64>(), proof in proptest::collection::vec(any::<[u8; 32]>(), 0..130)
    ) {
        let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
        let zero = Hash([0; 32]);
        prop_assert!(verify_inclusion(a, b, &zero, &proof, &zero).is_err());
        prop_assert!(a == b || verify_consistency(a, b, &zero, &flipped(&zero), &proof).is_err());
    }

    #[test]
    fn a_compact_range_survives_storage(size in 0_usize..2000) {
        let range = naive::leaves(size).into_iter().fold(CompactRange::new(), |mut range, leaf| {
            range.push(leaf);
            range
        });
        let parts = CompactRange::from_parts(range.size(), range.peaks().to_vec());
        prop_assert_eq!(parts.as_ref(), Ok(&range));
        let bytes = postcard::to_stdvec(&range).unwrap();
        prop_assert_eq!(postcard::from_bytes::<CompactRange>(&bytes).unwrap(), range.clone());
        let text = serde_json::to_string(&range).unwrap();
        prop_assert_eq!(serde_json::from_str::<CompactRange>(&text).unwrap(), range);
    }
}

/// A tree of any size whose leaves are all alike, so every subtree of a level has one hash.
struct Uniform;

impl HashSource for Uniform {
    fn hash(&self, level: u8, index: u64) -> Option<Hash> {
        assert!(
            index <= u64::MAX >> level,
            "asked for a subtree beyond 2^64"
        );
        Some((0..level).fold(leaf_hash(b"x"), |hash, _| node_hash(&hash, &hash)))
    }
}

#[test]
fn the_largest_sizes_do_not_overflow() {
    let leaf = leaf_hash(b"x");
    // A complete tree of 2^k uniform leaves has the root of level k; of size 2^64 - 1 the root is
    // the fold of all 64 levels.
    let root_of = |size: u64| {
        let peaks: Vec<Hash> = (0..64_u8)
            .filter(|level| size >> level & 1 == 1)
            .map(|level| Uniform.hash(level, 0).unwrap())
            .collect();
        peaks
            .into_iter()
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap()
    };
    for size in [
        u64::MAX,
        u64::MAX - 1,
        1 << 63,
        (1 << 63) + 1,
        (1 << 63) - 1,
    ] {
        for index in [0, 1, size / 2, size - 2, size - 1] {
            let proof = inclusion_proof(&Uniform, index, size).unwrap();
            assert_eq!(
                verify_inclusion(index, size, &leaf, &proof, &root_of(size)),
                Ok(()),
                "{index} of {size}"
            );
        }
        for old in [1, 2, 3, size / 2, (1 << 63) - 1, size - 1, size] {
            let proof = consistency_proof(&Uniform, old, size).unwrap();
            assert_eq!(
                verify_consistency(old, size, &root_of(old), &root_of(size), &proof),
                Ok(()),
                "{old} to {size}"
            );
        }
    }
}

#[test]
fn what_proves_nothing_is_refused() {
    let tree: MemoryTree = naive::leaves(5).into_iter().collect();
    let root = tree.root();
    struct Row {
        found: Result<(), ProofError>,
        expected: ProofError,
        why: &'static str,
    }
    let rows = [
        Row {
            found: consistency_proof(&tree, 0, 5).map(drop),
            expected: ProofError::OldSizeZero,
            why: "the empty tree is a prefix of every tree",
        },
        Row {
            found: verify_consistency(0, 0, &Hash::EMPTY_ROOT, &Hash::EMPTY_ROOT, &[]),
            expected: ProofError::OldSizeZero,
            why: "even of itself",
        },
        Row {
            found: verify_consistency(6, 5, &root, &root, &[]),
            expected: ProofError::OldBeyondNew { old: 6, new: 5 },
            why: "a log does not shrink",
        },
        Row {
            found: verify_consistency(5, 5, &root, &root, &[root]),
            expected: ProofError::TooLong,
            why: "equal sizes need no hash",
        },
        Row {
            found: verify_consistency(5, 5, &root, &Hash::EMPTY_ROOT, &[]),
            expected: ProofError::RootMismatch,
            why: "equal sizes, different roots: a fork",
        },
        Row {
            found: verify_consistency(3, 5, &root, &root, &[]),
            expected: ProofError::TooShort,
            why: "a proof is needed",
        },
        Row {
            found: inclusion_proof(&tree, 5, 5).map(drop),
            expected: ProofError::IndexBeyondSize { index: 5, size: 5 },
            why: "there is no such leaf",
        },
        Row {
            found: inclusion_proof(&tree, 0, 6).map(drop),
            expected: ProofError::MissingHash { level: 1, index: 2 },
            why: "the source is smaller than the tree",
        },
        Row {
            found: verify_inclusion(0, 0, &root, &[], &root),
            expected: ProofError::IndexBeyondSize { index: 0, size: 0 },
            why: "the empty tree has no leaf",
        },
    ];
    for row in rows {
        assert_eq!(row.found, Err(row.expected), "{}", row.why);
    }
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    assert!(
        CompactRange::from_parts(3, vec![Hash::EMPTY_ROOT]).is_err(),
        "3 leaves have 2 subtrees"
    );
    assert!(
        CompactRange::from_parts(u64::MAX, vec![Hash::EMPTY_ROOT; 64]).is_err(),
        "no room to push"
    );
    assert!(
        serde_json::from_str::<CompactRange>(r#"{"size":1,"peaks":[]}"#).is_err(),
        "checked on reading too"
    );
    assert_eq!(CompactRange::new().root(), Hash::EMPTY_ROOT);
}
