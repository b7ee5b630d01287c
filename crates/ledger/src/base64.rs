//! Base64 as every format here uses it: standard alphabet, padded, canonical.
//!
//! INVARIANT: `decode(s) == Some(b)` implies `encode(&b) == s`. A decoder that ignores unused bits
//! would let a byte of a record change unseen.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Exactly 32 bytes, without allocating.
pub(crate) fn decode_32(text: &str) -> Option<[u8; 32]> {
    let mut buffer = [0_u8; 33];
    if text.len() != 44 {
        return None;
    }
    let length = STANDARD.decode_slice(text, &mut buffer).ok()?;
    buffer.get(..length)?.try_into().ok()
}
