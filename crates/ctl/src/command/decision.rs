//! `decide`: evaluates a decision of a DMN file, or one on each line.
//!
//! Imported models are found beside the file, by their namespace.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use feel::dmn::{Inputs, Model, Models};
use serde_json::{Value as Json, json};
use verify::input::read_file;

use super::feel::text;
use crate::{
    Answer, Exit, Failure, Invocation,
    expression::{LIMITS, Line, context, each_line, json_value},
};

/// Bytes of a file that is read.
const FILE_BYTES: u64 = 16 << 20;
/// Files beside the model that are looked at for imports.
const NEIGHBOURS: usize = 200;

/// Arguments of `decide`.
#[derive(Debug, Args)]
pub(crate) struct DecideArgs {
    /// The DMN file
    #[arg(
        required_unless_present = "batch",
        conflicts_with = "batch",
        value_name = "FILE.dmn"
    )]
    pub file: Option<PathBuf>,
    /// Name of the decision or decision service
    #[arg(
        long,
        required_unless_present = "batch",
        conflicts_with = "batch",
        value_name = "NAME"
    )]
    pub decision: Option<String>,
    /// Its inputs, as a context in FEEL
    #[arg(long, value_name = "FEEL", conflicts_with = "batch")]
    pub context: Option<String>,
    /// Answer lines of standard input: `{"file": ..., "decision": ..., "context": ...}`
    #[arg(long)]
    pub batch: bool,
}

/// Decides.
pub(crate) fn run(args: &DecideArgs, _: &Invocation) -> Result<Answer, Failure> {
    let mut files = Files::default();
    let (Some(file), Some(decision)) = (&args.file, &args.decision) else {
        each_line(|line| line_of(&mut files, line).unwrap_or_else(|problem| failed(&problem)))?;
        return Ok(Answer::written());
    };
    let answer = files
        .decide(file, decision, args.context.as_deref())
        .unwrap_or_else(|problem| failed(&problem));
    let error = answer.get("error").and_then(Json::as_str);
    let exit = if error.is_none() { Exit::Yes } else { Exit::No };
    let said = error.or_else(|| answer.get("feel").and_then(Json::as_str));
    let text = said.unwrap_or_default().to_owned();
    Answer::with(exit, &answer, text)
}

fn failed(problem: &str) -> Json {
    json!({"value": null, "feel": "null", "warnings": [], "error": problem})
}

fn line_of(files: &mut Files, line: Line) -> Result<Json, String> {
    let line = line?;
    let file = text(&line, "file")?.ok_or("the line has no `file`")?;
    let decision = text(&line, "decision")?.ok_or("the line has no `decision`")?;
    let given = text(&line, "context")?;
    files.decide(Path::new(&file), &decision, given.as_deref())
}

/// Linked models by file; each is read once in a batch.
#[derive(Default)]
struct Files(BTreeMap<PathBuf, Result<Models, String>>);

impl Files {
    fn decide(&mut self, file: &Path, name: &str, given: Option<&str>) -> Result<Json, String> {
        let models = self
            .0
            .entry(file.to_owned())
            .or_insert_with(|| read(file))
            .as_ref()
            .map_err(Clone::clone)?;
        let decided = models.decide(name, &Inputs::from(context(given)?), &LIMITS);
        let warnings: Vec<String> = decided.warnings.iter().map(ToString::to_string).collect();
        Ok(json!({
            "value": json_value(&decided.value),
            "feel": decided.value.to_string(),
            "warnings": warnings,
            "error": decided.error.map(|error| error.to_string()),
        }))
    }
}

fn read(file: &Path) -> Result<Models, String> {
    let model = model(file)?;
    let beside = if model.imports().is_empty() {
        Vec::new()
    } else {
        neighbours(file)
    };
    Models::link(model, beside.as_slice()).map_err(|error| format!("{}: {error}", file.display()))
}

fn model(file: &Path) -> Result<Model, String> {
    let problem = |reason: &dyn std::fmt::Display| format!("{}: {reason}", file.display());
    let bytes = read_file(file, FILE_BYTES).map_err(|error| problem(&error))?;
    Model::parse(&bytes).map_err(|error| problem(&error))
}

/// Other models in the folder; what is none is left alone.
fn neighbours(file: &Path) -> Vec<Model> {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    let Ok(items) = fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = items
        .filter_map(Result::ok)
        .map(|item| item.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "dmn"))
        .collect();
    paths.sort();
    paths
        .iter()
        .take(NEIGHBOURS)
        .filter_map(|path| model(path).ok())
        .collect()
}
