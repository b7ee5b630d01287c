//! BPMN 2.0 XML to a process graph with source positions, and lint.
//!
//! [`parse`] turns the bytes of a diagram into a [`Document`]: processes with nodes and sequence
//! flows in the order they are written, each with the line and column it was read from. Whatever
//! the executor cannot run yet is kept as [`NodeKind::Other`], so that any BPMN file can be read and
//! shown; [`lint()`] says what stands in the way of running it.
//!
//! INVARIANT: the XML is only read, never written; a version of a workflow is the bytes themselves.
//!
//! INVARIANT: no input makes this crate panic, recurse without bound or work longer than its
//! [`Limits`] allow. The limits belong to the kernel rule version and never change within one.
//!
//! New element: a variant of [`NodeKind`], a row in `read/kind.rs` or `read/event.rs`, and its lint rules.
//! New lint rule: one file under `src/lint/`, one line in its table.

mod document;
mod error;
mod event;
mod extension;
pub mod graph;
mod limits;
pub mod lint;
mod node;
mod position;
mod read;

pub use document::{Document, Duplicate, Process, Unnamed};
pub use error::ReadError;
pub use event::{End, Message, MultiInstance, Throw, Timer, TimerKind, Trigger};
pub use extension::{CalledDecision, CalledElement, Extension, Schedule, Script};
pub use limits::Limits;
pub use lint::{Finding, Severity, lint};
pub use node::{Flow, Node, NodeKind, Unresolved};
pub use position::Position;
pub use read::parse;
