//! What tests of more than one crate share. Nothing here is ever below a shipped crate.
//!
//! To add a test: a module under `tests/tests/all/`, named in `tests/tests/all.rs`.

pub mod architecture;
