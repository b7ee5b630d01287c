//! Every query and command once: name, request, answer, errors.
//!
//! [`Host`] is what a front end talks to: the desktop window over two IPC commands, the development host over loopback
//! HTTP, the command line in the same process. All of them send a name and JSON and get JSON or an [`ErrorEnvelope`].
//!
//! INVARIANT: the session is checked here, permission in the engine and the kernel; a front end decides nothing.
#![forbid(unsafe_code)]

pub mod bindings;
pub mod command;
pub mod contract;
mod envelope;
mod host;
pub mod query;
pub mod text;
mod view;

pub use contract::shared::ErrorEnvelope;
pub use envelope::ApiError;
pub use host::{Host, HostOptions};
