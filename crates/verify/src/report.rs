//! What the program says: a verdict, findings that lower it, notes that do not.
//!
//! INVARIANT: the verdict is `verified` exactly when there is no finding.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::FormatArgs;

/// Findings that are listed at most; looking for more ends there.
pub const FINDING_LIMIT: usize = 100;

/// How a run that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Verified,
    /// Exit code 1.
    Findings,
}

/// Why a run could not run. Exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum CannotRun {
    /// Nothing was asked.
    #[error("{0}")]
    Usage(String),
    /// A named file or folder cannot be read.
    #[error("`{path}`: {reason}")]
    Unreadable {
        /// As it was given.
        path: String,
        /// Why.
        reason: String,
    },
    /// Standard input or output failed.
    #[error("{0}")]
    Stream(#[from] io::Error),
}

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable name.
    pub code: &'static str,
    /// The entry it is about, if it is about one.
    pub index: Option<u64>,
    /// The file it is about, relative to the folder that was named.
    pub path: Option<String>,
    /// For people.
    pub message: String,
}

/// Findings and notes, collected.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    notes: Vec<String>,
}

impl Report {
    /// Adds a finding about no single file or entry.
    pub fn find(&mut self, code: &'static str, message: impl Into<String>) {
        self.push(Finding {
            code,
            index: None,
            path: None,
            message: message.into(),
        });
    }

    /// Adds a finding about a file.
    pub fn find_in(
        &mut self,
        path: &str,
        code: &'static str,
        index: Option<u64>,
        message: impl Into<String>,
    ) {
        self.push(Finding {
            code,
            index,
            path: Some(path.to_owned()),
            message: message.into(),
        });
    }

    fn push(&mut self, finding: Finding) {
        if !self.is_full() {
            self.findings.push(finding);
        }
    }

    /// Adds something worth knowing that is no finding.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Whether no more findings are taken, so that looking on is useless.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.findings.len() >= FINDING_LIMIT
    }

    /// The verdict.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        if self.findings.is_empty() {
            Outcome::Verified
        } else {
            Outcome::Findings
        }
    }

    /// Writes the answer: `facts` are further fields of the JSON object, `headline` what follows
    /// the verdict in the text form.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(
        self,
        format: FormatArgs,
        headline: &str,
        facts: Value,
        output: &mut impl Write,
    ) -> Result<Outcome, CannotRun> {
        let outcome = self.outcome();
        let verdict = match outcome {
            Outcome::Verified => "verified",
            Outcome::Findings => "findings",
        };
        if format.json {
            let mut answer =
                json!({"verdict": verdict, "findings": self.findings, "notes": self.notes});
            if let (Value::Object(answer), Value::Object(facts)) = (&mut answer, facts) {
                answer.extend(facts);
            }
            writeln!(output, "{answer}")?;
        } else {
            writeln!(output, "{verdict}: {}", printable(headline))?;
            for finding in &self.findings {
                let place = finding
                    .path
                    .as_ref()
                    .map(|path| format!("{path}: "))
                    .unwrap_or_default();
                let index = finding
                    .index
                    .map(|index| format!(" (entry {index})"))
                    .unwrap_or_default();
                writeln!(
                    output,
                    "  {}: {}{}{index}",
                    finding.code,
                    printable(&place),
                    printable(&finding.message)
                )?;
            }
            for note in &self.notes {
                writeln!(output, "  note: {}", printable(note))?;
            }
        }
        output.flush()?;
        Ok(outcome)
    }
}

/// Text of strangers must not steer a terminal or reorder what is read.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .flat_map(|c| {
            if steers(c) {
                c.escape_unicode().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}
