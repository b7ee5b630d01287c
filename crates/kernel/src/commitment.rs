//! Salted commitments to sealed values.
//!
//! `SHA-256("countersign/commit/v1\0" || len(id) id || len(path) path || salt || len(value) value)`, every length a u64,
//! big endian, so that no two inputs concatenate to the same bytes. `id` is the id of the act that carries the
//! commitment, `path` the field's path in it, `salt` 32 random bytes of its own. Without the salt a commitment tells
//! nothing about the value.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest as _, Sha256};

use crate::{digest::Digest, id::ActId};

const LABEL: &[u8] = b"countersign/commit/v1\0";

/// A commitment to a sealed value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Commitment(pub Digest);

impl Commitment {
    /// Commits to `value` for the field `path` of the act `id`.
    pub fn make(id: &ActId, path: &str, salt: &[u8; 32], value: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(LABEL);
        let id = id.to_string();
        for part in [id.as_bytes(), path.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.update(salt);
        hash.update((value.len() as u64).to_be_bytes());
        hash.update(value);
        Self(Digest(hash.finalize().into()))
    }

    /// Whether `value` and `salt` open the commitment.
    pub fn opens(&self, id: &ActId, path: &str, salt: &[u8; 32], value: &[u8]) -> bool {
        *self == Self::make(id, path, salt, value)
    }
}

impl std::fmt::Display for Commitment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Commitment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Commitment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Digest::deserialize(deserializer)
            .map(Self)
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_opens_for_its_own_parts_only() {
        let (id, other) = (ActId([1; 16]), ActId([2; 16]));
        let made = Commitment::make(&id, "iban", &[7; 32], b"DE89");
        assert!(made.opens(&id, "iban", &[7; 32], b"DE89"));
        assert!(
            !made.opens(&other, "iban", &[7; 32], b"DE89"),
            "another act"
        );
        assert!(
            !made.opens(&id, "ibanD", &[7; 32], b"E89"),
            "a byte moved between parts"
        );
        assert!(!made.opens(&id, "iban", &[8; 32], b"DE89"), "another salt");
        assert!(!made.opens(&id, "iban", &[7; 32], b"DE88"), "another value");
        assert_eq!(
            made.to_string(),
            "c049f96af05722b1eed28970ac3a5c8cff369391134c3adf11ead171edab4528",
            "golden, from tests/vectors/kernel/commitments.py: the format is fixed for ever"
        );
    }
}
