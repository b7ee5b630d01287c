//! The executor and its checks: given a diagram and what happened, when somebody acts, then where the request is.

mod approvals;
mod calls;
mod data;
mod derived;
pub(crate) mod draw;
mod elements;
mod histories;
mod incidents;
mod loops;
mod random;
mod routes;
mod samples;
pub(crate) mod support;
mod voiding;
