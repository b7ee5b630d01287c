//! `rule set` and `rule list`.

use std::path::PathBuf;

use api::{
    command,
    contract::{
        app::Nothing,
        rules::{EligibleView, SetRule},
    },
    query,
};
use clap::{Args, Subcommand};

use super::proposed;
use crate::{Answer, Failure, Invocation, place, show::Words};

/// Bytes of a rule or connector file.
pub(super) const FILE_BYTES: u64 = 1 << 20;

/// The sub-commands of `rule`.
#[derive(Debug, Subcommand)]
pub(crate) enum RuleCommand {
    /// Propose an approval rule from its file
    Set(SetArgs),
    /// List the rules in force
    List,
}

/// Arguments of `rule set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The rule's file, JSON
    pub file: PathBuf,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Proposes or lists.
pub(crate) fn run(which: &RuleCommand, call: &Invocation) -> Result<Answer, Failure> {
    match which {
        RuleCommand::Set(args) => {
            let asked = SetRule {
                file: place::text(&args.file, FILE_BYTES)?,
                reason: args.reason.clone(),
            };
            proposed(call, &command::rules_set(&call.signed_in()?, &asked, None)?)
        }
        RuleCommand::List => list(call),
    }
}

fn list(call: &Invocation) -> Result<Answer, Failure> {
    let list = query::rules_list(&call.signed_in()?, &Nothing {})?;
    let rows: Vec<Vec<String>> = list
        .rules
        .iter()
        .map(|rule| {
            let eligible = eligible(&call.words, &rule.eligible);
            vec![
                rule.id.clone(),
                rule.name.clone(),
                eligible,
                rule.needed.to_string(),
                rule.used_by.join(", "),
            ]
        })
        .collect();
    let text = call.words.table(
        &["id", "name", "eligible", "needed", "used-by"],
        &rows,
        "ctl-none",
    );
    Answer::yes(&list, text)
}

/// Who a rule makes eligible, in words.
pub(super) fn eligible(words: &Words, view: &EligibleView) -> String {
    match view {
        EligibleView::Role { role, scope } => {
            words.say("ctl-eligible-role", &[("role", role), ("scope", scope)])
        }
        EligibleView::Manager => words.say("ctl-eligible-manager", &[]),
        EligibleView::Group { group } => words.say("ctl-eligible-group", &[("group", group)]),
    }
}
