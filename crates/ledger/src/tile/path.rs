//! Which tiles a tree has, and where they lie: `tile/<L>/<N>[.p/<W>]`, `tile/entries/<N>[.p/<W>]`.
//!
//! INVARIANT: `path.parse::<Tile>()?.to_string() == path`.

use core::fmt;
use core::str::FromStr;

use crate::checkpoint::parse_decimal;
use crate::tile::TILE_WIDTH;

const PATH_LIMIT: usize = 100;
const LEVEL_LIMIT: u8 = 63;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Entries.
    Entries,
    /// Hashes of one level of tiles, 0 being leaf hashes.
    Hashes {
        /// Level, 0 to 63.
        level: u8,
    },
}

/// One hash tile or entry bundle, full or partial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Its number at its level.
    pub index: u64,
    /// How many hashes or entries it holds, 1 to 256.
    pub width: u16,
}

/// The path is not that of a tile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is not the path of a tile")]
pub struct TilePathError {
    path: String,
}

impl TilePathError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "tile.bad_path"
    }
}

impl Tile {
    /// Whether the tile is full and so never changes any more.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Number of the first hash at its level, or of the first entry.
    #[must_use]
    pub const fn start(&self) -> u64 {
        self.index.saturating_mul(TILE_WIDTH as u64)
    }

    fn is_valid(&self) -> bool {
        let level_fits = match self.kind {
            TileKind::Entries => true,
            TileKind::Hashes { level } => level <= LEVEL_LIMIT,
        };
        level_fits
            && (1..=TILE_WIDTH).contains(&self.width)
            && self.index <= u64::MAX / u64::from(TILE_WIDTH)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Entries => f.write_str("tile/entries/")?,
            TileKind::Hashes { level } => write!(f, "tile/{level}/")?,
        }
        // Groups of three digits, all but the last marked by an x.
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (position, group) in groups.iter().enumerate().rev() {
            if position == 0 {
                write!(f, "{group:03}")?
            } else {
                write!(f, "x{group:03}/")?
            }
        }
        if self.is_full() {
            Ok(())
        } else {
            write!(f, ".p/{}", self.width)
        }
    }
}

impl FromStr for Tile {
    type Err = TilePathError;

    fn from_str(path: &str) -> Result<Self, TilePathError> {
        let refused = || TilePathError {
            path: path.chars().take(PATH_LIMIT).collect(),
        };
        if path.len() > PATH_LIMIT {
            return Err(refused());
        }
        let tile = parse(path).ok_or_else(refused)?;
        // One spelling: what is not written back the same is not a path.
        if tile.is_valid() && tile.to_string() == path {
            Ok(tile)
        } else {
            Err(refused())
        }
    }
}

fn parse(path: &str) -> Option<Tile> {
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = match kind {
        "entries" => TileKind::Entries,
        level => TileKind::Hashes {
            level: parse_decimal(level)?.try_into().ok()?,
        },
    };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, parse_decimal(width)?.try_into().ok()?),
        None => (rest, TILE_WIDTH),
    };
    let mut index = 0_u64;
    for group in number.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(Tile { kind, index, width })
}

/// Every file that a tree of `size` entries consists of: entry bundles, then hash tiles level by
/// level, each in the order of their numbers.
pub fn tiles_of(size: u64) -> impl Iterator<Item = Tile> {
    let bundles = row(TileKind::Entries, size);
    let hashes = (0..8_u8)
        .flat_map(move |level| row(TileKind::Hashes { level }, size >> (8 * u32::from(level))));
    bundles.chain(hashes)
}

/// The tiles of one level that has `count` hashes or entries.
fn row(kind: TileKind, count: u64) -> impl Iterator<Item = Tile> {
    let width = u64::from(TILE_WIDTH);
    let full = (0..count / width).map(move |index| Tile {
        kind,
        index,
        width: TILE_WIDTH,
    });
    let rest = u16::try_from(count % width).unwrap_or(0);
    let partial = (rest > 0).then_some(Tile {
        kind,
        index: count / width,
        width: rest,
    });
    full.chain(partial)
}
