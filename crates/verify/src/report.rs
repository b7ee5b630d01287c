//! What the program says: a verdict, findings that lower it, notes that do not.
//!
//! INVARIANT: the verdict is `verified` exactly when there is no finding.

use std::{
    fmt,
    io::{self, Write},
};

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

impl Outcome {
    /// The outcome of a run that found nothing, or something.
    #[must_use]
    pub const fn of(nothing_found: bool) -> Self {
        if nothing_found {
            Self::Verified
        } else {
            Self::Findings
        }
    }

    /// The verdict as it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Findings => "findings",
        }
    }
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

/// As the text form says it: name, file, sentence and entry.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code)?;
        if let Some(path) = &self.path {
            write!(f, "{}: ", printable(path))?;
        }
        f.write_str(&printable(&self.message))?;
        match self.index {
            Some(index) => write!(f, " (entry {index})"),
            None => Ok(()),
        }
    }
}

/// Writes the findings of a text form, one a line.
pub(crate) fn write_findings(findings: &[Finding], output: &mut impl Write) -> io::Result<()> {
    findings
        .iter()
        .try_for_each(|finding| writeln!(output, "  {finding}"))
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
        Outcome::of(self.findings.is_empty())
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
        let verdict = outcome.word();
        if format.json {
            let mut answer =
                json!({"verdict": verdict, "findings": self.findings, "notes": self.notes});
            if let (Value::Object(answer), Value::Object(facts)) = (&mut answer, facts) {
                answer.extend(facts);
            }
            writeln!(output, "{answer}")?;
        } else {
            writeln!(output, "{verdict}: {}", printable(headline))?;
            write_findings(&self.findings, output)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_one_line_whatever_it_quotes() {
        let finding = |index, path: Option<&str>| Finding {
            code: "leaf_mismatch",
            index,
            path: path.map(str::to_owned),
            message: "not\nthis".into(),
        };
        let rows = [
            (finding(None, None), "  leaf_mismatch: not\\u{a}this\n"),
            (
                finding(Some(7), Some("a\u{1b}b")),
                "  leaf_mismatch: a\\u{1b}b: not\\u{a}this (entry 7)\n",
            ),
        ];
        for (finding, want) in rows {
            let mut written = Vec::new();
            write_findings(&[finding], &mut written).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), want);
        }
    }
}
