//! countersignctl, the administrator's command line: everything a window does, without one.
//!
//! The way of a call: clap reads the arguments ([`cli`]), a file of [`command`] asks the same [`api`] functions as the
//! window, and the [`Answer`] is written once: a table for people, or with `--json` one JSON document.
//!
//! INVARIANT: passwords, passphrases and tokens come from a file, standard input or the terminal, never from an argument,
//! and are wiped when dropped. Exit code 0 is yes, 1 is no (refused, or findings), 2 is "could not run".
//!
//! New sub-command: a file in `command/` with its arguments and a `run`, a variant of [`cli::Command`], texts in
//! `crates/api/i18n/ctl.en.ftl`, a row in `docs/countersignctl.md`, and a test through the binary.
#![forbid(unsafe_code)]

mod answer;
mod cli;
mod command;
mod demo;
mod expression;
mod failure;
mod fields;
mod invocation;
mod place;
mod secret;
mod show;

use std::{
    ffi::{OsStr, OsString},
    io::{self, Write as _},
    process::ExitCode,
};

use api::ErrorEnvelope;
use clap::{Parser as _, error::ErrorKind};

pub(crate) use answer::{Answer, Exit};
pub(crate) use failure::Failure;
pub(crate) use invocation::Invocation;

/// Runs the program with the arguments and streams of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match cli::Cli::try_parse_from(&arguments) {
        Ok(cli) => run(cli),
        Err(error) => misused(&error, &arguments),
    }
}

fn run(cli: cli::Cli) -> ExitCode {
    let as_json = cli.global.json;
    let invocation = Invocation::new(cli.global);
    let written = match cli.command.run(&invocation) {
        Ok(answer) => answer.write(as_json),
        Err(failure) => failure.write(as_json, &invocation.words),
    };
    // Where the output is closed there is nobody to tell.
    written.unwrap_or(Exit::CouldNotRun).into()
}

/// Help and version are answers; anything else that clap says is bad usage.
fn misused(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        error.exit();
    }
    let asked_for_json = arguments
        .iter()
        .take_while(|text| *text != OsStr::new("--"))
        .any(|text| text == "--json");
    if asked_for_json {
        let envelope = ErrorEnvelope {
            code: "ctl.usage".to_owned(),
            args: [("detail".to_owned(), error.to_string())].into(),
            field: None,
            help: None,
            retryable: false,
            incident: None,
        };
        let _ = serde_json::to_writer(io::stdout(), &envelope);
        let _ = writeln!(io::stdout());
    } else {
        let _ = error.print();
    }
    Exit::CouldNotRun.into()
}
