//! The process that the kill tests kill: goes through a course on a real workspace and writes down what was acknowledged.
//!
//! Arguments: a JSON file `{folder, passphrase, cast, commands, acknowledged}`. `acknowledged` gets a line
//! `<step> <index> <leaf> <size> <root>` after each answer, written at once.

use std::{error::Error, fs::OpenOptions, io::Write, path::PathBuf};

use engine::{Engine, EngineError, Options, VaultChoice, credential::Cost};
use kernel::id::ActId;
use tests::course;

fn main() -> Result<(), Box<dyn Error>> {
    let plan = std::env::args_os().nth(1).ok_or("a plan is missing")?;
    let plan: serde_json::Value = serde_json::from_slice(&std::fs::read(plan)?)?;
    let text = |name: &str| {
        plan.get(name)
            .and_then(|value| value.as_str())
            .ok_or(format!("`{name}` is missing"))
    };
    let folder = PathBuf::from(text("folder")?);
    let cast: course::Cast = serde_json::from_value(plan.get("cast").cloned().unwrap_or_default())?;
    let commands: Vec<String> =
        serde_json::from_value(plan.get("commands").cloned().unwrap_or_default())?;
    let commands: Option<Vec<ActId>> = commands.iter().map(|id| ActId::parse(id)).collect();
    let commands = commands.ok_or("a command is not an id")?;
    let mut acknowledged = OpenOptions::new()
        .create(true)
        .append(true)
        .open(text("acknowledged")?)?;

    let options = Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    };
    let choice = VaultChoice::named("file", Some(text("passphrase")?))?;
    let vault = choice.open(&folder, &Engine::describe(&folder)?, &options)?;
    let engine = Engine::open(&folder, vault, options)?;
    course::walk(&engine, &cast, &commands, &mut |step, appended| {
        let (head, leaf) = (&appended.head, appended.leaf);
        let line = format!(
            "{step} {} {leaf} {} {}\n",
            appended.index, head.size, head.root
        );
        acknowledged
            .write_all(line.as_bytes())
            .map_err(|error| EngineError::Internal(error.to_string()))
    })?;
    drop(engine);
    Ok(())
}
