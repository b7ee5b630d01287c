//! `complete`: completes a plain task with its form.

use api::{command, contract::tasks::CompleteTask};
use clap::Args;

use super::{recorded, task};
use crate::{Answer, Failure, Invocation, fields::FieldArgs};

/// Arguments of `complete`.
#[derive(Debug, Args)]
pub(crate) struct CompleteArgs {
    /// The task, such as t_58_0
    pub task: String,
    #[command(flatten)]
    pub values: FieldArgs,
}

/// Completes it.
pub(crate) fn run(args: &CompleteArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let detail = task::find(&host, &args.task)?;
    let asked = CompleteTask {
        fields: args.values.read(&detail.form)?,
        request: detail.row.request,
        task: detail.row.task,
        round: detail.row.round,
    };
    recorded(call, &command::tasks_complete(&host, &asked, None)?)
}
