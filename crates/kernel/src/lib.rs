//! The kernel: acts, state, `check` and `apply`.
//!
//! INVARIANT: pure, deterministic, total. No I/O, clock, randomness, SQL or threads; no panic on any input; no
//! unbounded loop. The engine runs it before it appends, the offline verifier runs the same code over an export.
//!
//! The way of an entry: [`act::Entry::parse`] reads the signed note and its canonical line, [`signature::verify`]
//! checks every signature, [`check::check`] decides whether the act is permitted in the state before it and says what
//! it changes, [`state::Kernel::apply`] makes the change. Only `check` can refuse; `apply` cannot fail.

// The log of the check tests is written against the public API, for integration tests too.
#[cfg(test)]
extern crate self as kernel;

pub mod act;
pub mod authority;
pub mod check;
pub mod commitment;
pub mod connector;
pub mod data;
pub mod definition;
pub mod digest;
pub mod field;
pub mod form;
pub mod id;
pub mod limits;
pub mod lookup;
pub mod process;
pub mod refusal;
pub mod role;
pub mod rule;
pub mod schedule;
pub mod scope;
pub mod signature;
pub mod simulation;
pub mod sorted;
pub mod state;
mod text;
pub mod time;

pub use refusal::Refusal;
pub use state::Kernel;
