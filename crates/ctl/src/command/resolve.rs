//! `resolve`: says how a request goes on that stopped.

use std::collections::BTreeMap;

use api::{
    command,
    contract::{requests::ResolveIncident, shared::Plain},
};
use clap::Args;

use super::recorded;
use crate::{Answer, Failure, Invocation};

/// Arguments of `resolve`.
#[derive(Debug, Args)]
pub(crate) struct ResolveArgs {
    /// The request, such as r_57
    pub request: String,
    /// The incident's number within the request
    pub incident: u32,
    /// Try again, say that it was done elsewhere, pass over the step, or cancel the request
    #[arg(long, value_parser = ["retry", "done", "skip", "cancel"])]
    pub way: String,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// With `--way done`, what the effect answered; may be repeated
    #[arg(long = "output", value_name = "NAME=VALUE")]
    pub outputs: Vec<String>,
}

/// Says it.
pub(crate) fn run(args: &ResolveArgs, call: &Invocation) -> Result<Answer, Failure> {
    let pair = |text: &String| {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| Failure::NotAField(text.clone()))?;
        Ok((name.to_owned(), Plain::Text(value.to_owned())))
    };
    let outputs: BTreeMap<String, Plain> = args
        .outputs
        .iter()
        .map(pair)
        .collect::<Result<_, Failure>>()?;
    let host = call.signed_in()?;
    let asked = ResolveIncident {
        request: args.request.clone(),
        incident: args.incident,
        way: args.way.clone(),
        reason: args.reason.clone(),
        outputs,
    };
    recorded(call, &command::incidents_resolve(&host, &asked, None)?)
}
