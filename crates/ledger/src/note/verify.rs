//! The rules by which a note counts as signed.
//!
//! Lines of unknown keys are skipped. A line of a known key must verify, or the whole note is
//! refused. Without a line that verifies the note is refused. A second line of a known key is
//! refused, so that one signer cannot look like two.

use crate::cosignature;
use crate::note::{KeyKind, Note, NoteError, SignatureLine, VerifierKey};

/// What [`verify_note`] found. There is at least one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Signatures by given keys, in the order of their lines.
    pub signatures: Vec<VerifiedSignature>,
    /// Positions of the lines that no given key made.
    pub unknown: Vec<usize>,
}

/// One signature that verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// Position of the line in the note.
    pub line: usize,
    /// Position of the key among the given ones.
    pub key: usize,
    /// Seconds since 1970 that a cosignature states; `None` for a plain signature.
    pub time: Option<u64>,
}

/// Verifies a note with the given keys.
///
/// # Errors
/// [`NoteError::InvalidSignature`], [`NoteError::RepeatedSignature`], [`NoteError::AmbiguousKey`]
/// or [`NoteError::Unsigned`].
pub fn verify_note(note: &Note, keys: &[VerifierKey]) -> Result<Verified, NoteError> {
    let mut verified = Verified {
        signatures: Vec::with_capacity(note.signatures.len()),
        unknown: Vec::new(),
    };
    for (position, line) in note.signatures.iter().enumerate() {
        let Some((key_position, key)) = find_key(line, keys)? else {
            verified.unknown.push(position);
            continue;
        };
        if verified
            .signatures
            .iter()
            .any(|earlier| earlier.key == key_position)
        {
            return Err(NoteError::RepeatedSignature {
                name: line.name.clone(),
            });
        }
        let time =
            verify_line(&note.text, line, key).ok_or_else(|| NoteError::InvalidSignature {
                name: line.name.clone(),
            })?;
        verified.signatures.push(VerifiedSignature {
            line: position,
            key: key_position,
            time,
        });
    }
    if verified.signatures.is_empty() {
        Err(NoteError::Unsigned)
    } else {
        Ok(verified)
    }
}

fn find_key<'k>(
    line: &SignatureLine,
    keys: &'k [VerifierKey],
) -> Result<Option<(usize, &'k VerifierKey)>, NoteError> {
    let mut matching = keys
        .iter()
        .enumerate()
        .filter(|(_, key)| key.id() == line.id && key.name() == line.name);
    let first = matching.next();
    if let Some((_, key)) = first
        && matching.any(|(_, other)| other != key)
    {
        return Err(NoteError::AmbiguousKey {
            name: line.name.clone(),
            id: line.id,
        });
    }
    Ok(first)
}

/// `Some(time)` if the line verifies; the time is `None` for a plain signature.
fn verify_line(text: &str, line: &SignatureLine, key: &VerifierKey) -> Option<Option<u64>> {
    match key.kind() {
        KeyKind::Ed25519 => {
            let signature = line.bytes.as_slice().try_into().ok()?;
            key.public()
                .verify_strict(text.as_bytes(), signature)
                .then_some(None)
        }
        KeyKind::Cosignature => {
            cosignature::verify_bytes(text, &line.bytes, key.public()).map(Some)
        }
    }
}
