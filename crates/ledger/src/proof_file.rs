//! C2SP tlog-proof: one file that proves that an entry is in a log.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <base64>                 optional, not authenticated
//! index <n>
//! <base64 hash>                  zero or more, from the leaf upwards
//! <empty line>
//! <signed checkpoint, verbatim>
//! ```
//!
//! INVARIANT: `ProofFile::parse(b)?.to_bytes() == b`. `extra` is never trusted.

use crate::checkpoint::{
    Checkpoint, CheckpointError, OpenCheckpoint, open_checkpoint, parse_decimal,
};
use crate::note::{Note, NoteLimits, VerifierKey};
use crate::policy::{AcceptedCheckpoint, NotAccepted, Policy};
use crate::tree::{ProofError, verify_inclusion};
use crate::{Hash, base64};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
const HASH_LIMIT: usize = 64;
const EXTRA_LIMIT: usize = 1 << 20;
/// Most bytes of a proof file.
pub const PROOF_FILE_LIMIT: usize = 4 << 20;

/// A parsed proof file. Nothing is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// Data of the application. Not authenticated.
    pub extra: Option<Vec<u8>>,
    /// Index of the entry.
    pub index: u64,
    /// The audit path.
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: Note,
}

/// Why a proof file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// More bytes than [`PROOF_FILE_LIMIT`].
    #[error("the proof has {found} bytes, more than {PROOF_FILE_LIMIT}")]
    TooLarge {
        /// Bytes found.
        found: usize,
    },
    /// A line is not what the format has there.
    #[error("the proof is malformed: {0}")]
    Malformed(&'static str),
    /// The checkpoint is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The policy does not accept the checkpoint.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// The audit path does not lead from the entry to the root.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl ProofFileError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "proof_file.too_large",
            Self::Malformed(_) => "proof_file.malformed",
            Self::Checkpoint(error) => error.code(),
            Self::NotAccepted(error) => error.code(),
            Self::Proof(error) => error.code(),
        }
    }
}

impl ProofFile {
    /// Reads a proof file.
    ///
    /// # Errors
    /// [`ProofFileError`] when it is not one, in its one spelling.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > PROOF_FILE_LIMIT {
            return Err(ProofFileError::TooLarge { found: bytes.len() });
        }
        let text =
            core::str::from_utf8(bytes).map_err(|_| ProofFileError::Malformed("not UTF-8"))?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(ProofFileError::Malformed("no empty line"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(ProofFileError::Malformed("another first line"));
        }
        let extra = match lines.peek().and_then(|line| line.strip_prefix("extra ")) {
            Some(extra) => {
                lines.next();
                let extra = base64::decode(extra).filter(|extra| extra.len() <= EXTRA_LIMIT);
                Some(extra.ok_or(ProofFileError::Malformed("the extra line"))?)
            }
            None => None,
        };
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(parse_decimal);
        let index = index.ok_or(ProofFileError::Malformed("the index line"))?;
        let hash = |line: &str| {
            line.parse::<Hash>()
                .map_err(|_| ProofFileError::Malformed("a hash line"))
        };
        // One more than the limit is read, to notice that there are too many.
        let path: Vec<Hash> = lines
            .take(HASH_LIMIT + 1)
            .map(hash)
            .collect::<Result<_, _>>()?;
        if path.len() > HASH_LIMIT {
            return Err(ProofFileError::Malformed("more than 64 hashes"));
        }
        let checkpoint = Note::parse(checkpoint.as_bytes(), NoteLimits::default())
            .map_err(CheckpointError::Note)?;
        Checkpoint::parse(&checkpoint.text)?;
        Ok(Self {
            extra,
            index,
            path,
            checkpoint,
        })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{HEADER}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", base64::encode(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.path {
            text.push_str(&format!("{hash}\n"));
        }
        text.push('\n');
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.checkpoint.to_bytes());
        bytes
    }

    /// Verifies in the order of the specification: log signature and origin, cosignatures against
    /// the policy, audit path. `leaf` is computed by the caller from the entry.
    ///
    /// # Errors
    /// The first reason why the proof does not hold.
    pub fn verify(
        &self,
        leaf: &Hash,
        policy: &Policy,
    ) -> Result<AcceptedCheckpoint, ProofFileError> {
        let accepted = policy.accept(&self.checkpoint.to_bytes())?;
        self.verify_path(leaf, &accepted.open.checkpoint)?;
        Ok(accepted)
    }

    /// Verifies with plain keys: at least one of them signed the checkpoint, none failed, and the
    /// audit path holds.
    ///
    /// # Errors
    /// The first reason why the proof does not hold.
    pub fn verify_with_keys(
        &self,
        leaf: &Hash,
        keys: &[VerifierKey],
    ) -> Result<OpenCheckpoint, ProofFileError> {
        let open = open_checkpoint(&self.checkpoint.to_bytes(), keys)?;
        self.verify_path(leaf, &open.checkpoint)?;
        Ok(open)
    }

    fn verify_path(&self, leaf: &Hash, checkpoint: &Checkpoint) -> Result<(), ProofFileError> {
        verify_inclusion(
            self.index,
            checkpoint.size,
            leaf,
            &self.path,
            &checkpoint.root,
        )?;
        Ok(())
    }
}
