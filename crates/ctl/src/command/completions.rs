//! `completions`: for the shell that is named.

use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};
use serde_json::json;

use crate::{Answer, Failure, cli::Cli};

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// Prints them.
pub(crate) fn run(args: &CompletionsArgs) -> Result<Answer, Failure> {
    let mut script = Vec::new();
    generate(
        args.shell,
        &mut Cli::command(),
        "countersignctl",
        &mut script,
    );
    let script = String::from_utf8_lossy(&script).into_owned();
    Answer::yes(
        &json!({"shell": args.shell.to_string(), "script": script}),
        script,
    )
}
