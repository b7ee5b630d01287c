//! `group set`: proposes a group and all its members.

use api::{command, contract::people::SetGroup};
use clap::{Args, Subcommand};

use super::proposed;
use crate::{Answer, Failure, Invocation};

/// The sub-commands of `group`.
#[derive(Debug, Subcommand)]
pub(crate) enum GroupCommand {
    /// Propose a group; the members named here are all it has from then on
    Set(SetArgs),
}

/// Arguments of `group set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// Its stable name: 1 to 63 of a-z, 0-9 and -
    pub group: String,
    /// Its name
    #[arg(long)]
    pub name: String,
    /// A member: name or id; may be repeated
    #[arg(long = "member", value_name = "PERSON")]
    pub members: Vec<String>,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Proposes it.
pub(crate) fn run(which: &GroupCommand, call: &Invocation) -> Result<Answer, Failure> {
    let GroupCommand::Set(args) = which;
    let host = call.signed_in()?;
    let asked = SetGroup {
        group: args.group.clone(),
        name: args.name.clone(),
        members: args.members.clone(),
        reason: args.reason.clone(),
    };
    proposed(call, &command::groups_set(&host, &asked, None)?)
}
