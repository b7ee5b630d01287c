//! `grant`: proposes to give a role.

use api::{command, contract::people::AddGrant};
use clap::Args;

use super::proposed;
use crate::{Answer, Failure, Invocation};

/// Arguments of `grant`.
#[derive(Debug, Args)]
pub(crate) struct GrantArgs {
    /// A person's name or id, or `group:NAME`
    pub subject: String,
    /// A built-in role: requester, approver, operator, builder, workflow_owner, auditor, access_admin, platform_admin
    pub role: String,
    /// Where it holds: workspace, environment:production, workflow:NAME or connector:NAME
    pub scope: String,
    /// Not before: an instant such as 2026-11-22T09:30:00Z, or a date
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Not after
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Proposes it.
pub(crate) fn run(args: &GrantArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let asked = AddGrant {
        subject: args.subject.clone(),
        role: args.role.clone(),
        scope: args.scope.clone(),
        from: args.from.clone(),
        until: args.until.clone(),
        reason: args.reason.clone(),
    };
    proposed(call, &command::grants_add(&host, &asked, None)?)
}
