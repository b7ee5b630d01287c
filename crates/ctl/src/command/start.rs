//! `start`: submits a request.

use api::{
    command,
    contract::requests::{FormQuery, StartRequest},
    query,
};
use clap::Args;

use crate::{Answer, Failure, Invocation, fields::FieldArgs};

/// Arguments of `start`.
#[derive(Debug, Args)]
pub(crate) struct StartArgs {
    /// The workflow's stable name
    pub workflow: String,
    #[command(flatten)]
    pub values: FieldArgs,
}

/// Submits it.
pub(crate) fn run(args: &StartArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let form = query::requests_form(
        &host,
        &FormQuery {
            workflow: args.workflow.clone(),
        },
    )?;
    let asked = StartRequest {
        workflow: args.workflow.clone(),
        version: form.version,
        fields: args.values.read(&form.fields)?,
    };
    let started = command::requests_start(&host, &asked, None)?;
    let index = started.receipt.index.to_string();
    let text = call.words.say(
        "ctl-started",
        &[("request", &started.request), ("index", &index)],
    );
    Answer::yes(&started, text)
}
