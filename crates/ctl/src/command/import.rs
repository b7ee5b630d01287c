//! `import`: a workflow from a `.bpmn` file or a folder.

use std::path::PathBuf;

use api::{command, contract::workflows::Import};
use clap::Args;

use crate::{Answer, Failure, Invocation};

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// A .bpmn file, or a folder with process.bpmn, forms/, rules/ and connectors/
    pub path: PathBuf,
    /// The workflow's stable name; else the process id
    #[arg(long, value_name = "NAME")]
    pub workflow: Option<String>,
}

/// Imports it.
pub(crate) fn run(args: &ImportArgs, call: &Invocation) -> Result<Answer, Failure> {
    let path = args
        .path
        .to_str()
        .ok_or_else(|| Failure::file(&args.path, "the path is not UTF-8"))?;
    if !args.path.exists() {
        return Err(Failure::file(&args.path, "there is no such file or folder"));
    }
    let host = call.signed_in()?;
    let asked = Import {
        path: Some(path.to_owned()),
        files: Vec::new(),
        workflow: args.workflow.clone(),
    };
    let made = command::workflows_import(&host, &asked, None)?;
    let words = &call.words;
    let mut text = match (&made.version, made.number) {
        (Some(version), number) => {
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            words.say(
                "ctl-imported",
                &[
                    ("workflow", &made.workflow),
                    ("number", &number),
                    ("version", version),
                ],
            )
        }
        (None, _) if made.changes.is_empty() => {
            words.say("ctl-import-waits", &[("workflow", &made.workflow)])
        }
        (None, _) => {
            let changes = made.changes.join(", ");
            words.say(
                "ctl-import-proposed",
                &[("workflow", &made.workflow), ("changes", &changes)],
            )
        }
    };
    for missing in &made.missing {
        text += &format!(
            "\n{}",
            words.say("ctl-import-missing", &[("connector", missing)])
        );
    }
    for finding in &made.findings {
        text += &format!(
            "\n  {}: {}",
            finding.code,
            crate::show::printable(&finding.message)
        );
    }
    Answer::yes(&made, text)
}
