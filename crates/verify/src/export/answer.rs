//! What is said about an export: verdict, statements, and both forms of the answer.

use std::{collections::BTreeSet, io::Write};

use kernel::digest::Digest;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Trust, Verification, codes, folder::Folder, layout};
use crate::report::{CannotRun, Outcome, printable, write_findings};

/// Lines about people that the text form prints at most.
const VOUCHED_LINES: usize = 20;

/// Whether the record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing was found. Whether that makes it trusted, [`Trust`] says.
    Verified,
    /// Something was found.
    Findings,
    /// There is nothing to judge.
    Unreadable,
}

/// Something worth knowing that is no finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// Stable name.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

/// Draws the statements from what was counted.
pub(super) fn state(
    verification: &mut Verification,
    referenced: &BTreeSet<Digest>,
    folder: &Folder,
) {
    let checks = verification.checks.clone();
    let mut say = |code, message: String| verification.statements.push(Statement { code, message });
    if verification.trust == Trust::Itself {
        let message = "nothing was given from outside: the record is consistent, whose it is is merely claimed";
        say(codes::KEY_CLAIMED, message.to_owned());
    }
    let newest = verification.anchors.iter().max_by_key(|anchor| anchor.size);
    say(
        codes::NOTHING_NEWER_KNOWN,
        match newest {
            Some(anchor) => format!(
                "nothing newer is known; the newest anchor covers {} entries, {} came after it",
                anchor.size, anchor.newer
            ),
            None => "nothing newer is known, and no anchor from outside was given".to_owned(),
        },
    );
    let alone = verification
        .vouching
        .iter()
        .filter(|vouched| vouched.decided_by.is_none())
        .count();
    if alone > 0 || checks.changes_on_one_word > 0 {
        let message = format!(
            "{alone} people and workstations, and {} changes in all, rest on one person's word",
            checks.changes_on_one_word
        );
        say(codes::ONE_PERSONS_WORD, message);
    }
    let on_one = checks.approvals_on_one_workstation + checks.changes_on_one_workstation;
    if on_one > 0 {
        let message = format!(
            "{} of {} approvals and {} of {} changes were signed on one workstation only",
            checks.approvals_on_one_workstation,
            checks.approvals,
            checks.changes_on_one_workstation,
            checks.changes
        );
        say(codes::ONE_WORKSTATION, message);
    }
    if checks.ticks + checks.connector_answers > 0 {
        let message = format!(
            "a workstation alone asserts {} ticks of the clock and {} answers of connectors",
            checks.ticks, checks.connector_answers
        );
        say(codes::WORKSTATION_ASSERTS, message);
    }
    if checks.withheld > 0 {
        say(
            codes::WITHHELD,
            format!(
                "{} of {} sealed values are withheld",
                checks.withheld, checks.commitments
            ),
        );
    }
    for path in folder.manifest().files.keys() {
        let blob = path.strip_prefix(layout::BLOBS).and_then(Digest::parse);
        if blob.is_some_and(|blob| !referenced.contains(&blob)) {
            say(
                codes::UNREFERENCED_BLOB,
                format!("no act names the record blob `{path}`"),
            );
        }
    }
}

impl Verification {
    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.findings.is_empty() {
            Verdict::Verified
        } else {
            Verdict::Findings
        }
    }

    /// The answer as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "verdict": self.verdict(),
            "trust": self.trust,
            "log": self.log,
            "log_key": self.log_key,
            "workspace": self.workspace,
            "checks": self.checks,
            "findings": self.findings.listed(),
            "finding_counts": self.findings.counts(),
            "anchors": self.anchors,
            "statements": self.statements,
            "vouching": self.vouching,
        })
    }

    /// The first line of the text form: the verdict, which log, and what trust rests on.
    #[must_use]
    pub fn headline(&self) -> String {
        let word = match (self.verdict(), self.trust) {
            (Verdict::Verified, Trust::Itself) => "consistent",
            (Verdict::Verified, _) => "verified",
            (Verdict::Findings, _) => "findings",
            (Verdict::Unreadable, _) => "unreadable",
        };
        let Some(log) = &self.log else {
            return format!("{word}: the checkpoint cannot be read");
        };
        let basis = match self.trust {
            Trust::Policy => "trust rests on the policy that was given".to_owned(),
            Trust::Fingerprint => "trust rests on the fingerprint that was given".to_owned(),
            Trust::Itself => {
                let key = self.log_key.as_deref().unwrap_or("an unknown key");
                format!(
                    "nothing was given from outside, so that it is the log of `{key}` is merely claimed"
                )
            }
        };
        format!(
            "{word}: log `{}`, {} entries; {basis}",
            log.origin, log.size
        )
    }

    /// Writes the answer.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&self, as_json: bool, output: &mut impl Write) -> Result<Outcome, CannotRun> {
        if as_json {
            writeln!(output, "{}", self.to_json())?;
        } else {
            self.write_text(output)?;
        }
        output.flush()?;
        Ok(Outcome::of(self.findings.is_empty()))
    }

    fn write_text(&self, output: &mut impl Write) -> Result<(), CannotRun> {
        writeln!(output, "{}", printable(&self.headline()))?;
        if let Some(log) = &self.log {
            let fingerprint = log
                .fingerprint
                .map(|digest| digest.to_string())
                .unwrap_or_default();
            writeln!(
                output,
                "  root {}, fingerprint {fingerprint}",
                printable(&log.root)
            )?;
        }
        write_findings(self.findings.listed(), output)?;
        let total: u64 = self.findings.counts().values().sum();
        let listed = u64::try_from(self.findings.listed().len()).unwrap_or(u64::MAX);
        if total > listed {
            writeln!(output, "  and {} findings more", total - listed)?;
        }
        let checks = &self.checks;
        writeln!(
            output,
            "  {} files, {} entries, {} signatures, {} acts decided again, {} void, {} of {} sealed values opened",
            checks.files,
            checks.entries,
            checks.signatures,
            checks.acts,
            checks.void,
            checks.disclosed,
            checks.commitments
        )?;
        for anchor in &self.anchors {
            writeln!(
                output,
                "  anchor: {}: {} entries, {} newer",
                printable(&anchor.path),
                anchor.size,
                anchor.newer
            )?;
        }
        for statement in &self.statements {
            writeln!(output, "  note: {}", printable(&statement.message))?;
        }
        for vouched in self.vouching.iter().take(VOUCHED_LINES) {
            let decided = vouched
                .decided_by
                .map_or("nobody else".to_owned(), |person| person.to_string());
            writeln!(
                output,
                "  vouched: {} by {} and {decided}",
                vouched.subject, vouched.proposed_by
            )?;
        }
        if self.vouching.len() > VOUCHED_LINES {
            writeln!(
                output,
                "  vouched: {} more in the JSON form",
                self.vouching.len() - VOUCHED_LINES
            )?;
        }
        Ok(())
    }
}

/// The answer where there is nothing to judge.
#[must_use]
pub fn unreadable(trust: Trust, reason: &str) -> Value {
    json!({
        "verdict": Verdict::Unreadable,
        "trust": trust,
        "log": null,
        "checks": {},
        "findings": [],
        "anchors": [],
        "error": reason,
    })
}
