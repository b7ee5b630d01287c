//! `log`: entries, the newest first.

use api::{
    contract::log::{LogFilter, LogRow},
    query,
};
use clap::Args;

use crate::{Answer, Failure, Invocation, show::Words};

/// Arguments of `log`.
#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// At most so many, up to 500
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
    /// Only acts of this name, such as approval.decide
    #[arg(long, value_name = "NAME")]
    pub act: Option<String>,
    /// Only acts of this signer
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// Only acts of this request
    #[arg(long)]
    pub request: Option<String>,
    /// Entries with a smaller index: the last of the page before
    #[arg(long, value_name = "INDEX")]
    pub before: Option<u64>,
    /// Without ticks of the clock
    #[arg(long)]
    pub hide_ticks: bool,
}

/// Lists them.
pub(crate) fn run(args: &LogArgs, call: &Invocation) -> Result<Answer, Failure> {
    let filter = LogFilter {
        by: args.by.clone(),
        act: args.act.clone(),
        on: None,
        request: args.request.clone(),
        hide_ticks: args.hide_ticks,
        before: args.before,
        limit: args.limit,
    };
    let page = query::log_page(&call.signed_in()?, &filter)?;
    let mut text = rows(&call.words, &page.rows);
    if page.more {
        text += &call.words.say("ctl-more", &[]);
    }
    Answer::yes(&page, text)
}

/// Entries as a table.
pub(super) fn rows(words: &Words, rows: &[LogRow]) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.index.to_string(),
                row.at.clone(),
                row.by.name.clone(),
                row.act.clone(),
                row.on.clone(),
            ]
        })
        .collect();
    words.table(
        &["index", "at", "by", "act", "on"],
        &cells,
        "ctl-no-entries",
    )
}
