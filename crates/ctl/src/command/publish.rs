//! `publish`: proposes that a version becomes the one new requests run on.

use api::{command, contract::workflows::Publish};
use clap::Args;

use super::proposed;
use crate::{Answer, Failure, Invocation};

/// Arguments of `publish`.
#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// The workflow's stable name
    pub workflow: String,
    /// Digest of the version; else its newest
    #[arg(long, value_name = "HEX")]
    pub version: Option<String>,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Proposes it.
pub(crate) fn run(args: &PublishArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let asked = Publish {
        workflow: args.workflow.clone(),
        version: args.version.clone(),
        reason: args.reason.clone(),
    };
    proposed(call, &command::workflows_publish(&host, &asked, None)?)
}
