//! What `demo` says: where everything lies, who can sign in, what happened, and the verdict in the last line.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use verify::export::Verification;

use super::Made;
use crate::show::{Words, printable};

/// All that was made.
pub(super) struct Report<'a> {
    /// The workspace's folder.
    pub workspace: &'a Path,
    /// The export's folder, if it is kept.
    pub export: Option<&'a PathBuf>,
    /// Of the file vault.
    pub passphrase: Option<&'a str>,
    /// People and requests.
    pub made: &'a Made,
    /// Requests that the server on loopback got.
    pub calls: usize,
    /// How many of them had an effect.
    pub effects: usize,
    /// What the verifier says.
    pub verification: &'a Verification,
}

impl Report<'_> {
    /// For programs.
    pub fn json(&self) -> Value {
        let people: Vec<Value> = self
            .made
            .sample
            .people
            .iter()
            .map(|person| {
                json!({"name": person.name, "id": person.id, "part": person.part, "password": person.password})
            })
            .collect();
        json!({
            "workspace": self.workspace,
            "export": self.export,
            "passphrase": self.passphrase,
            "people": people,
            "acts": self.made.acts,
            "requests": self.made.sample.requests,
            "calls": self.calls,
            "effects": self.effects,
            "fingerprint": self.made.fingerprint.to_string(),
            "verdict": self.verification.to_json(),
        })
    }

    /// For people.
    pub fn text(&self, words: &Words) -> String {
        let mut facts = vec![("workspace", self.workspace.display().to_string())];
        if let Some(export) = self.export {
            facts.push(("export", export.display().to_string()));
        }
        if let Some(passphrase) = self.passphrase {
            facts.push(("passphrase", passphrase.to_owned()));
        }
        facts.push(("fingerprint", self.made.fingerprint.to_string()));
        facts.push((
            "fingerprint-words",
            engine::fingerprint::words(&self.made.fingerprint.0),
        ));
        let people: Vec<Vec<String>> = self
            .made
            .sample
            .people
            .iter()
            .map(|person| {
                vec![
                    person.name.clone(),
                    person.password.clone(),
                    person.part.to_owned(),
                ]
            })
            .collect();
        let requests: Vec<Vec<String>> = self
            .made
            .sample
            .requests
            .iter()
            .map(|(workflow, ids)| vec![workflow.clone(), ids.join(", ")])
            .collect();
        let counts = [
            ("acts", self.made.acts.to_string()),
            ("calls", self.calls.to_string()),
            ("effects", self.effects.to_string()),
        ];
        let counts: Vec<(&str, &str)> = counts
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        let mut text = words.facts(&facts);
        text += &format!(
            "\n{}",
            words.table(&["name", "password", "part"], &people, "ctl-none")
        );
        text += &format!(
            "\n{}",
            words.table(&["workflow", "requests"], &requests, "ctl-none")
        );
        text += &format!("\n{}\n", words.say("ctl-demo-counts", &counts));
        for finding in self.verification.findings.listed() {
            text += &format!("  {}: {}\n", finding.code, printable(&finding.message));
        }
        text += &format!("{}\n", printable(&self.verification.headline()));
        text
    }
}
