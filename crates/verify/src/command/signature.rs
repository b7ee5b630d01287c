//! `countersign-verify signature`: the rule by which the product accepts Ed25519 signatures.

use std::io::{BufRead, Write};

use ledger::signature::verify_strict;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::command::lines::{answer_lines, array, bytes};
use crate::report::{CannotRun, Outcome};

/// One question. All bytes are base64.
#[derive(Debug, Deserialize)]
struct Question {
    key: String,
    message: String,
    signature: String,
}

/// Answers until the end of the input.
pub fn run(input: &mut impl BufRead, output: &mut impl Write) -> Result<Outcome, CannotRun> {
    answer_lines(input, output, |question| {
        answer(&question).unwrap_or_else(|refusal| refusal)
    })
}

fn answer(question: &Question) -> Result<Value, Value> {
    let key = array::<32>("key", &question.key)?;
    let message = bytes("message", &question.message)?;
    let signature = array::<64>("signature", &question.signature)?;
    Ok(json!({"ok": verify_strict(&key, &message, &signature)}))
}
