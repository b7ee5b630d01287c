//! `show`: a request with its fields, incidents and history.

use api::{
    contract::requests::{RunDetail, RunQuery},
    query,
};
use clap::Args;

use super::task::form;
use crate::{Answer, Failure, Invocation, show::Words};

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The request, such as r_57
    pub request: String,
}

/// Shows it.
pub(crate) fn run(args: &ShowArgs, call: &Invocation) -> Result<Answer, Failure> {
    let detail = query::runs_detail(
        &call.signed_in()?,
        &RunQuery {
            request: args.request.clone(),
        },
    )?;
    let text = text(&call.words, &detail);
    Answer::yes(&detail, text)
}

fn text(words: &Words, detail: &RunDetail) -> String {
    let row = &detail.row;
    let mut text = words.facts(&[
        ("request", row.request.clone()),
        (
            "workflow",
            format!("{} ({})", row.workflow_name, row.workflow),
        ),
        ("requester", row.requester.name.clone()),
        ("state", row.state.clone()),
        ("waits-for", row.waits_for.join(", ")),
    ]);
    text += &format!("\n{}", form(words, &detail.fields));
    if !detail.incidents.is_empty() {
        let rows: Vec<Vec<String>> = detail
            .incidents
            .iter()
            .map(|row| {
                vec![
                    row.incident.to_string(),
                    row.code.clone(),
                    row.step.clone(),
                    row.detail.clone(),
                    row.ways.join(", "),
                ]
            })
            .collect();
        text += &format!(
            "\n{}",
            words.table(
                &["incident", "code", "step", "detail", "ways"],
                &rows,
                "ctl-none"
            )
        );
    }
    if !detail.jobs.is_empty() {
        let rows: Vec<Vec<String>> = detail
            .jobs
            .iter()
            .map(|row| {
                vec![
                    row.job.clone(),
                    row.step.clone(),
                    row.connector.clone(),
                    row.attempt.to_string(),
                    row.state.clone(),
                ]
            })
            .collect();
        text += &format!(
            "\n{}",
            words.table(
                &["job", "step", "connector", "attempt", "state"],
                &rows,
                "ctl-none"
            )
        );
    }
    text + "\n" + &super::log::rows(words, &detail.timeline)
}
