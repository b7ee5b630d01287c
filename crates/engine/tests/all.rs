//! Tests of the engine as its callers see it: real workspaces in temporary folders, a real server on loopback.

#[path = "all/loopback.rs"]
mod loopback;
#[path = "all/record.rs"]
mod record;
#[path = "all/runner.rs"]
mod runner;
