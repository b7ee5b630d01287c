//! Everything that is drawn at random: keys, salts, ids and the passwords of the demonstration.
//!
//! INVARIANT: every secret byte comes from the operating system. A failure there is an error, never a weaker source.

use kernel::id::{ActId, PersonId};
use kernel::time::Timestamp;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroizing;

use crate::{EngineError, credential::CredentialError};

/// Letters and digits that nobody mistakes for each other when reading them aloud.
const UNAMBIGUOUS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS: usize = 5;
const GROUP_LENGTH: usize = 5;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct RandomError;

impl RandomError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        "no_randomness"
    }
}

impl From<RandomError> for EngineError {
    fn from(error: RandomError) -> Self {
        Self::Credential(CredentialError::Random(error))
    }
}

/// `N` random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut out = [0_u8; N];
    getrandom::fill(&mut out).map_err(|_| RandomError)?;
    Ok(out)
}

/// A secret of 32 bytes: the seed of a key, a device secret, a store key.
pub fn seed() -> Result<Zeroizing<[u8; 32]>, RandomError> {
    let mut out = Zeroizing::new([0_u8; 32]);
    getrandom::fill(out.as_mut_slice()).map_err(|_| RandomError)?;
    Ok(out)
}

/// The salt of a commitment.
pub fn salt() -> Result<[u8; 32], RandomError> {
    bytes()
}

/// A new person's id.
pub fn person_id() -> Result<PersonId, RandomError> {
    Ok(PersonId(u64::from_be_bytes(bytes()?)))
}

/// A new workspace's id: 16 hexadecimal characters.
pub fn workspace_id() -> Result<String, RandomError> {
    Ok(format!("{:016x}", u64::from_be_bytes(bytes()?)))
}

/// A name under which the details of a failure are found in the diagnostics.
pub fn incident_id() -> String {
    format!("{:08x}", u32::from_be_bytes(bytes().unwrap_or_default()))
}

/// A new act's id: a UUID of version 7 for the time `now`.
///
/// An id is no secret; it has to be new, and an act that ends something must be possible at any time. So without
/// randomness it is made of the process and a counter.
pub fn act_id(now: Timestamp) -> ActId {
    let random = bytes().unwrap_or_else(|_| counted());
    ActId(
        uuid::Builder::from_unix_timestamp_millis(now.0, &random)
            .into_uuid()
            .into_bytes(),
    )
}

fn counted() -> [u8; 10] {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let process = std::process::id().to_be_bytes();
    let mut out = [0_u8; 10];
    for (slot, byte) in out
        .iter_mut()
        .zip(process.iter().chain(count.iter().skip(2)))
    {
        *slot = *byte;
    }
    out
}

/// A password of about 124 bits, in five groups of five: for workspaces that are made to be looked at.
pub fn password() -> Result<Zeroizing<String>, RandomError> {
    let mut out = Zeroizing::new(String::with_capacity(GROUPS * (GROUP_LENGTH + 1)));
    for group in 0..GROUPS {
        if group > 0 {
            out.push('-');
        }
        for _ in 0..GROUP_LENGTH {
            out.push(character()?);
        }
    }
    Ok(out)
}

/// One of the 31 characters, each as likely as the others: a 32nd value is drawn again.
fn character() -> Result<char, RandomError> {
    loop {
        let [byte] = bytes()?;
        if let Some(found) = UNAMBIGUOUS.get(usize::from(byte & 31)) {
            return Ok(char::from(*found));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_act_id_is_a_uuid_that_names_its_time() {
        let id = act_id(Timestamp(0x0192_f3a4_b5c6)).to_string();
        assert!(id.starts_with("0192f3a4-b5c6-7"), "{id}");
        assert!(
            matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'),
            "the variant of RFC 9562: {id}"
        );
    }

    #[test]
    fn ids_are_new_even_without_randomness() {
        let counted: BTreeSet<[u8; 10]> = (0..1_000).map(|_| counted()).collect();
        assert_eq!(counted.len(), 1_000);
    }

    #[test]
    fn a_drawn_password_is_grouped_and_passes_the_policy() {
        for _ in 0..50 {
            let drawn = password().unwrap();
            assert_eq!(drawn.len(), 29);
            assert!(drawn.split('-').all(|group| group.len() == 5));
            assert!(drawn.bytes().all(|b| b == b'-' || UNAMBIGUOUS.contains(&b)));
            assert_eq!(
                crate::credential::check_password(&drawn, &["Ada Lovelace", "acme"]),
                Ok(())
            );
        }
    }

    #[test]
    fn what_is_drawn_does_not_repeat() {
        let seeds: BTreeSet<[u8; 32]> = (0..100).map(|_| *seed().unwrap()).collect();
        assert_eq!(seeds.len(), 100);
        assert_ne!(salt().unwrap(), salt().unwrap());
        assert_ne!(person_id().unwrap(), person_id().unwrap());
        assert_ne!(act_id(Timestamp(1)), act_id(Timestamp(1)));
        // 1,250 characters miss one of 31 with a probability below 10^-16.
        let seen: BTreeSet<u8> = (0..50)
            .flat_map(|_| password().unwrap().bytes().collect::<Vec<_>>())
            .collect();
        assert_eq!(seen.len(), UNAMBIGUOUS.len() + 1);
    }
}
