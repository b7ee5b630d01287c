//! What lies in `tile/` beside what the size needs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ledger::tile::{Tile, TileKind};

use super::files::needed_width;

/// A path of tiles is at most ten folders deep: `tile`, level, six groups, `.p`, and one to spare.
const DEPTH_LIMIT: usize = 10;
/// Smaller partial tiles that are remembered; a log with more keeps one for nearly every entry.
const PARTIAL_LIMIT: usize = 1_000_000;

/// Files that are no needed tile.
#[derive(Debug, Default)]
pub struct Others {
    /// Widths of partial tiles below the needed one.
    pub smaller: BTreeMap<(TileKind, u64), Vec<u16>>,
    /// Tiles of a larger tree: how many, and one of them.
    pub larger: (u64, Option<String>),
    /// Files that are no tiles: how many, and one of them.
    pub strangers: (u64, Option<String>),
    /// Folders that could not be listed.
    pub unlisted: Vec<String>,
    remembered: usize,
}

impl Others {
    /// Lists `tile/` without following links to folders.
    pub fn find(dir: &Path, size: u64) -> Self {
        let mut others = Self::default();
        others.list(dir, "tile", size, 1);
        others
    }

    fn list(&mut self, dir: &Path, path: &str, size: u64, depth: usize) {
        let entries = match fs::read_dir(dir.join(path)) {
            Ok(entries) => entries,
            // What is needed below a missing folder is found missing file by file.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            Err(_) => return self.unlisted.push(path.to_owned()),
        };
        for entry in entries {
            let Ok(entry) = entry else {
                self.unlisted.push(path.to_owned());
                continue;
            };
            let below = format!("{path}/{}", entry.file_name().to_string_lossy());
            if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.classify(below, size);
            } else if depth < DEPTH_LIMIT {
                self.list(dir, &below, size, depth + 1);
            } else {
                self.strange(below);
            }
        }
    }

    fn classify(&mut self, path: String, size: u64) {
        let Ok(tile) = path.parse::<Tile>() else {
            return self.strange(path);
        };
        let needed = needed_width(tile.kind, tile.index, size);
        if tile.width > needed {
            self.larger.0 += 1;
            self.larger.1.get_or_insert(path);
        } else if tile.width < needed && self.remembered < PARTIAL_LIMIT {
            self.remembered += 1;
            self.smaller
                .entry((tile.kind, tile.index))
                .or_default()
                .push(tile.width);
        } else if tile.width < needed {
            self.unlisted.push(path);
        }
    }

    fn strange(&mut self, path: String) {
        self.strangers.0 += 1;
        self.strangers.1.get_or_insert(path);
    }
}
