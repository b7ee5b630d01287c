//! `status`: the workspace, and what waits for the person.

use api::{
    contract::app::{Nothing, Seal},
    query,
};

use super::yes_no;
use crate::{Answer, Failure, Invocation};

/// Shows it.
pub(crate) fn run(call: &Invocation) -> Result<Answer, Failure> {
    let host = if call.global.person.is_some() {
        call.signed_in()?
    } else {
        call.host()?
    };
    let state = query::app_state(&host, &Nothing {})?;
    let words = &call.words;
    let mut text = String::new();
    if let Some(open) = &state.open {
        let people: Vec<&str> = open
            .people
            .iter()
            .map(|person| person.name.as_str())
            .collect();
        text += &words.facts(&[
            ("workspace", open.name.clone()),
            ("path", open.path.clone()),
            ("origin", open.origin.clone()),
            ("fingerprint", open.fingerprint.clone()),
            ("fingerprint-words", open.fingerprint_words.clone()),
            ("entries", open.size.to_string()),
            ("vault", state.vault.kind.clone()),
            ("bootstrap", yes_no(words, open.bootstrap)),
            ("people", people.join(", ")),
        ]);
        if let Some(reason) = &open.read_only {
            let reason = words.say(&format!("ctl-{reason}"), &[]);
            text += &format!("{}\n", words.say("ctl-read-only", &[("reason", &reason)]));
        }
    }
    if let Some(session) = &state.session {
        text += &words.facts(&[
            (
                "person",
                format!("{} ({})", session.person.name, session.person.id),
            ),
            ("tasks", session.inbox.to_string()),
            ("changes", session.changes.to_string()),
            ("permissions", session.permissions.join(", ")),
        ]);
    }
    if state.seal == Seal::NotYet {
        text += &words.say("ctl-not-verified", &[]);
    }
    Answer::yes(&state, text)
}
