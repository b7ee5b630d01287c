//! `workflows`: what can be requested, and what waits for publication.

use api::{contract::app::Nothing, query};

use crate::{Answer, Failure, Invocation};

/// Lists them.
pub(crate) fn run(call: &Invocation) -> Result<Answer, Failure> {
    let list = query::workflows_list(&call.signed_in()?, &Nothing {})?;
    let rows: Vec<Vec<String>> = list
        .workflows
        .iter()
        .map(|row| {
            let published = row
                .published
                .map_or_else(|| "-".to_owned(), |number| number.to_string());
            vec![
                row.id.clone(),
                row.name.clone(),
                published,
                row.latest.to_string(),
                row.running.to_string(),
            ]
        })
        .collect();
    let text = call.words.table(
        &["id", "name", "published", "latest", "running"],
        &rows,
        "ctl-none",
    );
    Answer::yes(&list, text)
}
