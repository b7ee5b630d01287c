//! `task`: the form, the rule and what a decision covers; and finding a task by its name alone.

use api::{
    Host,
    contract::tasks::{FieldView, TaskDetail, TaskQuery},
    query,
};
use clap::Args;
use kernel::id::TaskId;

use super::rule::eligible;
use crate::{Answer, Failure, Invocation, fields::plain_text, show::Words};

/// Arguments of `task`.
#[derive(Debug, Args)]
pub(crate) struct TaskArgs {
    /// The task, such as t_58_0
    pub task: String,
}

/// Shows it.
pub(crate) fn run(args: &TaskArgs, call: &Invocation) -> Result<Answer, Failure> {
    let detail = find(&call.signed_in()?, &args.task)?;
    let text = text(&call.words, &detail);
    Answer::yes(&detail, text)
}

/// The task of whichever open request has it. Whether the person may see it, the query decides.
pub(super) fn find(host: &Host, task: &str) -> Result<TaskDetail, Failure> {
    let engine = host.engine()?;
    let live = engine.live();
    let missing = || Failure::NoTask(task.to_owned());
    let id = TaskId::parse(task).ok_or_else(missing)?;
    let request = live
        .kernel
        .state
        .requests
        .values()
        .find(|instance| instance.tasks.contains_key(&id));
    let request = request
        .map(|instance| instance.id.to_string())
        .ok_or_else(missing)?;
    Ok(query::inbox_task(
        host,
        &TaskQuery {
            request,
            task: task.to_owned(),
        },
    )?)
}

pub(super) fn text(words: &Words, detail: &TaskDetail) -> String {
    let row = &detail.row;
    let mut facts = vec![
        ("task", row.task.clone()),
        ("request", row.request.clone()),
        ("workflow", row.workflow.clone()),
        ("step", row.step.clone()),
        ("requester", row.requester.name.clone()),
        ("round", row.round.to_string()),
    ];
    if let Some(rule) = &detail.rule {
        let can: Vec<&str> = rule
            .can_still
            .iter()
            .map(|person| person.name.as_str())
            .collect();
        facts.push((
            "rule",
            format!(
                "{}: {} x {}",
                rule.name,
                rule.needed,
                eligible(words, &rule.eligible)
            ),
        ));
        facts.push(("can-still", can.join(", ")));
    }
    if !detail.shown.is_empty() {
        facts.push(("shown", detail.shown.clone()));
    }
    if !detail.may.allowed {
        facts.push(("may-not", detail.may.because.clone()));
    }
    let mut text = words.facts(&facts) + "\n" + &form(words, &detail.form);
    for given in &detail.decisions {
        let reason = given.reason.clone().unwrap_or_default();
        let said = [
            ("person", given.person.name.as_str()),
            ("verdict", &given.verdict),
            ("reason", &reason),
        ];
        text += &format!("{}\n", words.say("ctl-decided", &said));
    }
    text
}

/// A form with its values.
pub(super) fn form(words: &Words, fields: &[FieldView]) -> String {
    let rows: Vec<Vec<String>> = fields
        .iter()
        .map(|field| {
            let value = match (&field.value, &field.commitment) {
                (Some(value), _) => plain_text(value),
                (None, Some(_)) => words.say("ctl-sealed", &[]),
                (None, None) => String::new(),
            };
            let mut notes = Vec::new();
            if field.required {
                notes.push(words.say("field-required", &[]));
            }
            if field.sealed.is_some() {
                notes.push(words.say("ctl-sealed", &[]));
            }
            if field.changed {
                notes.push(words.say("ctl-changed", &[]));
            }
            vec![
                field.path.clone(),
                field.label.clone(),
                value,
                notes.join(", "),
            ]
        })
        .collect();
    words.table(
        &["field", "label", "value", "notes"],
        &rows,
        "ctl-no-fields",
    )
}
