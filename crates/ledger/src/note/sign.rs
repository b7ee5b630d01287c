//! Signing notes.

use core::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::note::{KeyKind, Note, SignatureLine, VerifierKey, VkeyError, check_characters};
use crate::signature::PublicKey;

/// A key that signs. Its secret half is wiped from memory when it is dropped and never printed.
#[derive(Clone)]
pub struct SignerKey {
    signing: SigningKey,
    verifier: VerifierKey,
}

/// Why something is not signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// A cosignature key signs only checkpoints with a time, a plain key never does.
    #[error("the key of `{name}` is not of the kind that signs this")]
    WrongKind {
        /// Key name.
        name: String,
    },
    /// The text cannot be that of a note.
    #[error("the text does not end with a newline, or has a control character")]
    BadText,
    /// The time does not fit the format.
    #[error("the time {time} is above 2^63 - 1")]
    BadTime {
        /// Seconds since 1970.
        time: u64,
    },
}

impl SignError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongKind { .. } => "sign.wrong_kind",
            Self::BadText => "sign.bad_text",
            Self::BadTime { .. } => "sign.bad_time",
        }
    }
}

impl SignerKey {
    /// Derives the key from its 32-byte seed.
    ///
    /// # Errors
    /// When the name cannot name a key.
    pub fn from_seed(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, VkeyError> {
        let signing = SigningKey::from_bytes(seed);
        // A key made from a seed has the full order, so it is never weak.
        let verifier = VerifierKey::with_public(
            name,
            kind,
            PublicKey::from_verifying(signing.verifying_key()),
        )?;
        Ok(Self { signing, verifier })
    }

    /// The public half.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs a note text with a key of kind 0x01.
    ///
    /// # Errors
    /// When the key is of another kind or the text cannot be that of a note.
    pub fn sign(&self, text: &str) -> Result<SignatureLine, SignError> {
        if self.verifier.kind() != KeyKind::Ed25519 {
            return Err(SignError::WrongKind {
                name: self.verifier.name().to_owned(),
            });
        }
        check_text(text)?;
        Ok(self.line(self.sign_bytes(text.as_bytes()).to_vec()))
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    pub(crate) fn line(&self, bytes: Vec<u8>) -> SignatureLine {
        SignatureLine {
            name: self.verifier.name().to_owned(),
            id: self.verifier.id(),
            bytes,
        }
    }
}

pub(crate) fn check_text(text: &str) -> Result<(), SignError> {
    if !text.ends_with('\n') || check_characters(text).is_err() {
        return Err(SignError::BadText);
    }
    Ok(())
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({})", self.verifier)
    }
}

/// Signs `text` with each of `keys`, one line a key in their order.
///
/// # Errors
/// As [`SignerKey::sign`]; [`SignError::BadText`] without any key.
pub fn sign_note(text: &str, keys: &[&SignerKey]) -> Result<Note, SignError> {
    if keys.is_empty() {
        return Err(SignError::BadText);
    }
    let signatures = keys
        .iter()
        .map(|key| key.sign(text))
        .collect::<Result<_, _>>()?;
    Ok(Note {
        text: text.to_owned(),
        signatures,
    })
}
