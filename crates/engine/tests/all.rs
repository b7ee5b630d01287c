//! Tests of the engine as its callers see it: real workspaces in temporary folders, a real server on loopback.

#[expect(clippy::unwrap_used, reason = "a failing test may panic")]
#[path = "all/creation.rs"]
mod creation;
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]
#[path = "all/loopback.rs"]
mod loopback;
#[path = "all/record.rs"]
mod record;
#[path = "all/runner.rs"]
mod runner;
#[expect(clippy::unwrap_used, reason = "a failing test may panic")]
#[path = "all/starts.rs"]
mod starts;
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]
#[path = "all/timers.rs"]
mod timers;
