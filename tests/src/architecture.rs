//! The rules of the house as checks: arrows between crates, what lies below the verifier, versions, sources.
//!
//! Every check is a function from what is to a list of findings, one sentence each, so that a test can also feed it
//! a bad sample and see it fail.
//!
//! INVARIANT: an empty list means that the rule holds; a check that cannot read what it needs says so as an error.
//!
//! To add a rule: a function here or in a file beside, a line in `ARCHITECTURE.md`, and two tests in
//! `tests/tests/all/architecture.rs`: one on the repository, one on a bad sample.

pub mod arrows;
pub mod code;
pub mod graph;
pub mod licences;
pub mod purity;
pub mod repository;
pub mod versions;
