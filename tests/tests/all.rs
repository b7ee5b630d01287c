//! All tests that need more than one crate, in one program: linking is what costs.
//!
//! To add one: a file under `all/` and its line here. `cfg(test)` tells the lints that helpers of tests are tests.

#[cfg(test)]
#[path = "all/architecture.rs"]
mod architecture;
