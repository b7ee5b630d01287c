//! What a caller can take away: a receipt that an act is in the log, or a signed refusal.
//!
//! INVARIANT: a receipt is verified before it is handed out. A refusal names a code, never a value.

use kernel::digest::Digest;
use ledger::{
    Hash,
    note::{Note, NoteLimits, sign_note},
    proof_file::ProofFile,
    tree::inclusion_proof,
};

use crate::{EngineError, workspace::Engine, writer::Appended};

/// Proof that an act is in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The act's index.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Hash,
    /// C2SP tlog-proof: audit path and signed checkpoint.
    pub proof: String,
}

impl Engine {
    /// Proves that an act is in the log, at the newest head.
    pub fn receipt(&self, appended: &Appended) -> Result<Receipt, EngineError> {
        self.receipt_of(appended.index, appended.leaf)
    }

    /// Proves that entry `index` with this leaf hash is in the log, at the newest head.
    pub fn receipt_of(&self, index: u64, leaf: Hash) -> Result<Receipt, EngineError> {
        let damaged = |reason: String| EngineError::Record { index, reason };
        let head = self.live().head.clone();
        let path = self
            .read(|reader| Ok(inclusion_proof(reader, index, head.size)))?
            .map_err(|error| damaged(error.to_string()))?;
        let checkpoint = Note::parse(&head.checkpoint, NoteLimits::default())
            .map_err(|error| damaged(error.to_string()))?;
        let file = ProofFile {
            extra: None,
            index,
            path,
            checkpoint,
        };
        file.verify_with_keys(&leaf, std::slice::from_ref(self.inner().log_key.verifier()))
            .map_err(|error| damaged(error.to_string()))?;
        let proof =
            String::from_utf8(file.to_bytes()).map_err(|error| damaged(error.to_string()))?;
        Ok(Receipt { index, leaf, proof })
    }

    /// A note, signed by this workstation, that says what was refused, when and why. `act` are the bytes of the act if
    /// there were any.
    ///
    /// ```text
    /// countersign refusal v1
    /// <origin>
    /// <code>
    /// <time>
    /// <SHA-256 of the act, or ->
    /// ```
    pub fn signed_refusal(&self, error: &EngineError, act: Option<&[u8]>) -> String {
        let inner = self.inner();
        let act = act.map_or_else(|| "-".to_owned(), |bytes| Digest::of(bytes).to_string());
        let text = format!(
            "countersign refusal v1\n{}\n{}\n{}\n{act}\n",
            inner.origin,
            error.code(),
            inner.clock.now()
        );
        match sign_note(&text, &[&inner.act_key]) {
            Ok(note) => String::from_utf8_lossy(&note.to_bytes()).into_owned(),
            // An origin that names a key has no control character, and the act key signs notes.
            Err(_) => text,
        }
    }
}
