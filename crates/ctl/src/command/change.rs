//! `change list` and `change decide`.

use api::{
    command,
    contract::{
        app::Nothing,
        changes::{ChangeRow, DecideChange, WithdrawChange},
    },
    query,
};
use clap::{Args, Subcommand};
use engine::EngineError;

use super::recorded;
use crate::{Answer, Failure, Invocation, show::Words};

/// The sub-commands of `change`.
#[derive(Debug, Subcommand)]
pub(crate) enum ChangeCommand {
    /// List the changes that wait for a decision
    List,
    /// Approve or reject a change that somebody else proposed
    Decide(DecideArgs),
    /// Take one's own proposal back
    Withdraw(WithdrawArgs),
}

/// Arguments of `change decide`.
#[derive(Debug, Args)]
pub(crate) struct DecideArgs {
    /// The change, such as c_57
    pub change: String,
    #[command(flatten)]
    pub verdict: VerdictArgs,
    /// Why; needed for a rejection
    #[arg(long)]
    pub reason: Option<String>,
    /// The digest that was shown; if the change is another one by now, nothing is signed
    #[arg(long, value_name = "HEX")]
    pub digest: Option<String>,
}

/// Yes or no.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct VerdictArgs {
    /// Approve it
    #[arg(long)]
    pub approve: bool,
    /// Reject it
    #[arg(long)]
    pub reject: bool,
}

/// Arguments of `change withdraw`.
#[derive(Debug, Args)]
pub(crate) struct WithdrawArgs {
    /// The change, such as c_57
    pub change: String,
}

/// Lists or decides.
pub(crate) fn run(which: &ChangeCommand, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    match which {
        ChangeCommand::List => {
            let list = query::changes_list(&host, &Nothing {})?;
            let text = changes(&call.words, &list.changes);
            Answer::yes(&list, text)
        }
        ChangeCommand::Decide(args) => {
            let found = query::changes_list(&host, &Nothing {})?
                .changes
                .into_iter()
                .find(|row| row.id == args.change);
            let missing = || EngineError::NotFound {
                what: "change",
                name: args.change.clone(),
            };
            let shown = found.map(|row| row.digest).ok_or_else(missing)?;
            let asked = DecideChange {
                change: args.change.clone(),
                digest: args.digest.clone().unwrap_or(shown),
                approve: args.verdict.approve,
                reason: args.reason.clone(),
            };
            recorded(call, &command::changes_decide(&host, &asked, None)?)
        }
        ChangeCommand::Withdraw(args) => {
            let asked = WithdrawChange {
                change: args.change.clone(),
            };
            recorded(call, &command::changes_withdraw(&host, &asked, None)?)
        }
    }
}

fn changes(words: &Words, changes: &[ChangeRow]) -> String {
    let rows: Vec<Vec<String>> = changes
        .iter()
        .map(|row| {
            let may = if row.may_decide.allowed {
                words.say("ctl-yes", &[])
            } else {
                row.may_decide.because.clone()
            };
            vec![
                row.id.clone(),
                described(words, row),
                row.by.name.clone(),
                row.at.clone(),
                may,
            ]
        })
        .collect();
    words.table(
        &["change", "what", "proposed-by", "at", "may-decide"],
        &rows,
        "ctl-no-changes",
    )
}

/// The sentence of the catalogue, or the kind with what it names.
fn described(words: &Words, row: &ChangeRow) -> String {
    let args: Vec<(&str, &str)> = row
        .args
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let id = format!("change-{}", row.kind.replace(['.', '_'], "-"));
    words.find(&id, &args).unwrap_or_else(|| {
        let named: Vec<String> = row
            .args
            .iter()
            .map(|(key, value)| format!("{key} {value}"))
            .collect();
        format!("{}: {}", row.kind, named.join(", "))
    })
}
