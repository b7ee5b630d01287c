//! `cancel`: takes a request back, or stops it.

use api::{command, contract::requests::CancelRequest};
use clap::Args;

use super::recorded;
use crate::{Answer, Failure, Invocation};

/// Arguments of `cancel`.
#[derive(Debug, Args)]
pub(crate) struct CancelArgs {
    /// The request, such as r_57
    pub request: String,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Stops it.
pub(crate) fn run(args: &CancelArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let asked = CancelRequest {
        request: args.request.clone(),
        reason: args.reason.clone(),
    };
    recorded(call, &command::requests_cancel(&host, &asked, None)?)
}
