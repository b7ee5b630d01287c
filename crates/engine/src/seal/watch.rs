//! Watches a replay of the open workspace and compares the tables with what comes out.

use std::{cell::RefCell, collections::VecDeque, ops::ControlFlow};

use ledger::{
    Hash,
    tile::{Tile, TileKind, Tiling},
    tree::CompactRange,
};
use store::Reader;
use verify::replay::{Decided, Observer};

use super::Findings;
use crate::{rebuild::time_after, source::Stored};

/// Compares leaf, root, time, id and tile of each entry.
pub(super) struct Watch<'a, P> {
    reader: &'a Reader,
    stored: &'a RefCell<VecDeque<Stored>>,
    /// What the table says of the entry that is being decided.
    current: Option<Stored>,
    range: CompactRange,
    /// Only when it began with the first entry: tiles of a prefix were compared when it was verified.
    tiling: Option<Tiling>,
    findings: Findings,
    progress: P,
}

impl<'a, P: FnMut(u64, u64) -> ControlFlow<()>> Watch<'a, P> {
    pub(super) fn new(
        reader: &'a Reader,
        stored: &'a RefCell<VecDeque<Stored>>,
        range: &CompactRange,
        progress: P,
    ) -> Self {
        let tiling = (range.size() == 0).then(Tiling::new);
        Self {
            reader,
            stored,
            current: None,
            range: range.clone(),
            tiling,
            findings: Findings::default(),
            progress,
        }
    }

    pub(super) fn into_findings(self) -> Findings {
        self.findings
    }

    fn compare_tiles(&mut self, index: u64, leaf: Hash) {
        let Some(tiling) = &mut self.tiling else {
            return;
        };
        let (reader, findings) = (self.reader, &mut self.findings);
        tiling.push(leaf, |tile, hashes| {
            let Tile {
                kind: TileKind::Hashes { level },
                index: number,
                width,
            } = tile
            else {
                return;
            };
            if !matches!(reader.tile(level, number, width), Ok(Some(stored)) if stored == hashes) {
                findings.add(
                    "tile_mismatch",
                    Some(index),
                    format!("`{tile}` does not hold the hashes of the entries"),
                );
            }
        });
    }
}

impl<P: FnMut(u64, u64) -> ControlFlow<()>> Observer for Watch<'_, P> {
    fn leaf(&mut self, index: u64, leaf: &Hash) -> ControlFlow<()> {
        self.current = self.stored.borrow_mut().pop_front();
        self.range.push(*leaf);
        if let Some(stored) = &self.current {
            if stored.leaf != *leaf {
                self.findings.add(
                    "leaf_mismatch",
                    Some(index),
                    "the stored leaf hash is not that of the entry",
                );
            }
            if stored.root != self.range.root() {
                self.findings.add(
                    "root_mismatch",
                    Some(index),
                    "the stored root is not that of the entries",
                );
            }
        }
        self.compare_tiles(index, *leaf);
        ControlFlow::Continue(())
    }

    fn decided(&mut self, decided: &Decided<'_>) {
        let index = decided.index;
        let before = decided.before.state.time;
        let time = match decided.verdict {
            Ok(outcome) => time_after(outcome, before),
            Err(refusal) => {
                self.findings
                    .add(refusal.code(), Some(index), refusal.to_string());
                before
            }
        };
        if self
            .current
            .as_ref()
            .is_some_and(|stored| stored.time != time)
        {
            self.findings.add(
                "time_mismatch",
                Some(index),
                "the stored log time is not that of the ticks",
            );
        }
        let Some(entry) = decided.entry else { return };
        if !matches!(self.reader.act_index(&entry.act.by, &entry.act.id), Ok(Some(found)) if found == index)
        {
            self.findings.add(
                "id_mismatch",
                Some(index),
                "the table of ids does not lead to the entry",
            );
        }
    }

    fn progress(&mut self, done: u64, total: u64) -> ControlFlow<()> {
        (self.progress)(done, total)
    }
}
