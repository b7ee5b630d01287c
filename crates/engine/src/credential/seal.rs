//! A value under a key: XChaCha20-Poly1305 with a fresh nonce, bound to a text that says what the value is.
//!
//! INVARIANT: a sealed value opens only under the context it was sealed for, so it cannot be moved to another item,
//! person or workspace.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::random::{self, RandomError};

/// A nonce and a ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    #[serde(with = "encoded")]
    pub(crate) nonce: [u8; 24],
    #[serde(with = "encoded")]
    pub(crate) ciphertext: Vec<u8>,
}

/// Seals `plain` under a fresh nonce.
pub(crate) fn seal(key: &[u8; 32], context: &str, plain: &[u8]) -> Result<Sealed, RandomError> {
    seal_with(key, random::bytes()?, context, plain)
}

/// Seals with the nonce given: for test vectors. A nonce is never used twice under a key.
pub(crate) fn seal_with(
    key: &[u8; 32],
    nonce: [u8; 24],
    context: &str,
    plain: &[u8],
) -> Result<Sealed, RandomError> {
    let payload = Payload {
        msg: plain,
        aad: context.as_bytes(),
    };
    // The cipher refuses only values above 256 GiB, which no caller has; the error is the nearest true one.
    let ciphertext = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| RandomError)?;
    Ok(Sealed { nonce, ciphertext })
}

/// Opens; `None` if the key, the context or any byte differs.
pub(crate) fn unseal(key: &[u8; 32], context: &str, sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
    let payload = Payload {
        msg: &sealed.ciphertext,
        aad: context.as_bytes(),
    };
    let plain = XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(sealed.nonce), payload)
        .ok()?;
    Some(Zeroizing::new(plain))
}

/// Bytes as padded standard base64 in JSON.
pub(crate) mod encoded {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer, B: AsRef<[u8]>>(
        bytes: &B,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, B: TryFrom<Vec<u8>>>(
        deserializer: D,
    ) -> Result<B, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD
            .decode(text)
            .map_err(|_| D::Error::custom("not base64"))?;
        B::try_from(bytes).map_err(|_| D::Error::custom("of the wrong length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_as_what_it_was_sealed_for() {
        let sealed = seal(&[1; 32], "here", b"secret").unwrap();
        assert_eq!(
            unseal(&[1; 32], "here", &sealed).unwrap().as_slice(),
            b"secret"
        );
        assert!(unseal(&[2; 32], "here", &sealed).is_none(), "another key");
        assert!(
            unseal(&[1; 32], "there", &sealed).is_none(),
            "another context"
        );
        assert_ne!(
            seal(&[1; 32], "here", b"secret").unwrap().nonce,
            sealed.nonce,
            "a fresh nonce each time"
        );
    }

    #[test]
    fn every_changed_bit_is_noticed() {
        let sealed = seal(&[1; 32], "", b"x").unwrap();
        for bit in 0..sealed.ciphertext.len() * 8 {
            let mut other = sealed.clone();
            other.ciphertext[bit / 8] ^= 1 << (bit % 8);
            assert!(
                unseal(&[1; 32], "", &other).is_none(),
                "bit {bit} of the ciphertext"
            );
        }
        for bit in 0..24 * 8 {
            let mut other = sealed.clone();
            other.nonce[bit / 8] ^= 1 << (bit % 8);
            assert!(
                unseal(&[1; 32], "", &other).is_none(),
                "bit {bit} of the nonce"
            );
        }
        for length in 0..sealed.ciphertext.len() {
            let other = Sealed {
                nonce: sealed.nonce,
                ciphertext: sealed.ciphertext[..length].to_vec(),
            };
            assert!(unseal(&[1; 32], "", &other).is_none(), "cut to {length}");
        }
    }
}
