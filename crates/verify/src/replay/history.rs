//! What the log determines but the state does not keep: past roots, past times, ids used.
//!
//! INVARIANT: exact, never a filter. A void entry's id is not used: it changed nothing.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use kernel::{
    digest::Digest,
    id::{ActId, Signer},
    lookup::Lookup,
    time::Timestamp,
};
use ledger::Hash;

use super::Source;

/// Entries for which room is made at once, so that a false size costs nothing.
const RESERVE: u64 = 1 << 21;

/// Roots, times and ids from a start size on; what was before is asked of another look-up.
pub struct History<'a> {
    before: Option<&'a dyn Lookup>,
    start: u64,
    /// The root at `start`, `start + 1`, and so on.
    roots: Vec<Hash>,
    /// Log time from this size on.
    times: Vec<(u64, Timestamp)>,
    signers: BTreeMap<Signer, u32>,
    ids: HashSet<(u32, [u8; 16])>,
}

impl<'a> History<'a> {
    pub(super) fn new(
        before: Option<&'a dyn Lookup>,
        start: u64,
        root: Hash,
        time: Timestamp,
        end: u64,
    ) -> Self {
        let room = usize::try_from(end.saturating_sub(start).min(RESERVE)).unwrap_or(0);
        let mut roots = Vec::with_capacity(room.saturating_add(1));
        roots.push(root);
        Self {
            before,
            start,
            roots,
            times: vec![(start, time)],
            signers: BTreeMap::new(),
            ids: HashSet::with_capacity(room.min(1 << 10)),
        }
    }

    pub(super) fn push(&mut self, root: Hash, time: Timestamp) {
        let size = self.size() + 1;
        self.roots.push(root);
        if self.times.last().is_none_or(|(_, last)| *last != time) {
            self.times.push((size, time));
        }
    }

    pub(super) fn use_id(&mut self, signer: Signer, id: ActId) {
        let next = u32::try_from(self.signers.len()).unwrap_or(u32::MAX);
        let number = *self.signers.entry(signer).or_insert(next);
        self.ids.insert((number, id.0));
    }

    /// Entries it knows.
    #[must_use]
    pub fn size(&self) -> u64 {
        let grown = u64::try_from(self.roots.len())
            .unwrap_or(u64::MAX)
            .saturating_sub(1);
        self.start.saturating_add(grown)
    }

    /// The root when the tree held `size` entries.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        match size.checked_sub(self.start) {
            Some(offset) => self.roots.get(usize::try_from(offset).ok()?).copied(),
            None => self.before?.root_at(size),
        }
    }

    /// Log time when the tree held `size` entries.
    #[must_use]
    pub fn time_at(&self, size: u64) -> Option<Timestamp> {
        if size < self.start {
            return self.before?.time_at(size);
        }
        if size > self.size() {
            return None;
        }
        let place = self.times.partition_point(|(from, _)| *from <= size);
        self.times.get(place.checked_sub(1)?).map(|(_, time)| *time)
    }

    /// The first log time later than that at `size`.
    #[must_use]
    pub fn next_time(&self, size: u64) -> Option<Timestamp> {
        let place = self.times.partition_point(|(from, _)| *from <= size);
        self.times.get(place).map(|(_, time)| *time)
    }

    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        let here = self
            .signers
            .get(signer)
            .is_some_and(|number| self.ids.contains(&(*number, id.0)));
        here || self.before.is_some_and(|before| before.id_used(signer, id))
    }
}

/// A history and the blobs of a source: what the kernel may look up.
pub struct View<'a, 'h> {
    /// The history up to the act.
    pub history: &'a History<'h>,
    /// Where blobs are.
    pub source: &'a dyn Source,
}

impl Lookup for View<'_, '_> {
    fn root_at(&self, size: u64) -> Option<Hash> {
        self.history.root_at(size)
    }

    fn time_at(&self, size: u64) -> Option<Timestamp> {
        self.history.time_at(size)
    }

    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        self.history.id_used(signer, id)
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.source.blob(digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::PersonId;

    struct Before;
    impl Lookup for Before {
        fn root_at(&self, size: u64) -> Option<Hash> {
            (size < 10).then_some(Hash([9; 32]))
        }
        fn time_at(&self, _: u64) -> Option<Timestamp> {
            Some(Timestamp(1))
        }
        fn id_used(&self, _: &Signer, id: &ActId) -> bool {
            id.0 == [7; 16]
        }
        fn blob(&self, _: &Digest) -> Option<Arc<[u8]>> {
            None
        }
    }

    #[test]
    fn a_history_answers_for_itself_and_asks_for_what_was_before() {
        let signer = Signer::Person(PersonId(1));
        let mut history = History::new(Some(&Before), 10, Hash([1; 32]), Timestamp(5), 12);
        history.push(Hash([2; 32]), Timestamp(5));
        history.push(Hash([3; 32]), Timestamp(8));
        history.use_id(signer, ActId([1; 16]));
        assert_eq!(history.size(), 12);
        let roots = [9, 10, 11, 12, 13].map(|size| history.root_at(size).map(|root| root.0[0]));
        assert_eq!(roots, [Some(9), Some(1), Some(2), Some(3), None]);
        let times = [9, 10, 11, 12, 13].map(|size| history.time_at(size).map(|time| time.0));
        assert_eq!(times, [Some(1), Some(5), Some(5), Some(8), None]);
        assert_eq!(history.next_time(10), Some(Timestamp(8)));
        assert_eq!(history.next_time(12), None);
        assert!(history.id_used(&signer, &ActId([1; 16])), "used here");
        assert!(history.id_used(&signer, &ActId([7; 16])), "used before");
        assert!(!history.id_used(&signer, &ActId([2; 16])), "never used");
        assert!(
            !history.id_used(&Signer::Person(PersonId(2)), &ActId([1; 16])),
            "another signer's"
        );
    }
}
