//! `lint`: what stands between a BPMN file and a workflow that runs.

use std::{fs, path::PathBuf};

use bpmn::lint::is_executable;
use clap::Args;
use serde_json::{Value as Json, json};

use crate::{Answer, Exit, Failure, Invocation};

/// Arguments of `lint`.
#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// The BPMN file
    pub file: PathBuf,
}

/// Looks at it. What cannot be read as BPMN answers in the same shape, with exit 2.
pub(crate) fn run(args: &LintArgs, _: &Invocation) -> Result<Answer, Failure> {
    let bytes = read(args)?;
    let document = match bpmn::parse(&bytes, &bpmn::Limits::V1) {
        Ok(document) => document,
        Err(error) => {
            let finding = json!({"code": error.code(), "element": "", "severity": "error", "message": error.to_string()});
            let answer = json!({"executable": false, "findings": [finding]});
            return Answer::with(Exit::CouldNotRun, &answer, error.to_string());
        }
    };
    let findings = bpmn::lint(&document);
    let executable = is_executable(&findings);
    let listed: Vec<Json> = findings
        .iter()
        .map(|each| {
            json!({
                "code": each.code, "element": each.element, "severity": each.severity.as_str(),
                "message": format!("{}. {}", each.message, each.help),
            })
        })
        .collect();
    let lines: Vec<String> = findings
        .iter()
        .map(|each| {
            format!(
                "{}: {} {} `{}`: {}. {}",
                each.position,
                each.severity.as_str(),
                each.code,
                each.element,
                each.message,
                each.help
            )
        })
        .collect();
    let exit = if executable { Exit::Yes } else { Exit::No };
    let answer = json!({"executable": executable, "findings": listed});
    Answer::with(exit, &answer, lines.join("\n"))
}

/// A file beyond the limit is read only so far that the reader can say so.
fn read(args: &LintArgs) -> Result<Vec<u8>, Failure> {
    use std::io::Read as _;
    let file = fs::File::open(&args.file).map_err(|error| Failure::file(&args.file, error))?;
    let mut bytes = Vec::new();
    file.take(bpmn::Limits::V1.bytes as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::file(&args.file, error))?;
    Ok(bytes)
}
