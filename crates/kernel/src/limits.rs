//! Limits of kernel rules version 1. They can change a result, so they belong to `v`.

/// The version of the kernel rules this code knows.
pub const RULES_VERSION: u32 = 1;
/// Bytes of one entry (C2SP tlog-tiles: an entry's length is a u16).
pub const ENTRY_BYTES: usize = 65_535;
/// Bytes of one record blob.
pub const BLOB_BYTES: usize = 1 << 20;
/// Files that a version may pin.
pub const VERSION_FILES: usize = 200;
/// Fields of one instance.
pub const FIELDS: usize = 500;
/// Bytes of one open text value.
pub const TEXT_BYTES: usize = 4_096;
/// Characters of a pattern of a form.
pub const PATTERN_CHARS: usize = 500;
/// Bytes that a compiled pattern may take.
pub const PATTERN_BYTES: usize = 1 << 16;
/// Patterns of one form.
pub const PATTERNS: usize = 50;
/// Characters of a name of a governed object.
pub const NAME_CHARS: usize = 120;
/// Nodes of one diagram that runs.
pub const NODES: usize = 1_000;
/// Nodes a token may pass within one act; beyond it the instance stops with an incident.
pub const STEPS: usize = 4_000;
/// Tokens, tasks, jobs and waits one instance may hold.
pub const TOKENS: usize = 2_000;
/// Open changes in one workspace.
pub const OPEN_CHANGES: usize = 10_000;
/// Members of a group.
pub const MEMBERS: usize = 5_000;
/// Milliseconds an act's `at` may lie before log time at its `seen` head, or after log time.
pub const CLOCK_SKEW_MILLIS: u64 = 5 * 60 * 1000;
/// Milliseconds an act may be held back at most: 7 days after `at`.
pub const UNTIL_MILLIS: u64 = 7 * 24 * 60 * 60 * 1000;
/// Attempts of one job, started by the runner.
pub const ATTEMPTS: u32 = 20;
/// Items one multi-instance activity may run for.
pub const LOOPS: usize = 1_000;
/// Sequence flows of one diagram that runs.
pub const FLOWS: usize = 4_000;
/// Workflows that call each other, one inside the other.
pub const CALLS: usize = 8;
/// Bytes of one value that the kernel derives.
pub const VALUE_BYTES: usize = 1 << 16;
/// Bytes of all values that the kernel derives in one act.
pub const ACT_VALUE_BYTES: usize = 1 << 20;
/// Bytes of a message's key or id.
pub const MESSAGE_BYTES: usize = 200;
/// Answers one simulation takes.
pub const SIMULATION_ANSWERS: usize = 1_000;
/// Nodes tokens may pass in one simulation.
pub const SIMULATION_STEPS: usize = 5_000;
/// Requests a workflow may start by itself within [`STARTS_WITHIN_MILLIS`].
pub const STARTS: usize = 5;
/// See [`STARTS`].
pub const STARTS_WITHIN_MILLIS: u64 = 60_000;
/// Years a cron expression is searched through for its next time.
pub const CRON_YEARS: i64 = 8;
