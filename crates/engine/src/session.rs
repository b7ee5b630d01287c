//! A person who is signed in, with their unwrapped key.
//!
//! INVARIANT: the seed is in memory only while the session lives and is wiped when it ends. Sign-in guards the interface;
//! only the key proves.

use kernel::{
    id::{PersonId, Signer},
    time::Timestamp,
};
use ledger::note::{KeyKind, SignerKey};

use crate::{
    EngineError,
    credential::{self, Credential},
    workspace::Engine,
};

/// How long a session lasts.
const SESSION_MILLIS: u64 = 8 * 60 * 60 * 1_000;

/// A person who is signed in.
pub struct Session {
    person: PersonId,
    key: SignerKey,
    until: Timestamp,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("person", &self.person)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// A session for a key that was just made or unwrapped.
    pub(crate) fn new(person: PersonId, key: SignerKey, now: Timestamp) -> Self {
        Self {
            person,
            key,
            until: now.plus_millis(SESSION_MILLIS),
        }
    }

    /// Who signs.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// When the session ends.
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// The key, while the session lasts.
    pub(crate) fn key(&self, now: Timestamp) -> Result<&SignerKey, EngineError> {
        if now <= self.until {
            Ok(&self.key)
        } else {
            Err(EngineError::SessionOver)
        }
    }
}

impl Engine {
    /// Signs a person in. Wrong names and wrong passwords are answered alike and take equal work; after five failures
    /// every further one has to wait longer.
    pub fn sign_in(&self, person: &PersonId, password: &str) -> Result<Session, EngineError> {
        let inner = self.inner();
        let now = inner.clock.now();
        let wait_s = inner.throttle().wait(person, now);
        if wait_s > 0 {
            return Err(EngineError::SignIn { wait_s });
        }
        let record = self.credential_of(person)?;
        let device = inner.device_secret()?;
        let opened = match &record {
            Some(record) => record.open(password, &device, inner.minimum_cost()),
            None => Err(credential::spend(password, inner.cost)),
        };
        let seed = match opened {
            Ok(seed) => seed,
            Err(error) if error.is_wrong_password() => {
                let wait_s = inner.throttle().failed(person, now);
                self.log_refused_sign_in();
                return Err(EngineError::SignIn { wait_s });
            }
            Err(error) => return Err(error.into()),
        };
        inner.throttle().succeeded(person);
        if self.live().kernel.state.active_person(person).is_none() {
            return Err(kernel::Refusal::PersonDisabled { person: *person }.into());
        }
        let name = Signer::Person(*person).key_name(&inner.origin);
        let key = SignerKey::from_seed(&name, KeyKind::Ed25519, &seed)
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        Ok(Session::new(*person, key, now))
    }

    fn credential_of(&self, person: &PersonId) -> Result<Option<Credential>, EngineError> {
        let bytes = self.read(|reader| reader.credential(person))?;
        Ok(bytes.map(|bytes| Credential::parse(&bytes)).transpose()?)
    }
}
