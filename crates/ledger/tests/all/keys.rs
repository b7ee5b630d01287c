//! Keys of the tests. Seeds are test vectors.

use ledger::note::{KeyKind, SignerKey, VerifierKey};

pub fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, KeyKind::Ed25519, &[seed; 32]).unwrap()
}

pub fn witness(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, KeyKind::Cosignature, &[seed; 32]).unwrap()
}

pub fn vkeys(keys: &[&SignerKey]) -> Vec<VerifierKey> {
    keys.iter().map(|key| key.verifier().clone()).collect()
}
