//! A maker of logs: workspaces whose acts are signed and decided as in the product, without engine, store or clock.
//!
//! Everything follows from one seed, so equal seeds give equal bytes. [`Maker`] makes what is permitted; [`Forgery`]
//! holds what was made as plain parts that a test bends before they are written as an export, so that an attacker's
//! export has a tree, a checkpoint and a manifest that fit.
//!
//! INVARIANT: tiles, bundles and roots are computed here from their definitions, sharing no code with `ledger`, so that
//! one bug cannot hide in writer and verifier.
//!
//! To add a kind of act: a method beside the others that builds its body and calls [`Maker::append`].

mod business;
mod forgery;
mod naive;
mod workspace;

pub use business::Business;
pub use forgery::{Disclosed, Forgery, files};
pub use naive::{base64, hex, mth, sha256};
pub use workspace::Maker;
