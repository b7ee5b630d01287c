//! `act_block`: which of 1,024 consecutive acts have a key, as a bitmap or a short list.
//!
//! Ordinary indexes would cost an append a page write each. A block is written once, by the transaction that completes
//! it, and filters are bitmaps that are laid over each other: a page takes a bounded number of reads however its filters
//! are combined. Acts of the last, incomplete block are found by reading them.
//!
//! INVARIANT: derived from `act_view`; blocks are whole or absent. `rows` is 128 bytes of bitmap, or fewer bytes that are
//! ascending u16, little endian.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::act_view::{self, ActView};
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE act_block(
    kind INTEGER NOT NULL,
    key TEXT NOT NULL,
    block INTEGER NOT NULL,
    rows BLOB NOT NULL,
    PRIMARY KEY(kind, key, block)
) STRICT, WITHOUT ROWID";

/// Acts in a block.
pub(crate) const BLOCK: u64 = 1_024;
const BITMAP_BYTES: usize = 128;
const WORDS: usize = 16;

/// What an act can be found by, the most selective first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    On = 0,
    Request = 1,
    Workflow = 2,
    By = 3,
    Name = 4,
}

/// Which acts of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Rows([u64; WORDS]);

impl Rows {
    fn set(&mut self, offset: u16) {
        if let Some(word) = self.0.get_mut(usize::from(offset / 64)) {
            *word |= 1 << (offset % 64);
        }
    }

    /// Only those that `other` has too.
    pub(crate) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= other;
        }
    }

    /// Offsets in the block, ascending.
    pub(crate) fn offsets(&self) -> impl DoubleEndedIterator<Item = u64> {
        let words = self.0;
        (0..BLOCK).filter(move |offset| {
            let word = usize::try_from(offset / 64)
                .ok()
                .and_then(|at| words.get(at));
            word.is_some_and(|word| word >> (offset % 64) & 1 == 1)
        })
    }

    fn encode(offsets: &[u16]) -> Vec<u8> {
        if offsets.len() * 2 < BITMAP_BYTES {
            return offsets
                .iter()
                .flat_map(|offset| offset.to_le_bytes())
                .collect();
        }
        let mut rows = Self::default();
        offsets.iter().for_each(|offset| rows.set(*offset));
        rows.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rows = Self::default();
        if bytes.len() == BITMAP_BYTES {
            for (word, chunk) in rows.0.iter_mut().zip(bytes.as_chunks::<8>().0) {
                *word = u64::from_le_bytes(*chunk);
            }
            return Some(rows);
        }
        let (pairs, rest) = bytes.as_chunks::<2>();
        let offsets = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        let fits = rest.is_empty()
            && bytes.len() < BITMAP_BYTES
            && offsets.clone().all(|at| u64::from(at) < BLOCK);
        fits.then(|| {
            offsets.for_each(|offset| rows.set(offset));
            rows
        })
    }
}

/// Everything the act can be found by.
pub(crate) fn keys(view: &ActView) -> impl Iterator<Item = (Kind, String)> {
    let request = view
        .request
        .map(|request| (Kind::Request, request.to_string()));
    let workflow = view
        .workflow
        .as_ref()
        .map(|name| (Kind::Workflow, name.to_string()));
    let always = [
        (Kind::On, view.on.clone()),
        (Kind::By, view.by.to_string()),
        (Kind::Name, view.name.clone()),
    ];
    always.into_iter().chain(request).chain(workflow)
}

/// Writes the blocks of 1,024 acts that are all there.
pub(crate) fn complete(conn: &Connection, block: u64) -> rusqlite::Result<()> {
    let mut found: BTreeMap<(Kind, String), Vec<u16>> = BTreeMap::new();
    let columns = act_view::COLUMNS;
    let sql =
        format!("SELECT {columns} FROM act_view v WHERE v.idx >= ?1 AND v.idx < ?2 ORDER BY v.idx");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query((block * BLOCK, (block + 1) * BLOCK))?;
    while let Some(row) = rows.next()? {
        let (index, view) = act_view::view(row)?;
        let offset = u16::try_from(index % BLOCK).unwrap_or(0);
        keys(&view).for_each(|key| found.entry(key).or_default().push(offset));
    }
    let mut statement = conn.prepare_cached("INSERT INTO act_block VALUES (?1, ?2, ?3, ?4)")?;
    for ((kind, key), offsets) in found {
        statement.execute((kind as u8, key, block, Rows::encode(&offsets)))?;
    }
    Ok(())
}

/// The acts of a block that have the key.
pub(crate) fn read(
    conn: &Connection,
    kind: Kind,
    key: &str,
    block: u64,
) -> Result<Option<Rows>, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT rows FROM act_block WHERE kind = ?1 AND key = ?2 AND block = ?3")?;
    let bytes = statement
        .query_row((kind as u8, key, block), |row| decode(row, 0))
        .optional()?;
    bytes.transpose()
}

/// Reads the rows of a block from a column.
pub(crate) fn decode(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<Result<Rows, StoreError>> {
    let bytes = row.get_ref(column)?.as_blob()?;
    Ok(Rows::decode(bytes)
        .ok_or_else(|| StoreError::damaged("a block of the log's index is malformed")))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn offsets_survive_both_encodings(offsets in proptest::collection::btree_set(0u16..1024, 0..1024)) {
            let offsets: Vec<u16> = offsets.into_iter().collect();
            let bytes = Rows::encode(&offsets);
            assert!(bytes.len() <= BITMAP_BYTES);
            let rows = Rows::decode(&bytes).unwrap();
            assert_eq!(rows.offsets().collect::<Vec<_>>(), offsets.iter().map(|at| u64::from(*at)).collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_decoded_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = Rows::decode(&bytes);
        }
    }
}
