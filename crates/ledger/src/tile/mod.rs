//! C2SP tlog-tiles: the tree and its entries as immutable files.
//!
//! A hash tile holds up to 256 hashes of one level; level `L` of tiles is level `8 L` of the tree,
//! and a hash moves up only when the tile below is full. An entry bundle holds the same 256
//! entries as the hash tile of level 0 with its number.
//!
//! INVARIANT: path and bytes of every file follow from the entries and the tree size alone.

mod bundle;
mod path;
mod tiling;

pub use bundle::{BundleError, ENTRY_LIMIT, decode_bundle, encode_bundle};
pub use path::{Tile, TileKind, TilePathError, tiles_of};
pub use tiling::{TileError, Tiling, decode_tile, encode_tile, tile_hashes, tile_root};

/// Hashes of a full hash tile, entries of a full bundle.
pub const TILE_WIDTH: u16 = 256;
