//! C2SP cosignature/v1: a witness states when it saw a checkpoint.
//!
//! The signature bytes are a u64 big-endian time in seconds and an Ed25519 signature over
//! `cosignature/v1`, a line `time <seconds>` and the whole checkpoint text. The message does not
//! contain the cosigner's name, hence one key per cosigner.
//!
//! INVARIANT: only the text of a checkpoint is ever cosigned.

use crate::checkpoint::Checkpoint;
use crate::note::{KeyKind, SignError, SignatureLine, SignerKey};
use crate::signature::PublicKey;

const TIME_LIMIT: u64 = i64::MAX.cast_unsigned();

/// The bytes that a cosigner signs.
#[must_use]
pub fn message(time: u64, checkpoint_text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{checkpoint_text}").into_bytes()
}

/// Cosigns the text of a checkpoint at `time`, in seconds since 1970.
///
/// # Errors
/// When the key is not of kind 0x04, the text is no checkpoint, or the time is above 2^63 - 1.
pub fn cosign(
    key: &SignerKey,
    checkpoint_text: &str,
    time: u64,
) -> Result<SignatureLine, SignError> {
    if key.verifier().kind() != KeyKind::Cosignature {
        return Err(SignError::WrongKind {
            name: key.verifier().name().to_owned(),
        });
    }
    if time > TIME_LIMIT {
        return Err(SignError::BadTime { time });
    }
    Checkpoint::parse(checkpoint_text).map_err(|_| SignError::BadText)?;
    let mut bytes = time.to_be_bytes().to_vec();
    bytes.extend_from_slice(&key.sign_bytes(&message(time, checkpoint_text)));
    Ok(key.line(bytes))
}

/// The time stated by the signature bytes, if they verify over this checkpoint text.
#[must_use]
pub fn verify_bytes(checkpoint_text: &str, bytes: &[u8], public: &PublicKey) -> Option<u64> {
    let (time, signature) = bytes.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    let signature = signature.try_into().ok()?;
    if time > TIME_LIMIT || Checkpoint::parse(checkpoint_text).is_err() {
        return None;
    }
    public
        .verify_strict(&message(time, checkpoint_text), signature)
        .then_some(time)
}
