//! `simulate`: tries out a workflow: no workspace, no effects, answers from a file.

use std::path::PathBuf;

use clap::Args;
use engine::{
    acts::import::Files,
    clock::{Clock as _, SystemClock},
    simulate::{NotRun, Simulated, Values, simulate},
};
use kernel::simulation::Answer as Given;
use serde_json::Value as Json;

use super::lint;
use crate::{Answer, Exit, Failure, Invocation, place, show::Words};

/// Bytes of an input or a file of answers.
const LIMIT: u64 = 1 << 20;

/// Arguments of `simulate`.
#[derive(Debug, Args)]
pub(crate) struct SimulateArgs {
    /// The BPMN file, or the folder of a workflow. What a file alone names is assumed, and said
    pub path: PathBuf,
    /// Fields of the start form: a JSON object, or the name of a file with one
    #[arg(long, value_name = "JSON")]
    pub input: Option<String>,
    /// A file with a JSON list of answers: `[{"at": ELEMENT, "kind": "approve"}, ...]`
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
}

/// Tries it out.
pub(crate) fn run(args: &SimulateArgs, call: &Invocation) -> Result<Answer, Failure> {
    let files = match files(args)? {
        Ok(files) => files,
        Err(found) => return lint::answer(false, &[found]),
    };
    let (input, answers) = (input(args)?, answers(args)?);
    match simulate(&files, &input, &answers, SystemClock.now(), None) {
        Ok(simulated) => {
            let exit = match simulated.outcome {
                "incident" => Exit::No,
                _ => Exit::Yes,
            };
            Answer::with(exit, &simulated, sentences(&call.words, &simulated))
        }
        Err(NotRun::Unreadable(findings)) => lint::answer(false, &findings),
        Err(NotRun::NotExecutable(findings)) => lint::answer(true, &findings),
        Err(NotRun::Input(reason)) => Err(Failure::FieldsRefused(reason)),
    }
}

fn files(args: &SimulateArgs) -> Result<Result<Files, engine::inspect::Found>, Failure> {
    if args.path.is_dir() {
        return Ok(Ok(lint::folder(&args.path)?));
    }
    let bytes = lint::diagram(&args.path)?;
    Ok(bytes.map(|bytes| Files::from([("process.bpmn".to_owned(), bytes)])))
}

fn input(args: &SimulateArgs) -> Result<Values, Failure> {
    let Some(given) = &args.input else {
        return Ok(Values::new());
    };
    let text = match given.trim_start().starts_with('{') {
        true => given.clone(),
        false => place::text(given.as_ref(), LIMIT)?,
    };
    let wrong = |error: serde_json::Error| {
        Failure::file(given.as_ref(), format!("it is no JSON object: {error}"))
    };
    serde_json::from_str(&text).map_err(wrong)
}

fn answers(args: &SimulateArgs) -> Result<Vec<Given>, Failure> {
    let Some(path) = &args.answers else {
        return Ok(Vec::new());
    };
    let text = place::text(path, LIMIT)?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::file(path, format!("it is no list of answers: {error}")))
}

fn sentences(words: &Words, simulated: &Simulated) -> String {
    let mut lines: Vec<String> = simulated
        .notes
        .iter()
        .map(|note| words.say("ctl-sim-note", &[("note", note)]))
        .collect();
    lines.push(words.say("ctl-sim-path", &[("path", &simulated.path.join(" > "))]));
    for stop in &simulated.incidents {
        let parts = [
            ("element", stop.element.as_str()),
            ("code", stop.code),
            ("message", &stop.message),
        ];
        lines.push(words.say("ctl-sim-incident", &parts));
    }
    for wait in &simulated.waits {
        let due = wait.due.map(|due| due.to_string()).unwrap_or_default();
        let id = format!("ctl-sim-waits-{}", wait.kind);
        let parts = [
            ("element", wait.element.as_str()),
            ("name", &wait.name),
            ("due", &due),
        ];
        lines.push(words.say(&id, &parts));
    }
    for (path, value) in &simulated.fields {
        let value = match value {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        lines.push(words.say("ctl-sim-field", &[("path", path), ("value", &value)]));
    }
    let outcome = match simulated.outcome {
        "incident" => "ctl-sim-incident-end".to_owned(),
        outcome => format!("ctl-sim-{outcome}"),
    };
    lines.push(words.say(&outcome, &[]));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_simulation_is_written_with_the_names_of_the_contract() {
        let empty = Simulated {
            outcome: "waiting",
            path: Vec::new(),
            steps: Vec::new(),
            waits: Vec::new(),
            incidents: Vec::new(),
            fields: Values::new(),
            notes: Vec::new(),
        };
        let want = json!({"outcome": "waiting", "path": [], "steps": [], "waits": [], "incidents": [], "fields": {}, "notes": []});
        assert_eq!(serde_json::to_value(&empty).ok(), Some(want));
    }
}
