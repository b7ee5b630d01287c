//! A person's signing key under their password: made, opened, and kept from being guessed.
//!
//! The seed is sealed under `HKDF-SHA256(argon2id(password, salt) || device secret)`. The password and this
//! workstation's device secret are both needed: the record alone, or a backup of it, does not let anybody guess.
//!
//! INVARIANT: a seed leaves this module only in `Zeroizing`, and only if it belongs to the public key of its record.
//!
//! `cost` and `seal` are the primitives, which the vault uses as well; `password` says what is taken; `throttle` slows
//! down guessing in the window.

mod cost;
pub mod password;
pub(crate) mod seal;
mod throttle;

use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use kernel::id::PersonId;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

pub use cost::{Cost, CostError, Stretch};
pub use password::PasswordError;
pub use throttle::Throttle;

use crate::random::{self, RandomError};
use seal::{Sealed, encoded};

const VERSION: u32 = 1;
const PURPOSE: &str = "countersign/person-key/v1";
/// A record is about 400 bytes.
const MAX_RECORD: usize = 4_096;

/// A person's seed, sealed. The record is no secret by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    v: u32,
    workspace: String,
    person: PersonId,
    #[serde(with = "encoded")]
    public_key: [u8; 32],
    argon2: Stretch,
    #[serde(with = "encoded")]
    nonce: [u8; 24],
    #[serde(with = "encoded")]
    ciphertext: Vec<u8>,
}

/// Why a person's key could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The password, or the device secret, is another one. They cannot be told apart.
    #[error("the password is wrong, or the key was made on another workstation")]
    WrongPassword,
    /// The record cannot be read.
    #[error("the record of the person's key is damaged: {0}")]
    Damaged(&'static str),
    /// The record was written by a newer program.
    #[error("the record of the person's key has version {0}, which this program does not know")]
    Newer(u32),
    /// The new password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Too cheap, too costly, or no memory.
    #[error(transparent)]
    Cost(#[from] CostError),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl CredentialError {
    /// Whether the password, or the workstation, is another one.
    pub fn is_wrong_password(&self) -> bool {
        matches!(self, Self::WrongPassword)
    }

    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong_password",
            Self::Damaged(_) => "credential_damaged",
            Self::Newer(_) => "credential_newer",
            Self::Password(error) => error.code(),
            Self::Cost(error) => error.code(),
            Self::Random(error) => error.code(),
        }
    }
}

/// Checks a new password; `names` are those of the person and of the workspace. See [`password::check`].
pub fn check_password(password: &str, names: &[&str]) -> Result<(), CredentialError> {
    Ok(password::check(password, names)?)
}

/// Does the work of [`Credential::open`] for a name that has no record, so that it takes as long as a wrong password,
/// and answers as a wrong password does.
pub fn spend(password: &str, cost: Cost) -> CredentialError {
    let work = Stretch::draw(cost).and_then(|stretch| stretch.key(password.as_bytes(), cost));
    work.map_or_else(CredentialError::Cost, |_| CredentialError::WrongPassword)
}

impl Credential {
    /// Seals `seed` for `person` of `workspace`. The password has passed [`check_password`].
    pub fn create(
        workspace: &str,
        person: PersonId,
        seed: &[u8; 32],
        password: &str,
        device_secret: &[u8; 32],
        cost: Cost,
    ) -> Result<Self, CredentialError> {
        let fresh = Fresh {
            argon2: Stretch::draw(cost)?,
            nonce: random::bytes()?,
        };
        Self::create_with(workspace, person, seed, password, device_secret, fresh)
    }

