//! The transparency log: RFC 6962 tree, C2SP notes, checkpoints, tiles, cosignatures, proofs, policy.
//!
//! Formats are those of the C2SP specifications signed-note, tlog-checkpoint, tlog-tiles,
//! tlog-cosignature, tlog-proof and tlog-policy, so that software that is not ours can read and
//! check every byte. This crate knows bytes, not workflows.
//!
//! INVARIANT: no I/O, clock, random source or panic. Every parser of outside input has a size
//! limit, and what it accepts is written back byte for byte the same.
//!
//! INVARIANT: a signature counts only by [`signature::PublicKey::verify_strict`]; there is no other
//! rule and no batch verification.
//!
//! A new format: a module of its own with `parse` and its inverse, an error enum with `code()`,
//! a golden vector, a property test and a fuzz target.
#![forbid(unsafe_code)]

mod base64;
pub mod checkpoint;
pub mod cosignature;
mod hash;
pub mod json;
pub mod note;
pub mod policy;
pub mod proof_file;
pub mod signature;
pub mod tile;
pub mod tree;

pub use hash::{Hash, HashParseError};
