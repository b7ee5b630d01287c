//! `checkpoint`: saves the newest signed checkpoint, to keep elsewhere.

use std::path::PathBuf;

use api::{command, contract::log::SaveCheckpoint};
use clap::Args;

use crate::{Answer, Failure, Invocation};

/// Arguments of `checkpoint`.
#[derive(Debug, Args)]
pub(crate) struct CheckpointArgs {
    /// A file that does not exist yet
    pub file: PathBuf,
}

/// Saves it.
pub(crate) fn run(args: &CheckpointArgs, call: &Invocation) -> Result<Answer, Failure> {
    let path = args
        .file
        .to_str()
        .ok_or_else(|| Failure::file(&args.file, "the path is not UTF-8"))?;
    let saved = command::checkpoint_save(
        &call.signed_in()?,
        &SaveCheckpoint {
            path: path.to_owned(),
        },
        None,
    )?;
    let said = [
        ("path", saved.path.as_str()),
        ("size", &saved.size.to_string()),
    ];
    let text = call.words.say("ctl-checkpoint", &said);
    Answer::yes(&saved, text)
}
