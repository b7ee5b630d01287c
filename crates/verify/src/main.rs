//! The binary. All of it is in the library, so that tests reach every part.

use std::process::ExitCode;

fn main() -> ExitCode {
    verify::main()
}
