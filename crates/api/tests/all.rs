//! Tests of the contract through a host: a real workspace in a temporary folder, queries and commands by name.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic"
)]

#[path = "all/bindings.rs"]
mod bindings;
#[path = "all/drafts.rs"]
mod drafts;
#[path = "all/operator.rs"]
mod operator;
#[path = "all/pages.rs"]
mod pages;
#[path = "all/record.rs"]
mod record;
#[path = "all/repeat.rs"]
mod repeat;
#[path = "all/schedules.rs"]
mod schedules;
#[path = "all/world.rs"]
mod world;