    /// The seed; refuses a record that costs less than `minimum` to guess at, before any work.
    pub fn open(
        &self,
        password: &str,
        device_secret: &[u8; 32],
        minimum: Cost,
    ) -> Result<Zeroizing<[u8; 32]>, CredentialError> {
        self.check_version()?;
        let stretched = self.argon2.key(password.as_bytes(), minimum)?;
        let purpose = purpose(&self.workspace, self.person);
        let key = wrapping_key(&stretched, device_secret, &purpose)?;
        let sealed = Sealed {
            nonce: self.nonce,
            ciphertext: self.ciphertext.clone(),
        };
        let context = context(&purpose, &self.public_key);
        let plain = seal::unseal(&key, &context, &sealed).ok_or(CredentialError::WrongPassword)?;
        let length = CredentialError::Damaged("the seed is not 32 bytes");
        let seed = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).map_err(|_| length)?);
        if public_key(&seed) != self.public_key {
            return Err(CredentialError::Damaged(
                "the seed does not belong to the public key",
            ));
        }
        Ok(seed)
    }

    /// Reads a record of at most 4,096 bytes.
    pub fn parse(json: &[u8]) -> Result<Self, CredentialError> {
        if json.len() > MAX_RECORD {
            return Err(CredentialError::Damaged("it is larger than 4,096 bytes"));
        }
        let version: Version = serde_json::from_slice(json)
            .map_err(|_| CredentialError::Damaged("it is not a record"))?;
        if version.v > VERSION {
            return Err(CredentialError::Newer(version.v));
        }
        let record: Self = serde_json::from_slice(json)
            .map_err(|_| CredentialError::Damaged("a field is missing or malformed"))?;
        record.check_version()?;
        Ok(record)
    }

    /// The record as JSON on one line.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A struct of strings and numbers always serialises; an empty text would be refused by `parse`.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Whose key it is.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The public key that belongs to the seed.
    pub fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// What a guess costs. A record below the cost wanted today is made anew at the next sign-in.
    pub fn cost(&self) -> Cost {
        self.argon2.cost()
    }

    fn create_with(
        workspace: &str,
        person: PersonId,
        seed: &[u8; 32],
        password: &str,
        device_secret: &[u8; 32],
        fresh: Fresh,
    ) -> Result<Self, CredentialError> {
        let Fresh { argon2, nonce } = fresh;
        let stretched = argon2.key(password.as_bytes(), argon2.cost())?;
        let purpose = purpose(workspace, person);
        let key = wrapping_key(&stretched, device_secret, &purpose)?;
        let public_key = public_key(seed);
        let Sealed { nonce, ciphertext } =
            seal::seal_with(&key, nonce, &context(&purpose, &public_key), seed)?;
        Ok(Self {
            v: VERSION,
            workspace: workspace.to_owned(),
            person,
            public_key,
            argon2,
            nonce,
            ciphertext,
        })
    }

    fn check_version(&self) -> Result<(), CredentialError> {
        match self.v {
            VERSION => Ok(()),
            0 => Err(CredentialError::Damaged("version 0 does not exist")),
            newer => Err(CredentialError::Newer(newer)),
        }
    }
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

struct Fresh {
    argon2: Stretch,
    nonce: [u8; 24],
}

fn public_key(seed: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}

/// One line each; ids hold no line feeds, so no two pairs give the same text.
fn purpose(workspace: &str, person: PersonId) -> String {
    format!("{PURPOSE}\n{workspace}\n{person}")
}

fn wrapping_key(
    stretched: &[u8; 32],
    device_secret: &[u8; 32],
    purpose: &str,
) -> Result<Zeroizing<[u8; 32]>, CredentialError> {
    let mut material = Zeroizing::new([0_u8; 64]);
    let (first, second) = material.split_at_mut(32);
    first.copy_from_slice(stretched);
    second.copy_from_slice(device_secret);
    let mut key = Zeroizing::new([0_u8; 32]);
    Hkdf::<Sha256>::new(None, material.as_slice())
        .expand(purpose.as_bytes(), key.as_mut_slice())
        .map_err(|_| CredentialError::Damaged("no key can be derived"))?;
    Ok(key)
}

fn context(purpose: &str, public_key: &[u8; 32]) -> String {
    let hex: String = public_key
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{purpose}\n{hex}")
}

#[cfg(test)]
mod tests;
