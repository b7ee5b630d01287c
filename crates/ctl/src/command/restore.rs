//! `restore`: puts a backup into the new folder that `--workspace` names.

use std::path::PathBuf;

use clap::Args;
use engine::{Engine, Options};
use serde_json::json;

use super::init::new_vault;
use crate::{Answer, Failure, Invocation, place, secret};

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// Folder of the backup
    pub from: PathBuf,
    /// File whose first line is the passphrase of the backup; else that of the file vault, or it is asked for
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
}

/// Restores.
pub(crate) fn run(args: &RestoreArgs, call: &Invocation) -> Result<Answer, Failure> {
    let name = args
        .from
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = place::fresh(call.global.workspace.as_deref(), &name)?;
    if !args.from.join("workspace.db").is_file() {
        return Err(Failure::file(
            &args.from,
            "there is no backup in this folder",
        ));
    }
    place::is_free(&folder)?;
    let backup = match &args.backup_passphrase_file {
        Some(file) => secret::passphrase_of(file)?,
        None => call.secrets.passphrase()?,
    };
    let kind = call.global.vault.as_deref().unwrap_or("keyring");
    let choice = new_vault(kind, call)?;
    let restored = Engine::restore(&args.from, &folder, &backup, &choice, &Options::default())?;
    let words = &call.words;
    let path = folder.display().to_string();
    let mut text = words.say(
        "ctl-restored",
        &[("path", &path), ("size", &restored.size.to_string())],
    );
    if restored.is_behind() {
        let remembered = restored.remembered.unwrap_or_default().to_string();
        text += &format!(
            "\n{}",
            words.say("ctl-restored-behind", &[("remembered", &remembered)])
        );
    }
    let answer = json!({
        "path": path,
        "id": restored.id,
        "size": restored.size,
        "root": restored.root.to_string(),
        "remembered": restored.remembered,
        "readOnly": restored.is_behind(),
    });
    Answer::yes(&answer, text)
}
