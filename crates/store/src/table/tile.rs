//! `tile`: full hash tiles as C2SP tlog-tiles lays them out, and hashes of any subtree.
//!
//! INVARIANT: a tile is written by the transaction that completes it and never changes. `root` is the hash of its 256
//! hashes, that is one hash of the level above, so a partial tile of a higher level is read from the level below.

use ledger::{
    Hash,
    tile::{TILE_WIDTH, decode_tile, encode_tile, tile_root},
    tree::{CompactRange, root_from_leaves},
};
use rusqlite::{Connection, OptionalExtension as _};

use super::entry;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE tile(
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    root BLOB NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY(level, idx)
) STRICT";

const WIDTH: u64 = TILE_WIDTH as u64;

/// Writes the tiles that became full when the log grew from `old` to `new` entries.
pub(crate) fn complete(conn: &Connection, old: u64, new: u64) -> Result<(), StoreError> {
    let (mut from, mut to) = (old / WIDTH, new / WIDTH);
    let mut level = 0u8;
    while from < to {
        for index in from..to {
            let hashes = below(conn, level, index * WIDTH, WIDTH)?;
            if hashes.len() != usize::from(TILE_WIDTH) {
                return Err(StoreError::damaged(format!(
                    "hashes of tile {level}/{index} are missing"
                )));
            }
            let mut statement = conn.prepare_cached("INSERT INTO tile VALUES (?1, ?2, ?3, ?4)")?;
            statement.execute((level, index, tile_root(&hashes).0, encode_tile(&hashes)))?;
        }
        (from, to) = (from / WIDTH, to / WIDTH);
        level += 1;
    }
    Ok(())
}

/// Hashes `start .. start + count` of one level of tiles, from what lies below it.
fn below(conn: &Connection, level: u8, start: u64, count: u64) -> Result<Vec<Hash>, StoreError> {
    let Some(lower) = level.checked_sub(1) else {
        return Ok(entry::leaves(conn, start, count)?);
    };
    let Some(end) = start
        .checked_add(count)
        .filter(|end| *end <= i64::MAX.cast_unsigned())
    else {
        return Ok(Vec::new());
    };
    let mut statement = conn.prepare_cached(
        "SELECT root FROM tile WHERE level = ?1 AND idx >= ?2 AND idx < ?3 ORDER BY idx",
    )?;
    let rows = statement.query_map((lower, start, end), |row| row.get(0).map(Hash))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn full(conn: &Connection, level: u8, index: u64) -> Result<Option<Vec<Hash>>, StoreError> {
    if index > i64::MAX.cast_unsigned() {
        return Ok(None);
    }
    let mut statement =
        conn.prepare_cached("SELECT hashes FROM tile WHERE level = ?1 AND idx = ?2")?;
    let bytes: Option<Vec<u8>> = statement
        .query_row((level, index), |row| row.get(0))
        .optional()?;
    let decode = |bytes: Vec<u8>| {
        decode_tile(&bytes, TILE_WIDTH)
            .map_err(|error| StoreError::damaged(format!("tile {level}/{index}: {error}")))
    };
    bytes.map(decode).transpose()
}

/// The hashes of the tile of this width, full or partial; `None` if the log does not reach so far.
pub(crate) fn read(
    conn: &Connection,
    level: u8,
    index: u64,
    width: u16,
) -> Result<Option<Vec<Hash>>, StoreError> {
    let Some(start) = index
        .checked_mul(WIDTH)
        .filter(|_| (1..=TILE_WIDTH).contains(&width))
    else {
        return Ok(None);
    };
    let mut hashes = match full(conn, level, index)? {
        Some(hashes) => hashes,
        None => below(conn, level, start, u64::from(width))?,
    };
    hashes.truncate(usize::from(width));
    Ok((hashes.len() == usize::from(width)).then_some(hashes))
}

/// Hash of the complete subtree over leaves `index * 2^level .. (index + 1) * 2^level`; `None` if it is not complete.
pub(crate) fn subtree(
    conn: &Connection,
    level: u8,
    index: u64,
) -> Result<Option<Hash>, StoreError> {
    let (tile_level, height) = (level / 8, level % 8);
    let count = 1u64 << height;
    let Some(start) = index.checked_mul(count) else {
        return Ok(None);
    };
    let (tile, offset) = (start / WIDTH, start % WIDTH);
    let hashes = match full(conn, tile_level, tile)? {
        Some(hashes) => hashes
            .into_iter()
            .skip(usize::try_from(offset).unwrap_or(0))
            .collect(),
        None => below(conn, tile_level, start, count)?,
    };
    let wanted = usize::try_from(count).unwrap_or(0);
    let whole = hashes.len() >= wanted;
    Ok(whole.then(|| root_from_leaves(hashes.into_iter().take(wanted))))
}

/// The right edge of the tree of `size` leaves.
pub(crate) fn compact_range(
    conn: &Connection,
    size: u64,
) -> Result<Option<CompactRange>, StoreError> {
    let mut peaks = Vec::new();
    let (mut at, mut rest) = (0u64, size);
    while rest > 0 {
        let level = u8::try_from(rest.ilog2()).unwrap_or(63);
        let Some(peak) = subtree(conn, level, at >> level)? else {
            return Ok(None);
        };
        peaks.push(peak);
        at += 1 << level;
        rest -= 1 << level;
    }
    Ok(CompactRange::from_parts(size, peaks).ok())
}
