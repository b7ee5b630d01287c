//! Verifying proofs of any shape and size never panics.
#![no_main]

use ledger::Hash;
use ledger::tree::{verify_consistency, verify_inclusion};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u64, u64, [u8; 32], [u8; 32], Vec<[u8; 32]>)| {
    let (a, b, first, second, proof) = input;
    let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
    let _ = verify_inclusion(a, b, &Hash(first), &proof, &Hash(second));
    let _ = verify_consistency(a, b, &Hash(first), &Hash(second), &proof);
});
