//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{Answer, Failure, Invocation, command as c, demo};

/// Administers Countersign workspaces: people, rules, workflows, requests and the record. Exit code: 0 yes, 1 no
/// (refused, or findings), 2 could not run.
#[derive(Debug, Parser)]
#[command(
    name = "countersignctl",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command has.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Folder of the workspace; else the only one below $XDG_DATA_HOME/countersign
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// Who acts: name or id
    #[arg(long = "as", global = true, value_name = "PERSON")]
    pub person: Option<String>,
    /// Answer with one JSON document
    #[arg(long, global = true)]
    pub json: bool,
    /// Where a new workspace keeps its secrets; an existing one knows
    #[arg(long, global = true, value_name = "KIND", value_parser = ["keyring", "file", "memory"])]
    pub vault: Option<String>,
    /// File whose first line is the password; a second line is the passphrase of a file vault
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "COUNTERSIGN_PASSWORD_FILE"
    )]
    pub password_file: Option<PathBuf>,
    /// File whose first line is the passphrase of the file vault
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "COUNTERSIGN_PASSPHRASE_FILE"
    )]
    pub passphrase_file: Option<PathBuf>,
}

/// The sub-commands, one file each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create a workspace with its first administrator
    Init(c::init::InitArgs),
    /// Show the workspace and, with --as, what waits for the person
    Status,
    /// Add and list people
    #[command(subcommand)]
    Person(c::person::PersonCommand),
    /// Propose to give a role
    Grant(c::grant::GrantArgs),
    /// Propose groups
    #[command(subcommand)]
    Group(c::group::GroupCommand),
    /// Propose and list approval rules
    #[command(subcommand)]
    Rule(c::rule::RuleCommand),
    /// Propose and list connectors
    #[command(subcommand)]
    Connector(c::connector::ConnectorCommand),
    /// List and decide proposed changes
    #[command(subcommand)]
    Change(c::change::ChangeCommand),
    /// Import a workflow: a .bpmn file, or a folder with forms, rules and connectors
    Import(c::import::ImportArgs),
    /// Propose that a version becomes the one new requests run on
    Publish(c::publish::PublishArgs),
    /// List workflows
    Workflows,
    /// List requests
    Requests(c::requests::RequestsArgs),
    /// Show a request: fields, steps, what stopped, history
    Show(c::show::ShowArgs),
    /// Submit a request
    Start(c::start::StartArgs),
    /// Change a request that was returned
    Revise(c::revise::ReviseArgs),
    /// Take a request back, or stop it
    Cancel(c::cancel::CancelArgs),
    /// Say how a request goes on that stopped
    Resolve(c::resolve::ResolveArgs),
    /// Change fields of a running request, as an operator
    Modify(c::modify::ModifyArgs),
    /// Tell a waiting request of a message
    Message(c::message::MessageArgs),
    /// List the tasks that wait for the person
    Inbox,
    /// Show a task: the form, the rule, what a decision covers
    Task(c::task::TaskArgs),
    /// Countersign a task
    Approve(c::decide::ApproveArgs),
    /// Reject a task
    Reject(c::decide::RefuseArgs),
    /// Return a task to the requester for change
    Return(c::decide::RefuseArgs),
    /// Complete a plain task with its form
    Complete(c::complete::CompleteArgs),
    /// Fire the timers and make the connector calls that are due, until it is told to end
    Run(c::run::RunArgs),
    /// List entries of the log, the newest first
    Log(c::log::LogArgs),
    /// Verify the whole record of the open workspace
    Verify,
    /// Write the proof that an entry is in the log
    Receipt(c::receipt::ReceiptArgs),
    /// Save the newest signed checkpoint, to keep elsewhere
    Checkpoint(c::checkpoint::CheckpointArgs),
    /// Export the record to a folder that a stranger can verify
    Export(c::export::ExportArgs),
    /// Build the tables from the log again and compare them
    Rebuild(c::rebuild::RebuildArgs),
    /// Write a verified backup to a folder
    Backup(c::backup::BackupArgs),
    /// Put a backup into a new folder
    Restore(c::restore::RestoreArgs),
    /// Say what stands between a BPMN file, or a workflow's folder, and a workflow that runs
    Lint(c::lint::LintArgs),
    /// Try out a workflow: no workspace, no effects
    Simulate(c::simulate::SimulateArgs),
    /// Evaluate a FEEL expression
    Feel(c::feel::FeelArgs),
    /// Evaluate a decision of a DMN file
    Decide(c::decision::DecideArgs),
    /// Make a sample workspace and do the whole main job, from request to verdict
    Demo(demo::DemoArgs),
    /// Print the completions for a shell
    Completions(c::completions::CompletionsArgs),
}

impl Command {
    /// Does it.
    pub fn run(&self, call: &Invocation) -> Result<Answer, Failure> {
        match self {
            Self::Init(args) => c::init::run(args, call),
            Self::Status => c::status::run(call),
            Self::Person(command) => c::person::run(command, call),
            Self::Grant(args) => c::grant::run(args, call),
            Self::Group(command) => c::group::run(command, call),
            Self::Rule(command) => c::rule::run(command, call),
            Self::Connector(command) => c::connector::run(command, call),
            Self::Change(command) => c::change::run(command, call),
            Self::Import(args) => c::import::run(args, call),
            Self::Publish(args) => c::publish::run(args, call),
            Self::Workflows => c::workflows::run(call),
            Self::Requests(args) => c::requests::run(args, call),
            Self::Show(args) => c::show::run(args, call),
            Self::Start(args) => c::start::run(args, call),
            Self::Revise(args) => c::revise::run(args, call),
            Self::Cancel(args) => c::cancel::run(args, call),
            Self::Resolve(args) => c::resolve::run(args, call),
            Self::Modify(args) => c::modify::run(args, call),
            Self::Message(args) => c::message::run(args, call),
            Self::Inbox => c::inbox::run(call),
            Self::Task(args) => c::task::run(args, call),
            Self::Approve(args) => c::decide::approve(args, call),
            Self::Reject(args) => c::decide::reject(args, call),
            Self::Return(args) => c::decide::send_back(args, call),
            Self::Complete(args) => c::complete::run(args, call),
            Self::Run(args) => c::run::run(args, call),
            Self::Log(args) => c::log::run(args, call),
            Self::Verify => c::verify::run(call),
            Self::Receipt(args) => c::receipt::run(args, call),
            Self::Checkpoint(args) => c::checkpoint::run(args, call),
            Self::Export(args) => c::export::run(args, call),
            Self::Rebuild(args) => c::rebuild::run(args, call),
            Self::Backup(args) => c::backup::run(args, call),
            Self::Restore(args) => c::restore::run(args, call),
            Self::Lint(args) => c::lint::run(args, call),
            Self::Simulate(args) => c::simulate::run(args, call),
            Self::Feel(args) => c::feel::run(args, call),
            Self::Decide(args) => c::decision::run(args, call),
            Self::Demo(args) => demo::run(args, call),
            Self::Completions(args) => c::completions::run(args),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_fits_together() {
        super::Cli::command().debug_assert();
    }
}
