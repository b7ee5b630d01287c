//! `verify`: the whole record of the open workspace, every entry decided again.

use std::sync::Arc;

use api::contract::app::{FindingView, Seal};
use engine::seal::{Extent, Status, Verification};

use crate::{Answer, Exit, Failure, Invocation, show::printable};

/// Verifies it.
pub(crate) fn run(call: &Invocation) -> Result<Answer, Failure> {
    let engine = Arc::new(call.open()?);
    let verdict = match Verification::start_with(&engine, Extent::Whole)?.wait() {
        Status::Finished(verdict) => verdict,
        Status::Failed { code, message } => {
            return Err(Failure::Verification {
                code: code.to_owned(),
                message,
            });
        }
        Status::Running { .. } => {
            return Err(Failure::Verification {
                code: "internal".to_owned(),
                message: "it did not end".to_owned(),
            });
        }
    };
    let (size, at) = (verdict.size, engine.now().to_string());
    let words = &call.words;
    if verdict.is_verified() {
        let text = words.say("ctl-verified", &[("size", &size.to_string())]);
        return Answer::yes(
            &Seal::Verified {
                size,
                at,
                anchor: None,
            },
            text,
        );
    }
    let findings: Vec<FindingView> = verdict
        .findings
        .into_iter()
        .map(|finding| FindingView {
            code: finding.code.to_owned(),
            index: finding.index,
            message: finding.message,
        })
        .collect();
    let mut text = words.say(
        "ctl-findings",
        &[
            ("count", &findings.len().to_string()),
            ("size", &size.to_string()),
        ],
    );
    for finding in &findings {
        let entry = finding
            .index
            .map(|index| format!(" (entry {index})"))
            .unwrap_or_default();
        text += &format!(
            "\n  {}: {}{entry}",
            finding.code,
            printable(&finding.message)
        );
    }
    Answer::with(Exit::No, &Seal::Findings { size, at, findings }, text)
}
