//! Signed tree heads: C2SP tlog-checkpoint.
//!
//! A checkpoint binds an origin to a tree size and root. It is a signed note whose text has the
//! lines origin, size, base64 root and optionally extensions. It is signed only after the entries
//! below `size` are durable.
//!
//! INVARIANT: `Checkpoint::parse(t).to_text() == t`. Size 0 has the root of the empty tree.

use crate::Hash;
use crate::note::{
    KeyKind, Note, NoteError, NoteLimits, SignError, SignerKey, Verified, VerifierKey,
    check_characters, sign_note, verify_note,
};

/// Body of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
    /// Extension lines. We write none; what others wrote is kept.
    pub extensions: Vec<String>,
}

/// Why a checkpoint is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not the lines origin, size and root.
    #[error("the text is not a checkpoint: {0}")]
    Malformed(&'static str),
    /// Size 0 with a root that is not that of the empty tree.
    #[error("the checkpoint of size 0 does not have the root of the empty tree")]
    BadEmptyTree,
    /// The note is refused.
    #[error(transparent)]
    Note(#[from] NoteError),
}

impl CheckpointError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "checkpoint.malformed",
            Self::BadEmptyTree => "checkpoint.bad_empty_tree",
            Self::Note(error) => error.code(),
        }
    }
}

impl Checkpoint {
    /// A checkpoint without extensions.
    #[must_use]
    pub fn new(origin: &str, size: u64, root: Hash) -> Self {
        Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        }
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// [`CheckpointError`] when it is not a checkpoint in its one spelling.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        const EMPTY: CheckpointError = CheckpointError::Malformed("an empty line");
        check_characters(text)?;
        let body = text
            .strip_suffix('\n')
            .ok_or(CheckpointError::Malformed("no newline at the end"))?;
        let mut lines = body.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(EMPTY)?;
        let size = lines
            .next()
            .and_then(parse_decimal)
            .ok_or(CheckpointError::Malformed("no tree size"))?;
        let root = lines
            .next()
            .ok_or(CheckpointError::Malformed("no root hash"))?;
        let root: Hash = root
            .parse()
            .map_err(|_| CheckpointError::Malformed("no root hash"))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(EMPTY);
        }
        if size == 0 && root != Hash::EMPTY_ROOT {
            return Err(CheckpointError::BadEmptyTree);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions,
        })
    }

    /// The text of the note.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, self.root);
        for extension in &self.extensions {
            text.push_str(extension);
            text.push('\n');
        }
        text
    }
}

/// An ASCII decimal without leading zeros that fits `u64`.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let canonical =
        text == "0" || (text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0'));
    if canonical { text.parse().ok() } else { None }
}

/// A checkpoint that at least one given key signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCheckpoint {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The note it came in.
    pub note: Note,
    /// Whose signatures verified.
    pub verified: Verified,
    /// Whether one of them is the log's own: of kind 0x01, by a key named like the origin.
    pub signed_by_origin: bool,
}

/// Signs a checkpoint with the log key, and further keys of kind 0x01 if there are any.
///
/// # Errors
/// [`SignError`] when a key is of another kind, or the body is not a valid checkpoint.
pub fn sign_checkpoint(checkpoint: &Checkpoint, keys: &[&SignerKey]) -> Result<Note, SignError> {
    let text = checkpoint.to_text();
    match Checkpoint::parse(&text) {
        Ok(read) if read == *checkpoint => sign_note(&text, keys),
        Ok(_) | Err(_) => Err(SignError::BadText),
    }
}

/// Reads and verifies a signed checkpoint.
///
/// # Errors
/// [`CheckpointError`] when it is malformed, a given key's signature fails, or none is there.
pub fn open_checkpoint(
    bytes: &[u8],
    keys: &[VerifierKey],
) -> Result<OpenCheckpoint, CheckpointError> {
    let note = Note::parse(bytes, NoteLimits::default())?;
    let verified = verify_note(&note, keys)?;
    let checkpoint = Checkpoint::parse(&note.text)?;
    let is_origin =
        |key: &VerifierKey| key.kind() == KeyKind::Ed25519 && key.name() == checkpoint.origin;
    let signed_by_origin = verified
        .signatures
        .iter()
        .any(|found| keys.get(found.key).is_some_and(is_origin));
    Ok(OpenCheckpoint {
        checkpoint,
        note,
        verified,
        signed_by_origin,
    })
}
