//! Tests of the ledger from outside, in one binary.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a failing test may panic")]
#[path = "all/suites.rs"]
mod suites;
