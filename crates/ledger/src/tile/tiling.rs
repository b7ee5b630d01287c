//! The bytes of hash tiles.

use crate::Hash;
use crate::tile::{TILE_WIDTH, Tile, TileKind};
use crate::tree::{HashSource, root_from_leaves};

/// The bytes are not the hashes of a tile of this width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tile of {width} hashes does not have {found} bytes")]
pub struct TileError {
    width: u16,
    found: usize,
}

impl TileError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "tile.wrong_length"
    }
}

/// The bytes of a hash tile.
#[must_use]
pub fn encode_tile(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes of a tile of `width` hashes.
///
/// # Errors
/// When the width is not 1 to 256 or the bytes are more or fewer.
pub fn decode_tile(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let fits =
        (1..=TILE_WIDTH).contains(&width) && hashes.len() == usize::from(width) && rest.is_empty();
    if fits {
        Ok(hashes.iter().copied().map(Hash).collect())
    } else {
        Err(TileError {
            width,
            found: bytes.len(),
        })
    }
}

/// Root of the subtree over the hashes of a full tile, which is one hash of the level above.
#[must_use]
pub fn tile_root(hashes: &[Hash]) -> Hash {
    root_from_leaves(hashes.iter().copied())
}

/// The hashes of a hash tile, from any source of subtree hashes. `None` for an entry bundle, or
/// when the source lacks one.
pub fn tile_hashes(source: &impl HashSource, tile: &Tile) -> Option<Vec<Hash>> {
    let TileKind::Hashes { level } = tile.kind else {
        return None;
    };
    let tree_level = level.checked_mul(8)?;
    (0..u64::from(tile.width))
        .map(|offset| source.hash(tree_level, tile.start().checked_add(offset)?))
        .collect()
}

/// The hash tiles of a tree that grows leaf by leaf, keeping only what is not full yet.
#[derive(Clone, Debug, Default)]
pub struct Tiling {
    /// For each level the number of full tiles and the hashes of the partial one.
    levels: Vec<(u64, Vec<Hash>)>,
}

impl Tiling {
    /// Tiles of the empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf hash; `full` gets each tile that is now full, lowest level first.
    pub fn push(&mut self, leaf: Hash, mut full: impl FnMut(Tile, &[Hash])) {
        let mut hash = leaf;
        for level in 0..8_u8 {
            if self.levels.len() <= usize::from(level) {
                self.levels
                    .push((0, Vec::with_capacity(usize::from(TILE_WIDTH))));
            }
            let Some((index, hashes)) = self.levels.get_mut(usize::from(level)) else {
                return;
            };
            hashes.push(hash);
            if hashes.len() < usize::from(TILE_WIDTH) {
                return;
            }
            full(
                Tile {
                    kind: TileKind::Hashes { level },
                    index: *index,
                    width: TILE_WIDTH,
                },
                hashes,
            );
            hash = tile_root(hashes);
            *index += 1;
            hashes.clear();
        }
    }

    /// The partial tiles of the tree as it is now.
    pub fn partial(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        self.levels
            .iter()
            .zip(0_u8..)
            .filter(|((_, hashes), _)| !hashes.is_empty())
            .map(|((index, hashes), level)| {
                let width = u16::try_from(hashes.len()).unwrap_or(TILE_WIDTH);
                (
                    Tile {
                        kind: TileKind::Hashes { level },
                        index: *index,
                        width,
                    },
                    hashes.as_slice(),
                )
            })
    }
}
