//! The log as tlog-tiles: `checkpoint`, hash tiles, entry bundles; and the blobs that acts name.
//!
//! INVARIANT: tiles are computed from the entries that are written, not read from the tables, and their root is that of
//! the checkpoint.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{
    act::{Act, Body, Entry, change::Proposal},
    commitment::Commitment,
    digest::Digest,
    id::ActId,
};
use ledger::{
    tile::{TILE_WIDTH, Tile, TileKind, Tiling, encode_bundle, encode_tile},
    tree::CompactRange,
};
use store::{Head, Reader, StoredEntry};
use verify::export::layout;

use super::{NewFolder, Progress};
use crate::EngineError;

/// What the acts of the exported log name.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Their ids.
    pub acts: BTreeSet<ActId>,
    /// Commitments to names of people.
    pub names: BTreeSet<Commitment>,
    /// Record blobs.
    blobs: BTreeSet<Digest>,
}

impl Contents {
    fn add(&mut self, act: &Act) {
        self.acts.insert(act.id);
        match &act.body {
            Body::WorkspaceCreate(create) => {
                self.names.insert(create.admin_name);
            }
            Body::VersionCreate(version) => self.blobs.extend(version.blobs()),
            Body::ChangePropose(propose) => match &propose.change {
                Proposal::PersonAdd { name, .. } => {
                    self.names.insert(*name);
                }
                Proposal::RuleSet { file, .. } | Proposal::ConnectorSet { file, .. } => {
                    self.blobs.insert(*file);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// Writes the log at `head`.
pub(super) fn write(
    draft: &mut NewFolder,
    reader: &Reader,
    head: &Head,
    progress: Progress<'_>,
) -> Result<Contents, EngineError> {
    let mut contents = Contents::default();
    let (mut tiling, mut range) = (Tiling::new(), CompactRange::new());
    while range.size() < head.size {
        if progress(range.size(), head.size).is_break() {
            return Err(EngineError::Stopped);
        }
        let entries = page(reader, range.size(), head.size)?;
        let mut full = Vec::new();
        for stored in &entries {
            let entry = Entry::parse(&stored.bytes)
                .map_err(|refusal| damaged(stored.index, &refusal.to_string()))?;
            contents.add(&entry.act);
            range.push(entry.leaf);
            tiling.push(entry.leaf, |tile, hashes| {
                full.push((tile, encode_tile(hashes)))
            });
        }
        write_bundle(draft, &entries)?;
        for (tile, bytes) in full {
            draft.write(&tile.to_string(), &bytes)?;
        }
    }
    for (tile, hashes) in tiling.partial() {
        draft.write(&tile.to_string(), &encode_tile(hashes))?;
    }
    if range.root() != head.root {
        return Err(damaged(
            head.size,
            "the entries do not have the root of the checkpoint",
        ));
    }
    draft.write(layout::CHECKPOINT, &head.checkpoint)?;
    write_blobs(draft, reader, &contents)?;
    if progress(head.size, head.size).is_break() {
        return Err(EngineError::Stopped);
    }
    Ok(contents)
}

/// The entries of the bundle that begins at `start`.
fn page(reader: &Reader, start: u64, size: u64) -> Result<Vec<StoredEntry>, EngineError> {
    let width = size.saturating_sub(start).min(u64::from(TILE_WIDTH));
    let wanted = usize::try_from(width).unwrap_or_default();
    let entries = reader.entries_from(start, wanted)?;
    let gap = entries
        .iter()
        .zip(start..)
        .find(|(stored, index)| stored.index != *index);
    match gap {
        None if entries.len() == wanted => Ok(entries),
        None => Err(damaged(
            start.saturating_add(entries.len() as u64),
            "the entry is missing",
        )),
        Some((_, index)) => Err(damaged(index, "the entry is missing")),
    }
}

fn write_bundle(draft: &mut NewFolder, entries: &[StoredEntry]) -> Result<(), EngineError> {
    let Some(first) = entries.first() else {
        return Ok(());
    };
    let tile = Tile {
        kind: TileKind::Entries,
        index: first.index / u64::from(TILE_WIDTH),
        width: u16::try_from(entries.len()).unwrap_or(TILE_WIDTH),
    };
    let bytes: Vec<&[u8]> = entries
        .iter()
        .map(|stored| stored.bytes.as_slice())
        .collect();
    let bundle = encode_bundle(&bytes).map_err(|error| damaged(first.index, &error.to_string()))?;
    draft.write(&tile.to_string(), &bundle)
}

fn write_blobs(
    draft: &mut NewFolder,
    reader: &Reader,
    contents: &Contents,
) -> Result<(), EngineError> {
    for digest in &contents.blobs {
        let missing = || EngineError::NotFound {
            what: "file",
            name: digest.to_string(),
        };
        let bytes: Arc<[u8]> = reader.record_blob(digest)?.ok_or_else(missing)?;
        draft.write(&format!("{}{digest}", layout::BLOBS), &bytes)?;
    }
    Ok(())
}

fn damaged(index: u64, reason: &str) -> EngineError {
    EngineError::Record {
        index,
        reason: reason.to_owned(),
    }
}
