//! Versions that stand in the record and cannot be used, because a file that they pin is damaged or gone.
//!
//! INVARIANT: one bad file never keeps the workspace from opening on a snapshot. Its version is without a definition, so
//! the kernel refuses every act that needs one; all other versions work, and the record says what the file should be.

use std::sync::Arc;

use kernel::{
    Kernel,
    act::version::Create,
    authority::{Mode, Policies},
    definition::Definition,
    digest::Digest,
    lookup::WithVersions,
    state::{Compiled, State},
};
use store::{Reader, Store, StoreError};

use super::Engine;
use crate::EngineError;

/// The kernel on a state that was read from a snapshot, with every version that can be used.
pub(super) fn load(state: State, store: &Store) -> Kernel {
    let mut compiled = Compiled {
        policies: Arc::new(Policies::compile(&state, Mode::Memoised)),
        mode: Mode::Memoised,
        ..Compiled::default()
    };
    let lookup = WithVersions {
        state: &state,
        lookup: store,
    };
    for (digest, record) in &state.versions {
        match Definition::compile(&record.manifest, &lookup) {
            Ok(definition) => {
                compiled.definitions.insert(*digest, Arc::new(definition));
            }
            Err(refusal) => {
                tracing::error!(version = %digest, %refusal, "a version cannot be used");
            }
        }
    }
    Kernel { state, compiled }
}

impl Engine {
    /// Why a version of the record cannot be used; `None` if it can, or is none.
    pub fn unusable(&self, version: &Digest) -> Option<EngineError> {
        let live = self.live();
        let record = live.kernel.state.versions.get(version)?;
        if live.kernel.definition(version).is_some() {
            return None;
        }
        let bad = self.read(|reader| Ok(bad_file(&record.manifest, reader)));
        let (file, found) = bad.unwrap_or_else(|error| (String::new(), error.to_string()));
        Some(EngineError::VersionUnusable {
            version: version.to_string(),
            file,
            found,
        })
    }
}

/// The first pinned file that is not what it should be, and what it is.
fn bad_file(manifest: &Create, reader: &Reader) -> (String, String) {
    for (name, digest) in files(manifest) {
        let found = match reader.record_blob(digest) {
            Ok(Some(_)) => continue,
            Ok(None) => "missing".to_owned(),
            Err(StoreError::Damaged { .. }) => "damaged".to_owned(),
            Err(error) => error.to_string(),
        };
        return (name, found);
    }
    // Every file has its bytes again: somebody has put them back while the workspace was open.
    let reason = match Definition::compile(manifest, reader) {
        Ok(_) => "whole again; open the workspace anew".to_owned(),
        Err(refusal) => refusal.to_string(),
    };
    ("process.bpmn".to_owned(), reason)
}

/// The files a version pins, by the names they have in its folder.
fn files(manifest: &Create) -> impl Iterator<Item = (String, &Digest)> {
    let process = std::iter::once(("process.bpmn".to_owned(), &manifest.process));
    let forms = manifest
        .forms
        .iter()
        .map(|(id, digest)| (format!("forms/{id}.form"), digest));
    let rules = manifest
        .rules
        .iter()
        .map(|(id, digest)| (format!("rules/{id}.json"), digest));
    let connectors = manifest
        .connectors
        .iter()
        .map(|(id, digest)| (format!("connectors/{id}.json"), digest));
    process.chain(forms).chain(rules).chain(connectors)
}
