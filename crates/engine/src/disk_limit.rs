//! Filling the disk, for tests only: with the feature `failpoints`, which is never part of a shipped binary.

use crate::{EngineError, workspace::Engine};

impl Engine {
    /// Lets the database grow to `bytes` at most.
    pub fn limit_size(&self, bytes: u64) -> Result<(), EngineError> {
        self.with_store(move |store| store.limit_size(bytes))
    }
}
