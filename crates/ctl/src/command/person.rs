//! `person add` and `person list`.

use std::path::PathBuf;

use api::{
    command,
    contract::{app::Nothing, people::AddPerson},
    query,
};
use clap::{Args, Subcommand};

use super::{proposed, yes_no};
use crate::{Answer, Failure, Invocation, secret};

/// The sub-commands of `person`.
#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Propose a person, who sets their own password
    Add(AddArgs),
    /// List people and what they may do
    List,
}

/// Arguments of `person add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The name
    pub name: String,
    /// Their manager: name or id
    #[arg(long, value_name = "PERSON")]
    pub manager: Option<String>,
    /// File whose first line is the new person's password; else it is asked for
    #[arg(long, value_name = "FILE")]
    pub new_password_file: Option<PathBuf>,
    /// Why
    #[arg(long)]
    pub reason: Option<String>,
}

/// Adds or lists.
pub(crate) fn run(which: &PersonCommand, call: &Invocation) -> Result<Answer, Failure> {
    match which {
        PersonCommand::Add(args) => add(args, call),
        PersonCommand::List => list(call),
    }
}

fn add(args: &AddArgs, call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let password = secret::new_person(args.new_password_file.as_deref(), &args.name)?;
    let mut asked = AddPerson {
        name: args.name.clone(),
        manager: args.manager.clone(),
        password: password.to_string(),
        reason: args.reason.clone(),
    };
    let made = command::people_add(&host, &asked, None);
    zeroize::Zeroize::zeroize(&mut asked.password);
    proposed(call, &made?)
}

fn list(call: &Invocation) -> Result<Answer, Failure> {
    let host = call.signed_in()?;
    let list = query::people_list(&host, &Nothing {})?;
    let words = &call.words;
    let people: Vec<Vec<String>> = list
        .people
        .iter()
        .map(|row| {
            let grants: Vec<String> = row
                .grants
                .iter()
                .filter(|grant| grant.in_force)
                .map(|grant| format!("{} on {}", grant.role, grant.scope))
                .collect();
            let manager = row
                .manager
                .as_ref()
                .map(|manager| manager.name.clone())
                .unwrap_or_default();
            vec![
                row.person.name.clone(),
                row.person.id.clone(),
                manager,
                yes_no(words, !row.disabled),
                grants.join(", "),
            ]
        })
        .collect();
    let mut text = words.table(
        &["name", "id", "manager", "active", "roles"],
        &people,
        "ctl-none",
    );
    let groups: Vec<Vec<String>> = list
        .groups
        .iter()
        .map(|group| {
            let members: Vec<&str> = group
                .members
                .iter()
                .map(|member| member.name.as_str())
                .collect();
            let grants: Vec<String> = group
                .grants
                .iter()
                .filter(|grant| grant.in_force)
                .map(|grant| format!("{} on {}", grant.role, grant.scope))
                .collect();
            vec![
                format!("group:{}", group.id),
                group.name.clone(),
                members.join(", "),
                grants.join(", "),
            ]
        })
        .collect();
    if !groups.is_empty() {
        text += &format!(
            "\n{}",
            words.table(&["group", "name", "members", "roles"], &groups, "ctl-none")
        );
    }
    Answer::yes(&list, text)
}
