//! The tiles of a directory, compared with what they must be.

use std::path::{Path, PathBuf};

use ledger::Hash;
use ledger::tile::{
    BundleError, ENTRY_LIMIT, TILE_WIDTH, Tile, TileKind, decode_bundle, decode_tile,
    encode_bundle, encode_tile, tiles_of,
};

use super::walk::Others;
use crate::input::{ReadError, read_file};
use crate::report::Report;

/// A full bundle of entries of full length.
const BUNDLE_LIMIT: u64 = 256 * (2 + ENTRY_LIMIT as u64);
const HASH_TILE_LIMIT: u64 = 256 * 32;

/// How many hashes or entries the tree of `size` has in this tile.
pub fn needed_width(kind: TileKind, index: u64, size: u64) -> u16 {
    let count = match kind {
        TileKind::Entries => size,
        TileKind::Hashes { level } => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
    };
    let width = u64::from(TILE_WIDTH);
    let rest = index
        .checked_mul(width)
        .map_or(0, |start| count.saturating_sub(start));
    u16::try_from(rest.min(width)).unwrap_or(TILE_WIDTH)
}

/// A directory in the tlog-tiles layout, seen at one size.
pub struct LogFiles {
    dir: PathBuf,
    size: u64,
    others: Others,
}

/// A needed tile: the file that holds it and how many hashes or entries that file has.
struct Found {
    path: String,
    width: u16,
    bytes: Vec<u8>,
}

impl LogFiles {
    pub fn new(dir: &Path, size: u64) -> Self {
        Self {
            dir: dir.to_owned(),
            size,
            others: Others::find(dir, size),
        }
    }

    fn read(&self, path: &str, kind: TileKind) -> Result<Vec<u8>, ReadError> {
        let limit = match kind {
            TileKind::Entries => BUNDLE_LIMIT,
            TileKind::Hashes { .. } => HASH_TILE_LIMIT,
        };
        read_file(&self.dir.join(path), limit)
    }

    /// The file of a tile, or the full tile that has taken the place of a partial one.
    fn find(&self, tile: &Tile) -> Result<Found, (String, ReadError)> {
        let path = tile.to_string();
        match self.read(&path, tile.kind) {
            Ok(bytes) => Ok(Found {
                path,
                width: tile.width,
                bytes,
            }),
            Err(ReadError::Missing) if !tile.is_full() => {
                let full = Tile {
                    width: TILE_WIDTH,
                    ..*tile
                };
                match self.read(&full.to_string(), tile.kind) {
                    Ok(bytes) => Ok(Found {
                        path: full.to_string(),
                        width: TILE_WIDTH,
                        bytes,
                    }),
                    Err(ReadError::Missing) => Err((path, ReadError::Missing)),
                    Err(error) => Err((full.to_string(), error)),
                }
            }
            Err(error) => Err((path, error)),
        }
    }

