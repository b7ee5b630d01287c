//! Envelope, workspace, clock, changes, versions and data: what is given, when somebody acts, then what the check says.

mod bootstrap;
mod change;
mod envelope;
mod genesis;
mod history;
pub(crate) mod log;
mod propose;
mod timer_start;
mod version;
