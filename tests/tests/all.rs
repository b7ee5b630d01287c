//! All tests that need more than one crate, in one program: linking is what costs.
//!
//! To add one: a file under `all/` and its line here. `cfg(test)` tells the lints that helpers of tests are tests.

#[cfg(test)]
#[path = "all/architecture.rs"]
mod architecture;

#[cfg(test)]
#[path = "all/matrix/mod.rs"]
mod matrix;

#[cfg(test)]
#[path = "all/scenario.rs"]
mod scenario;

// A whole part of its own: `scripts/test.sh kill` builds it with the feature.
#[cfg(test)]
#[cfg(feature = "failpoints")]
#[path = "all/kill.rs"]
mod kill;

#[cfg(test)]
#[cfg(feature = "failpoints")]
#[path = "all/disk_full.rs"]
mod disk_full;
