//! `inbox`: the tasks that wait for the person.

use api::{contract::app::Nothing, query};

use crate::{Answer, Failure, Invocation};

/// Lists them.
pub(crate) fn run(call: &Invocation) -> Result<Answer, Failure> {
    let inbox = query::inbox_list(&call.signed_in()?, &Nothing {})?;
    let rows: Vec<Vec<String>> = inbox
        .tasks
        .iter()
        .map(|row| {
            let kind = call.words.say(&format!("ctl-kind-{}", row.kind), &[]);
            vec![
                row.task.clone(),
                row.request.clone(),
                kind,
                row.workflow.clone(),
                row.step.clone(),
                row.requester.name.clone(),
                row.since.clone(),
            ]
        })
        .collect();
    let columns = [
        "task",
        "request",
        "kind",
        "workflow",
        "step",
        "requester",
        "at",
    ];
    Answer::yes(&inbox, call.words.table(&columns, &rows, "ctl-no-tasks"))
}
