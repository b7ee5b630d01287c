//! `lint`: what stands between a BPMN file, or the folder of a workflow, and a workflow that runs.

use std::path::{Path, PathBuf};

use bpmn::Severity;
use clap::Args;
use engine::{
    acts::import::{Files, read_files},
    inspect::{Found, inspect, of_lint},
};
use serde_json::{Value as Json, json};
use verify::input::{ReadError, read_file};

use crate::{Answer, Exit, Failure, Invocation};

/// Arguments of `lint`.
#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// The BPMN file, or a folder with forms, rules, connectors, decisions and test cases
    pub file: PathBuf,
}

/// Looks at it. What cannot be read as BPMN answers in the same shape, with exit 2.
pub(crate) fn run(args: &LintArgs, _: &Invocation) -> Result<Answer, Failure> {
    if args.file.is_dir() {
        let files = folder(&args.file)?;
        let inspection = inspect(&files);
        return answer(inspection.readable, &inspection.findings);
    }
    let bytes = match diagram(&args.file)? {
        Ok(bytes) => bytes,
        Err(found) => return answer(false, &[found]),
    };
    match bpmn::parse(&bytes, &bpmn::Limits::V1) {
        Ok(document) => {
            let findings = bpmn::lint(&document).into_iter().map(of_lint);
            answer(true, &findings.collect::<Vec<_>>())
        }
        Err(error) => answer(false, &[unreadable(error.code(), error.to_string())]),
    }
}

/// The files of a workflow's folder.
pub(super) fn folder(path: &Path) -> Result<Files, Failure> {
    read_files(path).map_err(|error| Failure::Api(error.into()))
}

/// The bytes of a diagram. One beyond the limit of readers is a finding, as any other that cannot be read as BPMN.
pub(super) fn diagram(path: &Path) -> Result<Result<Vec<u8>, Found>, Failure> {
    let limit = u64::try_from(bpmn::Limits::V1.bytes).unwrap_or(u64::MAX);
    match read_file(path, limit) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(error @ ReadError::TooLarge(_)) => Ok(Err(unreadable(
            "bpmn.too_large",
            format!("the file is {error}"),
        ))),
        Err(error) => Err(Failure::file(path, error)),
    }
}

/// What is said of a diagram that cannot be read.
pub(super) fn unreadable(code: &str, message: String) -> Found {
    Found {
        code: code.to_owned(),
        element: String::new(),
        severity: Severity::Error,
        message,
        position: None,
    }
}

/// Exit 0, or 1 exactly when one of the findings is an error, or 2 when the diagram could not be read.
pub(super) fn answer(readable: bool, findings: &[Found]) -> Result<Answer, Failure> {
    let executable = readable && findings.iter().all(|each| each.severity != Severity::Error);
    let exit = match (readable, executable) {
        (false, _) => Exit::CouldNotRun,
        (true, true) => Exit::Yes,
        (true, false) => Exit::No,
    };
    let listed: Vec<Json> = findings.iter().map(as_json).collect();
    let lines: Vec<String> = findings.iter().map(line).collect();
    let json = json!({"executable": executable, "findings": listed});
    Answer::with(exit, &json, lines.join("\n"))
}

fn as_json(found: &Found) -> Json {
    json!({
        "code": found.code, "element": found.element, "severity": found.severity.as_str(), "message": found.message,
    })
}

fn line(found: &Found) -> String {
    let (severity, code, message) = (found.severity.as_str(), &found.code, &found.message);
    match found.position {
        Some(position) => format!(
            "{position}: {severity} {code} `{}`: {message}",
            found.element
        ),
        None => format!("{severity} {code}: {message}"),
    }
}
