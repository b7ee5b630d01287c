//! Tests of the kernel from outside, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

#[path = "all/documents.rs"]
mod documents;
#[path = "all/golden.rs"]
mod golden;
#[path = "../src/check/tests/log.rs"]
#[expect(dead_code, reason = "the tables inside the crate use the rest of it")]
mod log;
#[path = "all/story.rs"]
mod story;
