//! `feel`: evaluates an expression, or one on each line.

use clap::Args;
use feel::{Expression, Value};
use serde_json::{Map, Value as Json, json};

use crate::{
    Answer, Exit, Failure, Invocation,
    expression::{LIMITS, Line, context, each_line, json_value, names},
};

/// Arguments of `feel`.
#[derive(Debug, Args)]
pub(crate) struct FeelArgs {
    /// The expression
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub expression: Option<String>,
    /// Its variables, as a context in FEEL: `{amount: 5, "Due date": @"2026-11-22"}`
    #[arg(long, value_name = "FEEL")]
    pub context: Option<String>,
    /// Answer lines of standard input: `{"expression": ..., "context": ...}`
    #[arg(long, conflicts_with = "context")]
    pub batch: bool,
}

/// Evaluates.
pub(crate) fn run(args: &FeelArgs, _: &Invocation) -> Result<Answer, Failure> {
    let Some(expression) = &args.expression else {
        each_line(|line| answer(line_of(line)))?;
        return Ok(Answer::written());
    };
    let evaluated = evaluate(expression, args.context.as_deref());
    let exit = if evaluated.is_ok() {
        Exit::Yes
    } else {
        Exit::No
    };
    let text = match &evaluated {
        Ok((value, warnings)) => std::iter::once(value.to_string())
            .chain(warnings.iter().map(|warning| format!("warning: {warning}")))
            .collect::<Vec<_>>()
            .join("\n"),
        Err(problem) => problem.clone(),
    };
    Answer::with(exit, &answer(evaluated), text)
}

type Evaluated = Result<(Value, Vec<String>), String>;

fn evaluate(expression: &str, given: Option<&str>) -> Evaluated {
    let variables = context(given)?;
    let expression =
        Expression::parse_in(expression, &names(&variables)).map_err(|error| error.to_string())?;
    let outcome = expression
        .evaluate(&variables, &LIMITS)
        .map_err(|error| error.to_string())?;
    let warnings = outcome.warnings.iter().map(ToString::to_string).collect();
    Ok((outcome.value, warnings))
}

/// What cannot be evaluated is null, with the reason among the warnings.
fn answer(evaluated: Evaluated) -> Json {
    let (value, warnings) = evaluated.unwrap_or_else(|problem| (Value::Null, vec![problem]));
    json!({"value": json_value(&value), "feel": value.to_string(), "warnings": warnings})
}

fn line_of(line: Line) -> Evaluated {
    let line = line?;
    let expression = text(&line, "expression")?.ok_or("the line has no `expression`")?;
    evaluate(&expression, text(&line, "context")?.as_deref())
}

/// A text member. A context may be an object as well: JSON is FEEL.
pub(super) fn text(line: &Map<String, Json>, name: &str) -> Result<Option<String>, String> {
    match line.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text.clone())),
        Some(object @ Json::Object(_)) if name == "context" => Ok(Some(object.to_string())),
        Some(_) => Err(format!("`{name}` is no text")),
    }
}
