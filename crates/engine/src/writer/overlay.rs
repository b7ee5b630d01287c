//! Facts of the log as they will be when the batch before an act is appended.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kernel::{
    digest::Digest,
    id::{ActId, Signer},
    lookup::Lookup,
    time::Timestamp,
};
use ledger::Hash;
use store::Store;

use super::recent::Recent;

/// The store, and on top of it the entries of a batch that is being planned.
pub(crate) struct Overlay<'a> {
    store: &'a Store,
    recent: &'a Recent,
    base: u64,
    /// An id that the store was asked for already, and does not hold.
    fresh: Option<(Signer, ActId)>,
    heads: Vec<(Hash, Timestamp)>,
    ids: BTreeSet<(Signer, ActId)>,
    blobs: BTreeMap<Digest, Arc<[u8]>>,
}

impl<'a> Overlay<'a> {
    /// Nothing on top of `base` entries yet.
    pub(super) fn new(store: &'a Store, recent: &'a Recent, base: u64) -> Self {
        Self {
            store,
            recent,
            base,
            fresh: None,
            heads: Vec::new(),
            ids: BTreeSet::new(),
            blobs: BTreeMap::new(),
        }
    }

    /// Offers the blobs of an act that is being checked.
    pub(crate) fn offer(&mut self, blobs: &[(Digest, Arc<[u8]>)]) {
        self.blobs
            .extend(blobs.iter().map(|(digest, bytes)| (*digest, bytes.clone())));
    }

    /// The store does not hold this id: it need not be asked again for the act that is checked next.
    pub(crate) fn is_new(&mut self, signer: Signer, id: ActId) {
        self.fresh = Some((signer, id));
    }

    /// Puts an entry on top.
    pub(crate) fn push(&mut self, signer: Signer, id: ActId, root: Hash, time: Timestamp) {
        self.heads.push((root, time));
        self.ids.insert((signer, id));
    }

    /// Whether the id is used by an entry of the batch itself.
    pub(crate) fn in_batch(&self, signer: &Signer, id: &ActId) -> bool {
        self.ids.contains(&(*signer, *id))
    }

    fn on_top(&self, size: u64) -> Option<&(Hash, Timestamp)> {
        let above = usize::try_from(size.checked_sub(self.base)?).ok()?;
        self.heads.get(above.checked_sub(1)?)
    }
}

impl Lookup for Overlay<'_> {
    fn root_at(&self, size: u64) -> Option<Hash> {
        if size <= self.base {
            let recent = self.recent.at(size).map(|(root, _)| root);
            recent.or_else(|| self.store.root_at(size))
        } else {
            self.on_top(size).map(|(root, _)| *root)
        }
    }

    fn time_at(&self, size: u64) -> Option<Timestamp> {
        if size <= self.base {
            let recent = self.recent.at(size).map(|(_, time)| time);
            recent.or_else(|| self.store.time_at(size))
        } else {
            self.on_top(size).map(|(_, time)| *time)
        }
    }

    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        let known_new = || self.fresh.as_ref() == Some(&(*signer, *id));
        self.in_batch(signer, id) || !known_new() && self.store.id_used(signer, id)
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.blobs
            .get(digest)
            .cloned()
            .or_else(|| self.store.blob(digest))
    }
}
