//! The whole record as a folder that a stranger can check: a C2SP tlog-tiles directory, every entry a signed note, and
//! beside it the blobs, the disclosed values, the keys and a signed list of all files.
//!
//! INVARIANT: `data.export` is in the log before a byte leaves, and in the export itself. Every file but `manifest` is
//! listed in it. The folder appears under its name only when it is whole.
//!
//! New file of an export: a module that writes it through [`folder::NewFolder`], a line in [`write`], and the verifier must
//! know it.

mod folder;
mod log;
mod values;

use std::{ops::ControlFlow, path::Path};

use kernel::{
    act::{
        Body,
        data::{Disclosure, Export},
    },
    id::ActId,
    state::Genesis,
};
use ledger::{Hash, note::sign_note};
use store::Reader;
use verify::export::layout;

pub(crate) use folder::NewFolder;

use crate::{EngineError, Live, Session, workspace::Engine};

/// What was exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exported {
    /// Entries in it, `data.export` among them.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
    /// Sealed values that are disclosed.
    pub disclosed: u64,
    /// Sealed values that this workspace holds and the export does not disclose.
    pub withheld: u64,
}

/// Told how many of how many entries are written; to break is to stop.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

impl Engine {
    /// Exports the record to the folder `to`, which must not exist or be empty. The export is recorded first; when it
    /// fails afterwards, that stays.
    ///
    /// # Errors
    /// Refused without the permission `data.export`; [`EngineError::Stopped`] when `progress` breaks. Then nothing is
    /// at `to`.
    pub fn export(
        &self,
        session: &Session,
        command: Option<ActId>,
        to: &Path,
        discloses: Disclosure,
        progress: Progress<'_>,
    ) -> Result<Exported, EngineError> {
        let mut draft = NewFolder::begin(to)?;
        self.act(session, command, |_| {
            Ok(Body::DataExport(Export { discloses }))
        })?;
        self.remember()?;
        // The newest state: it covers the act above, whether it was appended now or is a repeat.
        let live = self.live();
        let reader = self.read(Reader::reader)?;
        let exported = write(self, &reader, &live, discloses, &mut draft, progress)?;
        draft.publish()?;
        self.has_left(exported.size);
        Ok(exported)
    }
}

fn write(
    engine: &Engine,
    reader: &Reader,
    live: &Live,
    discloses: Disclosure,
    draft: &mut NewFolder,
    progress: Progress<'_>,
) -> Result<Exported, EngineError> {
    let contents = log::write(draft, reader, &live.head, progress)?;
    let (disclosed, withheld) = values::write(
        draft,
        reader,
        &engine.inner().store_key,
        &contents,
        discloses,
    )?;
    let state = &live.kernel.state;
    let genesis = state
        .genesis
        .as_ref()
        .ok_or_else(|| EngineError::Internal("the log is empty".into()))?;
    let keys = layout::keys_file(state).map_err(|error| {
        EngineError::Internal(format!("the keys of the log cannot be listed: {error}"))
    })?;
    draft.write(layout::KEYS, &keys)?;
    draft.write(
        layout::POLICY,
        layout::policy_file(&genesis.log_key).as_bytes(),
    )?;
    draft.write(layout::README, readme(genesis, state.size).as_bytes())?;
    write_manifest(engine, draft)?;
    Ok(Exported {
        size: live.head.size,
        root: live.head.root,
        disclosed,
        withheld,
    })
}

/// One `<sha256> <path>` line for each other file, by path, signed by this workstation.
fn write_manifest(engine: &Engine, draft: &mut NewFolder) -> Result<(), EngineError> {
    let text: String = draft
        .files()
        .map(|(path, digest)| format!("{digest} {path}\n"))
        .collect();
    let note = sign_note(&text, &[&engine.inner().act_key])
        .map_err(|error| EngineError::Internal(error.to_string()))?;
    draft.write(layout::MANIFEST, &note.to_bytes())
}

fn readme(genesis: &Genesis, size: u64) -> String {
    include_str!("README.txt")
        .replace("{{origin}}", &genesis.origin)
        .replace("{{fingerprint}}", &genesis.ws.to_string())
        .replace("{{size}}", &size.to_string())
}
