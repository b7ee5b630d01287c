//! `countersign-verify tree`: RFC 6962 proofs, a JSON object a line.

use std::io::{BufRead, Write};

use ledger::Hash;
use ledger::tree::{ProofError, verify_consistency, verify_inclusion};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::command::lines::{answer_lines, array};
use crate::report::{CannotRun, Outcome};

/// One question. All bytes are base64.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
enum Question {
    Inclusion {
        index: u64,
        size: u64,
        leaf_hash: String,
        root: String,
        proof: Vec<String>,
    },
    Consistency {
        old_size: u64,
        new_size: u64,
        old_root: String,
        new_root: String,
        proof: Vec<String>,
    },
}

/// Answers until the end of the input.
pub fn run(input: &mut impl BufRead, output: &mut impl Write) -> Result<Outcome, CannotRun> {
    answer_lines(input, output, |question| {
        answer(&question).unwrap_or_else(|refusal| refusal)
    })
}

fn answer(question: &Question) -> Result<Value, Value> {
    let verdict = match question {
        Question::Inclusion {
            index,
            size,
            leaf_hash,
            root,
            proof,
        } => {
            let leaf = hash("leaf_hash", leaf_hash)?;
            verify_inclusion(*index, *size, &leaf, &hashes(proof)?, &hash("root", root)?)
        }
        Question::Consistency {
            old_size,
            new_size,
            old_root,
            new_root,
            proof,
        } => {
            let (old, new) = (hash("old_root", old_root)?, hash("new_root", new_root)?);
            verify_consistency(*old_size, *new_size, &old, &new, &hashes(proof)?)
        }
    };
    Ok(verdict.map_or_else(|error| failure(&error), |()| json!({"ok": true})))
}

fn failure(error: &ProofError) -> Value {
    json!({"ok": false, "error": error.to_string(), "code": error.code()})
}

fn hash(field: &str, text: &str) -> Result<Hash, Value> {
    array(field, text).map(Hash)
}

fn hashes(proof: &[String]) -> Result<Vec<Hash>, Value> {
    proof.iter().map(|text| hash("proof", text)).collect()
}
