//! Who signed an entry.
//!
//! An act carries one signature line for each signer it names and no other: its `by`, and every key it enrols, so that a
//! new key proves that it exists and what it was told. Verification has two halves, so that the costly one can run on many
//! threads: [`verify`] checks every signature against keys from a [`KeyBook`], [`confirm`] checks that the state before
//! the act has that key in force for that signer at that index.
//!
//! INVARIANT: an entry counts as signed only after both. The book proves nothing; the state does.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use ledger::note::{KeyKind, SignatureLine, VerifierKey};

use crate::{
    act::{Act, Body, Entry},
    id::Signer,
    refusal::Refusal,
    state::{KeyRange, State},
};

/// Where [`verify`] finds keys.
pub trait KeyBook {
    /// A key of `signer` with this key id.
    fn find(&self, signer: &Signer, key_id: u32) -> Option<Arc<VerifierKey>>;
}

/// The key that made the signature of the act's `by`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed {
    /// The public key.
    pub key: [u8; 32],
}

/// A key that an act enrols and for whom.
pub struct Enrolled {
    /// The key.
    pub key: VerifierKey,
    /// Whose it is.
    pub signer: Signer,
}

/// The keys an act enrols: of proposals that carry one, and of the first entry.
pub fn enrols(act: &Act, origin: &str) -> Result<Vec<Enrolled>, Refusal> {
    let one = |text: &str, signer: Signer| {
        let key = VerifierKey::parse(text).map_err(|_| Refusal::WeakKey {
            name: signer.to_string(),
        })?;
        let named = key.name() == signer.key_name(origin) && key.kind() == KeyKind::Ed25519;
        if named {
            Ok(Enrolled { key, signer })
        } else {
            Err(Refusal::WeakKey {
                name: key.name().to_owned(),
            })
        }
    };
    match &act.body {
        Body::WorkspaceCreate(create) => Ok(vec![
            one(&create.admin_key, Signer::Person(create.admin))?,
            one(
                &create.workstation_key,
                Signer::Workstation(create.workstation),
            )?,
        ]),
        Body::ChangePropose(propose) => {
            match (propose.change.new_key(), Signer::parse(&propose.on())) {
                (Some(key), Some(signer)) => Ok(vec![one(key, signer)?]),
                _ => Ok(Vec::new()),
            }
        }
        _ => Ok(Vec::new()),
    }
}

/// The origin an act is signed under: the log key's name in the first entry, else the workspace's.
pub fn origin_of(act: &Act, known: Option<&str>) -> Result<String, Refusal> {
    match (&act.body, known) {
        (Body::WorkspaceCreate(create), _) => VerifierKey::parse(&create.log_key)
            .map(|key| key.name().to_owned())
            .map_err(|_| Refusal::WeakKey { name: "log".into() }),
        (_, Some(origin)) => Ok(origin.to_owned()),
        (_, None) => Err(Refusal::GenesisMisplaced),
    }
}

/// Checks that exactly the signers the act names signed it, each with a signature that verifies strictly.
pub fn verify(entry: &Entry, origin: &str, book: &dyn KeyBook) -> Result<Signed, Refusal> {
    let mut lines: Vec<&SignatureLine> = entry.note.signatures.iter().collect();
    let mut own = None;
    for enrolled in enrols(&entry.act, origin)? {
        take_and_verify(&mut lines, &enrolled.key, entry)?;
        if enrolled.signer == entry.act.by {
            own = Some(*enrolled.key.public().as_bytes());
        }
    }
    let genesis = matches!(entry.act.body, Body::WorkspaceCreate(_));
    let key = match own.filter(|_| genesis) {
        Some(key) => key,
        None => verify_own(&mut lines, entry, origin, book)?,
    };
    match lines.first() {
        Some(line) => Err(Refusal::SignatureSurplus {
            name: line.name.clone(),
        }),
        None => Ok(Signed { key }),
    }
}

fn verify_own(
    lines: &mut Vec<&SignatureLine>,
    entry: &Entry,
    origin: &str,
    book: &dyn KeyBook,
) -> Result<[u8; 32], Refusal> {
    let signer = entry.act.by;
    let name = signer.key_name(origin);
    let line = lines
        .iter()
        .find(|line| line.name == name)
        .ok_or(Refusal::SignatureMissing { name })?;
    let key = book
        .find(&signer, line.id)
        .ok_or(Refusal::SignerUnknown { signer })?;
    take_and_verify(lines, &key, entry)?;
    Ok(*key.public().as_bytes())
}

fn take_and_verify(
    lines: &mut Vec<&SignatureLine>,
    key: &VerifierKey,
    entry: &Entry,
) -> Result<(), Refusal> {
    let name = || key.name().to_owned();
    let place = lines
        .iter()
        .position(|line| line.id == key.id() && line.name == key.name())
        .ok_or_else(|| Refusal::SignatureMissing { name: name() })?;
    let line = lines.remove(place);
    let signature: &[u8; 64] = line
        .bytes
        .as_slice()
        .try_into()
        .map_err(|_| Refusal::SignatureInvalid { name: name() })?;
    if key
        .public()
        .verify_strict(entry.note.text.as_bytes(), signature)
    {
        Ok(())
    } else {
        Err(Refusal::SignatureInvalid { name: name() })
    }
}

/// Checks that the key was in force for the act's signer at this index.
pub fn confirm(state: &State, entry: &Entry, signed: &Signed, index: u64) -> Result<(), Refusal> {
    if matches!(entry.act.body, Body::WorkspaceCreate(_)) && index == 0 {
        return Ok(());
    }
    let signer = entry.act.by;
    let keys = keys_of(state, &signer).ok_or(Refusal::SignerUnknown { signer })?;
    match keys
        .iter()
        .filter(|range| range.key == signed.key)
        .find(|range| range.covers(index))
    {
        Some(_) => Ok(()),
        None => Err(Refusal::KeyNotValidAtIndex { signer }),
    }
}

/// All keys a signer ever had.
pub fn keys_of<'a>(state: &'a State, signer: &Signer) -> Option<&'a [KeyRange]> {
    match signer {
        Signer::Person(person) => state
            .persons
            .get(person)
            .map(|person| person.keys.as_slice()),
        Signer::Workstation(workstation) => state
            .workstations
            .get(workstation)
            .map(|record| record.keys.as_slice()),
    }
}

/// The keys of a state as a book, for a single act.
pub struct StateKeys<'a>(pub &'a State);

impl KeyBook for StateKeys<'_> {
    fn find(&self, signer: &Signer, key_id: u32) -> Option<Arc<VerifierKey>> {
        let origin = &self.0.genesis.as_ref()?.origin;
        let name = signer.key_name(origin);
        keys_of(self.0, signer)?
            .iter()
            .filter_map(|range| VerifierKey::new(&name, KeyKind::Ed25519, &range.key).ok())
            .find(|key| key.id() == key_id)
            .map(Arc::new)
    }
}
