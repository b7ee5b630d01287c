//! Making an act: its id, what it seals, the envelope, the signatures, and sending it to the writer.
//!
//! INVARIANT: only typed bodies are signed. The id is the caller's command id, so delivering a command twice appends once
//! and both times answers the same.

use std::sync::Arc;

use kernel::{
    Refusal,
    act::{Act, Body, Entry, Seen},
    commitment::Commitment,
    digest::Digest,
    field::{Open, Writes},
    form::Field,
    id::{ActId, PersonId, Signer},
    limits, signature,
    time::Timestamp,
};
use ledger::note::{SignerKey, sign_note};
use serde::{Deserialize, Serialize};
use store::SealedRow;

use crate::{
    EngineError, Session, random,
    workspace::{Engine, Inner},
    writer::{Appended, Submission},
};

/// How long an act may be used: `at` + 15 minutes.
const UNTIL_MILLIS: u64 = 15 * 60 * 1_000;

/// A value as a person gave it, before it is known whether its field is sealed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Plain {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Text, a decimal or a date.
    Text(String),
    /// Several texts.
    List(Vec<String>),
}

impl Plain {
    /// The same as an open value.
    pub fn to_open(&self) -> Open {
        match self {
            Self::Boolean(value) => Open::Boolean(*value),
            Self::Integer(value) => Open::Integer(*value),
            Self::Text(value) => Open::Text(value.clone()),
            Self::List(value) => Open::List(value.clone()),
        }
    }

    /// The bytes that are sealed: text as it is, anything else as JSON.
    pub fn to_sealed(&self) -> String {
        match self {
            Self::Text(value) => value.clone(),
            other => serde_json::to_string(other).unwrap_or_default(),
        }
    }
}

/// An act that is being made.
pub struct Draft<'a> {
    inner: &'a Inner,
    /// Its id.
    pub id: ActId,
    sealed: Vec<SealedRow>,
    blobs: Vec<(Digest, Arc<[u8]>)>,
    cosigner: Option<SignerKey>,
}

impl Draft<'_> {
    /// Seals a value and gives its commitment.
    pub fn seal(&mut self, path: &str, value: &str) -> Result<Commitment, EngineError> {
        if value.len() > limits::BLOB_BYTES {
            return Err(EngineError::Input {
                what: path.to_owned(),
                reason: "at most 1 MiB".into(),
            });
        }
        let salt = random::salt()?;
        let commitment = Commitment::make(&self.id, path, &salt, value.as_bytes());
        let row = SealedRow::seal(
            &self.inner.store_key,
            commitment,
            self.id,
            path,
            &salt,
            value.as_bytes(),
        )
        .map_err(|error| EngineError::Internal(error.to_string()))?;
        self.sealed.push(row);
        Ok(commitment)
    }

    /// Seals a reason, if there is one.
    pub fn reason(&mut self, reason: Option<&str>) -> Result<Option<Commitment>, EngineError> {
        reason
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| self.seal("reason", text))
            .transpose()
    }

    /// Adds a record blob and gives its digest.
    pub fn blob(&mut self, bytes: &[u8]) -> Digest {
        let digest = Digest::of(bytes);
        self.blobs.push((digest, bytes.into()));
        digest
    }

    /// A newly enrolled key that signs too.
    pub fn cosign(&mut self, key: SignerKey) {
        self.cosigner = Some(key);
    }

    /// Turns what a person gave into open values and commitments, as the form says. Empty optional text is left out.
    pub fn writes<'f>(
        &mut self,
        values: &std::collections::BTreeMap<String, Plain>,
        field: impl Fn(&str) -> Option<&'f Field>,
    ) -> Result<Writes, EngineError> {
        let mut writes = Writes::default();
        for (path, value) in values {
            let field = field(path).ok_or_else(|| Refusal::FieldUnknown { path: path.clone() })?;
            if !field.required && *value == Plain::Text(String::new()) {
                continue;
            }
            field
                .accepts(&value.to_open())
                .map_err(|expected| Refusal::FieldValue {
                    path: path.clone(),
                    expected,
                })?;
            if field.sealed.is_some() {
                let commitment = self.seal(path, &value.to_sealed())?;
                writes.sealed.insert(path.clone(), commitment);
            } else {
                writes.open.insert(path.clone(), value.to_open());
            }
        }
        Ok(writes)
    }
}

