//! Who signed a note, as it is reported.

use ledger::note::{KeyKind, Note, NoteError, Verified, VerifierKey};
use serde_json::{Value, json};

use crate::report::Report;

/// The verdict name of a note error.
pub fn finding_code(error: &NoteError) -> &'static str {
    match error {
        NoteError::TooLarge { .. } => "note_too_large",
        NoteError::TooManySignatures { .. } => "too_many_signatures",
        NoteError::NotUtf8
        | NoteError::ControlCharacter { .. }
        | NoteError::Malformed
        | NoteError::MalformedSignature { .. } => "note_malformed",
        NoteError::RepeatedSignature { .. } => "repeated_signature",
        NoteError::InvalidSignature { .. } => "invalid_signature",
        NoteError::AmbiguousKey { .. } => "ambiguous_key",
        NoteError::Unsigned => "not_signed_by_given_key",
    }
}

/// The verified signatures as JSON; given keys that did not sign and unknown lines become notes.
pub fn describe(
    note: &Note,
    verified: &Verified,
    keys: &[VerifierKey],
    report: &mut Report,
) -> Value {
    for key in keys.iter().filter(|key| !has_signed(key, note)) {
        report.note(format!(
            "the given key `{}` {:08x} did not sign",
            key.name(),
            key.id()
        ));
    }
    for line in verified
        .unknown
        .iter()
        .filter_map(|position| note.signatures.get(*position))
    {
        report.note(format!(
            "a signature of the unknown key `{}` {:08x} was not checked",
            line.name, line.id
        ));
    }
    let signatures = verified.signatures.iter().filter_map(|found| {
        let key = keys.get(found.key)?;
        let kind = match key.kind() {
            KeyKind::Ed25519 => "signature",
            KeyKind::Cosignature => "cosignature",
        };
        Some(json!({"name": key.name(), "id": format!("{:08x}", key.id()), "kind": kind, "time": found.time}))
    });
    Value::Array(signatures.collect())
}

fn has_signed(key: &VerifierKey, note: &Note) -> bool {
    note.signatures
        .iter()
        .any(|line| line.id == key.id() && line.name == key.name())
}
