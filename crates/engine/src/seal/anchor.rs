//! The newest checkpoint that left the workspace: saved by a person, or within an export or a backup.
//!
//! INVARIANT: kept in settings, sealed under a key of the vault, and it only grows; whoever edits the table makes the
//! workspace forget it, never believe in a copy that was not made. Where a copy is kept, only the person knows.

use kernel::time::Timestamp;

use super::remembered::{open_setting, seal_setting};
use crate::{EngineError, workspace::Engine};

const NAME: &str = "anchor";
const PURPOSE: &str = "countersign/anchor/v1";

/// A checkpoint that left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// Entries it covers.
    pub size: u64,
    /// When it left, by the workstation's clock.
    pub at: Timestamp,
}

impl Engine {
    /// The newest checkpoint that left this workspace, as far as this workstation knows.
    pub fn anchor(&self) -> Result<Option<Anchor>, EngineError> {
        let Some(bytes) = self.read(|reader| reader.setting(NAME))? else {
            return Ok(None);
        };
        let plain = open_setting(self, PURPOSE, &bytes)?;
        Ok(plain.and_then(|plain| parse(&plain)))
    }

    /// Remembers that the checkpoint of `size` entries left now. The copy is made already: that this is not remembered
    /// is only told.
    pub fn has_left(&self, size: u64) {
        if let Err(error) = self.remember_left(size) {
            tracing::warn!(%error, "it was not remembered that a checkpoint left the workspace");
        }
    }

    fn remember_left(&self, size: u64) -> Result<(), EngineError> {
        if self.anchor()?.is_some_and(|known| known.size > size) {
            return Ok(());
        }
        let plain = [size.to_be_bytes(), self.now().0.to_be_bytes()].concat();
        let sealed = seal_setting(self, PURPOSE, &plain)?;
        self.with_store(move |store| store.put_setting(NAME, &sealed))?;
        self.inner().tell(&[crate::Topic::Seal]);
        Ok(())
    }
}

fn parse(plain: &[u8]) -> Option<Anchor> {
    let (size, rest) = plain.split_first_chunk::<8>()?;
    let at: [u8; 8] = rest.try_into().ok()?;
    Some(Anchor {
        size: u64::from_be_bytes(*size),
        at: Timestamp(u64::from_be_bytes(at)),
    })
}
