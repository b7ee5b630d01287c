//! Tests of the ledger from outside, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

#[path = "all/golden.rs"]
mod golden;
#[path = "all/json.rs"]
mod json;
#[path = "all/keys.rs"]
mod keys;
#[path = "all/naive.rs"]
mod naive;
#[path = "all/notes.rs"]
mod notes;
#[path = "all/policies.rs"]
mod policies;
#[path = "all/proof_files.rs"]
mod proof_files;
#[path = "all/suites.rs"]
mod suites;
#[path = "all/tiles.rs"]
mod tiles;
#[path = "all/trees.rs"]
mod trees;
