//! One module a subcommand.

pub mod export;
pub mod log;
pub mod note;
pub mod proof;
pub mod signature;
pub mod tree;

mod lines;
pub(crate) mod signers;

use std::path::Path;

use crate::input::read_file;
use crate::report::CannotRun;

/// A file that was named on the command line: without it there is nothing to verify.
fn read_named(path: &Path, limit: u64) -> Result<Vec<u8>, CannotRun> {
    read_file(path, limit).map_err(|error| CannotRun::Unreadable {
        path: path.display().to_string(),
        reason: error.to_string(),
    })
}
