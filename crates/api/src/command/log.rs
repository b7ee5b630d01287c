//! What leaves the workspace: exports and checkpoints.

use std::{io::Write as _, ops::ControlFlow, path::Path};

use engine::EngineError;
use kernel::{act::data::Disclosure, id::ActId};

use super::parsed;
use crate::{
    ApiError, Host,
    contract::log::{Exported, SaveCheckpoint, SavedCheckpoint, WriteExport},
};

/// `export.write`.
pub fn export_write(
    host: &Host,
    args: &WriteExport,
    id: Option<ActId>,
) -> Result<Exported, ApiError> {
    let (engine, session) = host.signed_in()?;
    let discloses = match args.discloses.as_str() {
        "all" => Some(Disclosure::All),
        "names" => Some(Disclosure::Names),
        "nothing" => Some(Disclosure::Nothing),
        _ => None,
    };
    let discloses = parsed(discloses, "discloses", "all, names or nothing")?;
    let path = args.path.trim();
    let written = engine.export(&session, id, Path::new(path), discloses, &mut |_, _| {
        ControlFlow::Continue(())
    })?;
    Ok(Exported {
        path: path.to_owned(),
        size: written.size,
        root: written.root.to_string(),
        disclosed: written.disclosed,
        withheld: written.withheld,
    })
}

/// `checkpoint.save`: the newest signed checkpoint, to keep elsewhere.
pub fn checkpoint_save(
    host: &Host,
    args: &SaveCheckpoint,
    _: Option<ActId>,
) -> Result<SavedCheckpoint, ApiError> {
    let (engine, _) = host.signed_in()?;
    let head = engine.live().head.clone();
    let path = args.path.trim().to_owned();
    let failed = |cause| {
        ApiError::Engine(EngineError::Io {
            path: path.clone(),
            cause,
        })
    };
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(failed)?;
    let failed = |cause| {
        ApiError::Engine(EngineError::Io {
            path: path.clone(),
            cause,
        })
    };
    file.write_all(&head.checkpoint)
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    engine.has_left(head.size);
    Ok(SavedCheckpoint {
        path: path.clone(),
        size: head.size,
    })
}
