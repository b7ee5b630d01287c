//! What tests of more than one crate share. Nothing here is ever below a shipped crate.
//!
//! To add a test: a module under `tests/tests/all/`, named in `tests/tests/all.rs`.

pub mod architecture;
pub mod clockwork;
pub mod course;
pub mod loopback;

#[expect(
    clippy::expect_used,
    clippy::panic,
    reason = "the maker serves tests and the bench: what cannot be made must stop them"
)]
pub mod maker;
