//! countersign-verify, the auditor's program: ledger and kernel, no database, no network.
//!
//! It reads what is given, never writes a file, and says one of three things: verified (exit 0),
//! findings (exit 1), could not run (exit 2).
//!
//! INVARIANT: nothing that is read makes it panic or use memory beyond the limits in
//! [`input`]. A missing or damaged file of a log is a finding, not a reason to stop.
//!
//! A new subcommand: one module under `command`, one variant in `cli::Command`, black-box tests.
#![forbid(unsafe_code)]

mod cli;
mod command;
pub mod export;
pub mod input;
pub mod replay;
pub mod report;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::report::{CannotRun, Outcome};

/// Runs the program with the arguments and streams of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match cli::Cli::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    match run(arguments, &mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(Outcome::Verified) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            // Where the standard error is closed, the exit code still says it.
            let _ = writeln!(io::stderr(), "countersign-verify: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(
    arguments: cli::Cli,
    input: &mut impl io::BufRead,
    output: &mut impl Write,
) -> Result<Outcome, CannotRun> {
    let Some(command) = arguments.command else {
        if let Some(dir) = &arguments.dir {
            return command::export::run(dir, &arguments.export, output);
        }
        let help = cli::Cli::command().render_help().to_string();
        return Err(CannotRun::Usage(help));
    };
    match command {
        cli::Command::Log(arguments) => command::log::run(&arguments, output),
        cli::Command::Note(arguments) => command::note::run(&arguments, output),
        cli::Command::Proof(arguments) => command::proof::run(&arguments, output),
        cli::Command::Tree(_) => command::tree::run(input, output),
        cli::Command::Signature(_) => command::signature::run(input, output),
    }
}
