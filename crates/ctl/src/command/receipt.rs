//! `receipt`: the proof that an entry is in the log, to keep elsewhere.

use api::{contract::log::EntryQuery, query};
use clap::Args;

use crate::{Answer, Failure, Invocation};

/// Arguments of `receipt`.
#[derive(Debug, Args)]
pub(crate) struct ReceiptArgs {
    /// The entry's index
    pub index: u64,
}

/// Writes a C2SP tlog-proof to standard output.
pub(crate) fn run(args: &ReceiptArgs, call: &Invocation) -> Result<Answer, Failure> {
    let detail = query::log_entry(&call.signed_in()?, &EntryQuery { index: args.index })?;
    Answer::yes(&detail.receipt, detail.receipt.proof.clone())
}
