//! Ed25519 with one verdict everywhere.
//!
//! INVARIANT: a signature is accepted only by the strict rule: no key or R of small order, no
//! cofactor, R compared as bytes, S below the group order. Whatever it accepts, every common
//! implementation accepts too; so two auditors cannot be made to disagree.

use core::fmt;

use ed25519_dalek::{Signature, VerifyingKey};

/// Why 32 bytes are not a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicKeyError {
    /// The bytes are not a point of the curve.
    #[error("the public key is not a point of the curve")]
    NotAPoint,
    /// Under a key of small order signatures can be made that fit almost any message.
    #[error("the public key is weak")]
    Weak,
}

impl PublicKeyError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPoint => "key.not_a_point",
            Self::Weak => "key.weak",
        }
    }
}

/// A public key, decompressed once, so that checking many signatures does not repeat it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Takes a key in; weak ones are refused.
    ///
    /// # Errors
    /// [`PublicKeyError`] when the bytes are no point or a point of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, PublicKeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| PublicKeyError::NotAPoint)?;
        if key.is_weak() {
            Err(PublicKeyError::Weak)
        } else {
            Ok(Self(key))
        }
    }

    pub(crate) const fn from_verifying(key: VerifyingKey) -> Self {
        Self(key)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether `signature` is this key's over `message`, by the strict rule.
    #[must_use]
    pub fn verify_strict(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0
            .verify_strict(message, &Signature::from_bytes(signature))
            .is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", crate::base64::encode(self.as_bytes()))
    }
}

/// The one rule of the product, for a key that is used once.
#[must_use]
pub fn verify_strict(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    PublicKey::from_bytes(public).is_ok_and(|key| key.verify_strict(message, signature))
}
