//! `modify`: an operator changes fields of a running request.

use api::{
    command,
    contract::requests::{ModifyRequest, RunQuery},
    query,
};
use clap::Args;

use super::recorded;
use crate::{Answer, Failure, Invocation, fields::FieldArgs};

/// Arguments of `modify`.
#[derive(Debug, Args)]
pub(crate) struct ModifyArgs {
    /// The request, such as r_57
    pub request: String,
    #[command(flatten)]
    pub values: FieldArgs,
    /// Why
    #[arg(long)]
    pub reason: String,
}

/// Changes them. Approvals that covered a changed field are asked again.
pub(crate) fn run(args: &ModifyArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let detail = query::runs_detail(
        &host,
        &RunQuery {
            request: args.request.clone(),
        },
    )?;
    let asked = ModifyRequest {
        request: args.request.clone(),
        fields: args.values.read(&detail.modify)?,
        reason: args.reason.clone(),
    };
    recorded(call, &command::requests_modify(&host, &asked, None)?)
}
