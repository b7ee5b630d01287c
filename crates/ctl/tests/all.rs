//! `countersignctl` from outside: arguments, files and exit codes in, JSON and text out.
//!
//! Most tests work on a sample workspace of their own, made by `demo`: its password hashing is cheap.

#[cfg(test)]
#[path = "all/bad_input.rs"]
mod bad_input;
#[cfg(test)]
#[path = "all/decisions.rs"]
mod decisions;
#[cfg(test)]
#[path = "all/demo.rs"]
mod demo;
#[cfg(test)]
#[path = "all/expressions.rs"]
mod expressions;
#[cfg(test)]
#[path = "all/main_job.rs"]
mod main_job;
#[cfg(test)]
#[path = "all/program.rs"]
mod program;
#[cfg(test)]
#[path = "all/run.rs"]
mod run;
#[cfg(test)]
#[path = "all/sample.rs"]
mod sample;