impl Engine {
    /// Makes, signs and appends an act of the signed-in person. With a `command` id it is done once: a repeat gets the
    /// first answer.
    pub fn act(
        &self,
        session: &Session,
        command: Option<ActId>,
        build: impl FnOnce(&mut Draft<'_>) -> Result<Body, EngineError>,
    ) -> Result<Appended, EngineError> {
        let inner = self.inner();
        let now = inner.clock.now();
        session.key(now)?;
        let by = Signer::Person(session.person());
        // Only what a caller named can have been sent before; an id drawn here is new.
        if let Some(id) = &command
            && let Some(first) = self.first_answer(&by, id)?
        {
            return Ok(first);
        }
        let id = command.unwrap_or_else(|| random::act_id(now));
        let mut draft = Draft {
            inner,
            id,
            sealed: Vec::new(),
            blobs: Vec::new(),
            cosigner: None,
        };
        let done = build(&mut draft).and_then(|body| self.send(by, session.key(now)?, draft, body));
        match done {
            Err(error) if command.is_some() => self.answer_of_the_faster(&by, &id, error),
            answer => answer,
        }
    }

    /// Two deliveries of one command at the same time: the slower one is refused, and gets the faster one's answer.
    /// Both may stand in one batch, so the faster one may not be durable yet: what the writer is asked next is answered
    /// after that.
    fn answer_of_the_faster(
        &self,
        by: &Signer,
        id: &ActId,
        error: EngineError,
    ) -> Result<Appended, EngineError> {
        if self.catch_up().is_err() {
            return Err(error);
        }
        self.first_answer(by, id)?.ok_or(error)
    }

    /// Makes, signs and appends an act of this workstation.
    pub(crate) fn act_as_workstation(
        &self,
        build: impl FnOnce(&mut Draft<'_>) -> Result<Body, EngineError>,
    ) -> Result<Appended, EngineError> {
        let inner = self.inner();
        let id = random::act_id(inner.clock.now());
        let mut draft = Draft {
            inner,
            id,
            sealed: Vec::new(),
            blobs: Vec::new(),
            cosigner: None,
        };
        let body = build(&mut draft)?;
        self.send(
            Signer::Workstation(inner.workstation),
            &inner.act_key,
            draft,
            body,
        )
    }

    /// What an act with this id was answered, if it is in the log.
    fn first_answer(&self, by: &Signer, id: &ActId) -> Result<Option<Appended>, EngineError> {
        let Some(index) = self.read(|reader| reader.act_index(by, id))? else {
            return Ok(None);
        };
        let stored = self.read(|reader| reader.entry(index))?;
        let head = self.live().head.clone();
        Ok(stored.map(|stored| Appended {
            index,
            leaf: stored.leaf,
            head,
            events: Vec::new(),
            because: String::new(),
        }))
    }

    fn send(
        &self,
        by: Signer,
        key: &SignerKey,
        draft: Draft<'_>,
        body: Body,
    ) -> Result<Appended, EngineError> {
        let inner = self.inner();
        let text = envelope(inner, &self.live(), by, draft.id, body)?.to_text()?;
        let keys: Vec<&SignerKey> = std::iter::once(key).chain(&draft.cosigner).collect();
        let note =
            sign_note(&text, &keys).map_err(|error| EngineError::Internal(error.to_string()))?;
        self.submit(note.to_bytes().into(), draft.blobs, draft.sealed)
    }

    /// Verifies a signed act in this thread and has it appended.
    pub(crate) fn submit(
        &self,
        bytes: Arc<[u8]>,
        blobs: Vec<(Digest, Arc<[u8]>)>,
        sealed: Vec<SealedRow>,
    ) -> Result<Appended, EngineError> {
        let inner = self.inner();
        let entry = Entry::parse(&bytes)?;
        let live = self.live();
        let origin = signature::origin_of(&entry.act, Some(&inner.origin))?;
        let signed = signature::verify(&entry, &origin, &inner.keys(&live.kernel.state))?;
        self.append(Submission {
            entry: Arc::new(entry),
            bytes,
            signed,
            blobs,
            sealed,
        })
    }

    /// The canonical line that signing `body` now would sign.
    pub fn preview(&self, person: PersonId, body: Body) -> Result<String, EngineError> {
        let id = random::act_id(self.inner().clock.now());
        Ok(envelope(self.inner(), &self.live(), Signer::Person(person), id, body)?.to_text()?)
    }
}

fn envelope(
    inner: &Inner,
    live: &crate::Live,
    by: Signer,
    id: ActId,
    body: Body,
) -> Result<Act, EngineError> {
    let at: Timestamp = inner.clock.now();
    if live.kernel.state.time > at.plus_millis(limits::CLOCK_SKEW_MILLIS) {
        return Err(EngineError::ClockBehind);
    }
    Ok(Act {
        at,
        body,
        by,
        id,
        seen: Seen {
            root: live.head.root,
            size: live.head.size,
        },
        until: at.plus_millis(UNTIL_MILLIS),
        v: limits::RULES_VERSION,
        via: inner.workstation,
        ws: Some(inner.ws()),
    })
}
