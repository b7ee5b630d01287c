//! `backup`: a copy of the workspace and its keys, sealed under a passphrase.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::{Answer, Failure, Invocation, place, secret};

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// A folder that is empty or does not exist
    pub dir: PathBuf,
    /// File whose first line is the passphrase of the backup; else that of the file vault, or it is asked for
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
}

/// Backs up.
pub(crate) fn run(args: &BackupArgs, call: &Invocation) -> Result<Answer, Failure> {
    place::is_free(&args.dir)?;
    let engine = call.open()?;
    let session = call.sign_in(&engine)?;
    let passphrase = match &args.backup_passphrase_file {
        Some(file) => secret::passphrase_of(file)?,
        None => call
            .secrets
            .new_passphrase("New passphrase of the backup: ")?,
    };
    let made = engine.backup(&session, &args.dir, &passphrase)?;
    let path = args.dir.display().to_string();
    let text = call.words.say(
        "ctl-backed-up",
        &[("path", &path), ("size", &made.size.to_string())],
    );
    Answer::yes(
        &json!({"path": path, "size": made.size, "root": made.root.to_string()}),
        text,
    )
}
