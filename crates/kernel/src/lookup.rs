//! What `check` may look up beside the state: things the log determines but the state does not keep.
//!
//! INVARIANT: a look-up is a pure function of the log before the act and of blobs named by their digest. `verify` answers
//! from memory, `engine` from SQLite; both must answer alike.

use std::sync::Arc;

use ledger::Hash;

use crate::{
    act::version,
    digest::Digest,
    id::{ActId, Signer},
    state::State,
    time::Timestamp,
};

/// Facts of the log and its record blobs.
pub trait Lookup {
    /// The root of the tree when it held `size` entries; `None` if it never did.
    fn root_at(&self, size: u64) -> Option<Hash>;
    /// Log time when the tree held `size` entries.
    fn time_at(&self, size: u64) -> Option<Timestamp>;
    /// Whether the signer has used this id in an entry before this one.
    fn id_used(&self, signer: &Signer, id: &ActId) -> bool;
    /// The bytes of a record blob.
    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>>;
    /// What a version pins. `check` answers this from the state, so nobody else needs to.
    fn version(&self, digest: &Digest) -> Option<version::Create> {
        let _ = digest;
        None
    }
}

/// A look-up that also knows the versions of a state.
pub struct WithVersions<'a> {
    /// The state.
    pub state: &'a State,
    /// Everything else.
    pub lookup: &'a dyn Lookup,
}

impl Lookup for WithVersions<'_> {
    fn root_at(&self, size: u64) -> Option<Hash> {
        self.lookup.root_at(size)
    }
    fn time_at(&self, size: u64) -> Option<Timestamp> {
        self.lookup.time_at(size)
    }
    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        self.lookup.id_used(signer, id)
    }
    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.lookup.blob(digest)
    }
    fn version(&self, digest: &Digest) -> Option<version::Create> {
        let known = self.state.versions.get(digest);
        known
            .map(|record| record.manifest.clone())
            .or_else(|| self.lookup.version(digest))
    }
}
