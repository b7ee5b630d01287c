//! Every integration test of the crate, one module a subject.

#[path = "all/builtins.rs"]
mod builtins;
#[path = "all/language.rs"]
mod language;
#[path = "all/table.rs"]
mod table;
