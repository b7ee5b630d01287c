//! Folding the whole log anew, comparing what comes out with the state and the read model, and repairing the latter.
//!
//! INVARIANT: the log is never repaired. Only derived tables are replaced, and only by what the log says.

use std::ops::ControlFlow;

use kernel::{
    Kernel,
    state::{Delta, Outcome},
    time::Timestamp,
};
use ledger::tree::CompactRange;
use store::{ActView, Comparison, Difference, Head, Reader, Rebuilt, StoreError};
use verify::replay::{Decided, Ended, Observer, Start, replay};

use crate::{
    EngineError, Topic,
    source::{LogSource, Prefix, threads},
    workspace::Engine,
};

/// Times other writers may be faster before the comparison gives up.
const ATTEMPTS: usize = 20;

/// Whether derived tables that differ are replaced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Repair {
    /// Only compare.
    No,
    /// Replace them.
    Yes,
}

/// What a rebuild found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RebuildReport {
    /// Entries folded, signatures verified again.
    pub entries: u64,
    /// Rows of the read model compared.
    pub rows: u64,
    /// Rows that differ.
    pub count: u64,
    /// The first 1,000 of them.
    pub differences: Vec<Difference>,
    /// Whether the state in memory is the one the log gives.
    pub state_digest_equal: bool,
    /// Whether derived tables were replaced.
    pub repaired: bool,
}

impl Engine {
    /// Folds the whole log anew and compares. Appends go on meanwhile.
    ///
    /// # Errors
    /// [`EngineError::Record`] when the log itself does not verify: that is repaired from a backup only.
    pub fn rebuild_check(&self, repair: Repair) -> Result<RebuildReport, EngineError> {
        let reader = self.read(Reader::reader)?;
        let mut anew = Anew::new()?;
        for _ in 0..ATTEMPTS {
            self.catch_up()?;
            let live = self.live();
            anew.extend(&reader, &live.head)?;
            let state_digest_equal = anew.kernel.state.digest() == live.kernel.state.digest();
            if let Some(comparison) = self.compare(&mut anew, repair)? {
                return Ok(self.report(comparison, state_digest_equal, repair));
            }
        }
        Err(EngineError::Store(StoreError::Busy {
            folder: self.folder().to_owned(),
        }))
    }

    /// Compares where nobody can append; `None` if somebody has meanwhile.
    fn compare(&self, anew: &mut Anew, repair: Repair) -> Result<Option<Comparison>, EngineError> {
        let Some(rebuilt) = anew.rebuilt.take() else {
            return Err(EngineError::Internal("the rebuilt tables are gone".into()));
        };
        let (rebuilt, compared) = self.with_store(move |store| {
            let compared = match repair {
                Repair::Yes => store.repair(&rebuilt),
                Repair::No => store.compare(&rebuilt),
            };
            Ok((rebuilt, compared))
        })?;
        anew.rebuilt = Some(rebuilt);
        match compared {
            Ok(comparison) => Ok(Some(comparison)),
            Err(StoreError::Moved { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn report(
        &self,
        comparison: Comparison,
        state_digest_equal: bool,
        repair: Repair,
    ) -> RebuildReport {
        let repaired = repair == Repair::Yes && !comparison.is_equal();
        if repaired {
            self.inner().tell(Topic::ALL);
        }
        RebuildReport {
            entries: comparison.size,
            rows: comparison.rows,
            count: comparison.count,
            differences: comparison.differences,
            state_digest_equal,
            repaired,
        }
    }
}

/// State, tree and read model, folded from the first entry on.
struct Anew {
    kernel: Kernel,
    range: CompactRange,
    rebuilt: Option<Rebuilt>,
}

impl Anew {
    fn new() -> Result<Self, EngineError> {
        Ok(Self {
            kernel: Kernel::default(),
            range: CompactRange::new(),
            rebuilt: Some(Rebuilt::new()?),
        })
    }

    /// Folds on to `head`.
    fn extend(&mut self, reader: &Reader, head: &Head) -> Result<(), EngineError> {
        let before = Prefix {
            reader,
            size: self.range.size(),
        };
        let start = Start {
            kernel: std::mem::take(&mut self.kernel),
            range: std::mem::replace(&mut self.range, CompactRange::new()),
            before: Some(&before),
        };
        let source = LogSource::new(reader, head.size);
        let mut folding = Folding {
            rebuilt: self.rebuilt.as_mut(),
            failed: None,
        };
        let replayed = replay(&source, start, threads(), &mut folding);
        if let Some(error) = folding.failed {
            return Err(error);
        }
        match replayed.ended {
            Ended::Complete => {}
            Ended::Unreadable(error) => {
                return Err(EngineError::Record {
                    index: error.index,
                    reason: error.reason,
                });
            }
            Ended::Cancelled | Ended::Stopped(_) => return Err(EngineError::Stopped),
        }
        self.kernel = replayed.kernel;
        self.range = replayed.range;
        if self.range.root() != head.root {
            let reason = "the entries do not have the root of the checkpoint".to_owned();
            return Err(EngineError::Record {
                index: head.size,
                reason,
            });
        }
        Ok(())
    }
}

/// Folds what is decided into the read model.
struct Folding<'a> {
    rebuilt: Option<&'a mut Rebuilt>,
    failed: Option<EngineError>,
}

impl Folding<'_> {
    fn fold(&mut self, decided: &Decided<'_>) -> Result<(), EngineError> {
        let index = decided.index;
        let outcome = decided.verdict.map_err(|refusal| {
            let reason = format!("{}: {refusal}", refusal.code());
            EngineError::Record { index, reason }
        })?;
        let (Some(entry), Some(rebuilt)) = (decided.entry, self.rebuilt.as_mut()) else {
            return Ok(());
        };
        let state = &decided.before.state;
        let view = ActView::of(&entry.act, index, &outcome.events, state);
        rebuilt.fold(time_after(outcome, state.time), &view, &outcome.events)?;
        Ok(())
    }
}

impl Observer for Folding<'_> {
    fn leaf(&mut self, _: u64, _: &ledger::Hash) -> ControlFlow<()> {
        if self.failed.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn decided(&mut self, decided: &Decided<'_>) {
        if let Err(error) = self.fold(decided) {
            self.failed = Some(error);
        }
    }

    fn progress(&mut self, _: u64, _: u64) -> ControlFlow<()> {
        if self.failed.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Log time after an act.
pub(crate) fn time_after(outcome: &Outcome, before: Timestamp) -> Timestamp {
    let moved = |delta: &Delta| {
        if let Delta::Time(time) = delta {
            Some(*time)
        } else {
            None
        }
    };
    outcome
        .deltas
        .iter()
        .rev()
        .find_map(moved)
        .unwrap_or(before)
}
