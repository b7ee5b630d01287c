//! `countersign-verify note`: a signed note by itself.

use std::io::Write;

use ledger::note::{Note, NoteLimits, verify_note};
use serde_json::json;

use crate::cli::NoteArgs;
use crate::command::{read_named, signers};
use crate::report::{CannotRun, Outcome, Report};

/// Bytes read at most; the note's own limit is lower and gives a finding.
const FILE_LIMIT: u64 = 16 << 20;

/// Verified when at least one line of a given key verifies and none fails.
pub fn run(arguments: &NoteArgs, output: &mut impl Write) -> Result<Outcome, CannotRun> {
    let keys = &arguments.keys.keys;
    let bytes = read_named(&arguments.file, FILE_LIMIT)?;
    let mut report = Report::default();
    let opened = Note::parse(&bytes, NoteLimits::default()).and_then(|note| {
        let verified = verify_note(&note, keys)?;
        Ok((note, verified))
    });
    let (headline, facts) = match opened {
        Ok((note, verified)) => {
            let signatures = signers::describe(&note, &verified, keys, &mut report);
            (
                format!("signed by {}", names(&signatures)),
                json!({"signatures": signatures, "text": note.text}),
            )
        }
        Err(error) => {
            report.find(signers::finding_code(&error), error.to_string());
            (
                "the note is not verified".to_owned(),
                json!({"signatures": []}),
            )
        }
    };
    report.write(arguments.format, &headline, facts, output)
}

fn names(signatures: &serde_json::Value) -> String {
    let names = signatures
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|signature| signature["name"].as_str());
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
