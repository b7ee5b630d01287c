//! Authorisation: one function, [`decide`].
//!
//! Grants compile to Cedar permits ([`policies`]), one each, with the grant's id; the built-in guards are Cedar forbids
//! that no grant overrides ([`guards`]). Engine, window, command line, simulation and verifier all ask this function.
//!
//! INVARIANT: any Cedar error is a deny. Only the matching of grants may be memoised, for one epoch of the state and one
//! stretch of log time in which no validity window opens or closes; guards, persons, membership in groups and object
//! attributes are evaluated each time. [`Mode::Plain`] remembers nothing and decides alike.
//!
//! New question about authority (who can, what if): a function in [`effective`] that is checked against [`decide`].

pub mod effective;
pub mod guards;
pub mod policies;
pub mod schema;

mod decide;
mod holders;
mod matching;
mod question;
mod reason;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use decide::{decide, has_permission};
pub use effective::{Impact, effective, impact, who_can};
pub use holders::{holders, may_bind};
pub use policies::{Mode, Policies};
pub use question::{Decision, Denial, Object, Question};
