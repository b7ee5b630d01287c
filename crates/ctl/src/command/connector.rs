//! `connector set` and `connector list`. The token comes from standard input or a file, never from an argument.

use std::path::PathBuf;

use api::{
    command,
    contract::{app::Nothing, rules::SetConnector},
    query,
};
use clap::{Args, Subcommand};

use super::{proposed, rule::FILE_BYTES, yes_no};
use crate::{Answer, Failure, Invocation, place, secret};

/// The sub-commands of `connector`.
#[derive(Debug, Subcommand)]
pub(crate) enum ConnectorCommand {
    /// Propose a connector from its file; its token is read from standard input where that is no terminal
    Set(SetArgs),
    /// List the connectors in force
    List,
}

/// Arguments of `connector set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The connector's file, JSON, without the token
    pub file: PathBuf,
    /// File whose first line is the token
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Proposes or lists.
pub(crate) fn run(which: &ConnectorCommand, call: &Invocation) -> Result<Answer, Failure> {
    match which {
        ConnectorCommand::Set(args) => set(args, call),
        ConnectorCommand::List => list(call),
    }
}

fn set(args: &SetArgs, call: &Invocation) -> Result<Answer, Failure> {
    let file = place::text(&args.file, FILE_BYTES)?;
    let token = secret::token(args.token_file.as_deref())?;
    let host = call.signed_in()?;
    let mut asked = SetConnector {
        file,
        token: token.map(|token| token.to_string()),
        reason: args.reason.clone(),
    };
    let made = command::connectors_set(&host, &asked, None);
    zeroize::Zeroize::zeroize(&mut asked.token);
    proposed(call, &made?)
}

fn list(call: &Invocation) -> Result<Answer, Failure> {
    let list = query::connectors_list(&call.signed_in()?, &Nothing {})?;
    let rows: Vec<Vec<String>> = list
        .connectors
        .iter()
        .map(|row| {
            let may = format!("{} {}", row.methods.join(","), row.paths.join(","));
            let token = if row.has_token {
                yes_no(&call.words, row.token_here)
            } else {
                "-".to_owned()
            };
            let repeats = yes_no(&call.words, row.idempotent);
            vec![
                row.id.clone(),
                row.name.clone(),
                row.base.clone(),
                may,
                repeats,
                token,
                row.used_by.join(", "),
            ]
        })
        .collect();
    let columns = [
        "id",
        "name",
        "base",
        "may",
        "idempotent",
        "token-here",
        "used-by",
    ];
    Answer::yes(&list, call.words.table(&columns, &rows, "ctl-none"))
}
