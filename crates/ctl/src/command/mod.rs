//! The sub-commands, one file each: arguments, what is asked of the api, what is said.

pub(crate) mod backup;
pub(crate) mod cancel;
pub(crate) mod change;
pub(crate) mod checkpoint;
pub(crate) mod complete;
pub(crate) mod completions;
pub(crate) mod connector;
pub(crate) mod decide;
pub(crate) mod decision;
pub(crate) mod export;
pub(crate) mod feel;
pub(crate) mod grant;
pub(crate) mod group;
pub(crate) mod import;
pub(crate) mod inbox;
pub(crate) mod init;
pub(crate) mod lint;
pub(crate) mod log;
pub(crate) mod message;
pub(crate) mod modify;
pub(crate) mod person;
pub(crate) mod publish;
pub(crate) mod rebuild;
pub(crate) mod receipt;
pub(crate) mod requests;
pub(crate) mod resolve;
pub(crate) mod restore;
pub(crate) mod revise;
pub(crate) mod rule;
pub(crate) mod run;
pub(crate) mod show;
pub(crate) mod simulate;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod task;
pub(crate) mod verify;
pub(crate) mod workflows;

use api::contract::shared::{Proposed, Receipt};

use crate::{Answer, Failure, Invocation, show::Words};

/// What a proposal answers: whether it is in force or waits for another person.
fn proposed(call: &Invocation, made: &Proposed) -> Result<Answer, Failure> {
    Answer::yes(made, proposed_text(&call.words, made))
}

fn proposed_text(words: &Words, made: &Proposed) -> String {
    let id = if made.in_force {
        "ctl-in-force"
    } else {
        "ctl-proposed"
    };
    words.say(
        id,
        &[
            ("change", &made.change),
            ("index", &made.receipt.index.to_string()),
        ],
    )
}

/// What an act answers: where it stands in the log.
fn recorded(call: &Invocation, receipt: &Receipt) -> Result<Answer, Failure> {
    Answer::yes(
        receipt,
        call.words
            .say("ctl-recorded", &[("index", &receipt.index.to_string())]),
    )
}

fn yes_no(words: &Words, is: bool) -> String {
    words.say(if is { "ctl-yes" } else { "ctl-no" }, &[])
}
