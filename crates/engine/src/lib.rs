//! The engine: workspaces, sessions and signing, append, the runner of connector calls, export and import.
//!
//! INVARIANT: whatever changes the record is a typed act, signed here and decided by the kernel; nothing is written into
//! tables beside it. A secret leaves the vault only into memory that is wiped.
//!
//! The way of an act: a function in `acts/` builds its body and seals what is sealed ([`draft::Draft`]), the session's
//! key signs it, the caller's thread verifies the signature, the one `writer` thread checks and appends it.
//!
//! New act: its body in the kernel, a function in the file of its noun in `acts/`.
#![forbid(unsafe_code)]

pub mod acts;
pub mod backup;
pub mod clock;
pub mod credential;
#[cfg(feature = "failpoints")]
mod disk_limit;
pub mod draft;
mod error;
pub mod export;
pub mod fingerprint;
pub mod inspect;
pub mod live;
pub mod random;
pub mod rebuild;
pub mod receipt;
pub mod runner;
pub mod sample;
pub mod seal;
pub mod session;
mod source;
pub mod topic;
pub mod vault;
pub mod workflow_draft;
pub mod workspace;
mod writer;

pub use draft::{Draft, Plain};
pub use error::EngineError;
pub use live::Live;
pub use session::Session;
pub use topic::Topic;
pub use workspace::{Engine, NewWorkspace, Options, VaultChoice};
pub use writer::Appended;
