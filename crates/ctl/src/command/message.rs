//! `message`: tells a waiting request of a message.

use std::collections::BTreeMap;

use api::{
    command,
    contract::{requests::PublishMessage, shared::Plain},
};
use clap::Args;

use super::recorded;
use crate::{Answer, Failure, Invocation};

/// Arguments of `message`.
#[derive(Debug, Args)]
pub(crate) struct MessageArgs {
    /// The message's name
    pub name: String,
    /// For which request: its correlation key; empty for a message that starts a request
    #[arg(long, default_value = "")]
    pub key: String,
    /// The message's own id, given by whoever sent it; the same name and id is taken once
    #[arg(long)]
    pub id: String,
    /// What it brings; may be repeated. `true`, `false` and whole numbers are taken as such, all else as text
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub pairs: Vec<String>,
}

/// Tells it.
pub(crate) fn run(args: &MessageArgs, call: &Invocation) -> Result<Answer, Failure> {
    let fields: BTreeMap<String, Plain> = args
        .pairs
        .iter()
        .map(|pair| {
            let (name, value) = pair
                .split_once('=')
                .ok_or_else(|| Failure::NotAField(pair.clone()))?;
            Ok((name.to_owned(), typed(value)))
        })
        .collect::<Result<_, Failure>>()?;
    let host = call.signed_in()?;
    let asked = PublishMessage {
        name: args.name.clone(),
        key: args.key.clone(),
        id: args.id.clone(),
        fields,
    };
    recorded(call, &command::messages_publish(&host, &asked, None)?)
}

fn typed(text: &str) -> Plain {
    match text {
        "true" => Plain::Boolean(true),
        "false" => Plain::Boolean(false),
        _ => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text && number.unsigned_abs() < 1 << 53 => {
                Plain::Integer(number)
            }
            _ => Plain::Text(text.to_owned()),
        },
    }
}
