//! The tree of an export: its hash tiles, and its entries as a source for replay.
//!
//! Level 0 of the hash tiles is read first. If its hashes lead to the checkpoint's root they are the leaves that were
//! signed, and any entry that hashes otherwise is known by its index. If they do not, the tree is computed from the
//! entries, and the tiles are compared with that.

use std::{ops::ControlFlow, sync::Arc};

use kernel::digest::Digest;
use ledger::{
    Hash,
    checkpoint::Checkpoint,
    tile::{Tile, TileKind, Tiling, decode_bundle, decode_tile},
    tree::{CompactRange, leaf_hash},
};

use super::{codes, folder::Folder, layout};
use crate::replay::{Batch, Source, SourceError};

const WIDTH: u64 = 256;

/// The tile of this number at a level that holds `count` hashes or entries.
fn tile(kind: TileKind, index: u64, count: u64) -> Tile {
    let width = count.saturating_sub(index.saturating_mul(WIDTH)).min(WIDTH);
    Tile {
        kind,
        index,
        width: u16::try_from(width).unwrap_or(0),
    }
}

/// Against what entries are compared.
pub(super) enum Leaves {
    /// Hashes that lead to the signed root.
    Signed(Vec<Hash>),
    /// The tree as the entries make it.
    Computed(Tiling),
}

impl Leaves {
    /// Reads the hash tiles of level 0, and compares the others with them if they lead to the root.
    pub fn read(folder: &Folder, checkpoint: &Checkpoint) -> Self {
        let Some(leaves) = signed_leaves(folder, checkpoint) else {
            return Self::Computed(Tiling::new());
        };
        let mut tiling = Tiling::new();
        for leaf in &leaves {
            tiling.push(*leaf, |tile, hashes| compare_upper(folder, &tile, hashes));
        }
        tiling
            .partial()
            .for_each(|(tile, hashes)| compare_upper(folder, &tile, hashes));
        Self::Signed(leaves)
    }

    /// Takes the leaf of the next entry. Breaks where it is not the signed one.
    pub fn take(&mut self, folder: &Folder, index: u64, leaf: &Hash) -> ControlFlow<()> {
        match self {
            Self::Signed(leaves) => {
                let signed = usize::try_from(index)
                    .ok()
                    .and_then(|index| leaves.get(index));
                if signed == Some(leaf) {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            }
            Self::Computed(tiling) => {
                tiling.push(*leaf, |tile, hashes| compare_any(folder, &tile, hashes));
                ControlFlow::Continue(())
            }
        }
    }

    /// Compares the partial tiles behind the last entry.
    pub fn finish(&self, folder: &Folder) {
        if let Self::Computed(tiling) = self {
            tiling
                .partial()
                .for_each(|(tile, hashes)| compare_any(folder, &tile, hashes));
        }
    }

    /// Where replay could not go on, still names every entry that is not the signed one.
    pub fn compare_from(&self, folder: &Folder, entries: &Entries<'_>, first: u64) {
        let Self::Signed(leaves) = self else { return };
        let mut index = first / WIDTH * WIDTH;
        while index < entries.size && !folder.findings().is_full() {
            if let Ok(batch) = entries.read(index, usize::from(u8::MAX) + 1) {
                for (entry, index) in batch
                    .iter()
                    .zip(index..)
                    .filter(|(_, index)| *index >= first)
                {
                    let signed = usize::try_from(index)
                        .ok()
                        .and_then(|index| leaves.get(index));
                    if signed != Some(&leaf_hash(entry)) {
                        let message = "the entry is not the one that was signed into the tree";
                        folder.findings().at(index, codes::LEAF_MISMATCH, message);
                    }
                }
            }
            index += WIDTH;
        }
    }
}

/// The hashes of level 0, if they are all there and lead to the checkpoint's root.
fn signed_leaves(folder: &Folder, checkpoint: &Checkpoint) -> Option<Vec<Hash>> {
    let mut leaves = Vec::new();
    let mut range = CompactRange::new();
    for index in 0..checkpoint.size.div_ceil(WIDTH) {
        let tile = tile(TileKind::Hashes { level: 0 }, index, checkpoint.size);
        for hash in read_tile(folder, &tile)? {
            range.push(hash);
            leaves.push(hash);
        }
    }
    (range.root() == checkpoint.root).then_some(leaves)
}

fn read_tile(folder: &Folder, tile: &Tile) -> Option<Vec<Hash>> {
    let path = tile.to_string();
    let bytes = folder.read(&path, codes::TILE_MISSING)?;
    match decode_tile(&bytes, tile.width) {
        Ok(hashes) => Some(hashes),
        Err(error) => {
            folder
                .findings()
                .in_file(&path, codes::TILE_MALFORMED, error.to_string());
            None
        }
    }
}

fn compare_upper(folder: &Folder, tile: &Tile, hashes: &[Hash]) {
    if tile.kind != (TileKind::Hashes { level: 0 }) {
        compare_any(folder, tile, hashes);
    }
}

fn compare_any(folder: &Folder, tile: &Tile, hashes: &[Hash]) {
    if folder.findings().is_full() {
        return;
    }
    let Some(found) = read_tile(folder, tile) else {
        return;
    };
    let Some(at) = found
        .iter()
        .zip(hashes)
        .position(|(found, computed)| found != computed)
    else {
        return;
    };
    let path = tile.to_string();
    if tile.kind == (TileKind::Hashes { level: 0 }) {
        let index = tile.start().saturating_add(u64::try_from(at).unwrap_or(0));
        let message = "the entry and the hash tile do not agree".to_owned();
        folder
            .findings()
            .put(codes::LEAF_MISMATCH, Some(index), Some(&path), message);
    } else {
        folder.findings().in_file(
            &path,
            codes::TILE_MISMATCH,
            format!("hash {at} does not follow from the level below"),
        );
    }
}

/// The entries of an export, bundle by bundle.
pub(super) struct Entries<'f> {
    pub folder: &'f Folder,
    pub size: u64,
}

impl Source for Entries<'_> {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, first: u64, _most: usize) -> Result<Batch, SourceError> {
        let tile = tile(TileKind::Entries, first / WIDTH, self.size);
        let path = tile.to_string();
        let failed = |reason: &str| SourceError {
            index: first,
            reason: format!("`{path}`: {reason}"),
        };
        let bytes = self
            .folder
            .read(&path, codes::BUNDLE_MISSING)
            .ok_or_else(|| failed("cannot be read"))?;
        match decode_bundle(&bytes, usize::from(tile.width)) {
            Ok(entries) => Ok(entries.into_iter().collect()),
            Err(error) => {
                let message = error.to_string();
                self.folder.findings().put(
                    codes::BUNDLE_MALFORMED,
                    Some(tile.start()),
                    Some(&path),
                    message,
                );
                Err(failed("is malformed"))
            }
        }
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        let path = format!("{}{digest}", layout::BLOBS);
        let bytes = self.folder.read(&path, codes::FILE_MISSING)?;
        (Digest::of(&bytes) == *digest).then(|| bytes.into())
    }
}
