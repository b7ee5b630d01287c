//! Programs that are not ours, which the bench measures beside: engines in Python and Node, each run in a process of its own.
//!
//! INVARIANT: one that is not installed has no rate; one that fails stops the bench.
//!
//! To add one: a form in `tests/bench/references.py` or `references.mjs` that prints what it reaches in a second, and its command.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::Failed;

/// How long each is measured at a time; what it prints is a rate.
pub const ROUND: Duration = Duration::from_secs(3);
/// The folder of diagrams and references, from the root of the repository.
pub const FOLDER: &str = "tests/bench";

/// An engine that is not ours.
pub struct Reference {
    /// As the report calls it.
    pub name: &'static str,
    /// The program with its arguments; none if it is not installed.
    command: Option<Vec<String>>,
}

impl Reference {
    /// Those that run the diagram `name`; what they write goes below `scratch`.
    pub fn all(name: &str, scratch: &Path) -> Result<[Self; 3], Failed> {
        let diagram = format!("{FOLDER}/{name}/process.bpmn");
        let python = std::env::var("COUNTERSIGN_BENCH_PYTHON").ok();
        let spiff = |mode: &str, folder: PathBuf| {
            let python = python.clone()?;
            let folder = folder.to_str()?.to_owned();
            let script = format!("{FOLDER}/references.py");
            Some(vec![
                python,
                script,
                diagram.clone(),
                name.to_owned(),
                mode.to_owned(),
                folder,
            ])
        };
        let folder = scratch.join(format!("spiffworkflow-{name}"));
        std::fs::create_dir_all(&folder)?;
        Ok([
            Reference {
                name: "spiffworkflow-memory",
                command: spiff("memory", folder.clone()),
            },
            Reference {
                name: "spiffworkflow-sqlite-full",
                command: spiff("sqlite", folder),
            },
            Reference {
                name: "bpmn-engine-memory",
                command: Some(node(&["bpmn-engine", &diagram])),
            },
        ])
    }

    /// What it gave in one round; none if it is not installed.
    pub fn rate(&self) -> Result<Option<f64>, Failed> {
        let Some([program, arguments @ ..]) = self.command.as_deref() else {
            return Ok(None);
        };
        rate_of(program, arguments).map(Some)
    }
}

/// The number that a program prints.
pub fn rate_of(program: &str, arguments: &[String]) -> Result<f64, Failed> {
    let done = Command::new(program)
        .args(arguments)
        .arg(ROUND.as_secs_f64().to_string())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if !done.status.success() {
        return Err(format!("{program}: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(String::from_utf8(done.stdout)?.trim().parse()?)
}

/// `node` with the references of npm and these arguments, as far as they are the same for all.
pub fn node(arguments: &[&str]) -> Vec<String> {
    let script = format!("{FOLDER}/references.mjs");
    let all = ["node", &script]
        .into_iter()
        .chain(arguments.iter().copied());
    all.map(str::to_owned).collect()
}
