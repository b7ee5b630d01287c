//! Black-box tests of the binary, on logs that a second, naive implementation writes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

#[path = "all/exports.rs"]
mod exports;
#[path = "all/generator.rs"]
mod generator;
#[path = "all/lines.rs"]
mod lines;
#[path = "all/logs.rs"]
mod logs;
#[path = "all/notes.rs"]
mod notes;
#[path = "all/program.rs"]
mod program;
