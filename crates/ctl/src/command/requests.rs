//! `requests`: the newest first.

use api::{contract::requests::RunFilter, query};
use clap::Args;

use crate::{Answer, Failure, Invocation};

/// Arguments of `requests`.
#[derive(Debug, Args)]
pub(crate) struct RequestsArgs {
    /// Only those the person submitted
    #[arg(long)]
    pub mine: bool,
    /// Only those in this state
    #[arg(long, value_parser = ["running", "stopped", "completed", "rejected", "cancelled"])]
    pub state: Option<String>,
    /// Only those of this workflow
    #[arg(long, value_name = "NAME")]
    pub workflow: Option<String>,
    /// Requests with a smaller number: the last of the page before
    #[arg(long, value_name = "NUMBER")]
    pub before: Option<u64>,
    /// At most so many, up to 200
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub limit: u32,
}

/// Lists them.
pub(crate) fn run(args: &RequestsArgs, call: &Invocation) -> Result<Answer, Failure> {
    let filter = RunFilter {
        mine: args.mine,
        workflow: args.workflow.clone(),
        state: args.state.clone(),
        before: args.before,
        limit: args.limit,
    };
    let list = query::runs_list(&call.signed_in()?, &filter)?;
    let rows: Vec<Vec<String>> = list
        .runs
        .iter()
        .map(|row| {
            let waits = row.waits_for.join(", ");
            vec![
                row.request.clone(),
                row.workflow_name.clone(),
                row.requester.name.clone(),
                row.state.clone(),
                row.started.clone(),
                waits,
            ]
        })
        .collect();
    let columns = [
        "request",
        "workflow",
        "requester",
        "state",
        "at",
        "waits-for",
    ];
    let mut text = call.words.table(&columns, &rows, "ctl-no-requests");
    if list.more {
        text += &call.words.say("ctl-more", &[]);
    }
    Answer::yes(&list, text)
}
