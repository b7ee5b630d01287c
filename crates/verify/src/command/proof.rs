//! `countersign-verify proof`: that an entry is in a log, by a tlog-proof file.

use std::io::Write;

use ledger::checkpoint::CheckpointError;
use ledger::proof_file::{PROOF_FILE_LIMIT, ProofFile, ProofFileError};
use ledger::tile::ENTRY_LIMIT;
use ledger::tree::leaf_hash;
use serde_json::json;

use crate::cli::ProofArgs;
use crate::command::{read_named, signers};
use crate::report::{CannotRun, Outcome, Report};

/// Bytes read at most of an entry; its own limit is lower and gives a finding.
const ENTRY_FILE_LIMIT: u64 = 16 << 20;

/// Verified when a given key signed the checkpoint, none failed, and the path leads to its root.
pub fn run(arguments: &ProofArgs, output: &mut impl Write) -> Result<Outcome, CannotRun> {
    let keys = &arguments.keys.keys;
    let file_limit = u64::try_from(PROOF_FILE_LIMIT)
        .unwrap_or(u64::MAX)
        .saturating_mul(2);
    let bytes = read_named(&arguments.file, file_limit)?;
    let entry = read_named(&arguments.entry, ENTRY_FILE_LIMIT)?;
    let mut report = Report::default();
    if entry.len() > ENTRY_LIMIT {
        report.find(
            "entry_too_large",
            format!("an entry has at most {ENTRY_LIMIT} bytes"),
        );
    }
    let leaf = leaf_hash(&entry);
    let verified = ProofFile::parse(&bytes).and_then(|proof| {
        let open = proof.verify_with_keys(&leaf, keys)?;
        Ok((proof, open))
    });
    let (headline, facts) = match verified {
        Ok((proof, open)) => {
            let signatures = signers::describe(&open.note, &open.verified, keys, &mut report);
            let body = &open.checkpoint;
            if proof.extra.is_some() {
                report.note("the extra data of the proof is not authenticated");
            }
            (
                format!(
                    "entry {} of {} in log `{}`",
                    proof.index, body.size, body.origin
                ),
                json!({
                    "index": proof.index,
                    "leaf_hash": leaf.to_string(),
                    "log": {"origin": body.origin, "size": body.size, "root": body.root.to_string()},
                    "signatures": signatures,
                }),
            )
        }
        Err(error) => {
            report.find(finding_code(&error), error.to_string());
            (
                "the proof is not verified".to_owned(),
                json!({"leaf_hash": leaf.to_string()}),
            )
        }
    };
    report.write(arguments.format, &headline, facts, output)
}

fn finding_code(error: &ProofFileError) -> &'static str {
    match error {
        ProofFileError::TooLarge { .. } | ProofFileError::Malformed(_) => "proof_malformed",
        ProofFileError::Checkpoint(CheckpointError::Note(error)) => signers::finding_code(error),
        ProofFileError::Checkpoint(_) => "checkpoint_malformed",
        ProofFileError::NotAccepted(_) => "checkpoint_not_accepted",
        ProofFileError::Proof(_) => "proof_for_other_entry",
    }
}