    /// The entries of a needed bundle; a finding and `None` when they are not to be had.
    pub fn entries(&self, bundle: &Tile, report: &mut Report) -> Option<Vec<Vec<u8>>> {
        let found = self
            .find(bundle)
            .map_err(|(path, error)| absent(&path, bundle, &error, report))
            .ok()?;
        let mut entries = match decode_bundle(&found.bytes, usize::from(found.width)) {
            Ok(entries) => entries,
            Err(error) => {
                let message = malformed_bundle(&found.bytes, &error);
                report.find_in(
                    &found.path,
                    "bundle_malformed",
                    Some(bundle.start()),
                    message,
                );
                return None;
            }
        };
        entries.truncate(usize::from(bundle.width));
        self.check_smaller(bundle, report, |width| {
            encode_bundle(entries.get(..width)?).ok()
        });
        Some(entries.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// The leaf hashes that the hash tile of level 0 states.
    pub fn leaf_hashes(&self, index: u64) -> Option<Vec<Hash>> {
        let kind = TileKind::Hashes { level: 0 };
        let tile = Tile {
            kind,
            index,
            width: needed_width(kind, index, self.size),
        };
        let found = self.find(&tile).ok()?;
        let mut hashes = decode_tile(&found.bytes, found.width).ok()?;
        hashes.truncate(usize::from(tile.width));
        Some(hashes)
    }

    /// Compares a needed hash tile, and smaller ones of its place, with the computed hashes.
    pub fn check_hashes(&self, tile: &Tile, computed: &[Hash], report: &mut Report) {
        self.check_smaller(tile, report, |width| {
            Some(encode_tile(computed.get(..width)?))
        });
        let found = match self.find(tile) {
            Ok(found) => found,
            Err((path, error)) => return absent(&path, tile, &error, report),
        };
        let stated = match decode_tile(&found.bytes, found.width) {
            Ok(stated) => stated,
            Err(error) => {
                return report.find_in(&found.path, "tile_malformed", None, error.to_string());
            }
        };
        let Some(position) = stated
            .iter()
            .zip(computed)
            .position(|(stated, computed)| stated != computed)
        else {
            return;
        };
        let at = tile
            .start()
            .saturating_add(u64::try_from(position).unwrap_or(0));
        if tile.kind == (TileKind::Hashes { level: 0 }) {
            let message = "the hash in the tile is not that of the entry";
            report.find_in(&found.path, "leaf_mismatch", Some(at), message);
        } else {
            let message = format!("hash {at} of this level does not follow from the entries");
            report.find_in(&found.path, "tile_mismatch", None, message);
        }
    }

    fn check_smaller(
        &self,
        tile: &Tile,
        report: &mut Report,
        expected: impl Fn(usize) -> Option<Vec<u8>>,
    ) {
        for width in self
            .others
            .smaller
            .get(&(tile.kind, tile.index))
            .into_iter()
            .flatten()
        {
            let path = Tile {
                width: *width,
                ..*tile
            }
            .to_string();
            match self.read(&path, tile.kind) {
                Ok(bytes) if Some(&bytes) == expected(usize::from(*width)).as_ref() => {}
                Ok(_) => {
                    let message = "the partial tile of a smaller tree does not agree with this one";
                    report.find_in(&path, "partial_mismatch", None, message);
                }
                Err(error) => absent(&path, tile, &error, report),
            }
        }
    }

    /// After a bundle and its hash tile were both lost: names what else is missing from there on.
    pub fn check_presence_after(&self, index: u64, report: &mut Report) {
        report.find(
            "root_unknown",
            "entries and their hashes are missing, so the root cannot be computed",
        );
        for tile in tiles_of(self.size) {
            if report.is_full() {
                return;
            }
            let seen = tile.kind == TileKind::Entries && tile.index <= index;
            if !seen && let Err((path, error)) = self.find(&tile) {
                absent(&path, &tile, &error, report);
            }
        }
    }

    /// Notes files that the size does not need.
    pub fn note_others(&self, report: &mut Report) {
        if let (count, Some(path)) = &self.others.larger {
            report.note(format!(
                "{count} files of a larger tree were not checked, such as {path}"
            ));
        }
        if let (count, Some(path)) = &self.others.strangers {
            report.note(format!(
                "{count} files below tile/ are no tiles, such as {path}"
            ));
        }
        for path in self.others.unlisted.iter().take(10) {
            report.find_in(
                path,
                "unreadable",
                None,
                "partial tiles could not be listed here",
            );
        }
    }
}

fn absent(path: &str, tile: &Tile, error: &ReadError, report: &mut Report) {
    let (missing, unreadable, index) = match tile.kind {
        TileKind::Entries => ("bundle_missing", "bundle_malformed", Some(tile.start())),
        TileKind::Hashes { .. } => ("tile_missing", "tile_malformed", None),
    };
    let code = if matches!(error, ReadError::Missing) {
        missing
    } else {
        unreadable
    };
    report.find_in(path, code, index, error.to_string());
}

fn malformed_bundle(bytes: &[u8], error: &BundleError) -> String {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        format!("{error}; it looks compressed, unpack it first")
    } else {
        error.to_string()
    }
}
