//! The tree a second time, straight from the recursive definitions of RFC 6962, deliberately slow
//! and sharing nothing with the ledger but SHA-256.

use ledger::Hash;
use sha2::{Digest, Sha256};

fn sha(parts: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    parts.iter().for_each(|part| sha.update(part));
    Hash(sha.finalize().into())
}

pub fn leaf(entry: &[u8]) -> Hash {
    sha(&[&[0], entry])
}

fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha(&[]),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(split(more.len()));
            sha(&[&[1], &root(left).0, &root(right).0])
        }
    }
}

pub fn inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = if index < k {
        (inclusion(index, left), root(right))
    } else {
        (inclusion(index - k, right), root(left))
    };
    proof.push(sibling);
    proof
}

pub fn consistency(old: usize, leaves: &[Hash]) -> Vec<Hash> {
    fn part(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
        if old == leaves.len() {
            return if whole { vec![] } else { vec![root(leaves)] };
        }
        let k = split(leaves.len());
        let (left, right) = leaves.split_at(k);
        let (mut proof, other) = if old <= k {
            (part(old, left, whole), root(right))
        } else {
            (part(old - k, right, false), root(left))
        };
        proof.push(other);
        proof
    }
    part(old, leaves, true)
}

/// Leaf hashes of the entries 0, 1, 2 and so on.
pub fn leaves(count: usize) -> Vec<Hash> {
    (0..count)
        .map(|index| leaf(index.to_string().as_bytes()))
        .collect()
}
