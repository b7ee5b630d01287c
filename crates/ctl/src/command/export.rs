//! `export`: the record as a folder that a stranger can verify.

use std::path::PathBuf;

use api::{command, contract::log::WriteExport};
use clap::Args;

use crate::{Answer, Failure, Invocation, place};

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// A folder that is empty or does not exist
    pub dir: PathBuf,
    /// Which sealed values it discloses
    #[arg(long, default_value = "names", value_parser = ["all", "names", "nothing"])]
    pub disclose: String,
}

/// Exports.
pub(crate) fn run(args: &ExportArgs, call: &Invocation) -> Result<Answer, Failure> {
    let path = args
        .dir
        .to_str()
        .ok_or_else(|| Failure::file(&args.dir, "the path is not UTF-8"))?;
    place::is_free(&args.dir)?;
    let host = call.signed_in()?;
    let asked = WriteExport {
        path: path.to_owned(),
        discloses: args.disclose.clone(),
    };
    let made = command::export_write(&host, &asked, None)?;
    let fingerprint = host.engine()?.fingerprint().to_string();
    let said = [
        ("path", made.path.as_str()),
        ("size", &made.size.to_string()),
        ("disclosed", &made.disclosed.to_string()),
        ("withheld", &made.withheld.to_string()),
        ("fingerprint", &fingerprint),
    ];
    let text = call.words.say("ctl-exported", &said);
    Answer::yes(&made, text)
}
