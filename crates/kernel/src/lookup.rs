//! What `check` may look up beside the state: things the log determines but the state does not keep.
//!
//! INVARIANT: a look-up is a pure function of the log before the act and of blobs named by their digest. `verify` answers
//! from memory, `engine` from SQLite; both must answer alike.

use std::sync::Arc;

use ledger::Hash;

use crate::{
    digest::Digest,
    id::{ActId, Signer},
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
}
