//! The executor and its checks: given a diagram and what happened, when somebody acts, then where the request is.

mod approvals;
mod calls;
mod data;
pub(crate) mod draw;
mod elements;
mod incidents;
mod random;
mod routes;
mod samples;
pub(crate) mod support;
mod voiding;
