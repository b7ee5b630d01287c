//! C2SP signed notes: a text and one or more signature lines.
//!
//! ```text
//! <text, UTF-8, no control characters but newline, ends with newline>
//! <empty line>
//! — <key name> <base64 of 4-byte key id and signature>
//! ```
//!
//! INVARIANT: `Note::parse(b).to_bytes() == b`. Base64 must be canonical: a note has one spelling,
//! so no byte of it can change unseen. Other software writes it so; some also reads other
//! spellings, we never do.
//!
//! A new kind of signature: add it to [`KeyKind`], to [`verify_note`] and to the vectors.

mod key;
mod sign;
mod verify;

pub use crate::signature::{PublicKey, PublicKeyError, verify_strict};
pub use key::{KeyKind, VerifierKey, VkeyError, check_key_name};
pub use sign::{SignError, SignerKey, sign_note};
pub use verify::{Verified, VerifiedSignature, verify_note};

use crate::base64;

/// U+2014 and a space, which open every signature line.
const LINE_START: &str = "\u{2014} ";

/// What [`Note::parse`] accepts at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteLimits {
    /// Bytes of the whole note.
    pub bytes: usize,
    /// Signature lines.
    pub signatures: usize,
}

impl Default for NoteLimits {
    /// 1 MB and 100 signature lines, as the Go implementation has them.
    fn default() -> Self {
        Self {
            bytes: 1_000_000,
            signatures: 100,
        }
    }
}

/// A text and its signature lines, parsed but not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The signed text with its last newline.
    pub text: String,
    /// The signature lines in their order.
    pub signatures: Vec<SignatureLine>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    /// Key name.
    pub name: String,
    /// Key id. It selects a key and proves nothing.
    pub id: u32,
    /// What follows the key id: 64 bytes for Ed25519, 72 for a cosignature.
    pub bytes: Vec<u8>,
}

/// Why a note is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More bytes than allowed.
    #[error("the note has {found} bytes, more than {limit}")]
    TooLarge {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// More signature lines than allowed.
    #[error("the note has more than {limit} signature lines")]
    TooManySignatures {
        /// Lines allowed.
        limit: usize,
    },
    /// Not UTF-8.
    #[error("the note is not valid UTF-8")]
    NotUtf8,
    /// A control character other than newline.
    #[error("the note has a control character at byte {at}")]
    ControlCharacter {
        /// Offset of the character.
        at: usize,
    },
    /// No empty line, no signature line, or no newline at the end.
    #[error("the note is not a text, an empty line and signature lines")]
    Malformed,
    /// A signature line that is not `— name base64`, or whose base64 is not canonical.
    #[error("signature line {line} is malformed")]
    MalformedSignature {
        /// Number of the line, from 1.
        line: usize,
    },
    /// Two lines of one known key.
    #[error("the note has more than one signature of `{name}`")]
    RepeatedSignature {
        /// Key name.
        name: String,
    },
    /// A line of a known key that does not verify.
    #[error("the signature of `{name}` does not verify")]
    InvalidSignature {
        /// Key name.
        name: String,
    },
    /// Two different given keys share name and id.
    #[error("two different keys are named `{name}` with id {id:08x}")]
    AmbiguousKey {
        /// Key name.
        name: String,
        /// Key id.
        id: u32,
    },
    /// No line of a known key.
    #[error("no known key signed the note")]
    Unsigned,
}

impl NoteError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "note.too_large",
            Self::TooManySignatures { .. } => "note.too_many_signatures",
            Self::NotUtf8 => "note.not_utf8",
            Self::ControlCharacter { .. } => "note.control_character",
            Self::Malformed => "note.malformed",
            Self::MalformedSignature { .. } => "note.malformed_signature",
            Self::RepeatedSignature { .. } => "note.repeated_signature",
            Self::InvalidSignature { .. } => "note.invalid_signature",
            Self::AmbiguousKey { .. } => "note.ambiguous_key",
            Self::Unsigned => "note.unsigned",
        }
    }
}

impl Note {
    /// Reads a note. Nothing is verified.
    ///
    /// # Errors
    /// When the bytes are not a note in its one spelling, or beyond the limits.
    pub fn parse(bytes: &[u8], limits: NoteLimits) -> Result<Self, NoteError> {
        if bytes.len() > limits.bytes {
            return Err(NoteError::TooLarge {
                found: bytes.len(),
                limit: limits.bytes,
            });
        }
        let note = core::str::from_utf8(bytes).map_err(|_| NoteError::NotUtf8)?;
        check_characters(note)?;
        // The text may contain empty lines; the last one ends it.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        let mut signatures = Vec::with_capacity(2);
        for (index, line) in lines.split('\n').enumerate() {
            if index >= limits.signatures {
                return Err(NoteError::TooManySignatures {
                    limit: limits.signatures,
                });
            }
            let parsed = SignatureLine::parse(line)
                .ok_or(NoteError::MalformedSignature { line: index + 1 })?;
            signatures.push(parsed);
        }
        let mut owned = String::with_capacity(text.len() + 1);
        owned.push_str(text);
        owned.push('\n');
        Ok(Self {
            text: owned,
            signatures,
        })
    }

    /// The bytes of the note.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines = self
            .signatures
            .iter()
            .map(|line| line.name.len() + line.bytes.len() * 3 / 2 + 20);
        let mut note = String::with_capacity(self.text.len() + 1 + lines.sum::<usize>());
        note.push_str(&self.text);
        note.push('\n');
        for line in &self.signatures {
            line.write(&mut note);
        }
        note.into_bytes()
    }
}

impl SignatureLine {
    /// Reads one line without its newline.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix(LINE_START)?.split_once(' ')?;
        check_key_name(name).ok()?;
        let blob = base64::decode(blob)?;
        let (id, bytes) = blob.split_first_chunk::<4>()?;
        if bytes.is_empty() {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            id: u32::from_be_bytes(*id),
            bytes: bytes.to_vec(),
        })
    }

    fn write(&self, note: &mut String) {
        let mut blob = Vec::with_capacity(4 + self.bytes.len());
        blob.extend_from_slice(&self.id.to_be_bytes());
        blob.extend_from_slice(&self.bytes);
        note.push_str(LINE_START);
        note.push_str(&self.name);
        note.push(' ');
        note.push_str(&base64::encode(&blob));
        note.push('\n');
    }
}

/// The line with its newline, as it is added to a note.
impl core::fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut line = String::new();
        self.write(&mut line);
        f.write_str(&line)
    }
}

pub(crate) fn check_characters(text: &str) -> Result<(), NoteError> {
    match text.bytes().position(|byte| byte < 0x20 && byte != b'\n') {
        Some(at) => Err(NoteError::ControlCharacter { at }),
        None => Ok(()),
    }
}
