//! `revise`: changes a request that was returned to its requester.

use api::{
    command,
    contract::requests::{ReviseRequest, RunQuery},
    query,
};
use clap::Args;

use super::recorded;
use crate::{Answer, Failure, Invocation, fields::FieldArgs};

/// Arguments of `revise`.
#[derive(Debug, Args)]
pub(crate) struct ReviseArgs {
    /// The request, such as r_57
    pub request: String,
    #[command(flatten)]
    pub values: FieldArgs,
}

/// Changes it.
pub(crate) fn run(args: &ReviseArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let detail = query::runs_detail(
        &host,
        &RunQuery {
            request: args.request.clone(),
        },
    )?;
    let asked = ReviseRequest {
        request: args.request.clone(),
        fields: args.values.read(&detail.revise)?,
    };
    recorded(call, &command::requests_revise(&host, &asked, None)?)
}
